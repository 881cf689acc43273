import type { Day } from '../base/index.ts';
import {
  type Article9Condition,
  balancingTestHolds,
  missingForCriminalOffence,
  missingForSpecialCategory,
} from '../law/index.ts';
import type { Policy } from './policy.ts';

type Purpose = Policy['purposes'][string];
type Condition = NonNullable<Purpose['special']>['condition'];

/** What the language calls a condition of Art 9(2), as the law numbers it. Official authority is Art 10's. */
export const ARTICLE_9: Readonly<Record<Condition, Article9Condition | null>> = {
  'explicit-consent': '9(2)(a)',
  'employment-law': '9(2)(b)',
  'vital-interests': '9(2)(c)',
  'made-public': '9(2)(e)',
  'legal-claims': '9(2)(f)',
  'substantial-public-interest': '9(2)(g)',
  'health-care': '9(2)(h)',
  'public-health': '9(2)(i)',
  research: '9(2)(j)',
  'official-authority': null,
};

/**
 * Names of fields that tell what the law protects specially, whatever a policy's own list says (Art 9(1), 10). Whole names, so
 * that the fingerprint of a device or a race for runners is none.
 */
const BY_NAME: readonly [string, RegExp][] = [
  [
    'biometric',
    /^(finger-?prints?|biometrics?|face-(print|template|scan)|iris-scan|retina-scan|(voice|palm)-?print)(-(data|template|scan))?$/,
  ],
  ['genetic', /^(dna|genome|genotype|genetics?)(-(data|profile|sample|test))?$/],
  ['ethnic-origin', /^(ethnicity|ethnic-(origin|group|background)|racial-origin|race)$/],
  ['beliefs', /^(religion|religious-beliefs?|religion-or-belief|philosophical-beliefs?)$/],
  ['political-opinions', /^(political-(opinions?|views?|beliefs?|party)|party-membership)$/],
  ['trade-union-membership', /^((trade-)?union-(member|membership)|trade-union)$/],
  ['sexual-orientation', /^(sexual-orientation|sexuality)$/],
  ['sex-life', /^sex-life$/],
  [
    'health',
    /^(diagnos[ie]s|medical-(conditions?|history|notes)|health-(conditions?|notes|records?)|disabilit(y|ies)|illness(es)?|medication)$/,
  ],
  ['criminal', /^((criminal-|spent-|unspent-)?convictions?|criminal-(record|offences?))$/],
];

/** What a field of this name tells by law; null: nothing special that its name says. */
export const specialByName = (field: string): string | null =>
  BY_NAME.find(([, names]) => names.test(field))?.[0] ?? null;

/** Asked at every decision, and the same as long as the declaration is. */
const told = new WeakMap<Policy['data'][string], string[]>();

/**
 * What a kind of data tells that the law protects specially: as declared, and as its fields are called. Empty for most.
 * `field`: only what this one of them tells.
 */
export function specialKindsOf(declared: Policy['data'][string], field?: string): string[] {
  if (field !== undefined) return kindsOf(declared, [field]);
  const known = told.get(declared);
  if (known) return known;
  const kinds = kindsOf(
    declared,
    Array.isArray(declared.fields) ? declared.fields : Object.keys(declared.fields),
  );
  told.set(declared, kinds);
  return kinds;
}

const kindsOf = ({ special = [], criminal }: Policy['data'][string], fields: readonly string[]): string[] => [
  ...new Set([
    ...special,
    ...(criminal ? ['criminal'] : []),
    ...fields.flatMap((one) => specialByName(one) ?? []),
  ]),
];

/** What a purpose lacks on a day to use data of these kinds, in words; empty: it has its conditions (law L5, L6, L7). */
export function lacksForSpecial(
  policy: Policy,
  { special }: Purpose,
  kinds: readonly string[],
  today: Day,
): string[] {
  const jurisdiction = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const schedule1 = special?.['schedule-1'] ?? null;
  const policyDocument = documentHolds(policy, special?.['policy-document'], today);
  const lacks = [
    ...(kinds.some((kind) => kind !== 'criminal')
      ? missingForSpecialCategory({
          jurisdiction,
          article9: special ? ARTICLE_9[special.condition] : null,
          schedule1,
          policyDocument,
        })
      : []),
    ...(kinds.includes('criminal') && jurisdiction === 'uk'
      ? missingForCriminalOffence({
          officialAuthority: special?.condition === 'official-authority',
          schedule1,
          policyDocument,
        })
      : []),
  ];
  return [...new Set(lacks)];
}

/** An appropriate policy document counts while it is approved and its review is not overdue (law L6). */
function documentHolds({ assessments }: Policy, name: string | undefined, today: Day): boolean {
  const document = name !== undefined && Object.hasOwn(assessments, name) ? assessments[name] : undefined;
  if (document?.kind !== 'policy-document' || document.conclusion === 'stop') return false;
  const dates = { approvedOn: document.approved as Day, reviewOn: document.review as Day };
  return balancingTestHolds(dates, today).allowed;
}
