import { expect, test } from 'vitest';
import { addDays } from '../../base/index.ts';
import { disposeDue, explainRow, hold, previewRetention, release, takeEvent } from '../index.ts';
import { email, type Houses } from './houses.ts';
import { at, column, withShop } from './shop.ts';

const certificates = ({ store }: Houses) =>
  store.rows<{ rule: string; tables: Record<string, Record<string, number>>; left: number }>(
    `select body::jsonb ->> 'rule' as rule, body::jsonb -> 'tables' as tables, (body::jsonb ->> 'leftBehind')::int as left
     from evidence_entry where kind = 'retention.disposed' and body::jsonb ? 'system' order by at, id`,
  );

const THREE = `
  insert into customers values (1, 'ann@people.example', 'Ann', '2020-01-31 12:00Z'), (2, 'bob@people.example', 'Bob', null),
    (3, 'cat@people.example', 'Cat', '2026-01-01 12:00Z'), (4, 'dan@people.example', 'Dan', '2020-01-31 12:00Z');
  insert into orders values (1, 2, '2019-04-01', 'York'), (2, 3, '2019-03-31', 'York');
  insert into order_lines values (1, 1, 'rye'), (1, 2, 'oats'), (2, 1, 'rye');
  insert into subscriptions values (1, 4, 'active'), (2, 1, 'ended');
  insert into tickets values (1, 1, '2025-01-01', '2025-11-21 23:59', 'closed', 'hm'), (2, 3, '2025-01-01', '2025-11-22 00:00', 'closed', 'hm'),
    (3, 3, '2025-01-01', '2025-11-23 00:00', 'closed', 'hm'), (4, 3, '2019-01-01', null, 'open', 'hm'), (5, 3, '2019-01-01', '2019-01-01', 'open', 'hm');
  insert into visits values (1, 3, '2026-08-24 12:00Z', '10.0.0.1'), (2, 3, '2026-08-25 12:00Z', '10.0.0.2');`;

test('rows go by their own columns, those of linked rows and the law, in the order of what belongs to what, with a certificate', () =>
  withShop(THREE, '2026-11-22', async (shop, houses) => {
    const gone = await disposeDue(houses.one);

    // Ann has neither logged in nor ordered for three years; Bob ordered long ago, and tax law has let go of it.
    expect(await column(shop, 'select id from customers order by id')).toEqual([3, 4]);
    // The order of 31 March 2019 is of the year before that of 1 April; both years are more than six years ago.
    expect(await column(shop, 'select id from orders order by id')).toEqual([]);
    expect(await column(shop, 'select item from order_lines')).toEqual([]);
    expect(await column(shop, 'select id from subscriptions')).toEqual([1]);
    expect(await column(shop, 'select id from tickets order by id')).toEqual(['3', '4', '5']);
    expect((await shop.query('select id, address, customer_id from visits order by id')).rows).toEqual([
      { id: 1, address: null, customer_id: null },
      { id: 2, address: '10.0.0.2', customer_id: 3 },
    ]);
    expect(
      gone.map(({ rule, records, redacted, verified }) => ({ rule, records, redacted, verified })),
    ).toEqual(
      expect.arrayContaining([
        { rule: 'orders', records: 2, redacted: 0, verified: true },
        { rule: 'problems', records: 1, redacted: 0, verified: true },
        { rule: 'visits', records: 0, redacted: 1, verified: true },
        { rule: 'customers', records: 7, redacted: 0, verified: true },
      ]),
    );
    expect(await certificates(houses)).toEqual(
      expect.arrayContaining([
        {
          rule: 'customers',
          tables: {
            customers: { delete: 2 },
            subscriptions: { delete: 1 },
            tickets: { delete: 1 },
            orders: { delete: 1 },
            order_lines: { delete: 2 },
          },
          left: 0,
        },
        { rule: 'orders', tables: { orders: { delete: 1 }, order_lines: { delete: 1 } }, left: 0 },
      ]),
    );

    // Again, and nothing is left to do: what was anonymised is not anonymised anew.
    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await column(shop, 'select id from customers order by id')).toEqual([3, 4]);
  }));

