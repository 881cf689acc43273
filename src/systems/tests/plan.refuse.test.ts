import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column, Family, Table } from '../catalog/catalog.ts';
import type { Replacement } from '../connector.ts';
import { masked } from '../execute/mask.rules.ts';
import { systemTables } from '../map/map.ts';
import { viewPlan } from '../plan/approval.ts';
import { dayOf, keptUntil } from '../plan/keep.rules.ts';
import { markSet } from '../plan/mark-set.ts';
import { whyNotReplaced } from '../plan/replace.rules.ts';
import { markOfKey } from '../plan/row-set.ts';
import { withPostgres } from './foreign.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { approve, carriedOut, connectorTo, email, plannedFor, SECRET, said, withHouse } from './planning.ts';

const column = (name: string, family: Family, more: Partial<Column> = {}): Column => ({
  name,
  type: family,
  family,
  nullable: true,
  generated: false,
  ...more,
});
const TABLE: Table = {
  id: 't',
  schema: 's',
  name: 't',
  kind: 'table',
  columns: [
    column('id', 'integer', { nullable: false }),
    column('name', 'text', { nullable: false, type: 'character varying(8)' }),
    column('email', 'text', { type: 'varchar(80)' }),
    column('full', 'text', { generated: true }),
    column('born', 'date'),
    column('age', 'integer', { nullable: false }),
    column('photo', 'binary'),
  ],
  primaryKey: ['id'],
  uniques: [['email']],
  foreignKeys: [],
  partitions: [],
  triggers: [],
  rows: null,
};

describe('what a database would refuse is said before anything is searched, with what to declare', () => {
  test.each([
    ['name', { with: 'constant', value: null }, /can't be null.*constant: erased/],
    ['name', { with: 'constant', value: 'somebody erased' }, /takes 8 signs, and the constant has 15/],
    ['name', { with: 'keyed-hash' }, /needs 12 signs, and this takes 8/],
    ['email', { with: 'constant', value: 'x' }, /unique.*keyed-hash/],
    ['email', { with: 'redacted-text' }, /unique.*keyed-hash/],
    ['id', { with: 'constant', value: 1 }, /primary key/],
    ['full', { with: 'constant', value: null }, /computes it/],
    ['age', { with: 'constant', value: null }, /can't be null.*bucket/],
    ['age', { with: 'keyed-hash' }, /keyed-hash is for text, uuid/],
    ['age', { with: 'constant', value: 'old' }, /whole numbers/],
    ['photo', { with: 'redacted-text' }, /redacted-text is for text.*Declare null/],
    ['born', { with: 'bucket', width: 10 }, /bucket is for integer, number/],
    ['gone', { with: 'keyed-hash' }, /no such column/],
  ] as const)('%s: %o', (name, how, said) => {
    const why = whyNotReplaced(TABLE, { [name]: how as Replacement });
    expect(why).toHaveLength(1);
    expect(why[0]).toMatch(said);
  });

  test.each([
    ['name', { with: 'constant', value: 'erased' }],
    ['name', { with: 'redacted-text' }],
    ['email', { with: 'keyed-hash' }],
    ['email', { with: 'constant', value: null }],
    ['born', { with: 'truncated-date', to: 'year' }],
    ['age', { with: 'bucket', width: 10 }],
    ['photo', { with: 'constant', value: null }],
  ] as const)('%s: %o is taken', (name, how) => {
    expect(whyNotReplaced(TABLE, { [name]: how as Replacement })).toEqual([]);
  });
});

test('what is put in place is the same when it is put there again', () => {
  const text = column('c', 'text', { type: 'varchar(20)' });
  const hash: Replacement = { with: 'keyed-hash' };
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const once = masked(hash, one, text, SECRET);
      expect(masked(hash, once, text, SECRET)).toBe(once);
      expect(String(once)).toHaveLength(20);
      expect(masked(hash, other, text, SECRET) === once).toBe(one === other || other === once);
      expect(masked(hash, one, text, Buffer.alloc(32, 8))).not.toBe(once);
    }),
  );
  const date: Replacement = { with: 'truncated-date', to: 'month' };
  expect(masked(date, '1987-05-03', text, SECRET)).toBe('1987-05-01');
  expect(masked(date, '1987-05-03 10:11:12.5+02', text, SECRET)).toBe('1987-05-01 00:00:00');
  expect(masked({ with: 'truncated-date', to: 'decade' }, '1987-05-03', text, SECRET)).toBe('1980-01-01');
  expect(masked({ with: 'bucket', width: 10 }, -3, text, SECRET)).toBe(-10);
  expect(masked({ with: 'bucket', width: 10 }, '57.20', text, SECRET)).toBe('50');
  const uuid = masked(hash, '0b0e2a34-5a4f-4c44-9a51-4a40d0ce36a1', column('u', 'uuid'), SECRET);
  expect(uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(masked(hash, uuid, column('u', 'uuid'), SECRET)).toBe(uuid);
});

