import { addDays, addPeriod } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, nothingYet, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { count, type Point, pointOf, said } from './looking.ts';
import { preparePosting } from './posting.ts';

/** The visitors' book: in and out, read for a fire only, sealed, and destroyed on its schedule. */
export const visitorBook = control<unknown, Policy>({
  id: 'premises.visitors',
  applies: (_, bound) => {
    const point = pointOf(bound, 'visitor-book');
    return point !== null && (bound.path.startsWith('collection.') || bound.path.startsWith('retention.'));
  },

  async state(live, bound) {
    const point = pointOf(bound, 'visitor-book');
    if (!point) return nothingYet('There is no such book.');
    const [found] = await live.rows<{
      visits: number;
      inside: number;
      unbound: number;
      late: number;
      overnight: number;
    }>(
      `select count(*)::int as visits, count(*) filter (where signed_out_at is null)::int as inside,
              count(*) filter (where not exists (select 1 from record r where r.person_id = v.person_id and r.id = v.id))::int as unbound,
              count(*) filter (where signed_out_at is null and ${OUT_BY} <= $2::timestamptz at time zone $3)::int as late,
              count(*) filter (where signed_out_at is null and signed_in_at < $2::timestamptz - interval '3 days')::int as overnight
       from visit v where point = $1`,
      [point.name, live.now, bound.policy.organisation.zone, outBy(point)],
    );
    const [other] = await live.rows<{ n: number }>(
      `select count(*)::int as n from evidence_entry where kind = 'visitor.roll-called' and body::jsonb ->> 'point' = $1
         and not body::jsonb ->> 'reason' ~ '^(fire|drill|evacuation)'`,
      [point.name],
    );
    const overdue = await overdueOf(live, bound, point);
    const entries = await entriesOf(live, 'visitor.roll-called', { field: 'point', is: point.name });
    if (!found || found.visits === 0) return nothingYet('Nobody has signed in yet.');
    const figures = { visits: found.visits, inside: found.inside, overdue };
    if (other && other.n > 0)
      return broken({ because: 'The book was read for something else than a fire.', figures, entries });
    if (overdue > 0)
      return broken({ because: 'Entries stand in the book past their time.', figures, entries });
    if (found.overnight > 0)
      return broken({
        because: 'Somebody signed in days ago and never out: the roll is wrong.',
        figures,
        entries,
      });
    if (found.late > 0)
      return atRisk({
        because: `${found.late} visitors signed in and had not signed out by ${outBy(point)}. Look whether they are still inside.`,
        figures: { ...figures, late: found.late },
        entries,
      });
    return kept({ because: 'The book serves the roll call, and entries go on schedule.', figures, entries });
  },

  async prove(twin, bound) {
    const point = pointOf(bound, 'visitor-book');
    if (!point) return;
    if (bound.path.startsWith('retention.'))
      return proveDestroyed(twin, point, bound.policy.retention[bound.name]);
    const { scene } = twin;
    const { name } = point;
    const first = await scene.when('somebody signs in at the kiosk', () =>
      comesIn(twin, point, 'Ada Canary-4711'),
    );
    await scene.then('they get a number for their badge', () => /^\d{4}$/.test(first.badge), true);
    const second = await scene.when('another one does', () => comesIn(twin, point, 'Grace Canary-4712'));
    await scene.then(
      'nothing on the pages shows one visitor to another',
      async () =>
        [second.text, (await twin.visit(`/forms/${name}`)).text].map((text) => text.includes('4711')),
      [false, false],
    );
    await scene.then('what they wrote is stored sealed', () => twin.searchEverywhere('Canary-4711'), []);
    const roll = (reason: string) => twin.call('POST', `/api/visits/${name}/roll`, { reason });
    const curious = await scene.when('somebody wants to read the book for another reason', () =>
      roll('curiosity'),
    );
    await scene.then('they may not', () => said(curious), [403, 'visitor.only-for-fire']);
    const drill = await scene.when('the fire marshal calls the roll', () => roll('drill'));
    await scene.then(
      'it names both, and nothing of the others’ pages',
      () => [
        inside(drill.json).length,
        drill.text.includes('Canary-4711'),
        drill.text.includes('Canary-4712'),
      ],
      [2, true, true],
    );
    const out = await scene.when('the first one signs out with the number', () =>
      twin.submitForm(`/forms/${name}/out`, { 'field.badge': first.badge }),
    );
    await scene.then('they are out', () => out.status, 200);
    const after = await scene.when('the roll is called again', () => roll('fire'));
    await scene.then(
      'it names who is inside',
      () => [inside(after.json).length, after.text.includes('Canary-4711')],
      [1, false],
    );
    const wrong = await scene.when('somebody types a number that nobody has', () =>
      twin.submitForm(`/forms/${name}/out`, { 'field.badge': '0000' }),
    );
    await scene.then('nobody is signed out', () => wrong.status, 404);
    await proveEvening(twin, bound.path, point, second.badge);
  },
});

