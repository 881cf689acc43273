import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PlannedRows, Step } from '../connector.ts';
import { openDatabase } from '../database/open.ts';
import { draftSystem } from '../map/draft.ts';
import { systemTables } from '../map/map.ts';
import { scanDatabase } from '../scan.ts';
import { withPostgres } from './foreign.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { connectorTo, email, ON } from './planning.ts';

/*
 * Schemas with habits that nobody expects: each is scanned, the draft taken as the map (with the edits of a minute), and Ann
 * erased. Nothing of hers stays unsaid, and nothing of anybody else changes.
 */

const PEOPLE = `create table people (id int primary key, email varchar(80), name varchar(80));
  insert into people values (1, 'ann@example.org', 'Ann'), (2, 'bob@example.org', 'Bob');`;
const who = [email('ANN@example.org')];

interface Erased {
  /** `table act count`, sorted. */
  readonly plan: readonly string[];
  readonly because: readonly string[];
  readonly written: number;
  readonly again: number;
  readonly left: readonly string[];
}

/** Scan, map, plan, write twice, look again. Nothing is written where something is blocked. */
async function erased(url: string, edits: Readonly<Record<string, object>> = {}): Promise<Erased> {
  const database = await openDatabase(url);
  const drafted = parse(draftSystem(await scanDatabase(database))).tables as Record<string, object>;
  await database.close();
  for (const [table, edit] of Object.entries(edits)) drafted[table] = { ...drafted[table], ...edit };
  const connector = connectorTo(url, systemTables.parse(drafted));
  try {
    const planned: PlannedRows[] = [];
    for await (const rows of connector.plan({ intent: 'erase', identities: who, on: ON })) planned.push(rows);
    const plan = planned.map(({ table, act, keys }) => `${table} ${act} ${keys.length}`).sort();
    const because = planned.map((rows) => rows.because);
    if (planned.some(({ act }) => act === 'blocked'))
      return { plan, because, written: 0, again: 0, left: [] };
    const steps = planned.flatMap(({ act, ...rows }, at): Step[] =>
      act === 'delete' || act === 'anonymise' || act === 'detach' ? [{ ...rows, act, id: `p/${at}` }] : [],
    );
    const sum = (all: readonly { written: number }[]) =>
      all.reduce((total, { written }) => total + written, 0);
    const written = sum(await connector.apply(steps));
    const again = sum(await connector.apply(steps.filter(({ act }) => act === 'delete')));
    const stay = new Set(
      planned.flatMap(({ act, table, keys }) =>
        act === 'delete' ? [] : keys.map((key) => JSON.stringify([table, key])),
      ),
    );
    const left = await connector.verify(
      who,
      (async function* () {
        yield* steps;
      })(),
      (table, key) => stay.has(JSON.stringify([table, key])),
    );
    return { plan, because, written, again, left: left.map(({ table, count }) => `${table} ${count}`) };
  } finally {
    await connector.close();
  }
}

async function rowsOf(url: string, sql: string): Promise<unknown[][]> {
  const database = await openDatabase(url);
  try {
    return (await database.rows(sql)).map((row) => Object.values(row));
  } finally {
    await database.close();
  }
}

test('a key is no key where other tables inherit it', () =>
  withPostgres(
    [
      `${PEOPLE} create table visits (id int primary key, person_id int references people (id), what text);
       create table long_visits (extra text) inherits (visits);
       insert into visits values (1, 1, 'Ann'), (2, 2, 'Bob');
       insert into long_visits values (1, 2, 'Bob as well', 'x'), (5, 1, 'Ann as well', 'x');`,
    ],
    async (url) => {
      expect(await erased(url)).toMatchObject({
        plan: ['people delete 1', 'visits delete 2'],
        written: 3,
        left: [],
      });
      expect(await rowsOf(url, 'select what from visits order by 1')).toEqual([['Bob'], ['Bob as well']]);
    },
  ));

test('rows without a key go before what they point at, alike ones and those of any type', () =>
  withPostgres(
    [
      `${PEOPLE} create type mood as enum ('sad', 'ok');
       create table people_meta (person_id int references people (id), key text, value text);
       insert into people_meta values (1, 'a', 'Ann'), (1, 'a', 'Ann'), (1, null, 'Ann'), (2, 'a', 'Bob');
       create table logs (person_id int references people (id), m mood, j jsonb, js json, a text[], n numeric, f real, nan float8,
         t timestamptz, i interval, b bytea, u uuid, ip inet, x xml, pt point, r int4range, bits bit(3), mon money);
       insert into logs select id, 'ok', '{"a": 1}', '{"b":1 }', '{x,y}', 1.10, 0.1, 'NaN', '2026-03-29 01:30:00+00', '1 day 2 hours',
         '\\xdead', '11111111-1111-1111-1111-111111111111', '10.0.0.1', '<a>1</a>', '(1,2)', '[1,5)', B'101', 2.5 from people;`,
    ],
    async (url) => {
      expect(await erased(url)).toMatchObject({
        plan: ['logs delete 1', 'people delete 1', 'people_meta delete 3'],
        written: 5,
        again: 0,
        left: [],
      });
      expect(
        await rowsOf(url, 'select person_id from logs union all select person_id from people_meta'),
      ).toEqual([[2], [2]]);
    },
  ));

