import type { Database, Row, Value } from '../database/database.ts';
import { quoted, quotedTable } from '../database/dialect.rules.ts';
import { tableOf } from '../execute/tables.ts';
import { keyedBy } from '../execute/where.rules.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { markOfKey } from '../plan/row-set.ts';
import {
  along,
  dueCondition,
  type Ground,
  joinsAlong,
  keyOfRule,
  type Start,
  startsOf,
  TRUE,
  whensAlong,
} from './condition.ts';
import { dayColumn, dayFrom } from './day.rules.ts';
import type { DueCount, DuePage, DueRow, DueRows, DueRule } from './due-rule.ts';
import { type Places, places } from './place.ts';
import { waysToOwners } from './way.rules.ts';

type Key = readonly Value[];

/** How many rows a rule finds due, counted by the database. @throws Refused as `dueRows` */
export async function countDue(database: Database, ground: Ground, rule: DueRule): Promise<DueCount> {
  const count = async (condition: (put: Places) => string): Promise<number> => {
    const put = places(database.dialect);
    const table = quotedTable(database.dialect, tableOf(ground.tables, rule.table));
    const sql = `select count(*) as n from ${table} where ${condition(put)}`;
    const [row] = await database.rows(sql, put.parameters);
    return Number(row?.n ?? 0);
  };
  const due = await count((put) => dueCondition(ground, rule, put));
  const always = { ...rule, begunBy: null };
  if (rule.starts.length === 0 || !rule.needsDay) return { due, withoutDay: 0 };
  const all = await count((put) => dueCondition(ground, { ...always, needsDay: false }, put));
  return { due, withoutDay: all - (await count((put) => dueCondition(ground, always, put))) };
}

/**
 * The next rows of a rule by key, or these rows of it, with the days that they count from. Found by the database in one
 * statement; what is told of them is asked for these keys alone.
 *
 * @throws Refused `systems.table-unmapped`, `systems.map-outdated`, `systems.due-unclear`
 */
export async function dueRows(
  database: Database,
  ground: Ground,
  rule: DueRule,
  page: DuePage,
): Promise<DueRows> {
  const key = keyOfRule(ground, rule);
  const keys = page.keys
    ? await thoseOf(database, ground, rule, key, page.keys)
    : await nextOf(database, ground, rule, key, page);
  if (keys.length === 0) return { key, rows: [] };
  const starts = startsOf(ground, rule);
  const days = await Promise.all(starts.map((start) => valuesOf(database, ground, rule, start, key, keys)));
  const known = page.known ? await knownOf(database, ground, rule, key, keys) : null;
  return {
    key,
    rows: keys.map((one): DueRow => {
      const mark = markOfKey(one);
      const own = starts.map((start, at) => dayFrom(days[at]?.get(mark), start.column, rule.zone));
      const said = own.filter((day) => day !== null).sort();
      return {
        key: one,
        from: (rule.which === 'latest' ? said.at(-1) : said[0]) ?? null,
        days: own,
        knownAs: known?.get(mark) ?? [],
      };
    }),
  };
}

async function nextOf(
  database: Database,
  ground: Ground,
  rule: DueRule,
  key: readonly string[],
  { limit, after }: DuePage,
): Promise<Key[]> {
  const { dialect } = database;
  const table = quotedTable(dialect, tableOf(ground.tables, rule.table));
  const put = places(dialect);
  const names = key.map((name) => `${table}.${quoted(dialect, name)}`);
  const condition = dueCondition(ground, rule, put);
  const next = after
    ? ` and ${names.length === 1 ? names[0] : `(${names.join(', ')})`} > ${after.length === 1 ? put.put(after[0] ?? null) : `(${after.map((value) => put.put(value)).join(', ')})`}`
    : '';
  const list = names.map((name, at) => `${name} as kept_k${at}`).join(', ');
  const found = await database.rows(
    `select ${list} from ${table} where ${condition}${next} order by ${names.join(', ')} limit ${limit}`,
    put.parameters,
  );
  return found.map((row) => keyIn(row, key));
}

