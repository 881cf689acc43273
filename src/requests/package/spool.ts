import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a piece lies. */
export interface Piece {
  readonly at: number;
  readonly length: number;
  readonly number: number;
}

/**
 * A place on disk for what is too much for memory: the rows of a table have to be seen all before its columns are known, and
 * tables come in turns. Encrypted under a key that is only in this process, and the file has no name from the start, so that
 * nothing readable outlives us.
 */
export interface Spool {
  keep(content: Uint8Array | string): Promise<Piece>;
  read(piece: Piece): Promise<Buffer>;
  readText(piece: Piece): Promise<string>;
  close(): Promise<void>;
}

const TAG = 16;

export async function openSpool(folder = tmpdir()): Promise<Spool> {
  const own = await mkdtemp(join(folder, 'kept-package-'));
  const file = await open(join(own, 'spool'), 'wx+', 0o600);
  // Where a file in use can't lose its name (Windows), it does when it is closed.
  await rm(own, { recursive: true, force: true }).catch(() => {});
  const key = randomBytes(32);
  let end = 0;
  let pieces = 0;
  // Each piece has its number as nonce, and the key lives for one spool: no nonce comes twice.
  const nonceOf = (number: number): Buffer => {
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(number, 6, 6);
    return nonce;
  };
  // One place that all pieces are read into, one after another: buffers outlive their use until memory is collected.
  let scratch = Buffer.alloc(0);
  const opened = async <T>(piece: Piece, take: (decipher: DecipherGCM, sealed: Buffer) => T): Promise<T> => {
    const { at, length, number } = piece;
    if (scratch.length < length) scratch = Buffer.allocUnsafe(length);
    const { bytesRead } = await file.read(scratch, 0, length, at);
    if (bytesRead !== length)
      throw new Error('the spool of a package is shorter than what was written to it');
    const tag = scratch.subarray(length - TAG, length);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number)).setAuthTag(tag);
    const taken = take(decipher, scratch.subarray(0, length - TAG));
    decipher.final();
    return taken;
  };
  return {
    async keep(content) {
      const number = pieces++;
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
      // As text, a sign for each byte: buffers lie outside the heap, and many outlive their use until memory is collected.
      const sealed =
        typeof content === 'string'
          ? cipher.update(content, 'utf8', 'latin1')
          : cipher.update(content, undefined, 'latin1');
      cipher.final();
      const at = end;
      const tagged = sealed + cipher.getAuthTag().toString('latin1');
      const { bytesWritten } = await file.write(tagged, at, 'latin1');
      if (bytesWritten !== tagged.length) throw new Error('the disk took only a part of a package');
      end += bytesWritten;
      return { at, length: bytesWritten, number };
    },
    read: (piece) => opened(piece, (decipher, sealed) => decipher.update(sealed)),
    readText: (piece) => opened(piece, (decipher, sealed) => decipher.update(sealed, undefined, 'utf8')),
    async close() {
      key.fill(0);
      await file.close();
      await rm(own, { recursive: true, force: true });
    },
  };
}
