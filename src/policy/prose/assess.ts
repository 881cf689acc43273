import type { Day } from '../../base/index.ts';
import type { Fact } from './facts/fact.ts';
import { type Notice, readNotice } from './facts/index.ts';
import type { Mechanism } from './facts/sharing.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Sentence } from './notice.ts';
import { OBLIGED } from './rules/duties.ts';
import type { Right } from './terms/rights.ts';

/** The four outcomes of the completeness criteria of Amaral et al. 2021 (arXiv 2106.05688). */
export type Verdict = 'satisfied' | 'violated' | 'warning' | 'not-required';

export interface Criterion {
  readonly id: CriterionId;
  /** The provision it tests. */
  readonly source: string;
  readonly verdict: Verdict;
  /** One plain sentence: why. */
  readonly because: string;
  /** The sentence the verdict rests on; absent where nothing says it. */
  readonly sentence?: {
    readonly n: number;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  };
  /** The single items of a criterion that has several. */
  readonly parts?: Readonly<Record<string, Verdict>>;
}

const CRITERIA = {
  'controller-identity': '13(1)(a)',
  'controller-contact': '13(1)(a)',
  'representative-identity': '13(1)(a), 27',
  'representative-contact': '13(1)(a), 27',
  'dpo-contact': '13(1)(b)',
  purposes: '13(1)(c)',
  'personal-data-category': '14(1)(d)',
  'category-when-indirect': '14(1)(d)',
  'indirect-collection': '14(2)(f)',
  'indirect-collection-details': '14(2)(f)',
  recipients: '13(1)(e)',
  transfer: '13(1)(f)',
  'transfer-details': '13(1)(f)',
  'transfer-adequacy': '45',
  'transfer-safeguards': '46, 47',
  'transfer-explicit-consent': '49(1)(a)',
  retention: '13(2)(a)',
  rights: '13(2)(b), 13(2)(d)',
  'supervisory-authority': '13(2)(d), 77',
  portability: '13(2)(b), 20',
  objection: '13(2)(b), 21',
  'consent-rights': '13(2)(c), 7(3)',
  'failure-to-provide': '13(2)(e)',
} as const;
export type CriterionId = keyof typeof CRITERIA;

interface Judged {
  readonly verdict: Verdict;
  readonly because: string;
  readonly at?: Sentence | undefined;
  readonly parts?: Readonly<Record<string, Verdict>>;
}

const verdictOf = (fact: Fact): Verdict =>
  fact.is === 'said' ? 'satisfied' : fact.is === 'weak' ? 'warning' : 'violated';
const SAYS: Readonly<Record<Verdict, string>> = {
  satisfied: 'The text says so.',
  warning: 'The text only hints at it.',
  violated: 'Nothing in the text says so.',
  'not-required': 'Nothing in the text makes it necessary.',
};
const judged = (verdict: Verdict, at?: Sentence, because = SAYS[verdict]): Judged => ({
  verdict,
  because,
  at,
});
const byFact = (fact: Fact): Judged => judged(verdictOf(fact), fact.at);

/** Required only where `needed`; a thing said without need is satisfied all the same. */
const ifNeeded = (needed: boolean, fact: Fact): Judged =>
  needed || fact.is === 'said' ? byFact(fact) : judged('not-required');

const worst = (parts: Readonly<Record<string, Verdict>>): Verdict => {
  const all = Object.values(parts);
  return all.includes('violated') ? 'violated' : all.includes('warning') ? 'warning' : 'satisfied';
};

function rightsOf(
  notice: Notice,
  names: readonly Right[],
  extra: Readonly<Record<string, Verdict>> = {},
): Judged {
  const parts = {
    ...Object.fromEntries(names.map((name) => [name, verdictOf(notice.rights[name])])),
    ...extra,
  };
  const at = names.map((name) => notice.rights[name].at).find(Boolean);
  const lacking = Object.keys(parts).filter((name) => parts[name] === 'violated');
  const verdict = worst(parts);
  const because = lacking.length > 0 ? `Nothing is said of: ${lacking.join(', ')}.` : SAYS[verdict];
  return { verdict, because, at, parts };
}

