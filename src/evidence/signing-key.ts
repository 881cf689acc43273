import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../base/index.ts';
import { formatVerifierKey, type Verifier, verifierOf } from './verifier-key.rules.ts';

/** What the ledger signs with, and under which name. */
export interface SigningKey {
  /** The log's name, a URL without its scheme: `privacy.example.org/ledger`. First line of every checkpoint. */
  origin: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The key's line on checkpoints, and its line that tells the time. */
  verifiers: { log: Verifier; clock: Verifier };
  /** `name+id+key`: publish it; whoever holds it can check everything. */
  verifierKey: string;
}

export const KEY_FILE = 'ledger-key.pem';

/**
 * The ledger's key: from `pem` (PKCS#8) where it is given, or else from `ledger-key.pem` in the data folder, which is made
 * (mode 600) when it is missing. Refuses `evidence.bad-key` for anything but an Ed25519 private key, `evidence.key-exposed`
 * for a file that others may read, and `evidence.bad-key-name` for an origin with spaces or a plus.
 */
export function loadSigningKey(dataDir: string, options: { origin: string; pem?: string }): SigningKey {
  const { origin, pem } = options;
  return signingKeyOf(origin, privateKeyFrom(pem ?? readOrMake(dataDir)));
}

/** A key that is already in hand; see `loadSigningKey`. */
export function signingKeyOf(origin: string, privateKey: KeyObject): SigningKey {
  // The text of a checkpoint begins with its origin, and may not look like what a cosigner signs.
  if (origin === 'cosignature/v1') {
    throw new Refused('evidence.bad-key-name', '"cosignature/v1" cannot be the name of a ledger');
  }
  const publicKey = createPublicKey(privateKey);
  const log = verifierOf(origin, 'ed25519', publicKey);
  const clock = verifierOf(origin, 'cosignature', publicKey);
  return { origin, privateKey, publicKey, verifiers: { log, clock }, verifierKey: formatVerifierKey(log) };
}

function privateKeyFrom(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Refused('evidence.bad-key', 'The ledger key is not a private key in PEM (PKCS#8)');
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Refused('evidence.bad-key', `The ledger key is of type ${key.asymmetricKeyType}, not ed25519`);
  }
  return key;
}

function readOrMake(dataDir: string): string {
  const path = join(dataDir, KEY_FILE);
  const found = read(path);
  if (found !== null) return found;
  mkdirSync(dataDir, { recursive: true });
  // Whole under another name first, then linked, which fails when somebody was faster: nobody ever reads half a key,
  // and two processes that start at once end with the same one.
  const fresh = join(dataDir, `.${KEY_FILE}.${randomUUID()}`);
  writeFileSync(fresh, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  chmodSync(fresh, 0o600);
  try {
    linkSync(fresh, path);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
  } finally {
    unlinkSync(fresh);
  }
  return readFileSync(path, 'utf8');
}

function read(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  // Windows has no such mode; there the folder's own access list protects it.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new Refused(
      'evidence.key-exposed',
      `${path} can be read by others: chmod 600 it, and consider a new key`,
    );
  }
  return readFileSync(path, 'utf8');
}
