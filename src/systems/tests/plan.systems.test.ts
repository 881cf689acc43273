import { describe, expect, test } from 'vitest';
import { type Day, newId, Refused } from '../../base/index.ts';
import type { Connector, PlannedRows, Step, SystemDescription } from '../connector.ts';
import { systemTables } from '../map/map.ts';
import { changesOf, closePlan, keysOf, signTask, viewPlan } from '../plan/approval.ts';
import { makeDuePlan, makePlan, searchAgain } from '../plan/plan.ts';
import { withPostgres } from './foreign.ts';
import {
  approve,
  carriedOut,
  connectorTo,
  email,
  execute,
  ON,
  plannedFor,
  said,
  withHouse,
} from './planning.ts';

const SHOP = `
  create table people (id int primary key, email varchar(60), name varchar(40), supplier_id varchar(20));
  create table orders (id int primary key, person_id int not null references people (id), placed date, city varchar(20));
  create table notes (id int primary key, words text, about jsonb);
  insert into people values (1, 'Ann@example.org', 'Ann', 'mc-77'), (2, 'bob@example.org', 'Bob', 'mc-78');
  insert into orders values (1, 1, '2026-01-01', 'York'), (2, 1, '2026-01-02', 'York'), (3, 2, '2026-01-03', 'York');
  insert into notes values (1, 'ANN@example.org called', null), (2, 'nothing', '{"to": "ann@example.org"}'), (3, 'nothing', null);`;
const MAP = systemTables.parse({
  people: {
    key: 'id',
    person: true,
    identifies: { email: 'email' },
    columns: { name: 'name', email: 'email' },
    then: 'delete',
  },
  orders: {
    key: 'id',
    'owned-by': { table: 'people', by: { person_id: 'id' } },
    columns: { city: 'address' },
    then: 'delete',
  },
});
const ANN = [email('ann@example.org')];

/** A system of the test's own: a list in memory that may be down, searched by what the shop holds. */
function supplier(more: Partial<SystemDescription> = {}) {
  const held = new Map([
    ['mc-77', 'Ann'],
    ['mc-78', 'Bob'],
  ]);
  const state = { down: false, searchedBy: [] as string[], written: [] as Step[] };
  const reach = () => {
    if (state.down) throw new Refused('systems.unreachable', 'The supplier does not answer.');
  };
  const rows = (identities: readonly { kind: string; value: string }[]) => {
    reach();
    state.searchedBy = identities.filter(({ kind }) => kind === 'external').map(({ value }) => value);
    return state.searchedBy.map((value) => value.replace('mail:', '')).filter((id) => held.has(id));
  };
  const found = (ids: string[]) => ({ table: 'members', key: ['id'], keys: ids.map((id) => [id]) });
  const connector: Connector = {
    describe: () => ({
      name: 'mail',
      kind: 'http',
      can: { find: true, read: true, change: true, erase: true, verify: true },
      needs: [{ system: 'shop', table: 'people', column: 'supplier_id' }],
      ...more,
    }),
    async *find(identities) {
      const ids = rows(identities);
      yield { ...found(ids), count: ids.length };
    },
    async *read(identities) {
      const ids = rows(identities);
      yield { ...found(ids), count: ids.length, rows: ids.map((id) => ({ id, name: held.get(id) ?? '' })) };
    },
    async *plan({ identities }): AsyncGenerator<PlannedRows> {
      const ids = rows(identities);
      if (ids.length > 0) yield { ...found(ids), act: 'delete', because: 'no longer needed' };
    },
    async apply(steps) {
      reach();
      state.written.push(...steps);
      for (const step of steps) for (const [id] of step.keys) held.delete(String(id));
      return steps.map(({ id, keys }) => ({ id, written: keys.length }));
    },
    async verify(_, written) {
      reach();
      let count = 0;
      for await (const step of written) count += step.keys.filter(([id]) => held.has(String(id))).length;
      return count > 0 ? [{ table: 'members', count, because: 'still there' }] : [];
    },
    async close() {},
  };
  return { connector, held, state };
}

const cabinet: Connector = {
  describe: () => ({
    name: 'cabinet',
    kind: 'manual',
    can: { find: false, read: false, change: false, erase: false, verify: false },
    byHand: { who: 'office-manager', days: 10 },
  }),
  async *find() {},
  async *read() {},
  async *plan() {},
  apply: async () => [],
  verify: async () => [],
  close: async () => {},
};

