import { addDays, addPeriod } from '../base/index.ts';
import {
  atRisk,
  type Bound,
  broken,
  control,
  entriesOf,
  expectOk,
  happens,
  kept,
  type Live,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { comesIn, firstDayWithout, pointToTry, runningFor, stillHeld } from './acts.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';
import { dueStatement } from './statement.rules.ts';

type Processing = Policy['processing'][string];
type OnBehalf = { name: string; rule: RetentionRule; within: string };

/** How long after the end of a service its data may still be here, where nothing is declared. */
const WITHIN = 'P30D';

/** The rules by which data held for a client goes when the service ends, with the time there is for it. */
function rulesOf({
  path,
  name,
  declared,
  policy,
}: Pick<Bound<unknown, Policy>, 'path' | 'name' | 'declared' | 'policy'>): OnBehalf[] {
  const ends = (rule: RetentionRule) => ['return-or-erase', 'erase', 'destroy'].includes(rule.then);
  const shares = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
    one === undefined || other === undefined || one.some((each) => other.includes(each));
  const about = (rule: RetentionRule, one: Processing) =>
    rule.data !== undefined && shares(rule.data, one.data) && shares(rule.people, one.people);
  if (path.startsWith('retention.')) {
    const rule = declared as RetentionRule;
    const one = Object.values(policy.processing).find((each) => about(rule, each));
    return ends(rule) && one ? [{ name, rule, within: one['at-end']?.within ?? WITHIN }] : [];
  }
  // A purpose of our own holds nothing for anybody else.
  if (path.startsWith('purposes.') && policy.purposes[name]?.role !== 'processor') return [];
  const one = declared as Processing;
  return Object.entries(policy.retention).flatMap(([each, rule]) =>
    ends(rule) && about(rule, one) && (rule.while ?? runs(policy, rule)) !== undefined
      ? [{ name: each, rule, within: one['at-end']?.within ?? WITHIN }]
      : [],
  );
}

const runs = (policy: Policy, rule: RetentionRule) => runningFor({ name: '', declared: rule, policy });

/** A rule that can be tried: it covers what somebody can send in, and counts from the end of a relationship. */
const triable = (policy: Policy, { name, rule }: OnBehalf): boolean =>
  pointToTry({ name, declared: rule, policy }) !== null && runs(policy, rule) !== undefined;

/** What we hold for a client while we serve it is given back or erased when the service ends, by a day, as the client chooses. */
export const heldForClients = control<RetentionRule | Processing, Policy>({
  id: 'ret.processor',
  applies: (_, bound) => rulesOf(bound).some((one) => triable(bound.policy, one)),

  async state(live, bound) {
    const figures = { here: 0, waiting: 0, overdue: 0 };
    const entries: string[] = [];
    let next: string | null = null;
    for (const one of rulesOf(bound)) {
      const found = await whereItStands(live, bound.policy, one);
      figures.here += found.here;
      figures.waiting += found.waiting;
      figures.overdue += found.overdue;
      if (found.next !== null && (next === null || found.next < next)) next = found.next;
      entries.push(...(await entriesOf(live, 'retention.disposed', { field: 'rule', is: one.name })));
    }
    if (figures.overdue > 0)
      return broken({
        because: `${figures.overdue} records of clients whose service has ended should have been given back or erased by now.`,
        figures,
        entries,
      });
    if (figures.waiting > 0 && next !== null && next <= addDays(live.today, 7))
      return atRisk({
        because: `The service has ended for ${figures.waiting} records, and the first of them has to be given back or erased by ${next}.`,
        figures,
        entries,
      });
    if (figures.here > 0 || entries.length > 0)
      return kept({
        because:
          figures.waiting > 0
            ? `The service has ended for ${figures.waiting} records; the first has to be given back or erased by ${next}.`
            : 'Nothing is here of a client whose service has ended.',
        figures,
        entries,
      });
    return nothingYet('Nothing is held for a client yet.');
  },

  async prove(twin, bound) {
    for (const one of rulesOf(bound)) if (triable(bound.policy, one)) await tryRule(twin, bound, one);
  },
});

async function whereItStands(
  live: Live,
  policy: Policy,
  { name, rule, within }: OnBehalf,
): Promise<{ here: number; waiting: number; overdue: number; next: string | null }> {
  const all = dueStatement(policy, rule, { day: live.today });
  const points = reachOf(policy, rule).map(({ point }) => point);
  const [here] = await live.rows<{ n: number }>(
    'select count(*)::int as n from record where point = any($1)',
    [points],
  );
  if (!all) return { here: here?.n ?? 0, waiting: 0, overdue: 0, next: null };
  const at = all.parameters.length;
  const [found] = await live.rows<{ waiting: number; overdue: number; next: string | null }>(
    `select count(*)::int as waiting, min(by_day)::text as next, count(*) filter (where by_day < $${at + 1}::date)::int as overdue
     from (select greatest((due.counted_from + $${at + 2}::interval)::date, due.goes_on) as by_day from (${all.sql}) due
       where not exists (select from retention_kept k where k.person_id = due.person_id and k.id = due.id and k.rule = $${at + 3}
         and (k.until > $${at + 1}::date or exists (select from retention_hold h where h.id::text = k.reference and h.lifted_at is null)))) ends`,
    [...all.parameters, live.today, within, name],
  );
  return { here: here?.n ?? 0, waiting: 0, overdue: 0, next: null, ...found };
}

async function tryRule(twin: Twin, bound: Bound<unknown, Policy>, one: OnBehalf): Promise<void> {
  const { scene } = twin;
  const { policy, path } = bound;
  const { rule, within } = one;
  const rules = { name: one.name, declared: rule, policy };
  const point = pointToTry(rules) ?? '';
  const fields = reachOf(policy, rule).find((each) => each.point === point)?.fields ?? [];
  const running = runningFor(rules) ?? '';
  const chosen = rule.then === 'return-or-erase';
  const tags = chosen ? ['client-a', 'client-b', 'client-c'] : ['client-a'];
  await scene.given(
    `data that we hold for ${tags.length === 1 ? 'a client' : 'clients'} comes in at ${point}, and the service runs`,
    async () => {
      for (const tag of tags) {
        await comesIn(twin, rules, point, tag);
        await happens(twin, tag, `${running}-started`);
      }
    },
  );
  const cameIn = twin.today();
  await scene.when('some weeks pass, and the service goes on', () => twin.travelTo(addDays(cameIn, 20)));
  await scene.then('it is all there', () => stillHeld(twin, point, fields), tags.length);
  await scene.when('the service ends', async () => {
    for (const tag of tags) await happens(twin, tag, `${running}-ended`);
  });
  const ended = twin.today();
  const first = firstDayWithout(rules, ended, cameIn);
  const goes = first > ended ? first : addDays(ended, 1);
  const last = addPeriod(ended, within);
  if (!chosen) {
    await scene.then('its rule lets it go by the last day that was agreed', () => goes <= last, true);
    await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
    await scene.then('it is gone', () => stillHeld(twin, point, fields), 0);
    return;
  }
  await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
  const asked = await reviewsOf(twin, one.name);
  await scene.then(
    'somebody is asked what becomes of each, and nothing goes unasked',
    () => asked.length,
    tags.length,
  );
  await scene.then('it is all there', () => stillHeld(twin, point, fields), tags.length);
  const decide = async (id: string | undefined, outcome: string) =>
    expectOk(await twin.call('POST', `/api/retention/reviews/${id}`, { rule: one.name, outcome }));
  await scene.when('one client has its data back', () => decide(asked[0], 'returned'));
  await scene.when('another wants it erased', () => decide(asked[1], 'erase'));
  await scene.then('neither is here any more', () => stillHeld(twin, point, fields), 1);
  await scene.then('and a certificate tells of each', () => certificates(twin, one.name), 2);
  await scene.when(`nobody decides on the third until ${last} is over`, () =>
    twin.travelTo(addDays([last, goes].toSorted().at(-1) ?? last, 1)),
  );
  await scene.then(
    'and the board says that it is broken',
    () => twin.stateOf('ret.processor', path),
    'broken',
  );
}

async function reviewsOf(twin: Twin, rule: string): Promise<string[]> {
  const answer = await twin.call('GET', '/api/retention/reviews');
  expectOk(answer);
  const all = Array.isArray(answer.json.reviews)
    ? (answer.json.reviews as { id: string; rule: string }[])
    : [];
  return all.filter((one) => one.rule === rule).map(({ id }) => id);
}

const certificates = async (twin: Twin, rule: string): Promise<number> =>
  (
    await twin.rows(
      `select 1 from evidence_entry where kind = 'retention.disposed' and body::jsonb ->> 'rule' = $1
         and body::jsonb ->> 'why' = 'review' and body::jsonb ->> 'leftBehind' = '0'`,
      [rule],
    )
  ).length;
