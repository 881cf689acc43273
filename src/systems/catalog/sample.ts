import type { Database, Row } from '../database/database.ts';
import { cut, quoted, quotedTable } from '../database/dialect.rules.ts';
import type { Column, Table } from './catalog.ts';

/** Some rows of a table as text. They live as long as the scan, and are in no report or log. */
export interface Samples {
  /** The values of a column, null and empty ones left out. */
  of(column: string): readonly string[];
  /** What stands beside what: a key and its value. */
  pairs(one: string, other: string): readonly (readonly [string, string])[];
}

export const NO_SAMPLES: Samples = { of: () => [], pairs: () => [] };

export interface SampleOptions {
  /** At most so many rows of a table; 200 unless told. */
  readonly rows?: number;
}

const LENGTH = 1_000;
/** From so many rows on, a sample from all over the table is worth its price. */
const LARGE = 20_000;

const worthReading = (column: Column): boolean => !['binary', 'boolean', 'place'].includes(column.family);

/** Some rows of a table, by columns. What we may not read gives no samples: the catalog still speaks. */
export async function sample(
  database: Database,
  table: Table,
  { rows = 200 }: SampleOptions = {},
): Promise<Samples> {
  const columns = table.columns.filter(worthReading);
  if (columns.length === 0) return NO_SAMPLES;
  const found = (await readSome(database, table, columns, rows)).map((row) =>
    columns.map((_, place) => String(row[`c${place}`] ?? '').trim()),
  );
  const places = new Map(columns.map((column, place) => [column.name, place]));
  const values = new Map<string, readonly string[]>();
  for (const [name, place] of places) {
    values.set(
      name,
      found.map((row) => row[place] ?? '').filter((value) => value !== ''),
    );
  }
  return {
    of: (column) => values.get(column) ?? [],
    pairs(one, other) {
      const [left, right] = [places.get(one), places.get(other)];
      return left === undefined || right === undefined
        ? []
        : found.map((row) => [row[left] ?? '', row[right] ?? ''] as const);
    },
  };
}

async function readSome(
  database: Database,
  table: Table,
  columns: readonly Column[],
  limit: number,
): Promise<Row[]> {
  const { dialect } = database;
  const list = columns
    .map((column, place) => `${cut(dialect, quoted(dialect, column.name), LENGTH)} as c${place}`)
    .join(', ');
  const from = quotedTable(dialect, table);
  const large = table.kind === 'table' && (table.rows ?? 0) > LARGE;
  if (large && dialect === 'postgres') {
    const share = Math.min(100, ((limit * 5) / (table.rows ?? 1)) * 100);
    const rows = await database.rows(
      `select ${list} from ${from} tablesample system (${share.toFixed(6)}) limit ${limit}`,
    );
    if (rows.length >= limit / 4) return rows;
  }
  if (large && dialect === 'sqlite') {
    const half = Math.floor(limit / 2);
    const ends = await Promise.all([
      database.rows(`select ${list} from ${from} order by _rowid_ limit ${half}`),
      database.rows(`select ${list} from ${from} order by _rowid_ desc limit ${half}`),
    ]).catch(() => null);
    if (ends) return ends.flat();
  }
  return database.rows(`select ${list} from ${from} limit ${limit}`);
}
