import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
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
  keep(bytes: Buffer): Promise<Piece>;
  read(piece: Piece): Promise<Buffer>;
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
  return {
    async keep(bytes) {
      const number = pieces++;
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      const at = end;
      end += sealed.length;
      await file.write(sealed, 0, sealed.length, at);
      return { at, length: sealed.length, number };
    },
    async read({ at, length, number }) {
      const sealed = Buffer.allocUnsafe(length);
      const { bytesRead } = await file.read(sealed, 0, length, at);
      if (bytesRead !== length)
        throw new Error('the spool of a package is shorter than what was written to it');
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number)).setAuthTag(
        sealed.subarray(-TAG),
      );
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
    },
    async close() {
      key.fill(0);
      await file.close();
      await rm(own, { recursive: true, force: true });
    },
  };
}
