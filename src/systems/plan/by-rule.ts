import type { Value } from '../database/database.ts';
import { quoted, quotedTable } from '../database/dialect.rules.ts';
import { dueCondition } from '../due/condition.ts';
import type { ByRule, Keeps, Spares } from '../due/due-rule.ts';
import { places } from '../due/place.ts';
import { undone } from '../due/undone.rules.ts';
import { keyedBy } from '../execute/where.rules.ts';
import type { SystemTable, SystemTables } from '../map/map.ts';
import { type MarkSet, markSet } from './mark-set.ts';
import { ownersOf } from './owners.ts';
import { replacementsOf } from './replace.rules.ts';
import { markOfKey } from './row-set.ts';
import type { Fate, RowsFound, Search } from './rows-found.ts';
import type { SqlAsked } from './sql-asked.ts';

type Key = readonly Value[];

/** What the map says of a table, and the rule of the rows that it begins at: what is kept for a person's request goes by it. */
export function declaredFor({ from, byRule }: SqlAsked, declared: SystemTable, table: string): SystemTable {
  if (!byRule || !('where' in from)) return declared;
  const then = from.table === table ? byRule.then : byRule.keeps.find((keeps) => keeps.table === table)?.then;
  if (then === undefined) return declared;
  if (then === 'anonymise') return { ...declared, then: 'anonymise' };
  return declared.then === 'keep' ? { ...declared, then: 'delete' } : declared;
}

/** Rows that another rule still keeps stay, and columns that are held stay as they are. */
export async function keepByRule(search: Search, map: SystemTables, byRule: ByRule): Promise<void> {
  for (const keeps of byRule.keeps) {
    const rows = search.found.get(keeps.table);
    if (rows) await keep(search, map, rows, keeps);
  }
  if (byRule.keeps.length > 0) await keepBelow(search);
  for (const spares of byRule.spares) {
    const rows = search.found.get(spares.table);
    if (rows) spare(rows, spares, spares.holding ? await holders(search, rows, spares.holding) : null);
  }
}

/** Which of these rows have a row of one of those tables that belongs to them, through whatever it belongs to. */
async function holders(search: Search, rows: RowsFound, tables: readonly string[]): Promise<MarkSet> {
  const seen = new Map<RowsFound, MarkSet>();
  const open = tables.flatMap((table) => {
    const below = search.found.get(table);
    return below ? [...below.packs(() => true)].map(({ keys }) => ({ below, keys })) : [];
  });
  for (let next = open.pop(); next; next = open.pop()) {
    const { below, keys } = next;
    for (const owner of search.found.values())
      for (const route of owner.mapped.routes) {
        if (search.found.get(route.to) !== below || owner === below) continue;
        const marks = seen.get(owner) ?? markSet();
        seen.set(owner, marks);
        const fresh = (await ownersOf(search, below, route, keys)).flatMap(({ owner: key }) => {
          const mark = markOfKey(key);
          if (marks.has(mark)) return [];
          marks.add(mark);
          return [key];
        });
        if (fresh.length > 0) open.push({ below: owner, keys: fresh });
      }
  }
  return seen.get(rows) ?? markSet();
}

async function keep(search: Search, map: SystemTables, rows: RowsFound, keeps: Keeps): Promise<void> {
  const { database, tables } = search;
  const { dialect } = database;
  const { notDueBy, because, duty } = keeps;
  const fate: Fate = { act: 'keep', because, until: null, ...(duty !== undefined && { duty }) };
  const table = quotedTable(dialect, rows.table);
  const list = rows.key.map((name, at) => `${table}.${quoted(dialect, name)} as kept_k${at}`).join(', ');
  for (const { keys } of rows.packs(isWritten)) {
    if (notDueBy === null) {
      for (const key of keys) rows.turn(markOfKey(key), fate);
      continue;
    }
    for (const { where } of keyedBy(dialect, rows.table, rows.key, keys)) {
      const put = places(dialect);
      put.parameters.push(...where.parameters);
      const due = dueCondition({ dialect, tables, map }, notDueBy, put);
      const sql = `select ${list} from ${table} where ${where.sql} and not coalesce((${due}), (1 = 0))`;
      for (const row of await database.rows(sql, put.parameters))
        rows.turn(markOfKey(rows.key.map((_, at) => row[`kept_k${at}`] ?? null)), fate);
    }
  }
}

