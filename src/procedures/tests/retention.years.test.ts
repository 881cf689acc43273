import { expect, test } from 'vitest';
import { addDays, addMonths, addPeriod, type Day, type Duration, startOf } from '../../base/index.ts';
import { disposeDue, hold, policyInForce, release, takeEvent } from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { email, type Houses, withHouses } from './houses.ts';

/*
 * Years of a company in an afternoon, against a model that knows nothing of SQL: it counts each field of each record by the
 * calendar. On every day: nothing that should have gone is there, nothing that should be there has gone.
 */

const DEEP = process.env.KEPT_DEEP === '1';
const [PEOPLE, YEARS, STEP] = DEEP ? [1_500, 10, 1] : [40, 3, 9];
const START: Day = '2026-11-23';

type Rec = {
  who: string;
  point: string;
  came: Day;
  fields: string[];
  events: { kind: string; on: Day }[];
  held: { data: string[]; from: Day; to: Day }[];
};

/** The same numbers always: a failure can be looked at again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SHAPES: readonly {
  point: string;
  fields: Record<string, string>;
  ends: string | null;
  starts: string | null;
}[] = [
  { point: 'contact-form', fields: { message: 'Rye?' }, ends: null, starts: null },
  {
    point: 'order-form',
    fields: { item: 'flour', invoice: '12' },
    ends: 'project-ended',
    starts: 'project-started',
  },
  { point: 'account-form', fields: {}, ends: 'account-ended', starts: 'account-started' },
  { point: 'open-day', fields: { diet: 'no nuts' }, ends: 'open-day-held', starts: null },
];

/** A population with days that are awkward: ends of months, leap days, nights on which clocks change. */
function population(): Rec[] {
  const roll = dice(7);
  const awkward: Day[] = ['2027-01-31', '2027-03-28', '2027-10-31', '2028-02-29', '2028-12-31', '2030-03-31'];
  return Array.from({ length: PEOPLE }, (_, n) => {
    const shape = SHAPES[n % SHAPES.length] ?? SHAPES[0];
    if (!shape) throw new Error('no shape');
    const span = YEARS * 365;
    const came = n % 5 === 0 ? (awkward[roll(awkward.length)] ?? START) : addDays(START, roll(span / 2));
    const events: Rec['events'] = [];
    if (shape.starts) events.push({ kind: shape.starts, on: came });
    if (shape.ends && roll(4) > 0) events.push({ kind: shape.ends, on: addDays(came, 1 + roll(400)) });
    if (roll(3) === 0) events.push({ kind: 'letter-answered', on: addDays(came, 1 + roll(300)) });
    const held: Rec['held'] = [];
    if (roll(5) === 0) {
      const from = addDays(came, 1 + roll(100));
      held.push({
        data: roll(2) === 0 ? [] : ['message', 'invoice-details'],
        from,
        to: addDays(from, 60 + roll(900)),
      });
    }
    return {
      who: `p${n}`,
      point: shape.point,
      came,
      fields: ['name', 'email', ...Object.keys(shape.fields)],
      events,
      held,
    };
  });
}

const DATA: Record<string, string[]> = { message: ['message'], 'invoice-details': ['invoice'] };
const lastOf = (rec: Rec, kind: string, until: Day) =>
  rec.events
    .filter((event) => event.kind === kind && event.on <= until)
    .map(({ on }) => on)
    .sort()
    .at(-1);

/** The first day without this field, as the policy in words says it, or null: not yet. */
function firstDayWithout(rec: Rec, field: string, today: Day): Day | null {
  const plus = (day: Day | undefined, period: Duration) =>
    day === undefined ? null : addPeriod(day, period);
  switch (rec.point) {
    case 'contact-form': {
      const active = [rec.came, lastOf(rec, 'letter-answered', today)]
        .filter((day) => day !== undefined)
        .sort()
        .at(-1);
      return plus(active, 'P6M');
    }
    case 'order-form':
      return field === 'invoice' ? dutyOf(rec) : plus(lastOf(rec, 'project-ended', today), 'P2Y');
    case 'account-form':
      return plus(lastOf(rec, 'account-ended', today), 'P90D');
    default:
      return field === 'diet' ? plus(lastOf(rec, 'open-day-held', today), 'P7D') : addMonths(rec.came, 12);
  }
}

/** Six years from the end of the financial year, 31 March. */
function dutyOf({ came }: Rec): Day {
  const year = Number(came.slice(0, 4)) + (came.slice(5) <= '03-31' ? 0 : 1);
  return `${year + 6}-03-31` as Day;
}

/** Placed and lifted in the day's work, so that it counts from the night after until the night before. */
const heldOn = (rec: Rec, field: string, day: Day): boolean =>
  rec.held.some(
    ({ data, from, to }) =>
      from < day && day <= to && (data.length === 0 || data.some((name) => DATA[name]?.includes(field))),
  );

