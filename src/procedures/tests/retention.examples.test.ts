import { describe, expect, test } from 'vitest';
import { addDays, addPeriod, type Day } from '../../base/index.ts';
import { disposeDue, policyInForce } from '../index.ts';
import { type Houses, withHouses } from './houses.ts';
import { at } from './shop.ts';

/* What no form brings in, disposed of as the five policies declare it: events, anonymous answers, visitors, calls, cameras. */

const TODAY: Day = '2029-06-15';

/** By rule: the points at which something counts from the day it came in, and how long that is kept. */
const DECLARED: Readonly<Record<string, Record<string, readonly string[]>>> = {
  outserve: {
    P30D: ['website-log'],
    P14M: ['website-statistics'],
    P6M: ['phone-recognition', 'telephone'],
    P1Y: ['survey'],
    P90D: ['visitor-book'],
  },
  mass: { P90D: ['website-log'], P12M: ['survey'] },
  stratas: {
    P13M: ['website-visits'],
    P12M: ['service-telemetry', 'survey'],
    P90D: ['usage-telemetry'],
    P6M: ['phone-calls'],
  },
  smartcomms: {
    P13M: ['session', 'device'],
    P90D: ['usage-log', 'general-area', 'advertising-tags'],
    P1D: ['precise-location'],
    P14M: ['beacons'],
    P12M: ['survey'],
  },
  webstraxt: { P13M: ['website-visits'] },
};

const came = async ({ store, one }: Houses, point: string, on: Day): Promise<void> => {
  const policy = await policyInForce(one);
  const declared = policy.collection[point];
  if (declared?.kind === 'telemetry') {
    const month = `${on.slice(0, 7)}-01`;
    await store.rows(
      'insert into telemetry_bucket (point, month, id) values ($1, $2, gen_random_uuid()) on conflict do nothing',
      [point, month],
    );
    await store.rows(
      `insert into telemetry_batch (id, point, bucket, events, sealed, taken_at)
       select gen_random_uuid(), point, id, 7, '\\x00', $3::timestamptz from telemetry_bucket where point = $1 and month = $2`,
      [point, month, `${on}T12:00:00Z`],
    );
  } else if (declared?.anonymous)
    await store.rows(
      "insert into survey_answer (id, point, answers, notice_version, month) values (gen_random_uuid(), $1, '{}', 'v', $2)",
      [point, `${on.slice(0, 7)}-01`],
    );
  else
    await store.rows(
      `with made as (insert into person (id, made_at) values (gen_random_uuid(), $3::timestamptz) returning id)
       insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
       select id, gen_random_uuid(), $1, $2, '\\x00', 'v', $3::timestamptz from made`,
      [point, declared?.stores ?? point, `${on}T12:00:00Z`],
    );
};

const there = async ({ store }: Houses): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await store.rows<{ point: string; n: number }>(
        `select point, count(*)::int as n from (select point from telemetry_batch union all select point from survey_answer
           union all select point from record) r group by 1`,
      )
    ).map(({ point, n }) => [point, n]),
  );

describe.each(Object.entries(DECLARED))('%s', (company, rules) => {
  test('what came in on the last day that is over goes, and what came in a day later stays for a day', () =>
    withHouses(
      async (houses) => {
        const points = Object.entries(rules).flatMap(([keep, names]) =>
          names.map((point) => ({ keep, point })),
        );
        const policy = await policyInForce(houses.one);
        for (const { keep, point } of points) {
          // Of answers the month is known, and counts from its first day.
          const monthly = policy.collection[point]?.anonymous !== undefined;
          const first = monthly ? '2029-06-01' : TODAY;
          let begun = addDays(first as Day, -1);
          while (addPeriod(begun, keep) > first) begun = addDays(begun, -1);
          await came(houses, point, begun);
          await came(houses, point, monthly ? addDays(begun, 40) : addDays(begun, 1));
        }
        expect(await there(houses)).toEqual(Object.fromEntries(points.map(({ point }) => [point, 2])));

        at(houses, TODAY);
        const gone = await disposeDue(houses.one);
        expect(gone.every(({ verified }) => verified)).toBe(true);
        expect(await there(houses)).toEqual(Object.fromEntries(points.map(({ point }) => [point, 1])));
        const [certified] = await houses.store.rows<{ n: number }>(
          `select coalesce(sum((body::jsonb ->> 'records')::int), 0)::int as n from evidence_entry where kind = 'retention.disposed'`,
        );
        expect(certified?.n).toBe(points.length);

        at(houses, addDays(TODAY, 1));
        await disposeDue(houses.one);
        const monthly = points.filter(({ point }) => policy.collection[point]?.anonymous);
        expect(await there(houses)).toEqual(Object.fromEntries(monthly.map(({ point }) => [point, 1])));
        // The keys of months of which nothing is left are gone.
        const [open] = await houses.store.rows<{ n: number }>(
          `select count(*)::int as n from telemetry_bucket b where (b.month + interval '1 month')::date <= $1::date - 500`,
          [TODAY],
        );
        expect(open?.n).toBe(0);
      },
      { policy: `examples/${company}` },
    ));
});

test('pictures of cameras that are not ours are theirs to overwrite: nothing of them is here, and no rule of ours runs on them', () =>
  withHouses(
    async ({ one }) => {
      const policy = await policyInForce(one);
      expect(policy.retention.cctv).toMatchObject({ then: 'overwrite', 'held-by': 'property-manager' });
      expect(policy.retention.cctv?.attested).toBeDefined();
    },
    { policy: 'examples/outserve' },
  ));
