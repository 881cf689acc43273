import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Day, Refused } from '../../base/index.ts';
import { openDatabase } from '../database/open.ts';
import { draftSystem } from '../map/draft.ts';
import { systemTables } from '../map/map.ts';
import { scanDatabase } from '../scan.ts';
import { INPUTS, input, withPostgres } from './foreign.ts';
import { type Case, leavesTheSame } from './leaving.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { carriedOut, connectorTo, email, withHouse } from './planning.ts';

const DEEP = process.env.KEPT_DEEP === '1';

const some = <T>(all: readonly T[], many: number): T[] => (DEEP ? [...all] : all.slice(0, many));

const chinook = (name: string, ids: string): Case => ({
  name,
  on: '2031-06-01' as Day,
  before: '2025-06-01',
  leavers: async (database) =>
    some(await database.rows(ids), 4).map((row) => ({
      id: Number(row.id),
      who: [email(String(row.email).toUpperCase())],
    })),
});
const CAMEL = 'select CustomerId as id, Email as email from Customer order by CustomerId';

describe.skipIf(!existsSync(INPUTS))('erasure leaves what hand-written SQL leaves', () => {
  const onPostgres = (scripts: readonly string[], one: Case) =>
    withPostgres(scripts, (planned) =>
      withPostgres(scripts, (other, client: pg.Client) =>
        leavesTheSame(one, planned, other, async (sql) => {
          await client.query(`begin; ${sql} commit;`);
        }),
      ),
    );

  test('Chinook on PostgreSQL', () =>
    onPostgres(
      [input('databases/chinook/chinook-postgres.sql.xz')],
      chinook('chinook-postgres', 'select customer_id as id, email from customer order by customer_id'),
    ));

  test('Chinook on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-chinook-'));
    try {
      const files = ['planned', 'other'].map((name) => join(folder, `${name}.db`));
      for (const one of files) copyFileSync(new URL('databases/chinook/chinook.sqlite', INPUTS), one);
      const [planned = '', other = ''] = files;
      const database = new DatabaseSync(other);
      await leavesTheSame(chinook('chinook', CAMEL), `sqlite:${planned}`, `sqlite:${other}`, (sql) =>
        database.exec(sql),
      );
      database.close();
      const after = new DatabaseSync(planned);
      expect(after.prepare('pragma foreign_key_check').all()).toEqual([]);
      after.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.skipIf(!MARIADB)('Chinook on MariaDB', () => {
    const script = input('databases/chinook/chinook-mysql.sql.xz');
    const scripts = ['Planned', 'Other'].map((name) => script.replaceAll('`Chinook`', `\`${name}\``));
    return withMariadb('Planned', scripts, async (planned) => {
      const other = planned.replace('/Planned?', '/Other?');
      const hand = await openDatabase(other, { readOnly: false });
      await leavesTheSame(chinook('chinook', CAMEL), planned, other, async (sql) => {
        for (const statement of sql.split(';').filter((one) => one.replaceAll(/^--.*$/gm, '').trim() !== ''))
          await hand.run(statement);
      });
      await hand.close();
    });
  });

  test('Northwind: by telephone and by the number that the system gave', () =>
    onPostgres([input('databases/northwind-postgres/northwind.sql.xz')], {
      name: 'northwind',
      on: '2004-01-01' as Day,
      before: '1998-01-01',
      leavers: async (database) =>
        some(await database.rows('select customer_id as id, phone from customers order by 1'), 6).map(
          (row, at) => ({
            id: String(row.id),
            who:
              at % 2 === 0
                ? [{ kind: 'external' as const, value: `northwind:customers/${row.id}` }]
                : [{ kind: 'phone' as const, value: String(row.phone) }],
          }),
        ),
    }));

  test('Sakila: payments in partitions, rentals that they point at, and the address', () =>
    onPostgres(
      ['schema', 'data-copy'].map((one) => input(`databases/sakila-postgres/${one}.sql.xz`)),
      {
        name: 'sakila',
        on: '2013-04-07' as Day,
        before: '2007-04-07',
        leavers: async (database) =>
          some(await database.rows('select customer_id as id, email from customer order by 1'), 6).map(
            (row) => ({
              id: Number(row.id),
              who: [email(String(row.email))],
            }),
          ),
      },
    ));

  test('a map as it was drafted says loudly what the database would refuse', () =>
    withPostgres([input('databases/northwind-postgres/northwind.sql.xz')], async (url) => {
      const database = await openDatabase(url);
      const map = systemTables.parse(parse(draftSystem(await scanDatabase(database))).tables);
      await database.close();
      const connector = connectorTo(url, map, 'northwind');
      await withHouse(async (house) => {
        // Products point at their supplier, and no map says what becomes of them.
        const plan = carriedOut(house, [connector], {
          who: [{ kind: 'external', value: 'northwind:suppliers/1' }],
        });
        await expect(plan).rejects.toMatchObject({ code: 'systems.plan-blocked' });
        await expect(plan).rejects.toThrow(/products.*suppliers.*anonymise/s);
        await expect(plan).rejects.toBeInstanceOf(Refused);
      });
      await connector.close();
    }));
});
