import type { ForeignKey, Table } from '../catalog/catalog.ts';
import type { Row, Value } from '../database/database.ts';
import { type Dialect, quoted, quotedTable } from '../database/dialect.rules.ts';
import { keyedBy } from '../execute/where.rules.ts';
import { replacementsOf } from './replace.rules.ts';
import { markOfKey } from './row-set.ts';
import type { Fate, RowsFound, Search } from './rows-found.ts';

type Key = readonly Value[];

/**
 * A row that another one points at by a foreign key can't go while the other stays: the database would refuse, or take the
 * other one with it. It is anonymised where the map says how; else somebody has to decide.
 */
export async function holdWhatStaysPointsAt(search: Search): Promise<void> {
  const waiting: { rows: RowsFound; keys: Key[]; fate: Fate }[] = [];
  const hold = (target: RowsFound, key: Key, by: Table, because: Fate): void => {
    const mark = markOfKey(key);
    if (!target.goes(mark)) return;
    const fate = heldFate(target, by, because, search.byRule === true);
    if (target.turn(mark, fate)) waiting.push({ rows: target, keys: [key], fate });
  };

  // Rows of others, and rows of tables that the map does not lead to.
  for (const target of search.found.values()) {
    if (target.count('delete') === 0) continue;
    for (const table of search.tables.values()) {
      for (const key of table.foreignKeys) {
        if (key.table !== target.mapped.id || !holds(key, target) || isCovered(search, table, key)) continue;
        await holdForStrangers(search, target, table, key, hold);
      }
    }
  }
  // The person's own rows that stay, and then what those that are held for them point at.
  for (const rows of search.found.values()) {
    if (rows.table.foreignKeys.length === 0) continue;
    for (const { fate, keys } of rows.packs(({ act }) => act !== 'delete')) {
      await holdTargets(search, rows, fate, keys, hold);
    }
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    await holdTargets(search, next.rows, next.fate, next.keys, hold);
  }
}

type Hold = (target: RowsFound, key: Key, by: Table, because: Fate) => void;

/** The schema's own word is that rows here may lose what they point at: obeyed, unless the map knows something better. */
const holds = (key: ForeignKey, target: RowsFound): boolean =>
  key.onDelete !== 'detach' || Object.keys(target.declared.anonymise).length > 0;

function heldFate(target: RowsFound, by: Table, because: Fate, byRule: boolean): Fate {
  const { declared } = target;
  const columns = replacementsOf(declared);
  const why = `rows of ${by.id} that stay point at it`;
  if (declared.then === 'keep' || declared['keep-until']) {
    return {
      act: 'keep',
      because: why,
      until: because.until ?? null,
      ...(because.duty && { duty: because.duty }),
    };
  }
  if (Object.keys(columns).length > 0) {
    return { act: 'anonymise', because: `${why}: what names the person goes, the row stays`, columns };
  }
  if (declared.shared) return { act: 'leave', because: why };
  if (byRule) return { act: 'keep', because: why, until: because.until ?? null };
  return {
    act: 'blocked',
    because: `rows of ${by.id} stay and point at rows of ${target.mapped.id} that the map says to delete. Declare what to put in place of what names the person ("anonymise") for ${target.mapped.id}, or what becomes of ${by.id}`,
  };
}

/**
 * Whether the walk found every row that points along this key, because the map says that they belong to what they point
 * at, and each of them goes.
 */
function isCovered(search: Search, table: Table, key: ForeignKey): boolean {
  const owner = search.found.get(key.table);
  return (
    owner?.mapped.routes.some(
      (route) =>
        route.to === table.id &&
        route.when.length === 0 &&
        route.match === 'exact' &&
        route.ours.length === key.columns.length &&
        route.ours.every((column, at) => {
          const place = key.columns.indexOf(column);
          return place >= 0 && key.references[place] === route.theirs[at];
        }),
    ) ?? false
  );
}

