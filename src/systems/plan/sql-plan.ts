import type { Catalog, Table } from '../catalog/catalog.ts';
import type { PlannedRows } from '../connector.ts';
import type { Database, Row, Value } from '../database/database.ts';
import { seedsOf } from '../find/begin.ts';
import { layoutOf, traceRows } from '../find/find.ts';
import type { SystemTables } from '../map/map.ts';
import { declaredFor, doneAlready, keepByRule } from './by-rule.ts';
import { planChange } from './change.ts';
import { fateOf, readsWhole } from './fates.rules.ts';
import { holdWhatStaysPointsAt } from './holders.ts';
import { daysOfOwners } from './inherit.ts';
import { blockedWithoutKey, stillNamed } from './no-way.ts';
import { deletingOrder, emptiable } from './order.rules.ts';
import { directlyIdentified, leaveToOthers } from './owners.ts';
import { replacementsOf, whyNotReplaced } from './replace.rules.ts';
import { markOfKey } from './row-set.ts';
import { type Fate, PACK, type RowsFound, rowsFound, type Search } from './rows-found.ts';
import type { SqlAsked } from './sql-asked.ts';
import { isKeyless, keyOf, toldApart } from './told-apart.rules.ts';

/**
 * What becomes of every row that identities, or rows that a rule names, lead to in one database, in the order in which it is
 * written. Reads only.
 */
export async function* planInDatabase(
  database: Database,
  catalog: Catalog,
  map: SystemTables,
  asked: SqlAsked,
): AsyncGenerator<PlannedRows> {
  const told = toldApart(catalog, map);
  const tables = new Map(catalog.tables.map((table) => [table.id, table]));
  if (asked.intent === 'erase') {
    for (const because of whyNot(told, tables)) {
      yield { table: because.table, key: [], keys: [], act: 'blocked', because: because.says };
    }
  }
  if (asked.intent === 'change') {
    yield* planChange(database, catalog, told, asked);
    return;
  }
  const layout = layoutOf(catalog, told);
  const found = new Map<string, RowsFound>();
  const whole = (id: string) => {
    const mapped = layout.get(id);
    const declared = told[id];
    return !mapped || !declared || isKeyless(mapped) || (asked.intent === 'erase' && readsWhole(declared));
  };
  for await (const read of traceRows(database, told, asked.from, { catalog, whole, batch: 1_000 })) {
    const mapped = layout.get(read.table);
    const declared = told[read.table];
    if (!mapped || !declared) continue;
    const key = keyOf(mapped);
    const keys = isKeyless(mapped) ? read.rows.map((row) => key.map((name) => row[name] ?? null)) : read.keys;
    if (asked.intent === 'read') {
      yield { table: read.table, key, keys, act: 'read', because: 'it is about the person' };
      continue;
    }
    const rows = found.get(read.table) ?? rowsFound(mapped, declaredFor(asked, declared, read.table), key);
    found.set(read.table, rows);
    takeByFate(rows, keys, read.rows, asked);
  }
  if (asked.intent === 'read') return;
  const search: Search = { database, asked, found, tables, ...(asked.byRule && { byRule: true }) };
  await keepAsLongAsOwners(search, told);
  if (asked.byRule) await keepByRule(search, told, asked.byRule);
  if ([...found.values()].some(({ declared }) => declared.shared)) {
    const seeds = 'where' in asked.from ? [] : seedsOf(database, layout, asked.from);
    await leaveToOthers(
      search,
      await directlyIdentified(database, found, seeds),
      'where' in asked.from ? asked.from.table : null,
    );
  }
  await holdWhatStaysPointsAt(search);
  yield* blockedWithoutKey(search);
  yield* inOrder(search, asked.byRule ? await doneAlready(search) : () => false);
}

function* whyNot(
  map: SystemTables,
  tables: ReadonlyMap<string, Table>,
): Generator<{ table: string; says: string }> {
  for (const [id, declared] of Object.entries(map)) {
    const table = tables.get(id);
    if (!table) continue; // what the map names and the database lacks is refused when they are laid over each other
    if (table.kind === 'view' && declared.then !== 'keep') {
      yield { table: id, says: `${id} is a view: declare the tables beneath it instead` };
    }
    for (const says of whyNotReplaced(table, replacementsOf(declared))) yield { table: id, says };
    for (const says of stillNamed(id, declared)) yield { table: id, says };
    const from = declared['keep-until']?.from;
    if (from !== undefined && !table.columns.some(({ name }) => name === from)) {
      yield { table: id, says: `${id} has no column ${from}, which "keep-until" counts from` };
    }
  }
}