/** What belongs to a row that another rule keeps stays with it: the lines of an order are the order. */
async function keepBelow(search: Search): Promise<void> {
  const done = new Map<RowsFound, MarkSet>();
  for (let news = true; news; ) {
    news = false;
    for (const owner of search.found.values()) {
      const seen = done.get(owner) ?? markSet();
      done.set(owner, seen);
      for (const { fate, keys } of owner.packs(({ act }) => act === 'keep')) {
        const fresh = new Set(keys.map(markOfKey).filter((mark) => !seen.has(mark)));
        if (fresh.size === 0) continue;
        for (const mark of fresh) seen.add(mark);
        if (await keepOwnedBy(search, owner, fresh, fate)) news = true;
      }
    }
  }
}

async function keepOwnedBy(
  search: Search,
  owner: RowsFound,
  owners: ReadonlySet<number>,
  fate: Fate,
): Promise<boolean> {
  let news = false;
  for (const route of owner.mapped.routes) {
    const rows = search.found.get(route.to);
    if (!rows || rows === owner) continue;
    for (const { keys } of rows.packs(isWritten))
      for (const pair of await ownersOf(search, rows, route, keys))
        if (owners.has(markOfKey(pair.owner)) && rows.turn(markOfKey(pair.key), fate)) news = true;
  }
  return news;
}

/** `only` are the rows that it concerns; null: all of them. */
function spare(rows: RowsFound, { columns, because }: Spares, only: MarkSet | null): void {
  const held = new Set(columns);
  const others = Object.entries(replacementsOf(rows.declared)).filter(([name]) => !held.has(name));
  const fate: Fate =
    others.length > 0
      ? { act: 'anonymise', because, columns: Object.fromEntries(others) }
      : { act: 'keep', because, until: null };
  for (const { keys } of rows.packs(isWritten))
    for (const key of keys) {
      const mark = markOfKey(key);
      if (only === null || only.has(mark)) rows.turn(mark, fate);
    }
}

const isWritten = ({ act }: Fate): boolean => act === 'delete' || act === 'anonymise';

/** Rows in which all that was to be put in place stands there already: another night did it, and they can't go yet. */
export async function doneAlready(search: Search): Promise<(table: string, key: Key) => boolean> {
  const open = new Map<string, MarkSet>();
  const { database } = search;
  const { dialect } = database;
  for (const [id, rows] of search.found) {
    if (rows.count('anonymise') + rows.count('delete') === 0) continue;
    const table = quotedTable(dialect, rows.table);
    const list = rows.key.map((name, at) => `${table}.${quoted(dialect, name)} as kept_k${at}`).join(', ');
    const marks = markSet();
    open.set(id, marks);
    for (const { fate, keys } of rows.packs(({ act }) => act === 'anonymise')) {
      if (undone(dialect, rows.table, fate.columns ?? {}, table, places(dialect)) === null) {
        for (const key of keys) marks.add(markOfKey(key));
        continue;
      }
      for (const { where } of keyedBy(dialect, rows.table, rows.key, keys)) {
        const put = places(dialect);
        put.parameters.push(...where.parameters);
        const test = undone(dialect, rows.table, fate.columns ?? {}, table, put);
        const sql = `select ${list} from ${table} where ${where.sql} and ${test}`;
        for (const row of await database.rows(sql, put.parameters))
          marks.add(markOfKey(rows.key.map((_, at) => row[`kept_k${at}`] ?? null)));
      }
    }
  }
  return (table, key) => open.get(table)?.has(markOfKey(key)) === false;
}