test(
  `${YEARS} years with ${PEOPLE} people: on every day what should be there is there, and nothing else`,
  {
    timeout: DEEP ? 3_600_000 : 120_000,
  },
  () =>
    withHouses(
      async (houses) => {
        const people = population();
        const places = new Map<string, string>();
        const holds = new Map<Rec['held'][number], string>();
        const gone = new Map<string, Set<string>>();
        const end = addDays(START, YEARS * 365);
        let certified = 0;
        let days = 0;
        for (let day = START; day <= end; day = addDays(day, 1)) {
          // The night comes before the day's work.
          const worked = people.some(
            (one) =>
              one.came === day ||
              one.events.some(({ on }) => on === day) ||
              one.held.some(({ from, to }) => from === day || to === day),
          );
          const looked = dayNumber(day) % STEP === 0;
          if (!worked && !looked) continue;
          goTo(houses, day, 2);
          if (looked) {
            for (const { records, redacted, verified } of await disposeDue(houses.one)) {
              expect(verified).toBe(true);
              certified += records + redacted;
            }
            await compare(houses, { people, places, gone, day });
            days += 1;
            if (DEEP && days % 100 === 0) console.log(`${day}: ${days} days, ${certified} certified`);
          }
          goTo(houses, day, 10);
          for (const one of people) await live(houses, one, { day, places, holds });
        }
        const [entries] = await houses.store.rows<{ n: number }>(
          `select coalesce(sum((body::jsonb ->> 'records')::int + (body::jsonb ->> 'redacted')::int), 0)::int as n
       from evidence_entry where kind = 'retention.disposed'`,
        );
        expect(entries?.n).toBe(certified);
        expect([...gone.values()].filter((fields) => fields.size > 0).length).toBeGreaterThan(PEOPLE / 4);
      },
      { policy: 'retention-policy' },
    ),
);

const dayNumber = (day: Day): number => Math.round((Date.parse(day) - Date.parse(START)) / 86_400_000);

const goTo = ({ store }: Houses, day: Day, hour: number) =>
  store.clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + hour * 3_600_000).toISOString());

async function live(
  { one, store }: Houses,
  rec: Rec,
  { day, places, holds }: { day: Day; places: Map<string, string>; holds: Map<Rec['held'][number], string> },
): Promise<void> {
  if (rec.came === day) {
    const shape = SHAPES.find(({ point }) => point === rec.point);
    const policy = await policyInForce(one);
    await takeSubmission(one, rec.point, {
      fields: { name: rec.who, email: email(rec.who).value, ...shape?.fields },
      consents: [],
      declined: [],
      notice: policy.hash,
    });
    const [made] = await store.rows<{ id: string }>(
      'select id from record order by stored_at desc, id desc limit 1',
    );
    places.set(made?.id ?? '', rec.who);
  }
  for (const { kind, on } of rec.events)
    if (on === day && !(kind.endsWith('-started') && rec.came === day))
      await takeEvent(one, { id: null, kind, identities: [email(rec.who)], at: null });
  for (const held of rec.held) {
    if (held.from === day && [...places.values()].includes(rec.who) && (await known(store, places, rec.who)))
      holds.set(
        held,
        (
          await hold(
            one,
            {
              kind: 'legal-claim',
              because: 'a claim that was made',
              owner: 'manager',
              reviewOn: addDays(day, 3_000),
              data: held.data,
              points: [],
              identities: [email(rec.who)],
              people: [],
            },
            'test',
          )
        ).id,
      );
    const placed = holds.get(held);
    if (held.to === day && placed) await release(one, placed, 'test');
  }
}

const known = async (store: Houses['store'], places: Map<string, string>, who: string): Promise<boolean> => {
  const ids = [...places].flatMap(([id, name]) => (name === who ? [id] : []));
  return (await store.rows('select 1 from record where id = any($1)', [ids])).length > 0;
};

/** Each field of each record that came in: is it there exactly as long as it should be? */
async function compare(
  { store }: Houses,
  {
    people,
    places,
    gone,
    day,
  }: { people: Rec[]; places: Map<string, string>; gone: Map<string, Set<string>>; day: Day },
): Promise<void> {
  const rows = await store.rows<{ id: string; gone: string[] }>('select id, gone from record');
  const there = new Map(rows.map((row) => [places.get(row.id) ?? '', row]));
  const wrong: string[] = [];
  for (const rec of people) {
    if (rec.came >= day) continue;
    const row = there.get(rec.who);
    const seen = gone.get(rec.who) ?? new Set<string>();
    gone.set(rec.who, seen);
    for (const field of rec.fields) {
      const present = row !== undefined && !row.gone.includes(field);
      const last = firstDayWithout(rec, field, addDays(day, -1));
      const past = last !== null && last <= day;
      if (present && seen.has(field)) wrong.push(`${rec.who}.${field} came back`);
      if (present && past && !heldOn(rec, field, day))
        wrong.push(`${rec.who}.${field} is there on ${day}, past ${last}`);
      if (!present && !seen.has(field) && !past)
        wrong.push(`${rec.who}.${field} (${rec.point}) went before ${day}`);
      if (!present && !seen.has(field) && heldOn(rec, field, day))
        wrong.push(`${rec.who}.${field} was held on ${day}`);
      if (!present) seen.add(field);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}