test('an order that the law keeps stays with what it points at, which loses its name; both go when the law lets go', () =>
  withShop(
    `insert into customers values (1, 'ann@people.example', 'Ann', '2020-01-01');
     insert into orders values (1, 1, '2020-04-01', 'York'); insert into order_lines values (1, 1, 'rye');`,
    '2026-11-22',
    async (shop, houses) => {
      await disposeDue(houses.one);
      const [kept] = (await shop.query('select name, email from customers')).rows;
      expect(kept?.name).toBeNull();
      expect(kept?.email).not.toContain('@');
      expect(await column(shop, 'select item from order_lines')).toEqual(['rye']);
      const before = await certificates(houses);

      await disposeDue(houses.one);
      expect(await certificates(houses)).toEqual(before);

      at(houses, '2027-03-30');
      await disposeDue(houses.one);
      expect(await column(shop, 'select id from orders')).toEqual([1]);
      at(houses, '2027-03-31');
      await disposeDue(houses.one);
      expect(await column(shop, 'select id from orders')).toEqual([]);
      expect(await column(shop, 'select id from customers')).toEqual([]);
    },
  ));

test('what Kept knows of a person counts for their rows: an event moves the day, a membership keeps them, a hold keeps what it names', () =>
  withShop(
    `insert into customers select n, 'p' || n || '@people.example', 'P' || n, '2023-11-21 12:00Z' from generate_series(1, 5) n;
     insert into tickets select n, n, '2024-01-01', '2024-01-01', 'closed', 'hm' from generate_series(1, 5) n;`,
    '2026-11-01',
    async (shop, houses) => {
      const { one } = houses;
      const knows = (name: string, kind: string) =>
        takeEvent(one, { id: null, kind, identities: [email(name)], at: null });
      await knows('p1', 'letter-answered');
      await knows('p2', 'membership-started');
      await knows('p3', 'membership-started');
      await knows('p3', 'membership-ended');
      await knows('p4', 'membership-started');
      await knows('p4', 'membership-ended');
      const held = {
        kind: 'legal-claim',
        because: 'a claim that was made',
        owner: 'manager',
        reviewOn: '2029-01-01',
        points: [],
        people: [],
      } as const;
      const whole = await hold(one, { ...held, data: [], identities: [email('p3')] }, 'test');
      await hold(one, { ...held, data: ['problem'], identities: [email('p4')] }, 'test');
      at(houses, '2026-11-21');
      await disposeDue(one);
      // Of p4 the words are held and nothing else is; they point at a customer, whose name goes.
      expect((await shop.query('select id, name from customers order by id')).rows).toEqual([
        { id: 1, name: 'P1' },
        { id: 2, name: 'P2' },
        { id: 3, name: 'P3' },
        { id: 4, name: null },
      ]);
      expect(await column(shop, 'select id from tickets order by id')).toEqual(['3', '4']);

      await release(one, whole.id, 'test');
      await disposeDue(one);
      expect(await column(shop, 'select id from customers order by id')).toEqual([1, 2, 4]);
      at(houses, '2029-11-01');
      await disposeDue(one);
      expect(await column(shop, 'select id from customers order by id')).toEqual([2, 4]);
    },
  ));

test('a hold on what somebody does not have keeps nothing of theirs', () =>
  withShop(
    `insert into customers values (1, 'ann@people.example', 'Ann', '2023-11-21 12:00Z'), (2, 'bob@people.example', 'Bob', '2023-11-21 12:00Z');
     insert into tickets values (1, 2, '2026-01-01', null, 'open', 'hm');`,
    '2026-11-01',
    async (shop, houses) => {
      for (const name of ['ann', 'bob'])
        for (const kind of ['membership-started', 'membership-ended'])
          await takeEvent(houses.one, { id: null, kind, identities: [email(name)], at: null });
      await hold(
        houses.one,
        {
          kind: 'legal-claim',
          because: 'a claim over a repair',
          owner: 'manager',
          reviewOn: '2027-06-01',
          data: ['problem'],
          points: [],
          people: [],
          identities: [email('ann'), email('bob')],
        },
        'test',
      );
      at(houses, '2026-11-21');
      await disposeDue(houses.one);
      // Bob's problem is held, and by his address we know that it is his; Ann told us of none.
      expect((await shop.query('select id, email, name from customers')).rows).toEqual([
        { id: 2, email: 'bob@people.example', name: null },
      ]);
    },
  ));