function takeByFate(
  rows: RowsFound,
  keys: readonly (readonly Value[])[],
  read: readonly Row[],
  asked: SqlAsked,
): void {
  const from = rows.declared['keep-until']?.from;
  if (from === undefined) {
    rows.take(keys, rows.declared['keep-until'] ? UNDECIDED : fateOf(rows.declared, asked, undefined));
    return;
  }
  const byDay = Map.groupBy(keys.keys(), (at) => String(read[at]?.[from] ?? ''));
  for (const places of byDay.values()) {
    const [first] = places;
    const fate = fateOf(rows.declared, asked, read[first ?? 0]?.[from]);
    rows.take(
      places.flatMap((at) => (keys[at] ? [keys[at]] : [])),
      fate,
    );
  }
}

const UNDECIDED: Fate = { act: 'delete', because: 'not decided yet' };

async function keepAsLongAsOwners(search: Search, map: SystemTables): Promise<void> {
  for (const rows of search.found.values()) {
    if (!rows.declared['keep-until'] || readsWhole(rows.declared)) continue;
    const fates = new Map<Value, Fate>();
    for (const { keys } of rows.packs((fate) => fate.because === UNDECIDED.because)) {
      const days = await daysOfOwners(search, map, rows, keys);
      for (const key of keys) {
        const mark = markOfKey(key);
        const day = days.get(mark) ?? null;
        const fate = fates.get(day) ?? fateOf(rows.declared, search.asked, day);
        fates.set(day, fate);
        rows.turn(mark, fate);
      }
    }
  }
}

function* inOrder(
  { database, found }: Search,
  isDone: (table: string, key: readonly Value[]) => boolean,
): Generator<PlannedRows> {
  const planned = (
    rows: RowsFound,
    { act, because, until, duty, columns }: Fate,
    keys: readonly (readonly Value[])[],
  ) => ({
    table: rows.mapped.id,
    key: rows.key,
    keys,
    act,
    because: because + warning(rows, act),
    ...(until !== undefined && { until }),
    ...(duty !== undefined && { duty }),
    ...(columns && { columns }),
  });
  for (const rows of found.values()) {
    for (const { fate, keys } of rows.packs(({ act }) => !['delete', 'anonymise'].includes(act))) {
      yield planned(rows, fate, keys);
    }
  }
  for (const rows of found.values()) {
    for (const { fate, keys } of rows.packs(({ act }) => act === 'anonymise')) {
      const open = keys.filter((key) => !isDone(rows.mapped.id, key));
      if (open.length > 0) yield planned(rows, fate, open);
    }
  }
  const going = [...found.values()].filter((rows) => rows.count('delete') > 0);
  for (const turn of deletingOrder(going.map(({ table }) => table))) {
    const rowsOf = turn.tables.map((id) => found.get(id)?.count('delete') ?? 0);
    // Few rows need no cut where one statement, or one transaction, checks at its end what points at what.
    const few = turn.cut.length > 0 && database.dialect !== 'mysql' && rowsOf.every((rows) => rows <= FEW);
    const together = turn.together || few;
    for (const cut of turn.cut) {
      const rows = found.get(cut.from);
      const column = emptiable(rows?.table, cut);
      if (!rows || column === null || few) continue;
      const columns = { [column]: { with: 'constant', value: null } } as const;
      for (const { keys } of rows.packs(({ act }) => act === 'delete')) {
        yield planned(
          rows,
          { act: 'detach', because: 'rows that all go point at each other', columns },
          keys,
        );
      }
    }
    for (const id of turn.tables) {
      const rows = found.get(id);
      for (const { fate, keys } of rows?.packs(({ act }) => act === 'delete') ?? []) {
        if (rows)
          yield { ...planned(rows, fate, keys), ...(together && { together: turn.tables.join(' ') }) };
      }
    }
  }
}

/** What a trigger does with the rows is in no map: it may copy them to where nobody looks. */
const warning = ({ table: { triggers } }: RowsFound, act: Fate['act']): string =>
  triggers.length > 0 && (act === 'delete' || act === 'anonymise')
    ? ` (triggers of the database run with it, and may copy what goes: ${triggers.join(', ')})`
    : '';

/** Rows of a table that certainly fit into one step. */
const FEW = PACK / 2;
