import type { Catalog } from '../catalog/catalog.ts';
import type { PlannedRows } from '../connector.ts';
import type { Database, Row } from '../database/database.ts';
import { layoutOf, traceRows } from '../find/find.ts';
import type { SystemTables } from '../map/map.ts';
import { changedIn, changesTo } from './fates.rules.ts';
import { leaveToOthers } from './owners.ts';
import { whyNotReplaced } from './replace.rules.ts';
import { markOfKey } from './row-set.ts';
import { type RowsFound, rowsFound } from './rows-found.ts';
import type { SqlAsked } from './sql-asked.ts';

/**
 * Which columns of which rows get a new value, with what stands there now. A record that law orders kept is not rewritten,
 * and what is somebody else's as well is left to be changed by a person who knows.
 */
export async function* planChange(
  database: Database,
  catalog: Catalog,
  map: SystemTables,
  asked: SqlAsked,
): AsyncGenerator<PlannedRows> {
  const layout = layoutOf(catalog, map);
  const tables = new Map(catalog.tables.map((table) => [table.id, table]));
  const found = new Map<string, RowsFound>();
  const pending: { rows: RowsFound; row: Row; columns: ReturnType<typeof changesTo> }[] = [];
  for await (const read of traceRows(database, map, asked.from, { catalog, whole: () => true })) {
    const mapped = layout.get(read.table);
    const declared = map[read.table];
    if (!mapped || !declared) continue;
    const key =
      'columns' in mapped.address ? mapped.address.columns : mapped.table.columns.map(({ name }) => name);
    const rows = found.get(read.table) ?? rowsFound(mapped, declared, key);
    found.set(read.table, rows);
    const changed = changedIn(declared, mapped.table, asked.changes ?? []);
    for (const row of read.rows) {
      const columns = changesTo(row, changed);
      const own = key.map((name) => row[name] ?? null);
      if (Object.keys(columns).length === 0) {
        rows.take([own], { act: 'keep', because: 'nothing in it changes' });
        continue;
      }
      if (declared['keep-until']?.duty !== undefined) {
        yield { table: read.table, key, keys: [own], act: 'keep', because: RECORD };
        continue;
      }
      const [wrong] = whyNotReplaced(mapped.table, columns);
      if (wrong !== undefined) {
        yield { table: read.table, key, keys: [own], act: 'blocked', because: wrong };
        continue;
      }
      rows.take([own], { act: 'anonymise', because: ASKED });
      pending.push({ rows, row, columns });
    }
  }
  await leaveToOthers({ database, asked, found, tables }, new Map());
  const left = new Map<RowsFound, Set<number>>();
  for (const rows of found.values()) {
    const marks = new Set<number>();
    for (const { keys } of rows.packs(({ act, because }) => act !== 'keep' && because !== ASKED))
      for (const key of keys) marks.add(markOfKey(key));
    left.set(rows, marks);
  }
  for (const { rows, row, columns } of pending) {
    const own = rows.key.map((name) => row[name] ?? null);
    const shared = left.get(rows)?.has(markOfKey(own));
    const before = Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] ?? null]));
    yield {
      table: rows.mapped.id,
      key: rows.key,
      keys: [own],
      ...(shared
        ? { act: 'leave', because: 'it is somebody else’s as well: ask them before it is changed' }
        : { act: 'change', because: ASKED, columns, before: [before] }),
    };
  }
}

const ASKED = 'asked for by the person';
const RECORD = 'a record that the law orders kept is not rewritten; a note beside it says what is right now';