describe('several systems on one plan', () => {
  test('a system is searched by what another holds, which is written only after that', () =>
    withPostgres([SHOP], (url, client) =>
      withHouse(async (house) => {
        const { connector: mail, state, held } = supplier();
        const shop = connectorTo(url, MAP);
        state.down = true;
        const planId = await plannedFor(house, [mail, shop], { who: ANN });

        const waiting = await approve(house, planId);
        expect(waiting.state).toBe('waiting');
        expect(waiting.systems.map(({ system, state, because }) => [system, state, because])).toEqual([
          ['shop', 'found', null],
          ['mail', 'waiting', 'The supplier does not answer.'],
        ]);
        expect(await execute(house, planId, [mail, shop])).toBe('waiting');
        const { rows } = await client.query('select count(*)::int as n from people');
        expect(rows[0].n).toBe(2); // the number by which the supplier knows her must not be lost

        state.down = false;
        expect(
          await searchAgain(house, planId, {
            systems: [mail, shop],
            by: 'system',
            now: house.store.clock.now(),
          }),
        ).toBe('ready');
        expect(state.searchedBy).toEqual(['mail:mc-77']);
        await approve(house, planId);
        expect(await execute(house, planId, [mail, shop])).toBe('done');

        expect([...held.values()]).toEqual(['Bob']);
        expect((await client.query('select name from people')).rows).toEqual([{ name: 'Bob' }]);
        await shop.close();
      }),
    ));

  test('a system that goes away while it is written leaves the plan waiting, and the others done', () =>
    withPostgres([SHOP], (url) =>
      withHouse(async (house) => {
        const { connector: mail, state } = supplier({ needs: [] });
        const byEmail: Connector = {
          ...mail,
          plan: () =>
            mail.plan({ intent: 'erase', on: ON, identities: [{ kind: 'external', value: 'mail:mc-77' }] }),
        };
        const shop = connectorTo(url, MAP);
        const planId = await plannedFor(house, [shop, byEmail], { who: ANN });
        await approve(house, planId);
        state.down = true;
        expect(await execute(house, planId, [shop, byEmail])).toBe('waiting');
        const view = await viewPlan(house.store.db, house.vault, planId);
        expect(view.systems.map(({ system, state }) => [system, state])).toEqual([
          ['shop', 'done'],
          ['mail', 'running'],
        ]);
        state.down = false;
        expect(await execute(house, planId, [shop, byEmail])).toBe('done');
        expect(state.written).toHaveLength(1);
        await shop.close();
      }),
    ));

  test('a filing cabinet is a task with a name and a day; it holds nothing back, and nothing is done before it is signed for', () =>
    withPostgres([SHOP], (url, client) =>
      withHouse(async (house) => {
        const shop = connectorTo(url, MAP);
        const now = house.store.clock.now();
        const planId = await makePlan(house, {
          personId: newId(now),
          asked: { intent: 'erase', identities: ANN, on: ON },
          systems: [cabinet, shop],
          answerBy: '2026-11-28' as Day,
          by: 'privacy-lead',
          now,
        });
        await approve(house, planId);

        expect(await execute(house, planId, [cabinet, shop])).toBe('running');
        expect((await client.query('select count(*)::int as n from people')).rows[0].n).toBe(1);
        const view = await viewPlan(house.store.db, house.vault, planId);
        const task = view.items.find(({ act }) => act === 'task');
        expect(task).toMatchObject({
          system: 'cabinet',
          who: 'office-manager',
          due_on: '2026-11-28',
          done_at: null,
        });

        const sign = () =>
          house.store.inTransaction((tx) =>
            signTask(tx, {
              planId,
              number: task?.number ?? -1,
              by: 'office-manager',
              note: 'two folders shredded',
              count: 2,
              now,
            }),
          );
        await sign();
        await expect(sign()).rejects.toMatchObject({ code: 'systems.task-done' });
        expect((await viewPlan(house.store.db, house.vault, planId)).state).toBe('done');
        await shop.close();
      }),
    ));

  test('systems that each need the other are refused', () =>
    withHouse(async (house) => {
      const one = supplier({ name: 'one', needs: [{ system: 'two', table: 't', column: 'c' }] }).connector;
      const two = supplier({ name: 'two', needs: [{ system: 'one', table: 't', column: 'c' }] }).connector;
      await expect(plannedFor(house, [one, two], { who: ANN })).rejects.toMatchObject({
        code: 'systems.needs-circle',
      });
    }));
});

