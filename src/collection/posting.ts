import {
  type Answer,
  type Bound,
  becomesOneOf,
  expectOk,
  grownUp,
  noticeInForce,
  plausible,
  type Twin,
} from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { type CollectionPoint, isAnonymous, isForm, pageOf, specialOf } from './kinds.rules.ts';
import type { Source } from './source.rules.ts';
import { explicitFor } from './submission.rules.ts';

/** How the world gets something to a collection point, as proofs do it: by its form's page, or by its JSON address. */
export type Posting = {
  /** What a person would plausibly put into each declared field. */
  fields: Record<string, string>;
  /** The notice version that was shown there. */
  notice: string;
  /** The yes that special fields need; no other. */
  consents: string[];
  /** Who supplied it, where the point takes what others supply. */
  source: Source | null;
  outlets?: string[];
  /** How old they say they are, where the form asks. */
  years?: string;
};

type Point = Pick<Bound<CollectionPoint, Policy>, 'name' | 'declared' | 'policy'>;

/** Reads what the point asks, from its page where it has one. `tag` makes the person another one. */
export async function preparePosting(
  twin: Pick<Twin, 'visit' | 'call' | 'today'>,
  { name, declared, policy }: Point,
  tag = 'visitor',
  /** Left as they are where a proof made them somebody whom it may be about, or somebody whom it may not. */
  as: 'one-of-them' | 'they-are' = 'one-of-them',
): Promise<Posting> {
  const visit = () => twin.visit(`/forms/${name}`);
  const first = pageOf(declared) ? await visit() : null;
  // A survey that is opened now and then is opened for whoever is to answer it.
  const closed = first?.status === 409 && declared.kind === 'survey';
  if (closed) expectOk(await opensSurvey(twin, name));
  const page = (closed ? await visit() : first)?.text ?? null;
  const notice =
    page === null
      ? await noticeInForce(twin)
      : (/name="notice" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '');
  const fields = Object.keys(declared.fields);
  if (declared.kind === 'import') await checkSupplier(twin, name);
  // What the law protects specially comes in only of those whom it may be about; anonymous answers are about nobody.
  const special = !isAnonymous(declared) && fields.some((field) => specialOf(policy, field).length > 0);
  if (as === 'one-of-them' && special) await becomesOneOf(twin, tag, declared.people ?? [], policy.people);
  return {
    fields: Object.fromEntries(
      fields.map((field) => [field, plausible(kindOf(policy, field), field, { tag, today: twin.today() })]),
    ),
    notice,
    consents: [
      ...new Set([
        ...fields.flatMap((field) => explicitFor(policy, declared, field).slice(0, 1)),
        // A page reports nothing of visitors who have not agreed.
        ...(declared.kind === 'telemetry' ? (declared.asks ?? []) : []),
      ]),
    ],
    source:
      declared.from === 'a-third-party'
        ? {
            who: SUPPLIER,
            kind: 'organisation',
            evidence: 'a contract that names the fields, seen for this proof',
          }
        : null,
    ...(page !== null && grownUp(page)),
  };
}

/** Staff open a survey for a day. */
export const opensSurvey = (twin: Pick<Twin, 'call' | 'today'>, point: string): Promise<Answer> =>
  twin.call('POST', '/api/surveys/openings', { point, until: twin.today() });

/** Who supplies what a proof brings in. */
export const SUPPLIER = 'The supplier in the proof';

/** Somebody looks at a supplier and writes down what they saw, as an import asks for. */
export const checkSupplier = (
  twin: Pick<Twin, 'call' | 'today'>,
  point: string,
  on = twin.today(),
): Promise<Answer> =>
  twin.call('POST', '/api/suppliers', {
    point,
    name: SUPPLIER,
    evidence: 'The contract and its notice to people, read for this proof',
    checkedOn: on,
  });

/** Sends it. `taken` is the door's own word for it; the answer is for looking at what it says. */
export async function post(
  twin: Pick<Twin, 'submitForm' | 'call'>,
  name: string,
  point: CollectionPoint,
  { fields, notice, consents, source, outlets, years }: Posting,
): Promise<Answer & { taken: boolean }> {
  const answer = isForm(point)
    ? await twin.submitForm(`/forms/${name}`, {
        ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value])),
        notice,
        consent: consents,
        ...(outlets && { outlet: outlets }),
        ...(years && { years }),
      })
    : await twin.call('POST', `/api/collection/${name}`, {
        fields,
        notice,
        consents,
        ...(source && { source }),
      });
  return { ...answer, taken: answer.status < 300 };
}
