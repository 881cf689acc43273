import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { systemTables } from '../map/map.ts';
import { withPostgres } from './foreign.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { connectorTo } from './planning.ts';

/* What somebody agrees to of a row: another digest where the row is another, or what belongs to it; and nothing else is told. */

const MAP = systemTables.parse({
  people: {
    key: 'id',
    person: true,
    identifies: { email: 'email' },
    columns: { name: 'name' },
    then: 'delete',
  },
  files: { key: ['a', 'b'], 'owned-by': { table: 'people', by: { person: 'id' } }, then: 'delete' },
  parts: { key: 'id', 'owned-by': { table: 'files', by: { a: 'a', b: 'b' } }, then: 'delete' },
});

const SCRIPT = `
  create table people (id int primary key, email varchar(80), name varchar(80), visits int, last_day date);
  create table files (a int not null, b int not null, person int, words varchar(80), primary key (a, b));
  create table parts (id int primary key, a int, b int);
  insert into people values (1, 'ann@people.example', 'Ann', 1, '2020-01-01'), (2, 'bob@people.example', 'Bob', 1, '2020-01-01');
  insert into files values (1, 1, 1, 'x'), (1, 2, 1, 'y'), (2, 1, 2, 'z');
  insert into parts values (1, 1, 1), (2, 1, 1), (3, 1, 2);`;

/** Changes that are none for whoever agreed, and changes that are. */
const NONE = ['update people set visits = 9 where id = 1', "update files set words = 'w' where a = 1"];
const SOME = [
  "update people set name = 'Anna' where id = 1",
  "update people set last_day = '2020-01-02' where id = 1",
  "insert into files values (3, 1, 1, 'v')",
  'update parts set id = 4 where id = 3',
  'delete from parts where id = 1',
];

async function tells(url: string): Promise<void> {
  const connector = connectorTo(url, MAP);
  const other = await openDatabase(url, { readOnly: false });
  const look = async () => {
    const rule = { table: 'people', starts: [{ column: 'last_day' }] };
    return (await connector.digestRows?.(rule, [[1], [2], [7]])) ?? [];
  };
  try {
    const [ann, bob, nobody] = await look();
    expect(nobody).toBeNull();
    expect(ann).toMatchObject({ along: { files: 2, parts: 3 }, shown: ['1'] });
    expect(bob).toMatchObject({ along: { files: 1 } });
    expect(ann?.mark).toBe(connector.markOfRow?.('people', [1]));
    expect(JSON.stringify([ann, bob])).not.toMatch(/Ann|Bob|people\.example/);
    for (const sql of NONE) {
      await other.run(sql);
      expect(await look()).toEqual([ann, bob, null]);
    }
    const seen = new Set([ann?.digest]);
    for (const sql of SOME) {
      await other.run(sql);
      const [now, still] = await look();
      expect(still).toEqual(bob);
      seen.add(now?.digest);
    }
    expect(seen.size).toBe(SOME.length + 1);
  } finally {
    await other.close();
    await connector.close();
  }
}

test('PostgreSQL: a row is another where what the map knows of it is, or the keys of what belongs to it', () =>
  withPostgres([SCRIPT], tells));

test('SQLite does so too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-digest-'));
  try {
    const file = join(folder, 'digest.db');
    const database = new DatabaseSync(file);
    database.exec(SCRIPT);
    database.close();
    await tells(`sqlite:${file}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!MARIADB)('MariaDB does so too', () =>
  withMariadb('digest', [`create database digest; use digest;${SCRIPT}`], tells),
);