test('a set of marks holds what was put in, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1 })),
      (keys) => {
        const marks = markSet();
        const held = keys.filter((_, at) => at % 2 === 0).map(markOfKey);
        for (const mark of held) marks.add(mark);
        for (const mark of keys.map(markOfKey)) expect(marks.has(mark)).toBe(held.includes(mark));
      },
    ),
  );
  const many = markSet();
  for (let n = 0; n < 5_000; n += 2) many.add(n);
  for (let n = 0; n < 5_000; n++) expect(many.has(n)).toBe(n % 2 === 0);
});

describe('how long a row is kept', () => {
  const keeping = { period: 'P6Y', because: 'accounts' } as const;

  test('by the later of the period and the legal duty, which counts from the end of the financial year', () => {
    const own = { financialYearEnds: '03-31' };
    expect(keptUntil(keeping, dayOf('2020-06-01'))).toBe('2026-06-01');
    expect(keptUntil({ ...keeping, duty: 'accounting-records' }, dayOf('2020-06-01'), own)).toBe(
      '2027-03-31',
    );
    expect(
      keptUntil({ ...keeping, period: 'P10Y', duty: 'accounting-records' }, dayOf('2020-06-01'), own),
    ).toBe('2030-06-01');
    expect(keptUntil({ ...keeping, duty: 'accounting-records' }, dayOf('2020-06-01'))).toBe('2026-06-01');
    expect(keptUntil(keeping, null)).toBeNull();
  });

  test('a day is read as each database writes it', () => {
    expect(dayOf('2020-06-01 10:00:00+00')).toBe('2020-06-01');
    expect(dayOf('2020-06-01T10:00:00Z')).toBe('2020-06-01');
    expect(dayOf(1_590_969_600)).toBe('2020-06-01');
    expect(dayOf(1_590_969_600_000)).toBe('2020-06-01');
    for (const none of ['0000-00-00', '', null, 'soon', 5]) expect(dayOf(none)).toBeNull();
  });
});

const PEOPLE = { key: 'id', person: true, identifies: { email: 'email' } } as const;
const ANN = [email('ann@example.org')];

test('a plan that can not be carried out is not approved, and says what to declare', () =>
  withPostgres(
    [
      `create table people (id int primary key, email text, name text not null);
       create view names as select id, email from people;
       create table loans (id int primary key, lent_by int not null references people (id));
       insert into people values (1, 'ann@example.org', 'Ann'); insert into loans values (1, 1);`,
    ],
    (url) =>
      withHouse(async (house) => {
        const shop = connectorTo(
          url,
          systemTables.parse({
            people: { ...PEOPLE, then: 'delete', anonymise: {} },
            names: { identifies: { email: 'email' }, then: 'delete' },
          }),
        );
        const planId = await plannedFor(house, [shop], { who: ANN });
        const view = await viewPlan(house.store.db, house.vault, planId);
        expect(view.state).toBe('blocked');
        expect(view.items.filter(({ act }) => act === 'blocked').map(({ because }) => because)).toEqual([
          expect.stringMatching(/names is a view/),
          expect.stringMatching(/rows of loans stay and point at rows of people.*"anonymise"/),
        ]);
        await expect(approve(house, planId)).rejects.toMatchObject({ code: 'systems.plan-blocked' });
        await shop.close();
      }),
  ));