/** Which of these keys the rule finds due. */
async function thoseOf(
  database: Database,
  ground: Ground,
  rule: DueRule,
  key: readonly string[],
  keys: readonly Key[],
): Promise<Key[]> {
  const { dialect } = database;
  const there = tableOf(ground.tables, rule.table);
  const table = quotedTable(dialect, there);
  const list = key.map((name, at) => `${table}.${quoted(dialect, name)} as kept_k${at}`).join(', ');
  const found: Key[] = [];
  for (const { where } of keyedBy(dialect, there, key, keys)) {
    const put = places(dialect);
    put.parameters.push(...where.parameters);
    const sql = `select ${list} from ${table} where ${where.sql} and ${dueCondition(ground, rule, put)}`;
    for (const row of await database.rows(sql, put.parameters)) found.push(keyIn(row, key));
  }
  return found;
}

const keyIn = (row: Row, key: readonly string[]): Value[] => key.map((_, at) => row[`kept_k${at}`] ?? null);

/** What a start says of these rows, by their marks: the latest that is linked with each. */
async function valuesOf(
  database: Database,
  ground: Ground,
  rule: DueRule,
  { way, column }: Start,
  key: readonly string[],
  keys: readonly Key[],
): Promise<Map<number, Value>> {
  const said = new Map<number, Value>();
  await ofKeys(database, ground, rule.table, key, keys, way, (alias, put) => {
    const day = dayColumn(database.dialect, column, { alias, zone: rule.zone, places: put });
    return {
      list: [
        `${way.length === 0 ? `case when ${day.holds} then ${day.value()} end` : `max(${day.value()})`} as kept_v`,
      ],
      where: way.length === 0 ? TRUE : day.holds,
      grouped: way.length > 0,
      take: (mark, row) => said.set(mark, row.kept_v ?? null),
    };
  });
  return said;
}

/** By what we may know whose rows these are. */
async function knownOf(
  database: Database,
  ground: Ground,
  rule: DueRule,
  key: readonly string[],
  keys: readonly Key[],
): Promise<Map<number, KnownAs[]>> {
  const known = new Map<number, KnownAs[]>();
  for (const way of waysToOwners(ground.map, rule.table)) {
    const { identifies = {} } = ground.map[way.at(-1)?.to ?? rule.table] ?? {};
    for (const [kind, columns] of Object.entries(identifies))
      for (const column of columns ?? [])
        await ofKeys(database, ground, rule.table, key, keys, way, (alias) => ({
          list: [`${alias}.${quoted(database.dialect, column)} as kept_v`],
          where: `${alias}.${quoted(database.dialect, column)} is not null`,
          grouped: false,
          take: (mark, row) => {
            const value = row.kept_v ?? null;
            if (value === null || value instanceof Uint8Array || value === '') return;
            const all = known.get(mark) ?? [];
            known.set(mark, all);
            all.push({ kind: kind as KnownAs['kind'], value: String(value) });
          },
        }));
  }
  return known;
}

interface Asking {
  readonly list: readonly string[];
  readonly where: string;
  readonly grouped: boolean;
  readonly take: (mark: number, row: Row) => void;
}

/** Asks something of rows that are linked along a way with the rows of these keys. */
export async function ofKeys(
  database: Database,
  ground: Ground,
  id: string,
  key: readonly string[],
  keys: readonly Key[],
  way: Start['way'],
  asking: (alias: string, put: Places) => Asking,
): Promise<void> {
  const { dialect } = database;
  const table = tableOf(ground.tables, id);
  const all = along(ground, way, { alias: 'kept_w0', table });
  const names = key.map((name) => `kept_w0.${quoted(dialect, name)}`);
  for (const { where } of keyedBy(dialect, table, key, keys)) {
    const put = places(dialect);
    put.parameters.push(...where.parameters);
    const begins = `(select * from ${quotedTable(dialect, table)} where ${where.sql}) kept_w0`;
    const whens = whensAlong(ground, way, all, put);
    const { list, where: test, grouped, take } = asking(all.at(-1)?.alias ?? 'kept_w0', put);
    const asked = [...names.map((name, at) => `${name} as kept_k${at}`), ...list].join(', ');
    const sql = `select ${asked}
      from ${begins}${joinsAlong(ground, way, all)} where ${[...whens, test].join(' and ')}${grouped ? ` group by ${names.join(', ')}` : ''}`;
    for (const row of await database.rows(sql, put.parameters)) take(markOfKey(keyIn(row, key)), row);
  }
}
