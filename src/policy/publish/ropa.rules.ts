import { type Day, sayDay } from '../../base/index.ts';
import { type Right, whyOwed } from '../check/rights.rules.ts';
import { restrictedCountries } from '../check/transfers.rules.ts';
import type { Policy } from '../policy.ts';
import { sayCountry, sayPeriod, sayRecipient, sayTerm } from '../words.ts';

/** What is not declared is said so: a record that invents is worse than one with gaps. */
const NOT_RECORDED = 'not recorded';
const NONE = 'none';

/** The columns of the regulator's template for controllers, in its order. */
export const ROPA_COLUMNS = [
  'Business function',
  'Purpose of processing',
  'Name and contact details of joint controller',
  'Categories of individuals',
  'Categories of personal data',
  'Categories of recipients',
  'Link to contract with processor',
  'Names of third countries or international organisations',
  'Safeguards for exceptional transfers',
  'Retention schedule',
  'General description of technical and organisational security measures',
  'Article 6 lawful basis',
  'Article 9 basis for special category data',
  'Legitimate interests',
  'Link to record of legitimate interests assessment',
  'Rights available to individuals',
  'Existence of automated decision-making, including profiling',
  'Source of the personal data',
  'Link to record of consent',
  'Location of personal data',
  'Data protection impact assessment required?',
  'Data protection impact assessment progress',
  'Link to data protection impact assessment',
  'Has a personal data breach occurred?',
  'Link to record of personal data breach',
  'Data Protection Act 2018 Schedule 1 condition',
  'Article 6 lawful basis for special category or criminal data',
  'Link to retention and erasure policy document',
  'Is data retained and erased according to the policy document?',
  'Reasons for not following the policy document',
] as const;

export type RopaRow = Readonly<Record<(typeof ROPA_COLUMNS)[number], string>>;

type Purpose = Policy['purposes'][string];
const joined = (parts: readonly string[], otherwise = NOT_RECORDED): string =>
  parts.length === 0 ? otherwise : [...new Set(parts)].join('; ');

const ARTICLE_6: Readonly<Record<Purpose['basis'], string>> = {
  consent: 'Art 6(1)(a) consent',
  contract: 'Art 6(1)(b) contract',
  'legal-obligation': 'Art 6(1)(c) legal obligation',
  'vital-interests': 'Art 6(1)(d) vital interests',
  'public-task': 'Art 6(1)(e) public task',
  'recognised-legitimate-interest': 'UK GDPR Art 6(1)(ea) recognised legitimate interest',
  'legitimate-interests': 'Art 6(1)(f) legitimate interests',
};

/** One row for each purpose we are the controller of: GDPR Art 30(1) and DPA 2018 Schedule 1 paragraph 41. */
export function ropaRows(policy: Policy, on: Day): RopaRow[] {
  return Object.entries(policy.purposes)
    .filter(([, purpose]) => purpose.role !== 'processor')
    .map(([name, purpose]) => rowOf(policy, name, purpose, on));
}