describe('approval', () => {
  test('nothing is written without one, nor after the world has changed', () =>
    withPostgres([SHOP], (url, client) =>
      withHouse(async (house) => {
        const shop = connectorTo(url, MAP);
        const planId = await plannedFor(house, [shop], { who: ANN });
        await expect(execute(house, planId, [shop])).rejects.toMatchObject({
          code: 'systems.plan-unapproved',
        });
        await approve(house, planId);
        await client.query("insert into orders values (9, 1, '2026-02-01', 'Hull')");

        await expect(execute(house, planId, [shop])).rejects.toMatchObject({
          code: 'systems.plan-outdated',
          message: expect.stringContaining('delete orders: 2 approved, 3 now'),
        });
        expect((await client.query('select count(*)::int as n from orders')).rows[0].n).toBe(4);

        await client.query('delete from orders where id = 9');
        await client.query('update orders set id = 8 where id = 2'); // as many rows, and another one
        await expect(execute(house, planId, [shop])).rejects.toMatchObject({ code: 'systems.plan-outdated' });
        await client.query('update orders set id = 2 where id = 8');
        expect(await execute(house, planId, [shop])).toBe('done');
        await shop.close();
      }),
    ));

  test('the ledger and the tables of plans name nobody, and a closed plan opens for nobody', () =>
    withPostgres([SHOP], (url) =>
      withHouse(async (house) => {
        const shop = connectorTo(url, MAP);
        const view = await carriedOut(house, [shop], { who: ANN });
        for (const table of ['plan', 'plan_system', 'plan_item', 'plan_step', 'evidence_entry']) {
          const all = await house.store.rows(`select * from ${table}`);
          expect(JSON.stringify(all)).not.toMatch(/ann@|Ann\b/);
          expect(all.length).toBeGreaterThan(0);
        }
        const kinds = await house.store.rows<{ kind: string }>('select kind from evidence_entry order by id');
        expect(kinds.map(({ kind }) => kind)).toEqual(['plan.made', 'plan.approved', 'plan.carried-out']);

        await closePlan(house, view.id, house.store.clock.now());
        expect(await house.store.rows('select 1 from plan_step')).toEqual([]);
        await expect(keysOf(house, view.id, 0).next()).rejects.toMatchObject({ code: 'systems.plan-closed' });
        expect(
          (await viewPlan(house.store.db, house.vault, view.id)).items.map(({ count }) => count),
        ).toEqual([2, 1]);
        await shop.close();
      }),
    ));
});

test('what comes back while a plan is carried out is found again, and the plan is not done', () =>
  withPostgres([SHOP], (url, client) =>
    withHouse(async (house) => {
      const shop = connectorTo(url, MAP);
      const view = await carriedOut(
        house,
        [shop],
        { who: ANN },
        {
          async progress({ at }) {
            if (at === 'noted')
              await client.query("insert into people values (5, 'ANN@EXAMPLE.ORG', 'Ann', null)");
          },
        },
      );
      expect(view.state).toBe('left');
      expect(view.systems[0]?.because).toMatch(/^1 in people: found again by identity/);
      expect(view.items.find(({ table }) => table === 'people')?.left_over).toBe(1);

      await client.query('delete from people where id = 5');
      expect(await execute(house, view.id, [shop])).toBe('done');
      await shop.close();
    }),
  ));

test('a sweep tells where text still names the person, whether the map knows the table or not', () =>
  withPostgres([SHOP], async (url) => {
    const shop = connectorTo(url, MAP);
    const residue = [];
    for await (const one of shop.sweep?.(ANN) ?? []) residue.push(one);
    expect(residue).toEqual([
      { table: 'notes', column: 'words', count: 1 },
      { table: 'notes', column: 'about', count: 1 },
      { table: 'people', column: 'email', count: 1 },
    ]);
    await shop.close();
  }));

