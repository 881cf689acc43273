import { type Instant, type Log, Refused, silentLog } from '../base/index.ts';
import type { ConnectOptions } from './connect.ts';
import type { ErasedRow } from './erased-rows.ts';
import { type KeyRing, keyRingOfFile, readKeyRing } from './key-ring.ts';
import { connectKeystore, type Keystore, openKeystoreDatabase, refuseKeysBesideData } from './keystore.ts';
import { bind, decrypt, derive, encrypt, keyedHash } from './sealing.rules.ts';

/** Seals personal data under a key of the person's own, so that destroying the key forgets every copy at once. */
export interface Vault {
  /**
   * Encrypted and bound to the person and to `context` (table and column, say): it opens nowhere else. Makes the person's
   * key the first time. Refuses `vault.forgotten`.
   */
  seal(personId: string, plaintext: Buffer | string, context: string, now: Instant): Promise<Buffer>;
  /** Refuses `vault.forgotten` once the key is destroyed, and `vault.sealed-otherwise` for what this person and context did not seal. */
  open(personId: string, sealed: Buffer, context: string): Promise<Buffer>;
  /** Loads the keys of many at once, before a loop over them; makes the missing ones when `now` is given. At most 5000. */
  warm(personIds: readonly string[], now?: Instant): Promise<void>;
  /**
   * Destroys the person's key for good. Other processes may still open for the seconds that a key is kept in memory.
   * Answers when it was destroyed: now, or the first time.
   */
  forget(personId: string, now: Instant): Promise<Instant>;
  /** As `forget`, for many at once. */
  forgetAll(personIds: readonly string[], now: Instant): Promise<void>;
  /** Who was forgotten at `since` or later: whom a restored backup has to forget again. */
  forgottenSince(since: Instant): Promise<{ personId: string; at: Instant }[]>;
  /** Writes down outside the data what was erased of people who stay. */
  noteErased(rows: readonly ErasedRow[], now: Instant): Promise<void>;
  /** What was noted so at `since` or later: what a restored backup has to lose again. */
  erasedSince(since: Instant): Promise<ErasedRow[]>;
  /** Whose keys are there, in the order of their ids, after `after`; at most `limit`. */
  keysAfter(after: string, limit: number): Promise<string[]>;
  /** The keyed hash by which an identity is found: 33 bytes, the first one the version. Canonical form is the caller's. */
  lookupHash(kind: string, canonical: string): Buffer;
  /** The same under every version, the current one first: what to look for while old rows are re-hashed. */
  lookupHashes(kind: string, canonical: string): Buffer[];
  /** What is kept of a suppressed address; no other use of the address gives the same bytes. */
  suppressionHash(channel: string, canonical: string): Buffer;
  suppressionHashes(channel: string, canonical: string): Buffer[];
  /** Starts a new version of the keyed hashes; other processes take it up when they start. Answers the version. */
  newHashVersion(now: Instant): Promise<number>;
  /** Wraps all keys under the newest KEPT_KEY; afterwards the older ones can be thrown away. Answers how many. */
  rotate(): Promise<number>;
  /** Clears dead copies of destroyed keys out of the keystore's pages. */
  purge(): Promise<void>;
  close(): Promise<void>;
}

export interface VaultOptions {
  /** KEPT_KEY; without it the key file in the data folder. */
  readonly key?: string | undefined;
  readonly keysUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly now: Instant;
  readonly log?: Log;
}

/** Keys in memory: enough for the people that are worked on, few enough to say so. */
const CACHED_KEYS = 5000;

/** How long a process may use a key without asking whether it was destroyed elsewhere. */
const CACHED_MILLISECONDS = 10_000;

/** @throws Refused as `readKeyRing`, `keyRingOfFile`, `openKeystoreDatabase` and `connectVault` do. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { key, dataDir, now, log = silentLog } = options;
  refuseKeysBesideData(options);
  const ring = key ? readKeyRing(key) : keyRingOfFile(dataDir, log);
  const { address, embedded } = await openKeystoreDatabase(options);
  const keystore = connectKeystore(address, ring, { embedded });
  try {
    return await vaultOn(keystore, now);
  } catch (error) {
    await keystore.close();
    throw error;
  }
}

/** A vault on a keystore whose tables are there already: a twin's, a test's. Refuses `vault.wrong-key`. */
export const connectVault = (
  address: Parameters<typeof connectKeystore>[0],
  ring: KeyRing,
  now: Instant,
  options: Pick<ConnectOptions, 'pool'> = {},
): Promise<Vault> => vaultOn(connectKeystore(address, ring, options), now);