async function holdForStrangers(
  search: Search,
  target: RowsFound,
  table: Table,
  key: ForeignKey,
  hold: Hold,
): Promise<void> {
  const known = search.found.get(table.id);
  const stays: Fate = { act: 'leave', because: 'it is not the person’s' };
  for (const { keys } of target.packs(({ act }) => act === 'delete')) {
    const values = await valuesOf(search, target, key.references, keys);
    const pointed = new Map(values.map(({ row, value }) => [markOfKey(value), row]));
    const columns = known ? [...key.columns, ...known.key] : key.columns;
    const { dialect } = search.database;
    for (const { where } of keyedBy(
      dialect,
      table,
      key.columns,
      values.map(({ value }) => value),
    )) {
      // A colleague dealt with half a million orders: they are looked through, and not held.
      const sql = `select distinct ${listOf(dialect, columns)} from ${quotedTable(dialect, table)} where ${where.sql}`;
      for await (const rows of search.database.batches(sql, where.parameters, 500)) {
        for (const row of rows) {
          const own = known?.key.map((_, at) => row[`kept_${key.columns.length + at}`] ?? null);
          if (known && own && known.has(markOfKey(own))) continue;
          const pointedAt = pointed.get(markOfKey(key.columns.map((_, at) => row[`kept_${at}`] ?? null)));
          if (pointedAt) hold(target, pointedAt, table, stays);
        }
      }
    }
  }
}

/** What these rows, which stay, point at. */
async function holdTargets(
  search: Search,
  rows: RowsFound,
  fate: Fate,
  keys: readonly Key[],
  hold: Hold,
): Promise<void> {
  for (const key of rows.table.foreignKeys) {
    const target = search.found.get(key.table);
    if (!target || target.count('delete') === 0 || !holds(key, target)) continue;
    // What is anonymised may point nowhere afterwards.
    if (fate.columns && key.columns.some((column) => Object.hasOwn(fate.columns ?? {}, column))) continue;
    const pointing = await selected(search, rows.table, key.columns, rows.key, keys);
    const values = pointing
      .map((row) => key.columns.map((_, at) => row[`kept_${at}`] ?? null))
      .filter((value) => !value.includes(null));
    if (values.length === 0) continue;
    if (sameColumns(key.references, target.key)) {
      for (const value of values)
        hold(
          target,
          target.key.map((name) => value[key.references.indexOf(name)] ?? null),
          rows.table,
          fate,
        );
      continue;
    }
    for (const row of await selected(search, target.table, target.key, key.references, values)) {
      hold(
        target,
        target.key.map((_, at) => row[`kept_${at}`] ?? null),
        rows.table,
        fate,
      );
    }
  }
}

const sameColumns = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

/** What the rows with these keys hold in the columns that a foreign key points at. */
async function valuesOf(
  search: Search,
  target: RowsFound,
  references: readonly string[],
  keys: readonly Key[],
): Promise<{ row: Key; value: Key }[]> {
  if (sameColumns(references, target.key)) {
    return keys.map((row) => ({
      row,
      value: references.map((name) => row[target.key.indexOf(name)] ?? null),
    }));
  }
  const width = references.length;
  const rows = await selected(search, target.table, [...references, ...target.key], target.key, keys);
  return rows.map((row) => ({
    value: references.map((_, at) => row[`kept_${at}`] ?? null),
    row: target.key.map((_, at) => row[`kept_${width + at}`] ?? null),
  }));
}

const listOf = (dialect: Dialect, columns: readonly string[]): string =>
  columns.map((column, at) => `${quoted(dialect, column)} as kept_${at}`).join(', ');

/** `columns`, as `kept_0`, `kept_1` …, of the rows whose `by` is one of `values`; each different row once. */
async function selected(
  { database }: Search,
  table: Table,
  columns: readonly string[],
  by: readonly string[],
  values: readonly Key[],
): Promise<Row[]> {
  const { dialect } = database;
  const list = listOf(dialect, columns);
  const all: Row[] = [];
  for (const { where } of keyedBy(dialect, table, by, values)) {
    const sql = `select ${list} from ${quotedTable(dialect, table)} where ${where.sql}`;
    for (const row of await database.rows(sql, where.parameters)) all.push(row);
  }
  return all;
}
