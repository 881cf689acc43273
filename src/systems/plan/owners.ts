import type { Table } from '../catalog/catalog.ts';
import type { Database, Value } from '../database/database.ts';
import { asText, isOneOf, quoted, quotedTable } from '../database/dialect.rules.ts';
import { keyedBy } from '../execute/where.rules.ts';
import { loweredIn } from '../find/identity.rules.ts';
import type { Route } from '../find/routes.rules.ts';
import { replacementsOf } from './replace.rules.ts';
import { markOfKey } from './row-set.ts';
import type { Fate, RowsFound, Search } from './rows-found.ts';
import { placesOf } from './whose.rules.ts';

/**
 * Rows that belong to somebody else as well are not this person's to have deleted: they live until their last owner
 * leaves. And what belongs to such a row alone belongs to the others, too.
 */
export async function leaveToOthers(
  search: Search,
  identified: ReadonlyMap<string, ReadonlySet<number>>,
  due: string | null = null,
): Promise<void> {
  const { found } = search;
  for (const rows of found.values()) {
    // What a rule calls due is due whoever it belongs to.
    if (!rows.declared.shared || rows.mapped.id === due) continue;
    const ways = waysTo(search, rows);
    for (const { keys } of rows.packs(isWritten)) {
      const others = new Set<number>();
      const own = new Map<number, Route[]>();
      for (const route of ways) {
        const owner = found.get(route.from);
        for (const pair of await ownersOf(search, rows, route, keys)) {
          const mark = markOfKey(pair.key);
          if (!owner?.has(markOfKey(pair.owner))) others.add(mark);
          else own.set(mark, [...(own.get(mark) ?? []).filter((one) => one !== route), route]);
        }
      }
      for (const mark of others) rows.turn(mark, sharedFate(rows, own.get(mark) ?? ways, ways));
    }
  }
  // A row that only such rows lead to; again, until nothing more is left to others.
  for (let news = true; news; ) {
    news = false;
    for (const rows of found.values()) {
      if (rows.mapped.reached && (await leaveBelow(search, rows, identified))) news = true;
    }
  }
}

const isWritten = ({ act }: Fate): boolean => act === 'delete' || act === 'anonymise';

/** Given up to the others: deleted for nobody, anonymised where the map says how, and only in what is not another owner's. */
function sharedFate({ declared }: RowsFound, own: readonly Route[], ways: readonly Route[]): Fate {
  const columns = Object.fromEntries(
    Object.entries(replacementsOf(declared)).filter(([column]) => {
      const whose = ownersOfColumn(column, ways);
      return whose.length === 0 || whose.some((route) => own.includes(route));
    }),
  );
  return declared.then === 'delete' && Object.keys(columns).length > 0
    ? { act: 'anonymise', because: 'it is somebody else’s as well: what names the person goes', columns }
    : { act: 'leave', because: LEFT };
}

/** The links of which a column tells: as the map says, else by its name. None: it is everybody's. */
function ownersOfColumn(column: string, ways: readonly Route[]): Route[] {
  const said = ways.filter(({ tells }) => tells.includes(column));
  if (said.length > 0) return said;
  const places = placesOf(
    column,
    ways.map(({ ours }) => ours),
  );
  return ways.filter((_, at) => places.includes(at));
}

const LEFT = 'it is somebody else’s as well, and stays until the last of them leaves';

