import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asAdministrator } from '../databases.ts';
import { type Address, DATA_MIGRATIONS, migrate } from '../index.ts';
import { readMigrations } from '../migrate.ts';
import { pendingMigrations, readMigration } from '../migration.rules.ts';
import { TEST_START, withClone } from '../testing.ts';

const now = TEST_START;
let folder: string;
let empty: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-migrations-'));
  empty = mkdtempSync(join(tmpdir(), 'kept-migrations-'));
  file('0001-first.sql', '--! compatible (first)\ncreate table a (n integer);\n');
});
afterEach(() => {
  for (const each of [folder, empty]) rmSync(each, { recursive: true });
});
const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
const inEmptyDatabase = (work: (address: Address) => Promise<void>) => withClone('empty', empty, work);
const tablesOf = (address: Address) =>
  asAdministrator(address, async (client) => {
    const { rows } = await client.query(
      "select tablename from pg_tables where schemaname = 'public' order by 1",
    );
    return rows.map(({ tablename }) => tablename);
  });

test('each file is applied once, in the order of its number', () =>
  inEmptyDatabase(async (address) => {
    expect(await migrate(address, folder, { now })).toEqual([1]);
    file('0002-second.sql', '--! incompatible (a is gone)\ndrop table a; create table b (n integer);\n');

    expect(await migrate(address, folder, { now })).toEqual([2]);
    expect(await migrate(address, folder, { now })).toEqual([]);

    expect(await tablesOf(address)).toEqual(['b', 'migration']);
  }));

test('eight processes at once apply it once', () =>
  inEmptyDatabase(async (address) => {
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(address, folder, { now })));

    expect(applied.flat()).toEqual([1]);
  }));

test('one that fails half-way leaves nothing of itself, and can be mended', () =>
  inEmptyDatabase(async (address) => {
    file('0002-broken.sql', '--! compatible (adds c)\ncreate table c (n integer); select 1 / 0;\n');

    await expect(migrate(address, folder, { now })).rejects.toThrow(
      '0002-broken.sql failed: division by zero',
    );
    expect(await tablesOf(address)).toEqual(['a', 'migration']);

    file('0002-broken.sql', '--! compatible (adds c)\ncreate table c (n integer);\n');
    expect(await migrate(address, folder, { now })).toEqual([2]);
  }));

test('an applied file that was changed afterwards is refused, other line ends are not a change', () =>
  inEmptyDatabase(async (address) => {
    await migrate(address, folder, { now });

    file('0001-first.sql', '--! compatible (first)\r\ncreate table a (n integer);\r\n');
    expect(await migrate(address, folder, { now })).toEqual([]);
    file('0001-first.sql', '--! compatible (first)\ncreate table a (n bigint);\n');

    await expect(migrate(address, folder, { now })).rejects.toMatchObject({
      code: 'store.migration-changed',
    });
  }));

describe('a database that a later release changed', () => {
  const later = (kind: string) => readMigration('0002-later.sql', `--! ${kind} (why)\nselect 1;\n`);
  const first = readMigration('0001-first.sql', '--! compatible (first)\nselect 1;\n');

  test('is refused where that release said that this one does not survive it', () => {
    expect(() => pendingMigrations([first], [first, later('incompatible')])).toThrow(
      expect.objectContaining({ code: 'store.newer-database' }),
    );
  });

  test('is used where it said that this one does, so that both can run during an upgrade', () => {
    expect(pendingMigrations([first], [first, later('compatible')])).toEqual([]);
  });
});

test.each([
  ['1-x.sql', '--! compatible\n'],
  ['0001-x.sql', 'select 1;\n'],
  ['0001-x.sql', '-- compatible\nselect 1;\n'],
])('%s beginning with %j is no migration', (name, text) => {
  expect(() => readMigration(name, text)).toThrow(name);
});

test('a number that is missing or there twice is noticed', () => {
  const [one, three] = ['0001-a.sql', '0003-c.sql'].map((name) => readMigration(name, '--! compatible x\n'));
  expect(() =>
    pendingMigrations(
      [one, three].flatMap((each) => each ?? []),
      [],
    ),
  ).toThrow('migration 2 is missing');
});

test("the product's own migrations are well-formed and without a gap", () => {
  expect(pendingMigrations(readMigrations(DATA_MIGRATIONS), []).length).toBeGreaterThan(0);
});