test('a key that is not one in the database does not widen what is deleted', () =>
  withPostgres(
    [
      `create table people (id int primary key, email text); create table visits (person_id int, page text);
       insert into people values (1, 'ann@example.org'), (2, 'bob@example.org');
       insert into visits values (1, 'home'), (1, 'shop'), (2, 'home');`,
    ],
    (url, client) =>
      withHouse(async (house) => {
        const shop = connectorTo(
          url,
          systemTables.parse({
            people: { ...PEOPLE, then: 'delete' },
            visits: { key: 'page', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
          }),
        );
        const view = await carriedOut(house, [shop], { who: ANN });
        expect([view.state, said(view)]).toEqual(['done', ['people delete 1', 'visits delete 2']]);
        expect((await client.query('select * from visits')).rows).toEqual([{ person_id: 2, page: 'home' }]);
        await shop.close();
      }),
  ));

test('several schemas, partitions, a computed column, a trigger, and two people in a circle that can not be cut', () =>
  withPostgres(
    [
      `create schema hr;
       create table people (id int primary key, email text, name text, up text generated always as (upper(name)) stored, spouse int not null, changed int default 0);
       alter table people add foreign key (spouse) references people (id) deferrable initially deferred;
       create table hr.files (id uuid primary key, person_id int references people (id), paid numeric(8,2), at timestamptz) ;
       create table logs (person_id int, at date not null, what text) partition by range (at);
       create table logs_1 partition of logs for values from ('2025-01-01') to ('2026-01-01');
       create table logs_2 partition of logs for values from ('2026-01-01') to ('2027-01-01');
       create function touch() returns trigger language plpgsql as 'begin new.changed := old.changed + 1; return new; end';
       create trigger touched before update on people for each row execute function touch();
       begin;
       insert into people (id, email, name, spouse) values (1, 'ann@example.org', 'Ann', 3), (3, 'ann@example.org', 'Ann too', 1), (2, 'bob@example.org', 'Bob', 2);
       commit;
       insert into hr.files values ('0b0e2a34-5a4f-4c44-9a51-4a40d0ce36a1', 1, 57.20, '2026-05-03 10:00Z'), ('0b0e2a34-5a4f-4c44-9a51-4a40d0ce36a2', 2, 1, now());
       insert into logs values (1, '2025-05-01', 'a'), (1, '2026-05-01', 'a'), (2, '2025-05-01', 'b');`,
    ],
    (url, client) =>
      withHouse(async (house) => {
        const map = (then: 'delete' | 'anonymise') =>
          systemTables.parse({
            people: {
              ...PEOPLE,
              then,
              anonymise: then === 'anonymise' ? { name: 'keyed-hash', email: null } : {},
            },
            'hr.files': {
              key: 'id',
              'owned-by': { table: 'people', by: { person_id: 'id' } },
              then,
              anonymise:
                then === 'anonymise' ? { paid: { bucket: 10 }, at: { 'truncated-date': 'year' } } : {},
            },
            logs: { 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
          });
        const shop = connectorTo(url, map('delete'));
        const view = await carriedOut(house, [shop], { who: ANN });
        expect([view.state, said(view)]).toEqual([
          'done',
          ['hr.files delete 1', 'logs delete 2', 'people delete 2'],
        ]);
        expect((await client.query('select name, changed from people')).rows).toEqual([
          { name: 'Bob', changed: 0 },
        ]);
        await shop.close();

        const anonymising = connectorTo(url, map('anonymise'));
        const bob = await carriedOut(house, [anonymising], { who: [email('bob@example.org')] });
        expect([bob.state, said(bob)]).toEqual([
          'done',
          ['hr.files anonymise 1', 'logs delete 1', 'people anonymise 1'],
        ]);
        const { rows } = await client.query(
          'select up = upper(name) as follows, email, length(name) as n from people',
        );
        expect(rows).toEqual([{ follows: true, email: null, n: 32 }]);
        await anonymising.close();
      }),
  ));

test('SQLite: a primary key that holds nothing, and rows of bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-nulls-'));
  const file = join(folder, 'nulls.db');
  const database = new DatabaseSync(file);
  database.exec(`create table people (id blob primary key, email text);
    create table notes (code text primary key, person_id blob, words text);
    insert into people values (x'0102', 'ann@example.org'), (x'0103', 'bob@example.org');
    insert into notes values (null, x'0102', 'hers'), (null, x'0103', 'his'), ('a', x'0102', 'hers');`);
  try {
    await withHouse(async (house) => {
      const shop = connectorTo(
        `sqlite:${file}`,
        systemTables.parse({
          people: { ...PEOPLE, then: 'delete' },
          notes: { key: 'code', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
        }),
      );
      const view = await carriedOut(house, [shop], { who: ANN });
      expect([view.state, said(view)]).toEqual(['done', ['notes delete 2', 'people delete 1']]);
      await shop.close();
    });
    expect(database.prepare('select words from notes').all()).toEqual([{ words: 'his' }]);
    expect(database.prepare('select email from people').all()).toEqual([{ email: 'bob@example.org' }]);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!MARIADB)('MariaDB: keys of bytes, and two in a circle that can not be cut', () =>
  withMariadb(
    'shop',
    [
      `create database shop; use shop;
       create table people (id binary(4) primary key, email varchar(80), spouse binary(4) not null, foreign key (spouse) references people (id));
       create table orders (id bigint unsigned primary key, person_id binary(4), foreign key (person_id) references people (id));
       set foreign_key_checks = 0;
       insert into people values (x'00ff0001', 'ANN@example.org', x'00ff0003'), (x'00ff0003', 'ann@example.org', x'00ff0001'), (x'00ff0002', 'bob@example.org', x'00ff0002');
       set foreign_key_checks = 1;
       insert into orders values (18446744073709551615, x'00ff0001'), (18446744073709551614, x'00ff0002');`,
    ],
    (url) =>
      withHouse(async (house) => {
        const shop = connectorTo(
          url,
          systemTables.parse({
            people: { ...PEOPLE, then: 'delete' },
            orders: { key: 'id', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
          }),
        );
        const view = await carriedOut(house, [shop], { who: ANN });
        expect([view.state, said(view)]).toEqual(['done', ['orders delete 1', 'people delete 2']]);
        const left = [];
        for await (const { table, keys } of shop.find([email('bob@example.org')]))
          left.push([table, keys.length]);
        expect(left).toEqual([
          ['people', 1],
          ['orders', 1],
        ]);
        await shop.close();
      }),
  ),
);
