import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Refused } from '../base/index.ts';
import {
  type BackupHeader,
  checkFirstLine,
  LAST_LINE_BYTES,
  readHeader,
  readLastLine,
} from './backup.rules.ts';

/** A backup that was read from its first byte to its last and found to be as it was written. */
export type Backup = BackupHeader & {
  readonly file: string;
  readonly sha256: string;
  /** Where the rows are in the file: from this byte to before that one. */
  readonly content: { readonly start: number; readonly end: number };
};

/** Longer than any; keeps a file that is no backup out of memory. */
const LONGEST_LINE = 8 * 1024 * 1024;
const FIRST_READ = 64;

/**
 * Reads what `file` is and checks every byte of it.
 *
 * @throws Refused `store.no-file`, `store.no-backup`, `store.newer-backup`, `store.backup-cut-off`, `store.backup-damaged`.
 */
export async function readBackup(file: string): Promise<Backup> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Refused('store.no-file', `There is no file ${file}.`);
    throw error;
  });
  try {
    const { size } = await handle.stat();
    const first = await lineAt(handle, 0, FIRST_READ);
    checkFirstLine(first ?? '', file);
    const end = size - LAST_LINE_BYTES;
    const last = Buffer.alloc(LAST_LINE_BYTES);
    if (end > 0) await handle.read(last, 0, LAST_LINE_BYTES, end);
    const said = readLastLine(last.toString('latin1'), file);
    const sha256 = await digestOf(file, end);
    if (sha256 !== said)
      throw new Refused(
        'store.backup-damaged',
        `${file} is not as it was written: its bytes do not give the SHA-256 at its end. Nothing was restored. ` +
          'Use another copy.',
        { said, found: sha256 },
      );
    const headerAt = (first ?? '').length + 1;
    const header = await lineAt(handle, headerAt, LONGEST_LINE);
    const start = headerAt + Buffer.byteLength(header ?? '') + 1;
    return { ...readHeader(header ?? '', file), file, sha256, content: { start, end } };
  } finally {
    await handle.close();
  }
}

/** Undefined when no line ends within `longest` bytes. */
async function lineAt(handle: FileHandle, position: number, longest: number): Promise<string | undefined> {
  const step = Math.min(longest, 64 * 1024);
  let line = Buffer.alloc(0);
  while (line.length < longest) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(step), 0, step, position + line.length);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end >= 0) return Buffer.concat([line, buffer.subarray(0, end)]).toString('utf8');
    if (bytesRead === 0) return undefined;
    line = Buffer.concat([line, buffer.subarray(0, bytesRead)]);
  }
  return undefined;
}

async function digestOf(file: string, length: number): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: length - 1, highWaterMark: 256 * 1024 }))
    digest.update(chunk);
  return digest.digest('hex');
}

/** The rows of a backup, table after table: ask for those of each in the order of the header. */
export interface Content {
  /** The next `rows` rows, in blocks that end where it suits; `read` of them so far is told with each. */
  next(rows: number): AsyncGenerator<{ block: Buffer; read: number }>;
  close(): void;
}

export function openContent({ file, content }: Pick<Backup, 'file' | 'content'>): Content {
  const raw = createReadStream(file, {
    start: content.start,
    end: content.end - 1,
    highWaterMark: 64 * 1024,
  });
  const text = raw.pipe(createGunzip({ chunkSize: 64 * 1024 }));
  raw.on('error', (error) => text.destroy(error));
  const blocks: AsyncIterator<Buffer> = text[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  return {
    async *next(rows) {
      for (let read = 0; read < rows; ) {
        if (rest.length === 0) {
          const { value, done } = await blocks.next();
          if (done)
            throw new Refused(
              'store.backup-damaged',
              `${file} has fewer rows than it says. Use another copy.`,
            );
          rest = value;
        }
        let end = 0;
        while (read < rows) {
          const at = rest.indexOf(10, end);
          if (at < 0) {
            end = rest.length;
            break;
          }
          end = at + 1;
          read += 1;
        }
        const block = rest.subarray(0, end);
        rest = rest.subarray(end);
        yield { block, read };
      }
    },
    close() {
      raw.destroy();
      text.destroy();
    },
  };
}
