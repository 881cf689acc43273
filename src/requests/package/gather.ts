import { fileTypeFromBuffer } from 'file-type';
import type { Policy } from '../../policy/index.ts';
import { type Cell, cellOf, LONGEST_INLINE, shortened } from './cells.rules.ts';
import type { Held, Section } from './held.ts';
import type { uniquePaths } from './names.rules.ts';
import { columnsToTake } from './portable.rules.ts';
import type { Piece, Spool } from './spool.ts';

export type PlainRow = Readonly<Record<string, Cell>>;

/** All rows of one table of the package. */
export interface Gathered {
  readonly section: Section;
  readonly system: string;
  readonly table: string;
  /** Column: the kind of data, where somebody said it. */
  readonly columns: Map<string, string | null>;
  /** Columns whose cells are bytes, written as base64. */
  readonly encoded: Set<string>;
  /** The file of its rows, without an ending. */
  readonly path: string;
  count: number;
  /** The first rows, for people to read. */
  readonly sample: Record<string, string>[];
  readonly pieces: Piece[];
}

/** Bytes out of a column, as a file. */
interface GatheredFile {
  readonly path: string;
  readonly piece: Piece;
}

export interface Gathering {
  readonly tables: readonly Gathered[];
  readonly files: readonly GatheredFile[];
  /** Kinds of data that were left out because they may not be taken elsewhere. */
  readonly leftOut: ReadonlySet<string>;
}

/** Takes out of a text what is about others; see `thirdparties.rules.ts`. */
export type Redactor = (
  text: string,
  where: { readonly system: string; readonly table: string; readonly column: string },
) => string;

export interface GatherOptions {
  readonly policy: Policy;
  /** Only what may be taken elsewhere (Art 20). */
  readonly onlyPortable: boolean;
  readonly redact: Redactor;
  /** How many rows of a table people read in the dossier. */
  readonly sample: number;
  readonly pathOf: ReturnType<typeof uniquePaths>;
}

/** Rows are written out when those of a table come to so many characters. */
const PIECE = 32_000;

/** Reads everything that is held once, and keeps it in the spool by table. Memory does not grow with the rows. */
export async function gather(
  held: AsyncIterable<Held>,
  spool: Spool,
  options: GatherOptions,
): Promise<Gathering> {
  const tables = new Map<string, Gathered & { waiting: string[]; size: number }>();
  const files: GatheredFile[] = [];
  const leftOut = new Set<string>();

  for await (const batch of held) {
    const take = options.onlyPortable ? columnsToTake(options.policy, batch) : 'all';
    if (options.onlyPortable) for (const kind of notTaken(batch, take)) leftOut.add(kind);
    if (take.length === 0 || batch.rows.length === 0) continue;
    const section = batch.section ?? 'records';
    const id = JSON.stringify([section, batch.system, batch.table]);
    let into = tables.get(id);
    if (!into) {
      const path = options.pathOf('data', batch.system, `${batch.table}.json`).replace(/\.json$/, '');
      const { system, table } = batch;
      into = {
        section,
        system,
        table,
        path,
        count: 0,
        sample: [],
        pieces: [],
        waiting: [],
        size: 0,
        ...empty(),
      };
      tables.set(id, into);
    }
    for (const row of batch.rows) {
      const plain: Record<string, Cell> = {};
      for (const [column, value] of Object.entries(row)) {
        if (take !== 'all' && !take.includes(column)) continue;
        if (!into.columns.has(column)) into.columns.set(column, batch.columns?.[column] ?? batch.category);
        plain[column] =
          value instanceof Uint8Array
            ? await bytesInto(into, column, value, row, spool, files, options)
            : textOf(cellOf(value), { ...batch, column }, options.redact);
      }
      into.count++;
      if (into.sample.length < options.sample) into.sample.push(shownOf(plain));
      const line = JSON.stringify(plain);
      into.waiting.push(line);
      into.size += line.length;
      if (into.size >= PIECE) await writeOut(into, spool);
    }
  }
  for (const table of tables.values()) if (table.size > 0) await writeOut(table, spool);
  return { tables: [...tables.values()], files, leftOut };
}

const shownOf = (row: PlainRow): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, shortened(cell)]));

const empty = () => ({ columns: new Map<string, string | null>(), encoded: new Set<string>() });

const textOf = (cell: Cell, where: Parameters<Redactor>[1], redact: Redactor): Cell =>
  typeof cell === 'string' ? redact(cell, where) : cell;

const notTaken = (batch: Held, take: 'all' | readonly string[]): string[] =>
  take === 'all'
    ? []
    : batch.columns
      ? Object.entries(batch.columns).flatMap(([column, kind]) => (take.includes(column) ? [] : [kind]))
      : [batch.category ?? 'unsorted'];

async function writeOut(
  table: { waiting: string[]; size: number; pieces: Piece[] },
  spool: Spool,
): Promise<void> {
  table.pieces.push(await spool.keep(table.waiting.join('\n')));
  table.waiting = [];
  table.size = 0;
}

/** A few bytes stay in the row; more become a file beside it, with the ending that they themselves tell. */
async function bytesInto(
  table: Gathered,
  column: string,
  value: Uint8Array,
  row: Readonly<Record<string, unknown>>,
  spool: Spool,
  files: GatheredFile[],
  { pathOf }: GatherOptions,
): Promise<Cell> {
  if (value.length <= LONGEST_INLINE && typeof row.path !== 'string') {
    table.encoded.add(column);
    return Buffer.from(value).toString('base64');
  }
  const told = typeof row.path === 'string' ? row.path.split(/[/\\]/).at(-1) : undefined;
  const ending = told ? '' : `.${(await fileTypeFromBuffer(value))?.ext ?? 'bin'}`;
  const name = told ?? `${table.table}-${column}-${table.count + 1}${ending}`;
  const path = pathOf('files', table.system, name);
  files.push({ path, piece: await spool.keep(value) });
  return path;
}

/** The rows of a table again, a piece at a time. */
export async function* rowsOf(table: Gathered, spool: Spool): AsyncGenerator<string[]> {
  for (const piece of table.pieces) yield (await spool.readText(piece)).split('\n');
}
