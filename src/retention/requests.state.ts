import { addDays, type Day } from '../base/index.ts';
import { broken, entriesOf, kept, type Live, type State } from '../controls/index.ts';
import type { RuleBound } from './acts.ts';
import { isOfRequests } from './requests.rules.ts';
import { begunBy } from './rows.rules.ts';

/** Where a rule about requests stands, from the requests themselves. Null: the rule is about none, or none was answered yet. */
export async function stateOfRequests(
  live: Live,
  { name, declared, policy }: RuleBound,
): Promise<State | null> {
  if (!isOfRequests(policy, declared)) return null;
  const [found] = await live.rows<{ answered: number; overdue: number; oldest: Day | null }>(
    `select count(*)::int as answered, min(answered_on)::text as oldest,
       count(*) filter (where answered_on <= $1
         and not exists (select from stopped_use s where s.request_id = r.id and s.lifted_at is null)
         and not exists (select from request o where o.person_id = r.person_id and o.answered_on is null)
         and not exists (
           select from retention_held p join retention_hold h using (id)
           where p.person_id = r.person_id and h.lifted_at is null))::int as overdue
     from request r where answered_on is not null`,
    // Those of today go in the night that follows.
    [begunBy(policy, declared, addDays(live.today, -1))],
  );
  const entries = await entriesOf(live, 'retention.disposed', { field: 'rule', is: name });
  if (!found || (found.answered === 0 && entries.length === 0)) return null;
  const figures = { answered: found.answered, overdue: found.overdue, oldest: found.oldest };
  return found.overdue > 0
    ? broken({ because: `${found.overdue} requests are kept past their day.`, figures, entries })
    : kept({ because: 'No request is kept past its day.', figures, entries });
}