/** When visitors are out, where the policy says nothing else. */
const outBy = ({ declared }: Point): string => declared['out-by'] ?? '19:00';

/** By the clock of the zone, $3: the first evening, $4, after they came; who comes later has until the next one. */
const OUT_BY = `date_trunc('day', v.signed_in_at at time zone $3 - $4::time + interval '1 day') + $4::time`;

/** Whoever is inside when everybody should be out is before staff the same evening. */
async function proveEvening(twin: Twin, path: string, point: Point, badge: string): Promise<void> {
  const { scene } = twin;
  const evening = outBy(point);
  const look = async () => {
    const { json } = await twin.call('GET', '/api/today?what=promise');
    const rows = json.rows as { group: string; because: string }[];
    const listed = rows.some(({ group, because }) => group === 'at-risk' && because.includes(evening));
    return [await twin.stateOf('premises.visitors', path), listed];
  };
  const hour = Number(evening.slice(0, 2)) - 1;
  await scene.when(`it is an hour before ${evening}, and the other one is still inside`, () =>
    twin.travelTo(twin.today(), `${String(hour).padStart(2, '0')}:${evening.slice(3)}`),
  );
  await scene.then('nobody is asked to look', look, ['kept', false]);
  await scene.when(`${evening} passes`, () => twin.travelTo(twin.today(), evening));
  await scene.then('staff see it on the list of the day', look, ['at-risk', true]);
  await scene.when('they sign out with their number', () =>
    twin.submitForm(`/forms/${point.name}/out`, { 'field.badge': badge }),
  );
  await scene.then('it is off the list', look, ['kept', false]);
}

const inside = (json: Record<string, unknown>): unknown[] => (Array.isArray(json.inside) ? json.inside : []);

async function comesIn(twin: Twin, point: Point, who: string): Promise<{ badge: string; text: string }> {
  const { fields, notice } = await preparePosting(twin, point);
  const { 'signed-in': _, 'signed-out': __, ...asked } = fields;
  const answer = await twin.submitForm(`/forms/${point.name}`, {
    ...Object.fromEntries(
      Object.entries(asked).map(([field, value], index) => [`field.${field}`, index === 0 ? who : value]),
    ),
    notice,
  });
  return { badge: /class="badge">(\d+)</.exec(answer.text)?.[1] ?? '', text: answer.text };
}

async function proveDestroyed(
  twin: Twin,
  point: Point,
  rule: Policy['retention'][string] | undefined,
): Promise<void> {
  const { scene } = twin;
  const keep = rule?.keep && rule.keep !== 'while' ? rule.keep : 'P1M';
  const visited = twin.today();
  await scene.given('a visitor who signed in and out', async () => {
    const { badge } = await comesIn(twin, point, 'Ada');
    await twin.submitForm(`/forms/${point.name}/out`, { 'field.badge': badge });
  });
  const stored = () =>
    Promise.all([
      count(twin, `record where point = '${point.name}'`),
      count(twin, `visit where point = '${point.name}'`),
    ]);
  await scene.when(`the day before ${keep} are over comes`, () =>
    twin.travelTo(addDays(addPeriod(visited, keep), -1)),
  );
  await scene.then('the entry is there', stored, [1, 1]);
  await scene.when('the day after the time is over comes', () =>
    twin.travelTo(addDays(addPeriod(visited, keep), 1)),
  );
  await scene.then('it is destroyed', stored, [0, 0]);
}

async function overdueOf(
  live: { rows: Twin['rows']; now: string },
  { path, name, policy }: { path: string; name: string; policy: Policy },
  point: Point,
): Promise<number> {
  const rule = path.startsWith('retention.')
    ? policy.retention[name]
    : Object.values(policy.retention).find(({ collection }) => collection?.includes(point.name));
  if (!rule || rule.keep === 'while') return 0;
  const [late] = await live.rows<{ n: number }>(
    `select count(*)::int as n from visit where point = $1 and signed_in_at + $2::interval + interval '2 days' < $3::timestamptz`,
    [point.name, rule.keep, live.now],
  );
  return late?.n ?? 0;
}