function transfersOf({ transfers }: Notice): Partial<Record<CriterionId, Judged>> {
  const { stated, named, vague } = transfers;
  const moved = stated.is === 'said';
  const first = (...mechanisms: readonly Mechanism[]) => mechanisms.map((m) => named.get(m)).find(Boolean);
  const any = first('adequacy', 'framework', 'clauses', 'uk', 'rules', 'code', 'derogation', 'invalid');
  const one = (at: Sentence | undefined): Judged =>
    at
      ? judged('satisfied', at)
      : moved && !any
        ? judged('warning', undefined, 'One of the mechanisms must be named.')
        : judged('not-required');
  return {
    transfer: moved
      ? judged('satisfied', stated.at)
      : stated.is === 'denied'
        ? judged('satisfied', stated.at, 'The text says that data stays.')
        : judged('not-required'),
    'transfer-details': !moved
      ? judged('not-required')
      : any
        ? judged('satisfied', any)
        : vague
          ? judged('warning', vague, 'A safeguard is promised, but not named.')
          : judged('violated', stated.at, 'Data leaves the country, and no safeguard is named.'),
    'transfer-adequacy': moved ? one(first('adequacy', 'framework')) : judged('not-required'),
    'transfer-safeguards': moved ? one(first('clauses', 'uk', 'rules', 'code')) : judged('not-required'),
    'transfer-explicit-consent': moved
      ? named.get('derogation')
        ? judged('satisfied', named.get('derogation'))
        : judged('not-required')
      : judged('not-required'),
  };
}

/** Each criterion judged on the facts. */
function judge(notice: Notice): Record<CriterionId, Judged> {
  const { bases, rights, origin, dpo, representative } = notice;
  const consent = bases.mentioned.has('consent');
  const contract = bases.relied.has('contract');
  const weighed = bases.mentioned.has('legitimate interests') || bases.relied.has('public task');
  const obliged = notice.prose.sentences.find((sentence) => OBLIGED.test(sentence.low));
  const named =
    notice.name.is === 'weak'
      ? judged('satisfied', notice.name.at, 'A name is given, if not a legal one.')
      : byFact(notice.name);
  return {
    'controller-identity': named,
    'controller-contact': byFact(notice.contact),
    'representative-identity':
      representative.identity.is === 'absent' ? judged('not-required') : byFact(representative.identity),
    'representative-contact':
      representative.contact.is === 'absent' ? judged('not-required') : byFact(representative.contact),
    'dpo-contact': dpo.is === 'absent' || dpo.is === 'denied' ? judged('not-required') : byFact(dpo),
    purposes: byFact(notice.purposes),
    'personal-data-category': origin.categories ? judged('satisfied', origin.categories) : judged('violated'),
    'category-when-indirect': !origin.indirect
      ? judged('not-required')
      : origin.categories
        ? judged('satisfied', origin.categories)
        : judged('violated', origin.indirect),
    'indirect-collection': origin.indirect ? judged('satisfied', origin.indirect) : judged('not-required'),
    'indirect-collection-details': !origin.indirect
      ? judged('not-required')
      : origin.named
        ? judged('satisfied', origin.named)
        : judged('violated', origin.indirect, 'Data comes from others, and the sources are not named.'),
    recipients:
      notice.recipients.is === 'denied'
        ? judged('satisfied', notice.recipients.at, 'The text says that nobody receives data.')
        : byFact(notice.recipients),
    transfer: judged('not-required'),
    'transfer-details': judged('not-required'),
    'transfer-adequacy': judged('not-required'),
    'transfer-safeguards': judged('not-required'),
    'transfer-explicit-consent': judged('not-required'),
    ...transfersOf(notice),
    retention: byFact(notice.keeping.stated),
    rights: rightsOf(notice, ['access', 'rectification', 'restriction'], {
      complaint: verdictOf(notice.authorityComplaint),
    }),
    'supervisory-authority': byFact(notice.authorityComplaint),
    portability: ifNeeded(consent || contract, rights.portability),
    objection: ifNeeded(weighed, rights.objection),
    'consent-rights': consent
      ? rightsOf(notice, ['erasure', 'withdrawal'])
      : ifNeeded(false, rights.withdrawal),
    'failure-to-provide': obliged
      ? judged('satisfied', obliged)
      : judged('warning', undefined, 'Nothing says whether data must be given.'),
  };
}

/** The 23 completeness criteria of Articles 13 and 14, each with the sentence it rests on. `on` must be a day the GDPR applies. */
export function assessNotice(
  text: string,
  { on, jurisdiction }: { readonly on: Day; readonly jurisdiction?: Jurisdiction },
): readonly Criterion[] {
  const results = judge(readNotice(text, jurisdiction));
  return (Object.keys(CRITERIA) as CriterionId[]).map((id) => {
    const { verdict, because, at, parts } =
      on < '2018-05-25'
        ? judged('not-required', undefined, 'The GDPR does not apply on that day.')
        : results[id];
    return {
      id,
      source: `UK GDPR / GDPR Art ${CRITERIA[id]}`,
      verdict,
      because,
      ...(at ? { sentence: { n: at.n, line: at.line, column: at.column, text: at.text } } : {}),
      ...(parts ? { parts } : {}),
    };
  });
}
