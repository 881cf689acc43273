import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { rowAddressOf } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read.ts';
import { openDatabase } from '../database/open.ts';
import { withForeign } from './foreign.ts';

const ODD = `
  create schema "Élan";
  create type mood as enum ('a', 'b');
  create domain mail as text;
  create table "Élan"."odd, ""one""" ("a b" int, "c""d" mail not null, m mood, twice int generated always as ("a b" * 2) stored,
    primary key ("a b", "c""d"));
  create table child (id int, x int, y mail, up int, unique (id), foreign key (x, y) references "Élan"."odd, ""one""");
  alter table child add foreign key (up) references child (id);
  create table bare (n int);
  create unique index on bare (lower(n::text));
  create table strict (k int not null, l int not null, unique (k, l), unique (l));
  create table parted (d date not null, n int) partition by range (d);
  create table parted_1 partition of parted for values from ('2026-01-01') to ('2026-02-01') partition by list (n);
  create table parted_1_1 partition of parted_1 for values in (1);
  create materialized view seen as select 1 as one;`;

test('odd names, composite and self-referencing keys, domains, generated columns, nested partitions', () =>
  withForeign([ODD], async (database) => {
    const catalog = await readCatalog(database);
    const table = (id: string) => catalog.tables.find((one) => one.id === id);

    expect(catalog.tables.map((one) => one.id)).toEqual([
      'bare',
      'child',
      'parted',
      'seen',
      'strict',
      'Élan.odd, "one"',
    ]);
    const odd = table('Élan.odd, "one"');
    expect(odd?.primaryKey).toEqual(['a b', 'c"d']);
    expect(odd?.columns.map((one) => [one.family, one.generated])).toEqual([
      ['integer', false],
      ['text', false],
      ['text', false],
      ['integer', true],
    ]);
    expect(table('child')?.foreignKeys).toEqual(
      expect.arrayContaining([
        { columns: ['x', 'y'], table: 'Élan.odd, "one"', references: ['a b', 'c"d'] },
        { columns: ['up'], table: 'child', references: ['id'] },
      ]),
    );
    expect(table('parted')?.partitions).toEqual(['parted_1', 'parted_1_1']);
    expect(table('seen')?.kind).toBe('view');
    expect(['bare', 'child', 'strict'].map((id) => rowAddressOf(table(id) as never, 'postgres'))).toEqual([
      { by: 'place' },
      { by: 'place' },
      { by: 'unique', columns: ['l'] },
    ]);
  }));

test('SQLite: keys without columns, tables without rowid, full-text tables left out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-catalog-'));
  const file = join(folder, 'a.db');
  const made = new DatabaseSync(file);
  made.exec(`
    create table People (Id integer primary key, email text unique);
    create table visits (at text, who references people, primary key (at, who)) without rowid;
    create virtual table notes using fts5(body);
    create view v as select 1;`);
  made.close();
  const database = await openDatabase(`sqlite:${file}`);
  const catalog = await readCatalog(database);

  expect(catalog.tables.map((one) => [one.id, one.kind])).toEqual([
    ['People', 'table'],
    ['v', 'view'],
    ['visits', 'table'],
  ]);
  expect(catalog.tables.find((one) => one.id === 'visits')?.foreignKeys).toEqual([
    { columns: ['who'], table: 'People', references: ['Id'] },
  ]);
  await expect(database.rows('delete from People')).rejects.toThrow(/readonly/);
  await database.close();
  rmSync(folder, { recursive: true });
});

test('what is no database is refused with what to do, and never with the password', async () => {
  await expect(openDatabase('ftp://x')).rejects.toMatchObject({ code: 'systems.url-unknown' });
  await expect(openDatabase('sqlite:/nowhere/at/all.db')).rejects.toMatchObject({
    code: 'systems.file-missing',
  });
  const refused = openDatabase('postgres://me:s3cret@127.0.0.1:1/x');
  await expect(refused).rejects.toMatchObject({ code: 'systems.unreachable' });
  await expect(refused).rejects.not.toThrow(/s3cret/);
});