async function vaultOn(keystore: Keystore, now: Instant): Promise<Vault> {
  let roots = await keystore.hashRoots(now); // also the proof that the key is the right one
  const cache = new Map<string, { key: Buffer; until: number }>();
  /** Counts what was forgotten: a key that was read before must not be cached after. */
  let forgotten = 0;

  const remember = (personId: string, key: Buffer) => {
    cache.delete(personId);
    cache.set(personId, { key, until: performance.now() + CACHED_MILLISECONDS });
    for (const [oldest] of cache) {
      if (cache.size <= CACHED_KEYS) break;
      cache.delete(oldest);
    }
  };

  const keyOf = async (personId: string, make?: Instant): Promise<Buffer> => {
    const cached = cache.get(personId);
    if (cached && cached.until > performance.now()) return cached.key;
    const before = forgotten;
    const key = (await keystore.dataKeys([personId], make)).get(personId);
    if (key === 'destroyed') {
      throw new Refused('vault.forgotten', 'This person was forgotten: the key to the data is destroyed.');
    }
    if (!key) throw new Refused('vault.unknown-person', 'Nothing was ever sealed about this person.');
    if (before === forgotten) remember(personId, key);
    return key;
  };

  // Deriving costs more than hashing, and a list of addresses is hashed with the same few keys.
  let derived: { from: typeof roots; keys: Map<string, [number, Buffer][]> } = {
    from: roots,
    keys: new Map(),
  };
  const keysFor = (use: string): [number, Buffer][] => {
    if (derived.from !== roots) derived = { from: roots, keys: new Map() };
    const known =
      derived.keys.get(use) ??
      [...roots].reverse().map(([version, root]): [number, Buffer] => [version, derive(root, use)]);
    derived.keys.set(use, known);
    return known;
  };
  const hashes = (use: string, message: Buffer): Buffer[] =>
    keysFor(use).map(([version, key]) => keyedHash(version, key, message));
  const current = (all: Buffer[]): Buffer => {
    const [first] = all;
    if (!first) throw new Error('the keystore has no hash root');
    return first;
  };
  const lookupHashes = (kind: string, canonical: string) => hashes('lookup', bind(kind, canonical));
  const suppressionHashes = (channel: string, canonical: string) =>
    hashes('suppression', bind(channel, canonical));

  return {
    async seal(personId, plaintext, context, at) {
      const text = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
      return encrypt(await keyOf(personId, at), text, bind('vault', personId, context));
    },
    async open(personId, sealed, context) {
      const opened = decrypt(await keyOf(personId), sealed, bind('vault', personId, context));
      if (opened) return opened;
      throw new Refused(
        'vault.sealed-otherwise',
        'This was sealed for another person or another place, or it has been changed.',
      );
    },
    async warm(personIds, at) {
      const before = forgotten;
      // With enough time left for the loop that they are loaded for.
      const soon = performance.now() + CACHED_MILLISECONDS / 2;
      const isFresh = (personId: string) => (cache.get(personId)?.until ?? 0) > soon;
      const missing = [...new Set(personIds)].filter((personId) => !isFresh(personId)).slice(0, CACHED_KEYS);
      if (missing.length === 0) return;
      for (const [personId, key] of await keystore.dataKeys(missing, at)) {
        if (key !== 'destroyed' && before === forgotten) remember(personId, key);
      }
    },
    async forget(personId, at) {
      const destroyedAt = await keystore.destroy(personId, at);
      forgotten++;
      // Overwritten too: the garbage collector gives no date.
      cache.get(personId)?.key.fill(0);
      cache.delete(personId);
      return destroyedAt;
    },
    async forgetAll(personIds, at) {
      await keystore.destroyAll(personIds, at);
      forgotten++;
      for (const personId of personIds) {
        cache.get(personId)?.key.fill(0);
        cache.delete(personId);
      }
    },
    forgottenSince: (since) => keystore.destroyedSince(since),
    noteErased: keystore.noteErased,
    erasedSince: keystore.erasedSince,
    keysAfter: keystore.keysAfter,
    lookupHash: (kind, canonical) => current(lookupHashes(kind, canonical)),
    lookupHashes,
    suppressionHash: (channel, canonical) => current(suppressionHashes(channel, canonical)),
    suppressionHashes,
    async newHashVersion(at) {
      const version = await keystore.addHashRoot(at);
      roots = await keystore.hashRoots(at);
      return version;
    },
    rotate: () => keystore.rewrap(),
    purge: () => keystore.purge(),
    close: async () => {
      for (const { key } of cache.values()) key.fill(0);
      cache.clear();
      await keystore.close();
    },
  };
}
