import { existsSync } from 'node:fs';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { addDays, addMonths, type Day } from '../../base/index.ts';
import { sqlConnector } from '../../systems/index.ts';
import { INPUTS, input, withPostgres } from '../../systems/tests/foreign.ts';
import { disposeDue, hold, release, takeEvent } from '../index.ts';
import { type Houses, withHouses } from './houses.ts';
import { at, SECRET } from './shop.ts';

/*
 * Years of a trading company whose customers and orders are in a database that others made, against a model of the calendar
 * that knows nothing of SQL: on every day that is looked at, each row is there exactly as long as it should be.
 */

const NORTHWIND = 'databases/northwind-postgres/northwind.sql.xz';
const DEEP = process.env.KEPT_DEEP === '1';
const [COPIES, YEARS, STEP] = DEEP ? [6, 10, 1] : [1, 6, 73];
const START: Day = '2026-11-23';

type Customer = {
  id: string;
  orders: Map<number, Day>;
  details: Map<number, number>;
  /** Letters that they answer, and days on which their membership begins and ends. */
  answers: Day[];
  member: { from: Day; to: Day }[];
  held: { data: string[]; from: Day; to: Day; id?: string }[];
  state: 'there' | 'nameless' | 'gone';
};

/** The same numbers always: a failure can be looked at again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const AWKWARD: Day[] = [
  '2020-02-29',
  '2024-02-29',
  '2023-03-31',
  '2023-04-01',
  '2025-03-30',
  '2025-10-26',
  '2024-12-25',
  '2021-01-31',
];

/** Every customer as often as is asked for, and the orders spread over the years before the company opens. */
async function multiply(client: pg.Client): Promise<void> {
  const roll = dice(11);
  await client.query(`
    alter table order_details alter column order_id type int; alter table orders alter column order_id type int;
    alter table orders alter column customer_id type varchar(12); alter table customers alter column customer_id type varchar(12);
    alter table customer_customer_demo alter column customer_id type varchar(12);
    insert into customers select left(c.customer_id, 5) || '-' || n, c.company_name, c.contact_name, c.contact_title, c.address, c.city, c.region,
      c.postal_code, c.country, c.phone, c.fax from customers c, generate_series(1, ${COPIES - 1}) n;
    insert into orders select o.order_id + n * 1000, o.customer_id || '-' || n, o.employee_id, o.order_date, o.required_date, o.shipped_date,
      o.ship_via, o.freight, o.ship_name, o.ship_address, o.ship_city, o.ship_region, o.ship_postal_code, o.ship_country
      from orders o, generate_series(1, ${COPIES - 1}) n;
    insert into order_details select d.order_id + n * 1000, d.product_id, d.unit_price, d.quantity, d.discount
      from order_details d, generate_series(1, ${COPIES - 1}) n;
    create index on orders (customer_id); create index on order_details (order_id);`);
  const { rows } = await client.query<{ customer_id: string }>(
    'select customer_id from customers order by 1',
  );
  for (const [at, { customer_id }] of rows.entries()) {
    const days = at % 6 === 0 ? AWKWARD[roll(AWKWARD.length)] : addDays('2019-01-01', roll(2_800));
    await client.query(
      `update orders o set order_date = ($2::date - (n * 37 % 400)::int) from (
         select order_id, row_number() over (order by order_id) - 1 as n from orders where customer_id = $1) k where k.order_id = o.order_id`,
      [customer_id, days],
    );
  }
}

async function population(client: pg.Client): Promise<Customer[]> {
  const roll = dice(7);
  const { rows } = await client.query<{
    customer_id: string;
    order_id: number | null;
    on: Day | null;
    n: number;
  }>(
    `select c.customer_id, o.order_id, o.order_date::text as "on", (select count(*)::int from order_details d where d.order_id = o.order_id) as n
     from customers c left join orders o using (customer_id) order by 1, 2`,
  );
  return [...Map.groupBy(rows, ({ customer_id }) => customer_id)].map(([id, own]) => {
    const span = YEARS * 365;
    const from = addDays(START, 1 + roll(span));
    const begins = addDays(START, 1 + roll(span / 2));
    const holds = roll(4);
    return {
      id,
      orders: new Map(
        own.flatMap(({ order_id, on }) =>
          order_id !== null && on !== null ? [[order_id, on] as const] : [],
        ),
      ),
      details: new Map(own.flatMap(({ order_id, n }) => (order_id !== null ? [[order_id, n] as const] : []))),
      answers: roll(3) === 0 ? [addDays(START, 1 + roll(span / 2))] : [],
      member: roll(4) === 0 ? [{ from: begins, to: addDays(begins, 30 + roll(900)) }] : [],
      held:
        holds < 2
          ? [{ data: holds === 0 ? [] : ['order-details'], from, to: addDays(from, 30 + roll(700)) }]
          : [],
      state: 'there' as const,
    };
  });
}

/** Six years from the end of the financial year, 31 March. */
const dutyOf = (on: Day): Day =>
  `${Number(on.slice(0, 4)) + (on.slice(5) <= '03-31' ? 0 : 1) + 6}-03-31` as Day;