function rowOf(policy: Policy, name: string, purpose: Purpose, on: Day): RopaRow {
  const recipients = Object.entries(policy.recipients).filter(
    ([recipient, one]) => one.for?.includes(name) || purpose.recipients?.includes(recipient),
  );
  const joint = recipients.filter(([, one]) => one.role === 'joint-controller');
  const law = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const abroad = recipients.filter(([, one]) => restrictedCountries(law, one.where).length > 0);
  const derogations = abroad.filter(([, one]) => one.transfer?.mechanism.startsWith('art-49'));
  const points = Object.entries(policy.collection).filter(
    ([, point]) => point.purposes.includes(name) || point.asks?.includes(name),
  );
  const special = purpose.data.some((data) => policy.data[data]?.special);
  const criminal = purpose.data.some((data) => policy.data[data]?.criminal);
  const sensitive = special || criminal;
  const dpia = Object.entries(policy.assessments).find(
    ([, one]) => one.kind === 'dpia' && one.for.includes(name),
  );
  const document = purpose.special?.['policy-document'];
  return {
    'Business function': sayTerm(purpose.kind),
    'Purpose of processing': purpose.says,
    'Name and contact details of joint controller': joined(
      joint.map(([key, one]) => [sayRecipient(policy, key), one.contact].filter(Boolean).join(', ')),
      NONE,
    ),
    'Categories of individuals': joined(purpose.people.map((one) => policy.people[one]?.says ?? one)),
    'Categories of personal data': joined(purpose.data.map((one) => policy.data[one]?.says ?? one)),
    'Categories of recipients': joined(
      recipients.map(([key, one]) => `${sayRecipient(policy, key)} (${sayTerm(one.role)})`),
      NONE,
    ),
    'Link to contract with processor': joined(
      recipients.flatMap(([key, one]) =>
        one.role === 'processor'
          ? [
              one.agreement?.document ??
                (one.agreement
                  ? `${sayRecipient(policy, key)}: signed ${one.agreement.signed}`
                  : `${sayRecipient(policy, key)}: ${NOT_RECORDED}`),
            ]
          : [],
      ),
      NONE,
    ),
    'Names of third countries or international organisations': joined(
      abroad.flatMap(([, one]) =>
        restrictedCountries(law, one.where).map(
          (country) => `${sayCountry(country)}${one.transfer ? ` (${sayTerm(one.transfer.mechanism)})` : ''}`,
        ),
      ),
      NONE,
    ),
    'Safeguards for exceptional transfers': joined(
      derogations.map(([, one]) => sayTerm(one.transfer?.mechanism ?? '')),
      NONE,
    ),
    'Retention schedule': joined(retentionOf(policy, name, purpose)),
    'General description of technical and organisational security measures': joined(
      Object.values(policy.safeguards)
        .filter((one) => !one.protects || one.protects.some((data) => purpose.data.includes(data)))
        .map((one) => one.says),
    ),
    'Article 6 lawful basis': ARTICLE_6[purpose.basis],
    'Article 9 basis for special category data': special
      ? purpose.special
        ? sayTerm(purpose.special.condition)
        : NOT_RECORDED
      : 'not applicable',
    'Legitimate interests':
      purpose.basis === 'legitimate-interests' ? (purpose.interest ?? NOT_RECORDED) : 'not applicable',
    'Link to record of legitimate interests assessment':
      purpose.basis === 'legitimate-interests'
        ? purpose.assessment
          ? `assessments/${purpose.assessment}.md`
          : NOT_RECORDED
        : 'not applicable',
    'Rights available to individuals': joined(rightsFor(policy, name, purpose, on)),
    'Existence of automated decision-making, including profiling': joined(
      Object.values(policy.decisions)
        .filter((one) => one.automated && concerns(one, purpose))
        .map((one) => one.says),
      purpose.kind === 'profiling' ? 'profiling' : NONE,
    ),
    'Source of the personal data': joined(
      points.map(([, point]) =>
        point.from === 'the-person'
          ? 'the person'
          : `${point.from === 'both' ? 'the person; ' : ''}${point.source?.who ?? NOT_RECORDED}`,
      ),
    ),
    'Link to record of consent':
      purpose.basis === 'consent' ? 'the permission register of this installation' : 'not applicable',
    'Location of personal data': joined(
      (purpose.systems ?? []).map((system) => {
        const where = policy.systems[system]?.where;
        return where ? `${sayTerm(system)}: ${where.map(sayCountry).join(', ')}` : sayTerm(system);
      }),
    ),
    'Data protection impact assessment required?': dpia ? 'yes' : NOT_RECORDED,
    'Data protection impact assessment progress': dpia
      ? `approved ${sayDay(dpia[1].approved as Day)}, review by ${sayDay(dpia[1].review as Day)}`
      : NOT_RECORDED,
    'Link to data protection impact assessment': dpia ? `assessments/${dpia[0]}.md` : NOT_RECORDED,
    'Has a personal data breach occurred?': NOT_RECORDED,
    'Link to record of personal data breach': NOT_RECORDED,
    'Data Protection Act 2018 Schedule 1 condition': sensitive
      ? purpose.special?.['schedule-1']
        ? `paragraph ${purpose.special['schedule-1']}`
        : NOT_RECORDED
      : 'not applicable',
    'Article 6 lawful basis for special category or criminal data': sensitive
      ? ARTICLE_6[purpose.basis]
      : 'not applicable',
    'Link to retention and erasure policy document': sensitive
      ? document
        ? `assessments/${document}.md`
        : NOT_RECORDED
      : 'not applicable',
    'Is data retained and erased according to the policy document?': sensitive
      ? NOT_RECORDED
      : 'not applicable',
    'Reasons for not following the policy document': sensitive ? NOT_RECORDED : 'not applicable',
  };
}

