import { atRisk, broken, entriesOf, kept, type Live, nothingYet, type State } from '../controls/index.ts';
import type { RuleBound } from './acts.ts';
import { waitsFirst } from './proposal.rules.ts';
import { stateOfRequests } from './requests.state.ts';
import { stateOfRows, together } from './rows.state.ts';
import { dueStatement, hereStatement } from './statement.rules.ts';

/** Where a rule stands, with what is here and what is in connected systems. */
export const stateOfRule = async (live: Live, bound: RuleBound): Promise<State> =>
  together(
    together(await stateHere(live, bound), await stateOfRequests(live, bound)),
    await stateOfRows(live, bound),
  );

/**
 * Where a rule stands, from the records themselves: is one past its day, and nothing that still stands keeps it? What the
 * nightly run wrote down about why a record stays counts only while the hold, duty or request that it names stands.
 */
async function stateHere(live: Live, { name, declared, policy }: RuleBound): Promise<State> {
  const all = dueStatement(policy, declared, { day: live.today });
  if (!all) return nothingYet('This is kept in a connected system; nothing of it is here.');
  const [found] = await live.rows<{ waiting: number; overdue: number; held: number; next: string | null }>(
    `select count(*)::int as waiting, min(goes_on) filter (where goes_on > $${all.parameters.length + 1}::date) as next,
       count(*) filter (where goes_on < $${all.parameters.length + 1}::date and stays)::int as held,
       count(*) filter (where goes_on < $${all.parameters.length + 1}::date and not stays)::int as overdue
     from (select due.*, exists (
         select from retention_kept k where k.person_id = due.person_id and k.id = due.id and k.rule = $${all.parameters.length + 2}
           and case k.kind
             when 'duty' then k.until > $${all.parameters.length + 1}::date
             when 'hold' then exists (select from retention_hold h where h.id::text = k.reference and h.lifted_at is null)
             when 'request' then exists (select from request q where q.id::text = k.reference and q.answered_on is null)
             else exists (select from stopped_use s where s.request_id::text = k.reference and s.lifted_at is null) end)
         or exists (select from retention_review v where v.person_id = due.person_id and v.id = due.id and v.rule = $${all.parameters.length + 2}
           and (v.decided_at is null or v.again_on >= $${all.parameters.length + 1}::date or ${agreeing(all.parameters.length + 1)})) as stays
       from (${all.sql}) due) due`,
    [...all.parameters, live.today, name],
  );
  const entries = await entriesOf(live, 'retention.disposed', { field: 'rule', is: name });
  const figures = {
    ...(found ?? { waiting: 0, overdue: 0, held: 0, next: null }),
    ...(waitsFirst(declared) && (await undecided(live, name))),
  };
  if (figures.overdue > 0)
    return broken({
      because: `${figures.overdue} records are kept past their day${figures.undecided ? ': nobody has agreed yet that they go' : ''}.`,
      figures,
      entries,
    });
  if (figures.late)
    return atRisk({
      because: `${figures.late} records go only when somebody agrees, and that was to be by ${figures.decideBy}.`,
      figures,
      entries,
    });
  if (figures.waiting > 0)
    return kept({
      because:
        (figures.next
          ? `Nothing is past its day; the next goes on ${figures.next}.`
          : 'Nothing is past its day.') +
        (figures.held > 0 ? ` ${figures.held} stay because something holds them.` : ''),
      figures,
      entries,
    });
  if (entries.length > 0) return kept({ because: 'Everything that was due has gone.', figures, entries });
  return nothingYet('Nothing of this has begun to count yet.');
}

/**
 * The same for what promises that a rule is followed: records whose time has not begun are kept as it says, for what they are
 * kept for still goes on. Of what becomes of records afterwards they show nothing.
 */
export async function stateOfSchedule(live: Live, bound: RuleBound): Promise<State> {
  const state = await stateHere(live, bound);
  const here = hereStatement(bound.policy, bound.declared);
  const found =
    state.verdict === 'nothing-yet' && here
      ? await live.rows<{ here: boolean }>(here.sql, here.parameters)
      : [];
  const begun = found[0]?.here
    ? kept({
        because: 'Records are here, and what their time counts from has not happened: none is past its day.',
        figures: { waiting: 0, overdue: 0, held: 0, next: null },
      })
    : state;
  return together(together(begun, await stateOfRequests(live, bound)), await stateOfRows(live, bound));
}

/** What somebody decided to let go, while the others who have to agree are still in time. */
const agreeing = (today: number): string =>
  `exists (select from retention_proposed p join retention_proposal o on o.id = p.proposal
     where p.person_id = v.person_id and p.id = v.id and p.rule = v.rule and o.closed_at is null
       and greatest(o.decide_by, o.goes_from) >= $${today}::date)`;

/** Records on which people still have to agree; of those, how many are past the day for that, and which day that was. */
async function undecided(
  live: Live,
  rule: string,
): Promise<{ undecided: number; late: number; decideBy: string | null }> {
  const [found] = await live.rows<{ undecided: number; late: number; decideBy: string | null }>(
    `select coalesce(sum(records), 0)::int as undecided, coalesce(sum(records) filter (where decide_by < $2::date), 0)::int as late,
       min(decide_by) filter (where decide_by < $2::date) as "decideBy"
     from retention_proposal where rule = $1 and state = 'asked'`,
    [rule, live.today],
  );
  return found ?? { undecided: 0, late: 0, decideBy: null };
}
