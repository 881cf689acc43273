import { addDays } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, type Live, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { proveTraining } from './training.proof.ts';

type Purpose = Policy['purposes'][string];

/** A review that is due within so many days is one that somebody has to see to. */
const SOON_DAYS = 14;

/** A model is trained only on what was stated before and allowed, and somebody reviews it in time where the policy says so. */
export const trainingGate = control<Purpose, Policy>({
  id: 'analysis.ml',
  applies: ({ kind }, { path }) => path.startsWith('purposes.') && kind === 'training',

  async state(live, { name }) {
    const versions = await askedUnder(live, name);
    const [found] = await live.rows<{
      allowed: number;
      refused: number;
      without: number;
      beyond: number;
      overdue: number;
      soon: number;
      unwritten: number;
    }>(
      `select count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused,
         count(*) filter (where verdict <> 'allow' and begun_at is not null)::int as without,
         count(*) filter (where verdict = 'allow' and exists (
           select 1 from jsonb_array_elements_text(stated -> 'data') d where v.special ? d or (not v.data ? d
             and (not v.theirs ? d or jsonb_array_length(coalesce(stated -> 'instructions', '[]')) = 0))))::int as beyond,
         count(*) filter (where verdict = 'allow' and reviewed_at is null and (review_on < $3 or (v.reviewed and review_on is null)))::int as overdue,
         count(*) filter (where verdict = 'allow' and reviewed_at is null and review_on between $3 and $4)::int as soon,
         count(*) filter (where not exists (
           select 1 from evidence_entry e where e.kind = 'training.stated' and e.body::jsonb ->> 'training' = t.id::text))::int as unwritten
       from training t left join jsonb_to_recordset($2::jsonb) as v(hash text, data jsonb, special jsonb, theirs jsonb, reviewed boolean)
         on v.hash = t.policy
       where purpose = $1 and stated_at > $5::timestamptz - interval '1 year'`,
      [name, JSON.stringify(versions), live.today, addDays(live.today, SOON_DAYS), live.now],
    );
    if (!found || found.allowed + found.refused === 0)
      return nothingYet('Nobody has said yet that a model is to be trained for this.');
    const figures = found;
    if (found.without > 0)
      return broken({ because: `${found.without} trainings began that were not allowed.`, figures });
    if (found.beyond > 0)
      return broken({ because: `${found.beyond} trainings used data that is not for this.`, figures });
    if (found.unwritten > 0)
      return broken({ because: `${found.unwritten} trainings are in no ledger entry.`, figures });
    if (found.overdue > 0)
      return broken({ because: `${found.overdue} models were not reviewed by their day.`, figures });
    const entries = await entriesOf(live, 'training.stated', { field: 'purpose', is: name });
    return found.soon > 0
      ? atRisk({
          because: `${found.soon} models are to be reviewed within ${SOON_DAYS} days.`,
          figures,
          entries,
        })
      : kept({ because: 'Every training was stated before and allowed.', figures, entries });
  },

  prove: proveTraining,
});

/** What each version asked of the trainings that were decided under it in the last year; one that this release cannot read says nothing. */
async function askedUnder(live: Live, name: string): Promise<object[]> {
  const versions = await live.rows<{ policy: string }>(
    `select distinct policy from training where purpose = $1 and stated_at > $2::timestamptz - interval '1 year'`,
    [name, live.now],
  );
  const asked: object[] = [];
  for (const { policy: hash } of versions) {
    const policy = (await live.policyOf(hash)) as Policy | null;
    if (!policy) continue;
    const declared = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined;
    asked.push({
      hash,
      data: declared?.data ?? [],
      special: Object.entries(policy.data).flatMap(([category, one]) => (one.special ? [category] : [])),
      theirs: Object.values(policy.processing).flatMap(({ data }) => data ?? []),
      reviewed: declared?.['reviewed-by'] !== undefined,
    });
  }
  return asked;
}
