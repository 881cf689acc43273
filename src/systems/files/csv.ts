import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refused } from '../../base/index.ts';
import { type Place, TEMPORARY } from './walk.ts';

/** A row of a CSV file. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Its bytes as they stand in the file, one character each. */
  readonly raw: string;
  /** What stands for it in plans and journals; rows that are alike have the same. */
  readonly mark: string;
}

export interface CsvFile {
  readonly columns: readonly string[];
  /** The bytes of the row that names them. */
  readonly head: string;
  readonly rows: AsyncIterable<CsvRow>;
}

/** A row longer than this is not a row. */
const LONGEST_ROW = 4_000_000;

const MARK = '\u00ef\u00bb\u00bf'; // the byte order mark of UTF-8, byte by byte

/** Bytes become characters one to one, so that what is written back is what was read, whatever its encoding. */
const textOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(8_192), position: 0 });
    const [first = ''] = buffer.toString('latin1', 0, bytesRead).split(/\r?\n/);
    const counted = [',', ';', '\t', '|'].map((sign) => [sign, first.split(sign).length] as const);
    return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
  } finally {
    await handle.close();
  }
}

/** Reads a CSV file row by row; its first row names the columns. Refuses `systems.file-unreadable`. */
export async function openCsv(file: string): Promise<CsvFile> {
  const records = recordsOf(file, await delimiterOf(file));
  const first = await records.next();
  const head = first.done ? { cells: [], raw: '' } : first.value;
  const names = head.cells.map((cell, at) => textOf(at === 0 ? withoutMark(cell) : cell).trim());
  return {
    columns: names.map((name, at) => name || `column ${at + 1}`),
    head: head.raw,
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const { cells, raw } of records) {
          const mark = createHash('sha256').update(JSON.stringify(cells)).digest('hex');
          yield { cells: cells.map(textOf), raw, mark };
        }
      },
    },
  };
}

/**
 * Rows with the bytes they stand in, which no library gives back whole: what is not taken out has to stay as it was (RFC 4180;
 * a quote inside a cell that does not begin with one is a quote).
 */
async function* recordsOf(
  file: string,
  delimiter: string,
): AsyncGenerator<{ cells: string[]; raw: string }, undefined> {
  let cells: string[] = [];
  let cell = '';
  let raw = '';
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start';
  for await (const chunk of createReadStream(file, { encoding: 'latin1' }) as AsyncIterable<string>) {
    for (const sign of chunk) {
      raw += sign;
      if (state === 'quoted') {
        if (sign === '"') state = 'closed';
        else cell += sign;
      } else if (sign === '"' && (state === 'start' || state === 'closed')) {
        if (state === 'closed') cell += sign;
        state = 'quoted';
      } else if (sign === delimiter) {
        cells.push(cell);
        cell = '';
        state = 'start';
      } else if (sign === '\n') {
        cells.push(state === 'bare' && cell.endsWith('\r') ? cell.slice(0, -1) : cell);
        yield { cells, raw };
        [cells, cell, raw, state] = [[], '', '', 'start'];
      } else if (!(sign === '\r' && state === 'closed')) {
        cell += sign;
        state = 'bare';
      }
      if (raw.length > LONGEST_ROW)
        throw new Refused(
          'systems.file-unreadable',
          'A file of comma-separated values has a row of more than 4 MB: a quote is open in it, or it is none.',
        );
    }
  }
  if (raw !== '') yield { cells: [...cells, cell], raw };
  return undefined;
}

const withoutMark = (cell: string): string => (cell.startsWith(MARK) ? cell.slice(MARK.length) : cell);

/**
 * Takes the rows with these marks out of a CSV file: what remains is written beside it and put in its place at once, so that
 * nobody ever reads half of it. Everything else stays as it was, byte for byte. Answers how many rows went.
 * @throws Refused `systems.changed-meanwhile`: somebody wrote to it while it was read
 */
export async function removeRows(place: Place, marks: ReadonlySet<string>): Promise<number> {
  let removed = 0;
  const before = await stat(place.absolute);
  const beside = join(dirname(place.absolute), `${TEMPORARY}${randomUUID()}`);
  const target = createWriteStream(beside, {
    encoding: 'latin1',
    mode: before.mode,
    flags: 'wx',
    flush: true,
  });
  try {
    const { head, rows } = await openCsv(place.absolute);
    target.write(head, 'latin1');
    for await (const { raw, mark } of rows) {
      if (marks.has(mark)) removed++;
      else if (!target.write(raw, 'latin1')) await once(target, 'drain');
    }
    target.end();
    await once(target, 'close');
    const after = await stat(place.absolute);
    if (after.mtimeMs !== before.mtimeMs || after.size !== before.size || after.ino !== before.ino)
      throw new Refused(
        'systems.changed-meanwhile',
        'A file was written by somebody else while rows were being taken out of it. Nothing was changed; try again.',
      );
    if (removed > 0) await rename(beside, place.absolute);
    return removed;
  } finally {
    target.destroy();
    await rm(beside, { force: true });
  }
}
