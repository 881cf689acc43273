import { type Cell, csvLine } from './cells.rules.ts';
import { type Gathered, type PlainRow, rowsOf } from './gather.ts';
import type { Spool } from './spool.ts';

/** Opens in a spreadsheet as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The rows of a table as CSV, every column that any of them has. */
export async function* asCsv(table: Gathered, spool: Spool): AsyncGenerator<string> {
  const columns = [...table.columns.keys()];
  yield BYTE_ORDER_MARK + csvLine(columns);
  for await (const lines of rowsOf(table, spool)) {
    yield lines
      .map((line) => {
        const row = JSON.parse(line) as Record<string, Cell>;
        return csvLine(columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? null) : null)));
      })
      .join('');
  }
}

/** The same as JSON: what each column is, then the rows with their values exactly as they are held. */
export async function* asJson(table: Gathered, spool: Spool): AsyncGenerator<string> {
  const columns = [...table.columns].map(([name, kind]) => ({
    name,
    kind,
    ...(table.encoded.has(name) && { encoding: 'base64' }),
  }));
  const { system, table: name, count } = table;
  const head = JSON.stringify({ system, table: name, count, columns }, null, 1).slice(0, -2);
  yield `${head},\n "rows": [\n`;
  let first = true;
  for await (const lines of rowsOf(table, spool)) {
    yield `${first ? '' : ',\n'}${lines.join(',\n')}`;
    first = false;
  }
  yield '\n ]\n}\n';
}

export type TableJson = {
  system: string;
  table: string;
  count: number;
  columns: { name: string; kind: string | null; encoding?: 'base64' }[];
  rows: PlainRow[];
};