async function leaveBelow(
  search: Search,
  rows: RowsFound,
  identified: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<boolean> {
  const ways = waysTo(search, rows);
  const leftOf = new Map<string, Set<number>>();
  for (const { from } of ways) {
    const left = new Set<number>();
    for (const { keys } of search.found.get(from)?.packs(({ because }) => because === LEFT) ?? [])
      for (const key of keys) left.add(markOfKey(key));
    leftOf.set(from, left);
  }
  if ([...leftOf.values()].every((left) => left.size === 0)) return false;
  const direct = identified.get(rows.mapped.id);
  let news = false;
  for (const { keys } of rows.packs(isWritten)) {
    const own = new Set<number>();
    const others = new Set<number>();
    for (const route of ways) {
      const owner = search.found.get(route.from);
      for (const pair of await ownersOf(search, rows, route, keys)) {
        const mark = markOfKey(pair.owner);
        const left = leftOf.get(route.from)?.has(mark);
        if (left) others.add(markOfKey(pair.key));
        else if (owner?.has(mark)) own.add(markOfKey(pair.key));
      }
    }
    for (const mark of others) {
      if (!own.has(mark) && !direct?.has(mark) && rows.turn(mark, { act: 'leave', because: LEFT }))
        news = true;
    }
  }
  return news;
}

const waysTo = (search: Search, rows: RowsFound): Route[] =>
  [...search.found.values()].flatMap(({ mapped }) => mapped.routes.filter(({ to }) => to === rows.mapped.id));

/** Which rows own these, along one link: every one, found or not. */
export async function ownersOf(
  { database, found, tables }: Search,
  rows: RowsFound,
  route: Route,
  keys: readonly (readonly Value[])[],
): Promise<{ key: Value[]; owner: Value[] }[]> {
  const { dialect } = database;
  const owner = found.get(route.from);
  const there = tables.get(route.from);
  if (!owner || !there) return [];
  const own = (alias: string, column: string) => `${alias}.${quoted(dialect, column)}`;
  const list = [
    ...rows.key.map((column, at) => `${own('t', column)} as kept_t${at}`),
    ...owner.key.map((column, at) => `${own('o', column)} as kept_o${at}`),
  ].join(', ');
  const on = route.ours.map((column, at) => {
    const theirs = route.theirs[at] ?? '';
    const [one, other] = [own('t', column), own('o', theirs)];
    if (route.match === 'email') return `${loweredIn(dialect, one)} = ${loweredIn(dialect, other)}`;
    return sameFamily(rows.table, column, there, theirs)
      ? `${one} = ${other}`
      : `${asText(dialect, one)} = ${asText(dialect, other)}`;
  });
  const pairs: { key: Value[]; owner: Value[] }[] = [];
  for (const { where } of keyedBy(dialect, rows.table, rows.key, keys)) {
    const parameters = [...where.parameters];
    const when = route.when.map(([column, values]) => {
      const test = isOneOf(dialect, asText(dialect, own('t', column)), values, parameters.length + 1);
      parameters.push(...test.parameters);
      return test.sql;
    });
    const inner = `select * from ${quotedTable(dialect, rows.table)} where ${where.sql}`;
    const sql = `select ${list} from (${inner}) t join ${quotedTable(dialect, there)} o on ${on.join(' and ')}${when.map((one) => ` and ${one}`).join('')}`;
    for (const row of await database.rows(sql, parameters)) {
      pairs.push({
        key: rows.key.map((_, at) => row[`kept_t${at}`] ?? null),
        owner: owner.key.map((_, at) => row[`kept_o${at}`] ?? null),
      });
    }
  }
  return pairs;
}

/** A column of SQLite without a type may hold 7 where the other holds '7'. */
function sameFamily(table: Table, column: string, there: Table, theirs: string): boolean {
  const facts = (one: Table, name: string) => one.columns.find((each) => each.name === name);
  const [ours, other] = [facts(table, column), facts(there, theirs)];
  return ours?.family === other?.family && ours?.type !== '' && other?.type !== '';
}

/** Rows in which an identity itself stands: they are the person's whatever else leads to them. */
export async function directlyIdentified(
  database: Database,
  found: ReadonlyMap<string, RowsFound>,
  seeds: Iterable<{
    mapped: { id: string };
    where: { sql: string; parameters: readonly (Value | readonly Value[])[] };
  }>,
): Promise<Map<string, Set<number>>> {
  const all = new Map<string, Set<number>>();
  for (const { mapped, where } of seeds) {
    const rows = found.get(mapped.id);
    if (!rows) continue;
    const list = rows.key
      .map((column, at) => `${quoted(database.dialect, column)} as kept_k${at}`)
      .join(', ');
    const marks = all.get(mapped.id) ?? new Set<number>();
    all.set(mapped.id, marks);
    const sql = `select ${list} from ${quotedTable(database.dialect, rows.table)} where ${where.sql}`;
    for (const row of await database.rows(sql, where.parameters)) {
      marks.add(markOfKey(rows.key.map((_, at) => row[`kept_k${at}`] ?? null)));
    }
  }
  return all;
}
