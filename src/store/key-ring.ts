import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Log, Refused, silentLog } from '../base/index.ts';

/** The key-encryption keys: the newest wraps, the older ones only unwrap until `rotate` has passed. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

/**
 * Reads `1:<32 bytes in base64>`, or several of that kind, separated by commas or on lines of their own; the highest
 * version is the current one. A single key may come without its version, which is then 1.
 *
 * @throws Refused `vault.bad-key`, which does not quote the key.
 */
export function readKeyRing(text: string): KeyRing {
  const keys = new Map<number, Buffer>();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [, version = '1', encoded = ''] = /^(?:(\d{1,6}):)?([\w+/-]+=*)$/.exec(entry) ?? [];
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== 32 || Number(version) < 1) {
      throw new Refused(
        'vault.bad-key',
        'KEPT_KEY is a version, a colon and 32 bytes in base64, like 1:q83v…=',
      );
    }
    if (keys.has(Number(version)))
      throw new Refused('vault.bad-key', `KEPT_KEY has version ${version} twice`);
    keys.set(Number(version), key);
  }
  if (keys.size === 0) throw new Refused('vault.bad-key', 'KEPT_KEY is empty');
  return { current: Math.max(...keys.keys()), keys };
}

/** A new key as `readKeyRing` reads it. */
export const newKey = (version = 1): string => `${version}:${randomBytes(32).toString('base64')}`;

/**
 * The ring in `kept.key` in the data folder, made (with a warning) if it is not there. Whoever takes the folder then has
 * key and data together: fine for a trial, while a real installation sets KEPT_KEY.
 *
 * @throws Refused `vault.key-file-open` when others may read it.
 */
export function keyRingOfFile(dataDir: string, log: Log = silentLog): KeyRing {
  const file = join(dataDir, 'kept.key');
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) {
    makeKeyFile(dataDir, file);
    log('vault.key-file-made', { room: 'store' });
  } else if (process.platform !== 'win32' && mode & 0o077) {
    throw new Refused('vault.key-file-open', `Others may read ${file}. Run: chmod 600 ${file}`);
  }
  return readKeyRing(readFileSync(file, 'utf8'));
}

/** Whole or not at all, and never over another's: what a lost key has sealed stays sealed. */
function makeKeyFile(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const out = openSync(draft, 'w', 0o600);
  writeSync(out, `${newKey()}\n`);
  fsyncSync(out);
  closeSync(out);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