/** Whether a decision is part of a purpose: about the same people, or where it says nobody, on the same basis. */
function concerns(decision: Policy['decisions'][string], purpose: Purpose): boolean {
  if (decision.people) return decision.people.some((who) => purpose.people.includes(who));
  return decision.basis === 'law' ? purpose.basis === 'legal-obligation' : purpose.basis === decision.basis;
}

function retentionOf(policy: Policy, name: string, purpose: Purpose): string[] {
  return Object.entries(policy.retention).flatMap(([rule, one]) => {
    const people = !one.people || one.people.some((who) => purpose.people.includes(who));
    const data = !one.data || one.data.some((what) => purpose.data.includes(what));
    const point =
      !one.collection || one.collection.some((at) => policy.collection[at]?.purposes.includes(name));
    if (!people || !data || !point) return [];
    const kept =
      one.keep === 'while' ? `while ${(one.while ?? []).map(sayTerm).join(' or ')}` : sayPeriod(one.keep);
    return [`${sayTerm(rule)}: ${kept}, then ${sayTerm(one.then)}`];
  });
}

/** Rights as this purpose's own basis gives them. */
function rightsFor(policy: Policy, name: string, purpose: Purpose, on: Day): string[] {
  const law: 'uk' | 'eu' = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const look = { policy: { ...policy, purposes: { [name]: purpose } }, on, law };
  const all: Right[] = [
    'access',
    'rectification',
    'erasure',
    'restriction',
    'portability',
    'objection',
    'withdrawal',
    'marketing-objection',
    'complaint',
  ];
  return all.filter((right) => whyOwed(look, right) !== null).map(sayTerm);
}

export const PROCESSOR_COLUMNS = [
  'Controller for whom we act',
  'Categories of processing',
  'Categories of individuals',
  'Categories of personal data',
  'Sub-processors',
  'Names of third countries or international organisations',
  'General description of technical and organisational security measures',
  'At the end of the work',
] as const;
export type ProcessorRow = Readonly<Record<(typeof PROCESSOR_COLUMNS)[number], string>>;

/** What we do on others' behalf: GDPR Art 30(2). */
export function processorRows(policy: Policy): ProcessorRow[] {
  return Object.values(policy.processing).map((work) => ({
    'Controller for whom we act': work.controllers,
    'Categories of processing': work.says,
    'Categories of individuals': joined((work.people ?? []).map((one) => policy.people[one]?.says ?? one)),
    'Categories of personal data': joined((work.data ?? []).map((one) => policy.data[one]?.says ?? one)),
    'Sub-processors': NOT_RECORDED,
    'Names of third countries or international organisations': NOT_RECORDED,
    'General description of technical and organisational security measures': joined(
      Object.values(policy.safeguards).map((one) => one.says),
    ),
    'At the end of the work': work['at-end']
      ? `${sayTerm(work['at-end'].then)} within ${sayPeriod(work['at-end'].within)}`
      : NOT_RECORDED,
  }));
}
