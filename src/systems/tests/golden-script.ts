/* A golden case as a script for one kind of database, and its tables as they stand. */
import { openDatabase } from '../database/open.ts';
import type { Golden } from './golden.ts';

type Cell = string | number | null;
type Content = Record<string, Cell[][]>;

export function scriptOf({ schema, rows }: Golden, dialect: 'postgres' | 'mysql' | 'sqlite'): string {
  // MySQL ignores a foreign key that is written beside its column; SQLite can't add one later.
  const tables = schema
    .map((one) =>
      dialect === 'mysql'
        ? one.replaceAll(
            /(\w+) int not null references (\w+) \((\w+)\)/g,
            '$1 int not null, foreign key ($1) references $2 ($3)',
          )
        : one,
    )
    .filter((one) => !(dialect === 'sqlite' && one.startsWith('alter')))
    .map((one) =>
      dialect === 'sqlite' &&
      schema.some((other) => other.startsWith('alter')) &&
      one.includes('people (id int')
        ? one.replace(/account int\)$/, 'account int references accounts (id))')
        : one,
    );
  const cells = (row: readonly Cell[]) =>
    row.map((cell) => (cell === null ? 'null' : typeof cell === 'number' ? cell : `'${cell}'`)).join(', ');
  return [
    ...tables,
    ...Object.entries(rows).flatMap(([table, all]) =>
      all.map((row) => `insert into ${table} values (${cells(row)})`),
    ),
    ...(schema.some((one) => one.startsWith('alter')) ? ['update people set account = id + 6'] : []),
  ]
    .map((one) => `${one};\n`)
    .join('');
}

/** Every table of the case, each row as its columns stand. */
export async function contentOf(url: string, { rows }: Golden): Promise<Content> {
  const database = await openDatabase(url);
  const content: Content = {};
  for (const table of Object.keys(rows)) {
    content[table] = sorted(
      (await database.rows(`select * from ${table}`)).map((row) => Object.values(row).map(plain)),
    );
  }
  await database.close();
  return content;
}

/** What the case says, in the same form; `#` stands for a keyed hash, which is not told beforehand. */
export function wantedOf({ after }: Golden, before: Content): Content {
  return Object.fromEntries(
    Object.entries(before).map(([table, rows]) => [
      table,
      after[table] ? sorted(after[table].map((row) => row.map(plain))) : rows,
    ]),
  );
}

function plain(value: unknown): Cell {
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) return '#';
  if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)) return Number(value);
  return typeof value === 'number' || value === null ? value : String(value);
}

const sorted = (rows: Cell[][]): Cell[][] =>
  rows.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
