import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import type { Column } from '../catalog/catalog.ts';
import { dayColumn } from '../due/day.rules.ts';
import { places } from '../due/place.ts';
import { dayOf } from '../plan/keep.rules.ts';
import { withPostgres } from './foreign.ts';

/* Days with points, as half of Europe writes them into texts: 05.01.2020 is before 04.02.2020. */
const ROWS = ['05.01.2020', '04.02.2020', '2020-01-31', '31.12.2019 10:00', '5/1/2020', '', null];
const WANTED = ['05.01.2020', '2020-01-31', '31.12.2019 10:00'];
const column: Column = { name: 'd', type: 'text', family: 'text', nullable: true, generated: false };
const ON = '2020-01-31' as Day;

test('a text with points is the day that it says', () => {
  expect(ROWS.map((text) => dayOf(text))).toEqual([
    '2020-01-05',
    '2020-02-04',
    '2020-01-31',
    '2019-12-31',
    null,
    null,
    null,
  ]);
});

test('SQLite puts them in order with the others', () => {
  const put = places('sqlite');
  const days = dayColumn('sqlite', column, { alias: 't', zone: 'UTC', places: put });
  const sql = `select d from t where ${days.holds} and ${days.begunBy(ON)} order by rowid`;
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (d)');
  for (const row of ROWS) database.prepare('insert into t values (?)').run(row);
  expect(
    database
      .prepare(sql)
      .all(...(put.parameters as string[]))
      .map(({ d }) => d),
  ).toEqual(WANTED);
  database.close();
});

test('PostgreSQL does as well', () =>
  withPostgres(['create table t (n serial, d text)'], async (_, client) => {
    for (const row of ROWS) await client.query('insert into t (d) values ($1)', [row]);
    const put = places('postgres');
    const days = dayColumn('postgres', column, { alias: 't', zone: 'UTC', places: put });
    const sql = `select d from t where ${days.holds} and ${days.begunBy(ON)} order by n`;
    expect((await client.query(sql, [...put.parameters])).rows.map(({ d }) => d)).toEqual(WANTED);
  }));