test('a row without a key that the database would not know by what it holds is said, and nothing is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-hostile-'));
  try {
    const database = new DatabaseSync(join(folder, 'a.db'));
    database.exec(`${PEOPLE} create table readings (person_id int references people (id), x);
      insert into readings values (1, 1), (1, 9007199254740993), (2, 1);`);
    database.close();
    const { plan, because } = await erased(`sqlite:${join(folder, 'a.db')}`);
    expect(plan).toContain('readings blocked 0');
    expect(because.join()).toMatch(/1 rows of readings have no key and can’t be found again/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of a row of two people only the one’s own columns go, by which link leads to them', () =>
  withPostgres(
    [
      `${PEOPLE} create table letters (id int primary key, sender int references people (id), receiver int references people (id),
         sender_name text, "receiverName" text, stamp text, from_address text, seal text);
       insert into letters values (1, 1, 2, 'Ann', 'Bob', 'x', 'Ann', 'Ann'), (2, 2, 1, 'Bob', 'Ann', 'x', 'Bob', 'Bob'),
         (3, 1, 1, 'Ann', 'Ann', 'x', 'Ann', 'Ann'), (4, 2, 2, 'Bob', 'Bob', 'x', 'Bob', 'Bob');`,
    ],
    async (url) => {
      const link = (column: string) => ({ table: 'people', by: { [column]: 'id' } });
      const map = {
        people: { then: 'anonymise', anonymise: { email: 'null', name: 'null' } },
        letters: {
          key: 'id',
          shared: true,
          // A stamp is everybody's; of a seal only the map knows whose it is.
          'owned-by': [{ ...link('sender'), tells: ['seal'] }, link('receiver')],
          then: 'delete',
          anonymise: {
            sender_name: 'null',
            receiverName: 'null',
            stamp: 'null',
            from_address: 'null',
            seal: 'null',
          },
        },
      };
      expect((await erased(url, map)).plan).toEqual([
        'letters anonymise 1',
        'letters anonymise 1',
        'letters delete 1',
        'people anonymise 1',
      ]);
      expect(await rowsOf(url, 'select * from letters order by id')).toEqual([
        [1, 1, 2, null, 'Bob', null, null, null],
        [2, 2, 1, 'Bob', null, null, 'Bob', 'Bob'],
        [4, 2, 2, 'Bob', 'Bob', 'x', 'Bob', 'Bob'],
      ]);
    },
  ));

test('names that look like SQL are names; what a rule or a trigger keeps is found again, and triggers are said', () =>
  withPostgres(
    [
      `create table "User ""x""" ("ID" int primary key, "E-Mail" text, "Näme" text, "select" text);
       insert into "User ""x""" values (1, 'Ann@example.org ', 'Ann', 'a'), (2, 'bob@example.org', 'Bob', 'b');
       create table "Visits $1" ("from" int primary key, "User$2" int references "User ""x""" ("ID"), "Größe" text);
       insert into "Visits $1" values (10, 1, 'Ann'), (11, 2, 'Bob');
       create table "Parts $1" (id int primary key, "Visit$1" int references "Visits $1" ("from"), txt text);
       insert into "Parts $1" values (1, 10, 'Ann'), (2, 11, 'Bob');
       create table notes (id int primary key, "user" int, txt text); insert into notes values (1, 1, 'Ann'), (2, 2, 'Bob');
       create rule soft as on delete to notes do instead update notes set txt = txt where id = old.id;`,
    ],
    async (url) => {
      const user = 'User "x"';
      const found = await erased(url, {
        notes: { key: 'id', 'owned-by': { table: user, by: { user: 'ID' } }, then: 'delete' },
      });
      expect(found).toMatchObject({
        plan: ['Parts $1 delete 1', `${user} delete 1`, 'Visits $1 delete 1', 'notes delete 1'].sort(),
        left: ['notes 1'],
      });
      expect(
        found.because.filter((one) => /triggers of the database run with it.*soft/.test(one)),
      ).toHaveLength(1);
      expect(await rowsOf(url, 'select txt from "Parts $1"')).toEqual([['Bob']]);
    },
  ));

test('an address that is a key can’t be put out of a row: the plan says so, and nothing is written', () =>
  withPostgres(
    [
      `create table people (email text primary key, name text); insert into people values ('Ann@example.org', 'Ann'), ('bob@example.org', 'Bob');`,
    ],
    async (url) => {
      const { plan, because } = await erased(url, {
        people: { then: 'anonymise', anonymise: { name: 'null' } },
      });
      expect(plan).toContain('people blocked 0');
      expect(because.join()).toMatch(/people\.email says who the person is/);
    },
  ));

test('rows that the database hides from us are not taken for rows that are not there', () =>
  withPostgres(
    [
      `${PEOPLE} create table visits (id int primary key, person_id int references people (id), tenant int);
       insert into visits values (1, 1, 1), (2, 1, 2); alter table visits enable row level security;
       create policy own on visits using (tenant = 1);`,
    ],
    async (url, client) => {
      const role = `kept_seer_${process.pid}`;
      await client.query(
        `create role ${role}; grant select, delete on all tables in schema public to ${role};`,
      );
      try {
        const map = {
          people: { key: 'id', person: true, identifies: { email: 'email' }, then: 'delete' },
          visits: { key: 'id', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
        };
        const connector = connectorTo(
          `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c role=${role}`)}`,
          systemTables.parse(map),
        );
        const planning = (async () => {
          for await (const _ of connector.plan({ intent: 'erase', identities: who, on: ON }));
        })();
        await expect(planning).rejects.toMatchObject({ code: 'systems.rows-hidden' });
        await connector.close();
      } finally {
        await client.query(`drop owned by ${role}; drop role ${role};`);
      }
    },
  ));

test('SQLite: columns without a type, tables without a rowid, unique columns that may be null', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-hostile-'));
  try {
    const database = new DatabaseSync(join(folder, 'a.db'));
    database.exec(`${PEOPLE} create table visits (person_id int references people (id), day text, note text, primary key (person_id, day)) without rowid;
      insert into visits values (1, '2026-01-01', 'Ann'), (2, '2026-01-01', 'Bob');
      create table pairs (a int, b int, person_id int references people (id), note text, unique (a, b));
      insert into pairs values (null, 1, 1, 'Ann'), (null, 1, 2, 'Bob'), (1, null, 1, 'Ann');
      create table loose (person_id, x, "y z");
      insert into loose values ('1', 'Ann', 1), (1, 'Ann', 2.5), (2, 'Bob', x'00ff'), (12, 'Bob', null), ('2', 'Bob', 9007199254740993);`);
    database.close();
    const url = `sqlite:${join(folder, 'a.db')}`;
    const loose = { 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' };
    expect(await erased(url, { loose })).toMatchObject({
      plan: ['loose delete 2', 'pairs delete 2', 'people delete 1', 'visits delete 1'],
      written: 6,
      again: 0,
      left: [],
    });
    expect(
      await rowsOf(
        url,
        'select x from loose union all select note from pairs union all select note from visits',
      ),
    ).toEqual(Array.from({ length: 5 }, () => ['Bob']));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!MARIADB)('MariaDB: binary keys, zerofill, keys that differ in case, bits', () =>
  withMariadb(
    'a',
    [
      `create database a; use a;
       create table people (id binary(16) primary key, email varchar(80) collate utf8mb4_bin, name varchar(40), code varchar(10) collate utf8mb4_bin unique not null);
       insert into people values (unhex('11111111111111111111111111111111'), 'Ann@example.org', 'Ann', 'a1'), (unhex('22222222222222222222222222222222'), 'bob@example.org', 'Bob', 'A1');
       create table visits (id int(8) zerofill primary key auto_increment, person_id binary(16), note varchar(20), foreign key (person_id) references people (id));
       insert into visits (person_id, note) select id, name from people order by name;
       create table parts (visit_id int(8) zerofill, b bit(3), y year, t time, s set('a', 'b'), f float, txt text, foreign key (visit_id) references visits (id));
       insert into parts values (1, b'101', 2026, '-12:00:00', 'a,b', 0.1, 'Ann'), (1, b'101', 2026, '-12:00:00', 'a,b', 0.1, 'Ann'), (1, null, null, null, null, null, 'Ann'), (2, b'101', 2026, '-12:00:00', 'a,b', 0.1, 'Bob');
       create table calls (code varchar(10) collate utf8mb4_bin, note varchar(20), foreign key (code) references people (code));
       insert into calls values ('a1', 'Ann'), ('A1', 'Bob');`,
    ],
    async (url) => {
      expect(await erased(url)).toMatchObject({
        plan: ['calls delete 1', 'parts delete 3', 'people delete 1', 'visits delete 1'],
        written: 6,
        again: 0,
        left: [],
      });
      expect(
        await rowsOf(
          url,
          'select note from calls union all select txt from parts union all select note from visits',
        ),
      ).toEqual([['Bob'], ['Bob'], ['Bob']]);
    },
  ),
);