test('many pages go in one run, and what stays in between is passed over', () =>
  withShop(
    `insert into customers select n, 'p' || n || '@people.example', 'P', '2020-01-01' from generate_series(1, 5600) n;
     insert into subscriptions select n, n * 500, 'active' from generate_series(1, 10) n;
     insert into tickets select n, n, '2024-01-01', '2024-01-01', 'closed', 'hm' from generate_series(1, 600) n;`,
    '2026-11-22',
    async (shop, houses) => {
      const gone = await disposeDue(houses.one);
      expect(gone.find(({ rule }) => rule === 'customers')).toMatchObject({
        records: 6_189,
        verified: true,
      });
      expect(await column(shop, 'select count(*)::int from customers')).toEqual([10]);
      expect(
        await houses.store.rows('select 1 from plan_step union all select 1 from retention_plan'),
      ).toEqual([]);
    },
  ));

/** The house of a process that dies: its store takes `transactions` more, and then the connection is gone. */
const dyingAfter = (house: Houses['one'], transactions: number): Houses['one'] => {
  let left = transactions;
  const { store } = house;
  const lost = () => Promise.reject(new Error('connection lost'));
  return {
    ...house,
    store: {
      ...store,
      rows: (sql, values) => (left > 0 ? store.rows(sql, values) : lost()),
      inTransaction: (work, options) => (left-- > 0 ? store.inTransaction(work, options) : lost()),
    },
  };
};

test('a run that dies anywhere is gone on with by the next, to the same end; what went is certified once', () =>
  withShop(THREE, '2026-11-22', async (shop, houses) => {
    let died = 0;
    for (let transactions = 1; transactions < 60; transactions += 1) {
      try {
        await disposeDue(dyingAfter(houses.one, transactions));
        break;
      } catch (error) {
        expect(String(error)).toMatch('connection lost');
        died += 1;
      }
    }
    expect(died).toBeGreaterThan(5);
    await disposeDue(houses.one);
    expect(await column(shop, 'select id from customers order by id')).toEqual([3, 4]);
    expect(await column(shop, 'select count(*)::int from order_lines')).toEqual([0]);
    const counted = { customers: 0, orders: 0, order_lines: 0, subscriptions: 0, tickets: 0 } as Record<
      string,
      number
    >;
    for (const { tables } of await certificates(houses))
      for (const [table, acts] of Object.entries(tables))
        counted[table] = (counted[table] ?? 0) + (acts.delete ?? 0);
    expect(counted).toMatchObject({ customers: 2, orders: 2, order_lines: 3, subscriptions: 1, tickets: 2 });
    expect(
      await houses.store.rows(
        "select 1 from plan where state <> 'closed' union all select 1 from retention_plan",
      ),
    ).toEqual([]);
  }));

