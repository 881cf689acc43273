import { addDays } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { proveTraining } from './training.proof.ts';

type Purpose = Policy['purposes'][string];

/** A review that is due within so many days is one that somebody has to see to. */
const SOON_DAYS = 14;

/** A model is trained only on what was stated before and allowed, and somebody reviews it in time where the policy says so. */
export const trainingGate = control<Purpose, Policy>({
  id: 'analysis.ml',
  applies: ({ kind }, { path }) => path.startsWith('purposes.') && kind === 'training',

  async state(live, { name, declared, policy }) {
    const special = Object.entries(policy.data).flatMap(([category, one]) => (one.special ? [category] : []));
    const theirs = Object.values(policy.processing).flatMap(({ data }) => data ?? []);
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
         count(*) filter (where verdict = 'allow' and policy = $8 and exists (
           select 1 from jsonb_array_elements_text(stated -> 'data') d where d = any ($3::text[]) or (d <> all ($2::text[])
             and (d <> all ($4::text[]) or jsonb_array_length(coalesce(stated -> 'instructions', '[]')) = 0))))::int as beyond,
         count(*) filter (where verdict = 'allow' and reviewed_at is null and (review_on < $6 or ($5 and review_on is null)))::int as overdue,
         count(*) filter (where verdict = 'allow' and reviewed_at is null and review_on between $6 and $7)::int as soon,
         count(*) filter (where not exists (
           select 1 from evidence_entry e where e.kind = 'training.stated' and e.body::jsonb ->> 'training' = t.id::text))::int as unwritten
       from training t where purpose = $1 and stated_at > $9::timestamptz - interval '1 year'`,
      [
        name,
        declared.data,
        special,
        theirs,
        declared['reviewed-by'] !== undefined,
        live.today,
        addDays(live.today, SOON_DAYS),
        policy.hash,
        live.now,
      ],
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