/** What the night of `day` does, by the words of the policy. Answers how many rows went, by table. */
function night(one: Customer, day: Day, gone: Record<string, number>): void {
  if (one.state === 'gone') return;
  const going = (span: { from: Day; to: Day }) => span.from < day && day <= span.to;
  const held = one.held.filter(going);
  const whole = held.some(({ data }) => data.length === 0);
  const cities = held.some(({ data }) => data.length > 0);
  const last = [...one.orders.values(), ...one.answers.filter((on) => on < day)].sort().at(-1);
  const due = last !== undefined && addMonths(last, 36) <= day && !one.member.some(going);
  if (whole) return;
  for (const [id, on] of one.orders)
    if (dutyOf(on) <= day) {
      // The lines go; of the order itself the city may be held.
      gone.order_details = (gone.order_details ?? 0) + (one.details.get(id) ?? 0);
      one.details.set(id, 0);
      if (cities) continue;
      one.orders.delete(id);
      gone.orders = (gone.orders ?? 0) + 1;
    }
  if (!due) return;
  one.state = one.orders.size === 0 ? 'gone' : 'nameless';
  if (one.state === 'gone') gone.customers = (gone.customers ?? 0) + 1;
}

test.skipIf(!existsSync(new URL(NORTHWIND, INPUTS)))(
  `${YEARS} years of Northwind, ${91 * COPIES} customers: on every day each row is there exactly as long as it should be`,
  { timeout: DEEP ? 7_200_000 : 180_000 },
  () =>
    withPostgres([input(NORTHWIND)], (url, client) =>
      withHouses(
        async (houses) => {
          await multiply(client);
          const customers = await population(client);
          const house: Houses['one'] = {
            ...houses.one,
            connect: (policy) => {
              const map = policy.systems.northwind?.tables;
              return map
                ? [sqlConnector({ name: 'northwind', kind: 'postgres', url, map, secret: SECRET })]
                : [];
            },
          };
          const gone: Record<string, number> = {};
          const end = addDays(START, YEARS * 365);
          for (let day = START, n = 0; day <= end; day = addDays(day, 1), n += 1) {
            if (n % STEP === 0) {
              at(houses, day, 2);
              for (const { verified, fault } of await disposeDue(house))
                expect({ verified, fault }).toEqual({ verified: true, fault: null });
              for (const one of customers) night(one, day, gone);
              await compare(client, customers, day);
              if (DEEP && n % 100 === 0) console.log(`${day}: ${n + 1} days, gone ${JSON.stringify(gone)}`);
            }
            for (const one of customers) await live(houses, one, day);
          }
          const [certified] = await houses.store.rows<{ sums: Record<string, number> }>(
            `select jsonb_object_agg(name, n) as sums from (
               select t.name, sum((t.acts ->> 'delete')::int)::int as n from evidence_entry,
                 jsonb_each(body::jsonb -> 'tables') as t (name, acts)
               where kind = 'retention.disposed' and t.acts ? 'delete' group by 1) s`,
          );
          expect(certified?.sums).toEqual(gone);
          expect(gone.customers ?? 0).toBeGreaterThan(customers.length / 10);
        },
        { policy: 'northwind-policy' },
      ),
    ),
);

async function live(houses: Houses, one: Customer, day: Day): Promise<void> {
  const identity = { kind: 'external' as const, value: `northwind:${one.id}` };
  const happens = (kind: string) => {
    at(houses, day, 10);
    return takeEvent(houses.one, { id: null, kind, identities: [identity], at: null });
  };
  if (one.state === 'gone') return;
  if (one.answers.includes(day)) await happens('letter-answered');
  for (const { from, to } of one.member) {
    if (from === day) await happens('membership-started');
    if (to === day) await happens('membership-ended');
  }
  for (const held of one.held) {
    if (held.from === day) {
      // A hold is placed for somebody whom we know.
      await happens('order-form-seen');
      const placed = await hold(
        houses.one,
        {
          kind: 'legal-claim',
          because: 'a claim that was made',
          owner: 'manager',
          reviewOn: addDays(day, 3_000),
          data: held.data,
          points: [],
          identities: [identity],
          people: [],
        },
        'test',
      );
      held.id = placed.id;
    }
    if (held.to === day && held.id !== undefined) await release(houses.one, held.id, 'test');
  }
}

/** What is there against what should be. */
async function compare(client: pg.Client, customers: readonly Customer[], day: Day): Promise<void> {
  const [{ rows: people }, { rows: orders }, { rows: lines }] = [
    await client.query<{ id: string; named: boolean }>(
      'select customer_id as id, contact_name is not null as named from customers',
    ),
    await client.query<{ id: number }>('select order_id as id from orders'),
    await client.query<{ n: number }>('select count(*)::int as n from order_details'),
  ];
  const there = new Map(people.map(({ id, named }) => [id, named]));
  const kept = new Set(orders.map(({ id }) => id));
  const wrong: string[] = [];
  for (const one of customers) {
    const named = there.get(one.id);
    const state = named === undefined ? 'gone' : named ? 'there' : 'nameless';
    if (state !== one.state)
      wrong.push(
        `${one.id} is ${state} on ${day}, and not ${one.state}: ${JSON.stringify({ ...one, orders: [...one.orders] })}`,
      );
    for (const [id, on] of one.orders)
      if (!kept.has(id)) wrong.push(`order ${id} of ${on} went before ${day}`);
  }
  const expected = customers.reduce((sum, { orders }) => sum + orders.size, 0);
  if (kept.size !== expected && wrong.length === 0)
    wrong.push(`${kept.size} orders on ${day}, and not ${expected}`);
  const details = customers.reduce(
    (sum, one) => sum + [...one.details.values()].reduce((all, n) => all + n, 0),
    0,
  );
  if (lines[0]?.n !== details && wrong.length === 0)
    wrong.push(`${lines[0]?.n} lines on ${day}, and not ${details}`);
  expect(wrong.slice(0, 3)).toEqual([]);
}