test('a hold that is placed after a run died is respected by the one that goes on', () =>
  withShop(
    `insert into customers values (1, 'ann@people.example', 'Ann', '2020-01-31 12:00Z')`,
    '2026-11-21',
    async (shop, houses) => {
      const { one } = houses;
      await takeEvent(one, { id: null, kind: 'membership-started', identities: [email('ann')], at: null });
      await takeEvent(one, { id: null, kind: 'membership-ended', identities: [email('ann')], at: null });
      at(houses, addDays('2026-11-21', 1));
      let approved = false;
      const dying = {
        ...one,
        connect: (policy: Parameters<NonNullable<typeof one.connect>>[0]) =>
          (one.connect?.(policy) ?? []).map((connector) => ({
            ...connector,
            apply: () => {
              approved = true;
              return new Promise<never>((_, reject) =>
                reject(Object.assign(new Error('killed'), { killed: true })),
              );
            },
          })),
        // What a process would still do after it was killed.
        store: {
          ...one.store,
          inTransaction: (...given: Parameters<typeof one.store.inTransaction>) =>
            approved ? Promise.reject(new Error('killed')) : one.store.inTransaction(...given),
          rows: (...given: Parameters<typeof one.store.rows>) =>
            approved ? Promise.reject(new Error('killed')) : one.store.rows(...given),
        },
      } as typeof one;
      await expect(disposeDue(dying)).rejects.toThrow('killed');
      await hold(
        one,
        {
          kind: 'authority',
          because: 'the police ask for it',
          owner: 'manager',
          reviewOn: '2027-01-01',
          data: [],
          points: [],
          people: [],
          identities: [email('ann')],
        },
        'test',
      );
      await disposeDue(one);
      expect(await column(shop, 'select name from customers')).toEqual(['Ann']);
    },
  ));

test('the preview of a day says what its run would find, and one row is explained by every rule about it', () =>
  withShop(THREE, '2026-11-20', async (shop, houses) => {
    const { one } = houses;
    await takeEvent(one, { id: null, kind: 'membership-started', identities: [email('cat')], at: null });
    const said = (await previewRetention(one, '2026-11-22')).rows.map(
      ({ table, due, withoutDay, kept, fault }) => ({
        table,
        due,
        withoutDay,
        kept,
        fault,
      }),
    );
    expect(said).toEqual([
      { table: 'customers', due: 2, withoutDay: 0, kept: {}, fault: null },
      { table: 'orders', due: 2, withoutDay: 0, kept: {}, fault: null },
      { table: 'tickets', due: 2, withoutDay: 0, kept: {}, fault: null },
      { table: 'visits', due: 1, withoutDay: 0, kept: {}, fault: null },
    ]);
    expect((await previewRetention(one, null)).rows.find(({ table }) => table === 'tickets')).toMatchObject({
      due: 0,
      samples: [],
    });
    const row = { system: 'shop', table: 'customers', key: ['2'], on: null };
    expect((await explainRow(one, row)).rules).toMatchObject([
      {
        rule: 'customers',
        days: [
          { of: 'customers.last_login', day: null },
          { of: 'orders.ordered', day: '2019-04-01' },
        ],
        countedFrom: '2019-04-01',
        goesOn: '2022-04-01',
        waits: false,
      },
    ]);
    expect((await explainRow(one, { ...row, key: ['3'] })).rules).toMatchObject([
      { countedFrom: '2026-01-01', goesOn: '2029-01-01', waits: false },
    ]);
    expect((await explainRow(one, { ...row, key: ['4'] })).rules).toMatchObject([
      { countedFrom: '2020-01-31', goesOn: '2023-01-31', waits: true },
    ]);
    await expect(explainRow(one, { ...row, key: ['99'] })).rejects.toMatchObject({
      code: 'retention.no-row',
    });
    // A preview writes nothing.
    expect(await column(shop, 'select count(*)::int from customers')).toEqual([4]);
  }));

test('a system that is not reached, or whose map is outdated, is said so, and keeps no rule of ours from its turn', () =>
  withShop(THREE, '2026-11-22', async (shop, houses) => {
    await shop.query('alter table visits rename column seen to looked');
    const gone = await disposeDue(houses.one);
    expect(gone.find(({ rule }) => rule === 'visits')).toMatchObject({ records: 0, verified: false });
    expect(gone.find(({ rule }) => rule === 'visits')?.fault).toMatch(/no longer has the column seen/);
    expect(await column(shop, 'select id from orders')).toEqual([]);
    const { connect: _, ...alone } = houses.one;
    const faults = (await disposeDue(alone)).map(({ fault }) => fault);
    expect(faults.length).toBe(4);
    for (const fault of faults) expect(fault).toMatch(/not reached by software/);
    expect(await houses.store.rows('select 1 from retention_look where fault is not null')).toHaveLength(4);
  }));
