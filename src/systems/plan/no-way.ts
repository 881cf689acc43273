import type { PlannedRows } from '../connector.ts';
import { countsOf } from '../execute/counts.ts';
import { isWhole } from '../execute/where.rules.ts';
import type { SystemTable } from '../map/map.ts';
import type { RowsFound, Search } from './rows-found.ts';

/** Why a map can't be carried out although the database would let it: found out in the plan, not when nothing happens. */

/** A row without the person's name is still theirs while it holds what they are found by. */
export function stillNamed(id: string, declared: SystemTable | undefined): string[] {
  if (!declared || Object.keys(declared.anonymise).length === 0) return [];
  return Object.entries(declared.identifies).flatMap(([kind, columns]) =>
    kind === 'external'
      ? []
      : columns
          .filter((column) => !Object.hasOwn(declared.anonymise, column))
          .map(
            (column) =>
              `${id}.${column} says who the person is, and "anonymise" leaves it as it is. Declare what to put in its place, or, where it is a key, delete the rows`,
          ),
  );
}

/** Rows that are named by all they hold, and that the database does not know by it. */
export async function* blockedWithoutKey(search: Search): AsyncGenerator<PlannedRows> {
  for (const rows of search.found.values()) {
    const lost = await notFoundByContent(search, rows);
    if (lost === 0) continue;
    const { id } = rows.mapped;
    yield {
      table: id,
      key: [],
      keys: [],
      act: 'blocked',
      because: `${lost} rows of ${id} have no key and can’t be found again by what they hold: nothing could be written to them. Declare a key that tells its rows apart, or make one in the database`,
    };
  }
}

async function notFoundByContent({ database, tables }: Search, rows: RowsFound): Promise<number> {
  if (!isWhole(rows.table, rows.key)) return 0;
  let lost = 0;
  for (const { keys } of rows.packs(({ act }) => act === 'delete' || act === 'anonymise')) {
    const asked = { table: rows.mapped.id, key: rows.key, keys };
    for await (const one of countsOf(database, tables, [asked])) if (one.rows === 0) lost += one.keys;
  }
  return lost;
}
