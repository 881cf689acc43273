import type { Table } from '../catalog/catalog.ts';
import type { KeyedRows } from '../connector.ts';
import type { Database, Parameter } from '../database/database.ts';
import { after, quotedTable } from '../database/dialect.rules.ts';
import { tableOf } from './tables.ts';
import { keyedBy } from './where.rules.ts';

/** What one statement takes comfortably, of questions and of places in it. */
const PARTS = 64;
const PLACES = 10_000;

/** How many rows there are by each test of each of `all`: many are asked in one statement. */
export async function* countsOf(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  all: readonly KeyedRows[],
): AsyncGenerator<{ readonly of: number; readonly rows: number; readonly keys: number }> {
  let parts: string[] = [];
  let parameters: Parameter[] = [];
  let asked: { of: number; keys: number }[] = [];
  const answers = async () => {
    const about = asked;
    const found = await database.first(parts.join(' union all '), parameters, PARTS);
    [parts, parameters, asked] = [[], [], []];
    const counts = new Map(found.map(({ kept_of: at, n }) => [Number(at), Number(n)]));
    return about.map((one, at) => ({ ...one, rows: counts.get(at) ?? 0 }));
  };
  for (const [of, { table: id, key, keys }] of all.entries()) {
    const table = tableOf(tables, id);
    for (const { where, keys: own } of keyedBy(database.dialect, table, key, keys)) {
      if (parts.length >= PARTS || (parts.length > 0 && parameters.length + where.parameters.length > PLACES))
        yield* await answers();
      parts.push(
        `select ${parts.length} as kept_of, count(*) as n from ${quotedTable(database.dialect, table)} where ${after(where, parameters.length)}`,
      );
      parameters.push(...where.parameters);
      asked.push({ of, keys: own.length });
    }
  }
  if (parts.length > 0) yield* await answers();
}
