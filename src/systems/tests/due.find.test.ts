import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import type { Connector } from '../connector.ts';
import type { DueRule } from '../due/due-rule.ts';
import { systemTables } from '../map/map.ts';
import { withPostgres } from './foreign.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { connectorTo } from './planning.ts';

/* Days as databases write them, and the day on which the period of each is over. */

const MAP = systemTables.parse({
  people: {
    key: 'id',
    person: true,
    identifies: { email: 'email' },
    then: 'anonymise',
    anonymise: { email: 'keyed-hash', born: { 'truncated-date': 'year' }, name: 'null' },
  },
  files: { key: ['a', 'b'], 'owned-by': { table: 'people', by: { person: 'id' } }, then: 'delete' },
  parts: { key: 'id', 'owned-by': { table: 'files', by: { a: 'a', b: 'b' } }, then: 'delete' },
});

const RULE: DueRule = {
  table: 'files',
  starts: [{ column: 'on_day' }],
  which: 'latest',
  begunBy: '2026-03-29' as Day,
  needsDay: true,
  zone: 'Europe/London',
  when: {},
  unless: [],
  anonymises: false,
};

const found = async (connector: Connector, rule: Partial<DueRule>) =>
  ((await connector.dueRows?.({ ...RULE, ...rule }, { limit: 100, known: true }))?.rows ?? []).map(
    ({ key, from }) => `${key.at(-1)} ${from}`,
  );

type Kind = { name: string; column: string; early: string; last: string; next: string; none: string[] };

/** For each database: what a column may hold, of which `last` is still the day and `next` no more. In London clocks went forward that night. */
async function holds(
  kinds: readonly Kind[],
  withDatabase: (sql: readonly string[], work: (connector: Connector) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const { column, early, last, next, none, name } of kinds) {
    const values = [early, last, next, ...none, 'null'];
    await withDatabase(
      [
        ...SCHEMA(column),
        `insert into people (id, email, name) values (1, 'ann@example.org', 'Ann')`,
        ...values.map(
          (value, at) => `insert into files (a, b, person, on_day) values (1, ${at}, 1, ${value})`,
        ),
      ],
      async (connector) => {
        expect(await found(connector, {}), name).toEqual(['0 2019-02-28', '1 2026-03-29']);
        expect(await connector.countDue?.(RULE), name).toEqual({ due: 2, withoutDay: none.length + 1 });
      },
    );
  }
}

const SCHEMA = (column: string) => [
  'create table people (id int primary key, email varchar(80), name varchar(40), born date)',
  `create table files (a int not null, b int not null, person int, kind varchar(10), on_day ${column}, primary key (a, b))`,
  `create table parts (id int primary key, a int, b int, at_day ${column})`,
];

const pg = (sql: readonly string[], work: (connector: Connector) => Promise<void>) =>
  withPostgres(sql, async (url) => {
    const connector = connectorTo(url, MAP);
    await work(connector);
    await connector.close();
  });

let files = 0;
async function sqlite(sql: readonly string[], work: (connector: Connector) => Promise<void>): Promise<void> {
  const path = join(tmpdir(), `kept-due-${process.pid}-${++files}.sqlite`);
  const database = new DatabaseSync(path);
  for (const one of sql) database.exec(one);
  database.close();
  const connector = connectorTo(`sqlite:${path}`, MAP);
  await work(connector);
  await connector.close();
  if (existsSync(path)) rmSync(path);
}

const seconds = (text: string) => Math.floor(Date.parse(text) / 1000);

test('PostgreSQL compares days by itself: dates, moments with and without a zone, texts, seconds and milliseconds', () =>
  holds(
    [
      {
        name: 'date',
        column: 'date',
        early: "'2019-02-28'",
        last: "'2026-03-29'",
        next: "'2026-03-30'",
        none: ["'-infinity'"],
      },
      {
        name: 'timestamptz',
        column: 'timestamptz',
        early: "'2019-02-28 12:00Z'",
        last: "'2026-03-29 22:59:59Z'",
        next: "'2026-03-29 23:00Z'",
        none: ["'-infinity'"],
      },
      {
        name: 'timestamp',
        column: 'timestamp',
        early: "'2019-02-28'",
        last: "'2026-03-29 23:59'",
        next: "'2026-03-30'",
        none: [],
      },
      {
        name: 'text',
        column: 'text',
        early: "'2019-02-28'",
        last: "'2026-03-29T23:59:00'",
        next: "'2026-03-30'",
        none: ["''", "'soon'", "'0000-00-00'"],
      },
      {
        name: 'seconds',
        column: 'bigint',
        early: `${seconds('2019-02-28T12:00Z')}`,
        last: `${seconds('2026-03-29T22:59:59Z')}`,
        next: `${seconds('2026-03-29T23:00Z')}`,
        none: ['0', '5'],
      },
      {
        name: 'milliseconds',
        column: 'bigint',
        early: `${seconds('2019-02-28T12:00Z')}000`,
        last: `${seconds('2026-03-29T22:59:59Z')}000`,
        next: `${seconds('2026-03-29T23:00Z')}000`,
        none: ['0'],
      },
    ],
    pg,
  ));

