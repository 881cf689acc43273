import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { TextDecoder } from 'node:util';
import type { Store } from '../store/index.ts';
import { bytesOfBase64 } from './base64.rules.ts';
import { signingKeyFor } from './ledger.ts';
import type { Verification } from './ledger-check.ts';
import { parseVerifierKey } from './verifier-key.rules.ts';
import { ledgerReader, type VerifyOptions, verifyLedger } from './verify.ts';
import type { CheckpointRow, EntryRow, LedgerReader, TileRow } from './verify-rows.ts';

/*
 * A pack is the ledger as one file that anyone can check offline: NDJSON, every line exactly as `JSON.stringify` writes it.
 *   {"kept-ledger-pack":1,"ledger":"name+id+key"}
 *   {"tile":[level,number,"base64"]}  {"checkpoint":[size,previous,"note"]}
 *   {"entry":[leaf,id,at,kind,actor,body,about,salt,commitment,promise]}
 *   {"end":[lines before this one,"SHA-256 of them in hex"]}
 * Whom entries are about stays at home.
 */
const VERSION = 1;
const LONGEST_LINE = 16 * 1024 * 1024;
const LINES_AT_ONCE = 4_096;

/** Writes the ledger of the store to `out`, which the caller opens and ends. Answers the number of entries. */
export async function writePack(store: Pick<Store, 'db'>, out: Writable): Promise<number> {
  let entries = 0;
  let lines = 0;
  const digest = createHash('sha256');
  const write = async (rows: readonly object[]) => {
    if (rows.length === 0) return;
    lines += rows.length;
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    digest.update(text);
    // Waiting for the slower side keeps the pack of a large ledger out of memory.
    if (!out.write(text)) await once(out, 'drain');
  };
  await write([{ 'kept-ledger-pack': VERSION, ledger: signingKeyFor(store.db).verifierKey }]);
  await ledgerReader(store).read(async (block) => {
    entries += block.entries.length;
    await write(
      block.tiles.map(({ level, number, hashes }) => ({ tile: [level, number, hashes.toString('base64')] })),
    );
    await write(
      block.checkpoints.map(({ size, previous, note }) => ({ checkpoint: [size, previous, note] })),
    );
    await write(block.entries.map((row) => ({ entry: ENTRY_COLUMNS.map((column) => row[column]) })));
  });
  await write([{ end: [lines, digest.copy().digest('hex')] }]);
  return entries;
}

/** Checks a pack with nothing but the ledger's `verifierKey`, in memory that does not grow with the pack. */
export const verifyPack = (
  pack: AsyncIterable<Uint8Array | string>,
  verifierKey: string,
  options?: VerifyOptions,
): Promise<Verification> => verifyLedger(packReader(pack, verifierKey), verifierKey, options);

const ENTRY_COLUMNS = [
  'leaf',
  'id',
  'at',
  'kind',
  'actor',
  'body',
  'about',
  'salt',
  'commitment',
  'promise',
] as const satisfies (keyof EntryRow)[];

/** The ledger in a pack. Lines that are not as `writePack` writes them are handed on as problems, by their number. */
export function packReader(pack: AsyncIterable<Uint8Array | string>, verifierKey: string): LedgerReader {
  const { name } = parseVerifierKey(verifierKey);
  return {
    abouts: false,
    async read(visit) {
      let count = 0;
      let ended = false;
      const digest = createHash('sha256');
      let block = emptyBlock();
      const problem = (what: string) => block.problems.push({ where: `line ${count + 1}`, what });
      for await (const lines of linesOf(pack)) {
        for (const line of lines) {
          const row = line === null ? null : parse(line);
          if (ended) problem('the pack goes on after its end');
          else if (row === null) problem('it is not a line as packs have them');
          else if (count === 0) {
            const own = 'kept-ledger-pack' in row && row['kept-ledger-pack'] === VERSION;
            if (!own) problem('the pack does not begin as packs of this version do');
            else if (!('ledger' in row) || row.ledger !== verifierKey) {
              problem(`the pack is of another ledger, not of ${name} with the key that was given`);
            }
          } else if ('end' in row) {
            ended = true;
            if (JSON.stringify(row.end) !== JSON.stringify([count, digest.digest('hex')])) {
              problem('the lines before this one are not those that were written: altered, moved or missing');
            }
          } else if (!takeRow(block, row)) problem('it is neither tile, checkpoint nor entry');
          if (!ended) digest.update(`${line}\n`);
          count += 1;
          if (count % LINES_AT_ONCE === 0) {
            await visit(block);
            block = emptyBlock();
          }
        }
      }
      if (!ended) problem('the pack has no end: it was cut off');
      await visit(block);
    },
  };
}

const emptyBlock = () => ({
  tiles: [] as TileRow[],
  checkpoints: [] as CheckpointRow[],
  entries: [] as EntryRow[],
  problems: [] as { where: string; what: string }[],
});

function takeRow(block: ReturnType<typeof emptyBlock>, row: object): boolean {
  if ('tile' in row && Array.isArray(row.tile)) {
    const [level, number, encoded] = row.tile;
    const hashes = typeof encoded === 'string' ? bytesOfBase64(encoded) : null;
    if (typeof level !== 'number' || typeof number !== 'number' || hashes === null || row.tile.length !== 3)
      return false;
    return block.tiles.push({ level, number, hashes }) > 0;
  }
  if ('checkpoint' in row && Array.isArray(row.checkpoint)) {
    const [size, previous, note] = row.checkpoint;
    if (typeof size !== 'number' || typeof previous !== 'number' || typeof note !== 'string') return false;
    return row.checkpoint.length === 3 && block.checkpoints.push({ size, previous, note }) > 0;
  }
  if ('entry' in row && Array.isArray(row.entry)) {
    const [leaf, id, at, kind, actor, body, about, salt, commitment, promise] = row.entry;
    const text = [id, at, commitment, promise];
    const textOrNull = [kind, actor, body, about, salt];
    if (row.entry.length !== ENTRY_COLUMNS.length || !(leaf === null || typeof leaf === 'number'))
      return false;
    if (!text.every((value) => typeof value === 'string')) return false;
    if (!textOrNull.every((value) => value === null || typeof value === 'string')) return false;
    return block.entries.push({ leaf, id, at, kind, actor, body, about, salt, commitment, promise }) > 0;
  }
  return false;
}

/** Null unless the line is byte for byte what `JSON.stringify` makes of its content: one row with one key, or the head. */
function parse(line: string): object | null {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null || JSON.stringify(row) !== line) return null;
    return Object.keys(row).length === ('kept-ledger-pack' in row ? 2 : 1) ? row : null;
  } catch {
    return null;
  }
}

/** The lines of each chunk; null for one that is not UTF-8, too long, or has no newline at its end. */
async function* linesOf(pack: AsyncIterable<Uint8Array | string>): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of pack) {
    rest = Buffer.concat([rest, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
    const lines: (string | null)[] = [];
    let start = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
      lines.push(decode(decoder, rest.subarray(start, end)));
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > LONGEST_LINE) {
      lines.push(null);
      rest = Buffer.alloc(0);
    }
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [null];
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