test('a correction writes what was asked where it stood, and tells what stood there before', () =>
  withPostgres([SHOP], (url, client) =>
    withHouse(async (house) => {
      const shop = connectorTo(url, MAP);
      const view = await carriedOut(house, [shop], {
        who: ANN,
        intent: 'change',
        changes: [
          { what: 'address', was: 'york', becomes: 'Leeds' },
          { what: 'people.name', becomes: 'Anne' },
        ],
      });
      expect([view.state, said(view)]).toEqual(['done', ['orders change 2', 'people change 1']]);
      expect(
        (await client.query('select city from orders order by id')).rows.map(({ city }) => city),
      ).toEqual(['Leeds', 'Leeds', 'York']);
      const changed = [];
      for await (const { table, before, after } of changesOf(house, view.id))
        changed.push([table, before, after]);
      expect(changed).toContainEqual(['people', { name: 'Ann' }, { name: 'Anne' }]);
      expect(changed).toContainEqual(['orders', { city: 'York' }, { city: 'Leeds' }]);
      expect(JSON.stringify(view.items)).not.toMatch(/Leeds|Anne/);
      await shop.close();
    }),
  ));

test('from the other end: rows whose time has come go, whoever they belong to, and what they own with them', () =>
  withPostgres([SHOP], (url, client) =>
    withHouse(async (house) => {
      const shop = connectorTo(url, MAP);
      const now = house.store.clock.now();
      const planId = await makeDuePlan(house, {
        system: shop,
        due: { table: 'orders', older: { column: 'placed', before: '2026-01-03' as Day }, on: ON },
        by: 'system',
        now,
      });
      await approve(house, planId);
      expect(await execute(house, planId, [shop])).toBe('done');
      expect((await client.query('select id from orders')).rows).toEqual([{ id: 3 }]);
      expect((await client.query('select count(*)::int as n from people')).rows[0].n).toBe(2);
      await shop.close();
    }),
  ));

test('a slow system is written slowly, and what is told while it is adds up', () =>
  withPostgres([SHOP], (url) =>
    withHouse(async (house) => {
      const shop = connectorTo(url, MAP);
      const told: number[] = [];
      const started = performance.now();
      await carriedOut(
        house,
        [shop],
        { who: ANN },
        { rowsPerSecond: { shop: 2 }, progress: ({ at, rows }) => void (at === 'noted' && told.push(rows)) },
      );
      expect(told).toEqual([2, 3]);
      expect(performance.now() - started).toBeGreaterThan(1_400);
      await shop.close();
    }),
  ));

test('a database that refuses a write loses nothing, and the plan says so and can go on', () =>
  withPostgres([SHOP], (url, client) =>
    withHouse(async (house) => {
      await client.query(`create function no() returns trigger language plpgsql as 'begin raise exception ''not Ann''; end';
        create trigger guarded before delete on people for each row execute function no()`);
      const shop = connectorTo(url, MAP);
      const planId = await plannedFor(house, [shop], { who: ANN });
      await approve(house, planId);
      await expect(execute(house, planId, [shop])).rejects.toThrow(/not Ann/);
      const view = await viewPlan(house.store.db, house.vault, planId);
      expect([view.state, view.systems[0]?.because]).toEqual([
        'waiting',
        'a step was refused (P0001): nothing of its batch was written',
      ]);
      expect((await client.query('select count(*)::int as n from orders')).rows[0].n).toBe(3);

      await client.query('drop trigger guarded on people');
      expect(await execute(house, planId, [shop])).toBe('done');
      await shop.close();
    }),
  ));

test('two cannot carry out one plan at once', () =>
  withPostgres([SHOP], (url) =>
    withHouse(async (house) => {
      const shop = connectorTo(url, MAP);
      const planId = await plannedFor(house, [shop], { who: ANN });
      await approve(house, planId);
      let met: unknown;
      await execute(house, planId, [shop], {
        async progress() {
          met ??= await execute(house, planId, [shop]).catch((error: unknown) => error);
        },
      });
      expect(met).toMatchObject({ code: 'systems.plan-busy' });
      await shop.close();
    }),
  ));

test('a database that is down makes the plan wait and not fail', () =>
  withHouse(async (house) => {
    const shop = connectorTo('postgres://nobody@127.0.0.1:1/none', MAP);
    const planId = await plannedFor(house, [shop], { who: ANN });
    const view = await viewPlan(house.store.db, house.vault, planId);
    expect([view.state, view.systems[0]?.state]).toEqual(['waiting', 'waiting']);
    expect(view.systems[0]?.because).toMatch(/does not answer/);
  }));