test('SQLite does, whatever a column holds', () =>
  holds(
    [
      {
        name: 'text',
        column: 'text',
        early: "'2019-02-28'",
        last: "'2026-03-29 23:59'",
        next: "'2026-03-30'",
        none: ["''", "'soon'"],
      },
      {
        name: 'integer',
        column: 'integer',
        early: `${seconds('2019-02-28T12:00Z')}`,
        last: `${seconds('2026-03-29T22:59:59Z')}000`,
        next: `${seconds('2026-03-29T23:00Z')}`,
        none: ['0'],
      },
    ],
    sqlite,
  ));

test.skipIf(!MARIADB)('MariaDB does', () =>
  holds(
    [
      {
        name: 'datetime',
        column: 'datetime',
        early: "'2019-02-28'",
        last: "'2026-03-29 23:59'",
        next: "'2026-03-30'",
        none: [],
      },
      {
        name: 'text',
        column: 'varchar(30)',
        early: "'2019-02-28'",
        last: "'2026-03-29 23:59'",
        next: "'2026-03-30'",
        none: ["''"],
      },
    ],
    (sql, work) =>
      withMariadb('due', [['create database due; use due', ...sql, ''].join(';\n')], async (url) => {
        const connector = connectorTo(url, MAP);
        await work(connector);
        await connector.close();
      }),
  ),
);

describe.each([
  ['PostgreSQL', pg],
  ['SQLite', sqlite],
] as const)('%s', (_, withDatabase) => {
  const ROWS = [
    ...SCHEMA('date'),
    "insert into people values (1, 'ann@example.org', 'Ann', '1980-05-03'), (2, 'bob@example.org', null, '1980-01-01'), (3, '0123456789abcdef0123456789abcdef', null, '1980-01-01')",
    `insert into files values (1, 1, 1, 'old', '2020-01-01'), (1, 2, 1, 'old', '2026-11-01'), (2, 1, 2, 'new', null), (2, 2, 2, 'new', '2020-01-01')`,
    `insert into parts values (1, 1, 1, '2026-11-01'), (2, 1, 2, '2020-01-01'), (3, 2, 1, '2020-01-01'), (4, 2, 1, '2021-01-01')`,
  ];
  const both = [{ column: 'on_day' }, { table: 'parts', column: 'at_day' }];

  test('the latest or the earliest of a row and of what belongs to it counts', () =>
    withDatabase(ROWS, async (connector) => {
      expect(await found(connector, { starts: both })).toEqual(['1 2021-01-01', '2 2020-01-01']);
      expect(await found(connector, { starts: both, which: 'earliest' })).toEqual([
        '1 2020-01-01',
        '2 2020-01-01',
        '1 2021-01-01',
        '2 2020-01-01',
      ]);
    }));

  test('a row counts from its owner along the map, has the values that are asked for, and no row beside it that keeps it', () =>
    withDatabase(ROWS, async (connector) => {
      expect(
        await found(connector, { starts: [{ table: 'people', column: 'born' }], when: { kind: ['new'] } }),
      ).toEqual(['1 1980-01-01', '2 1980-01-01']);
      expect(await found(connector, { unless: [{ table: 'parts', when: { id: ['1'] } }] })).toEqual([
        '2 2020-01-01',
      ]);
    }));

  test('what is anonymised is not due again', () =>
    withDatabase(ROWS, async (connector) => {
      const rule = { table: 'people', starts: [{ column: 'born' }], anonymises: true };
      expect(await found(connector, rule)).toEqual(['1 1980-05-03', '2 1980-01-01']);
    }));

  test('pages follow one another by key, and each row tells whose it is', () =>
    withDatabase(ROWS, async (connector) => {
      const page = await connector.dueRows?.(
        { ...RULE, starts: both, which: 'earliest' },
        { limit: 2, known: true },
      );
      expect(page?.rows.map(({ key, knownAs }) => [...key, knownAs[0]?.value])).toEqual([
        [1, 1, 'ann@example.org'],
        [1, 2, 'ann@example.org'],
      ]);
      const next = await connector.dueRows?.(
        { ...RULE, starts: both, which: 'earliest' },
        { limit: 2, known: false, after: page?.rows.at(-1)?.key ?? [] },
      );
      expect(next?.rows.map(({ key }) => key)).toEqual([
        [2, 1],
        [2, 2],
      ]);
    }));

  test('a rule on what the map does not link, or on a column that is not there, is refused', () =>
    withDatabase([...ROWS, 'create table lone (id int primary key, on_day date)'], async (connector) => {
      await expect(found(connector, { starts: [{ column: 'nothing' }] })).rejects.toMatchObject({
        code: 'systems.map-outdated',
      });
      await expect(found(connector, { starts: [{ table: 'lone', column: 'on_day' }] })).rejects.toMatchObject(
        {
          code: 'systems.due-unclear',
        },
      );
    }));
});
