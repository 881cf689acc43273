import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import { type Instant, type Log, Refused, silentLog } from '../base/index.ts';
import { ensureDatabase } from './databases.ts';
import type { Address } from './door.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { type ErasedRows, erasedRowsOn } from './erased-rows.ts';
import type { KeyRing } from './key-ring.ts';
import { KEY_MIGRATIONS, migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { bind, decrypt, derive, encrypt } from './sealing.rules.ts';

/** Where the keys live: their wrapped form in a database of their own, the keys that unwrap them in `ring`. */
export interface Keystore extends ErasedRows {
  /** The data keys of `personIds`; makes those that are missing if `make` is given. 'destroyed' for the forgotten. */
  dataKeys(personIds: readonly string[], make?: Instant): Promise<Map<string, Buffer | 'destroyed'>>;
  /** Answers when the key was destroyed: now, or earlier. */
  destroy(personId: string, now: Instant): Promise<Instant>;
  /** Destroys the keys of many; of those that were destroyed before, the first time counts. */
  destroyAll(personIds: readonly string[], now: Instant): Promise<void>;
  /** Whose keys were destroyed at `since` or later, oldest first: to be forgotten again in a restored backup. */
  destroyedSince(since: Instant): Promise<{ personId: string; at: Instant }[]>;
  /** Whose keys are there, in the order of their ids, after `after`; at most `limit`. */
  keysAfter(after: string, limit: number): Promise<string[]>;
  /** All roots of the keyed hashes by version; the first one is made if there is none. */
  hashRoots(now: Instant): Promise<Map<number, Buffer>>;
  addHashRoot(now: Instant): Promise<number>;
  /** Wraps everything anew under the ring's current key; answers how many. Nothing that was sealed changes. */
  rewrap(): Promise<number>;
  /** Clears dead copies of destroyed keys out of the database's pages. */
  purge(): Promise<void>;
  close(): Promise<void>;
}

export interface KeystoreOptions {
  /** Another database than the data's, best on another server; without it an embedded one in `dataDir/keys`. */
  readonly keysUrl?: string | undefined;
  /** Only to see that the keys do not go where the data are. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly now: Instant;
  readonly log?: Log;
}

/** Refuses `vault.keys-beside-data`; before a key is made, so that a refused start leaves nothing behind. */
export function refuseKeysBesideData({
  keysUrl,
  databaseUrl,
}: Pick<KeystoreOptions, 'keysUrl' | 'databaseUrl'>): void {
  if (databaseUrl && (!keysUrl || keysUrl === databaseUrl)) {
    throw new Refused(
      'vault.keys-beside-data',
      'DATABASE_URL names a server, so KEPT_KEYS_URL must name another database for the keys: ' +
        'one that is not in the backups of the data.',
    );
  }
}

/**
 * The embedded keystore is a cluster of its own in a folder of its own, not a second database in the data's cluster: a
 * cluster's log and any copy of its folder hold all its databases, and then a snapshot of the data would hold the keys too,
 * and destroying a key would reach no such copy.
 *
 * @throws Refused `vault.keys-beside-data` when data are on a server and the keys are not, or in the same database.
 */
export async function openKeystoreDatabase(
  options: KeystoreOptions,
): Promise<{ address: Address; embedded: Embedded | undefined }> {
  const { keysUrl, dataDir, now, log = silentLog } = options;
  refuseKeysBesideData(options);
  const embedded = keysUrl
    ? undefined
    : await startEmbedded({ dataDir: join(dataDir, 'keys'), log, sharedMegabytes: 4 });
  try {
    if (embedded) await ensureDatabase(embedded.address('postgres'), 'kept_keys');
    const address = embedded?.address('kept_keys') ?? { connectionString: keysUrl ?? '' };
    await migrate(address, KEY_MIGRATIONS, { now, log });
    return { address, embedded };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

interface Wrapped {
  readonly wrapped: Buffer;
  readonly kek_version: number;
}

const BATCH = 1000;

export function connectKeystore(
  address: Address,
  ring: KeyRing,
  { embedded, pool: lent }: { embedded?: Embedded | undefined; pool?: pg.Pool | undefined } = {},
): Keystore {
  const pool = lent ?? openPool(address, 4);
  const wrappers = new Map([...ring.keys].map(([version, key]) => [version, derive(key, 'wrap')]));

  const wrapperOf = (version: number): Buffer => {
    const wrapper = wrappers.get(version);
    if (wrapper) return wrapper;
    throw new Refused(
      'vault.key-version-missing',
      `The keystore has keys wrapped under version ${version} of KEPT_KEY, which was not given. ` +
        'Give it beside the current one until the rotation is done.',
      { version },
    );
  };
  const wrap = (key: Buffer, owner: Buffer) => encrypt(wrapperOf(ring.current), key, owner);
  const unwrap = ({ wrapped, kek_version }: Wrapped, owner: Buffer): Buffer => {
    const key = decrypt(wrapperOf(kek_version), wrapped, owner);
    if (key) return key;
    throw new Refused(
      'vault.wrong-key',
      `Version ${kek_version} of KEPT_KEY is not the key that this keystore was made with.`,
      { version: kek_version },
    );
  };

  const hashRoots = async (): Promise<Map<number, Buffer>> => {
    const { rows } = await pool.query<Wrapped & { version: number }>(
      'select * from hash_root order by version',
    );
    return new Map(rows.map((row) => [row.version, unwrap(row, rootOwner(row.version))]));
  };
  const insertRoot = async (version: number, now: Instant) => {
    await pool.query(
      'insert into hash_root (version, wrapped, kek_version, made_at) values ($1, $2, $3, $4) on conflict do nothing',
      [version, wrap(randomBytes(32), rootOwner(version)), ring.current, now],
    );
  };

  return {
    ...erasedRowsOn(pool),
    async keysAfter(after, limit) {
      const { rows } = await pool.query<{ person_id: string }>(
        'select person_id from data_key where person_id > $1 and wrapped is not null order by person_id limit $2',
        [after, limit],
      );
      return rows.map(({ person_id }) => person_id);
    },
    async dataKeys(personIds, make) {
      type Row = { person_id: string; wrapped: Buffer | null; kek_version: number };
      const known = async (ids: readonly string[]): Promise<Row[]> =>
        (
          await pool.query<Row>({
            name: 'kept_keys_known',
            text: 'select person_id, wrapped, kek_version from data_key where person_id = any($1::text[])',
            values: [ids],
          })
        ).rows;
      let rows: Row[];
      if (make) {
        const fresh = personIds.map((personId) => wrap(randomBytes(32), personOwner(personId)));
        // Sorted, so that two that make keys of the same people wait for each other instead of crossing.
        const made = await pool.query<Row>({
          name: 'kept_keys_make',
          text: `with made as (
             insert into data_key (person_id, wrapped, kek_version, made_at)
             select person_id, wrapped, $3, $4 from unnest($1::text[], $2::bytea[]) as fresh (person_id, wrapped)
             where not exists (select 1 from data_key known where known.person_id = fresh.person_id)
             order by person_id on conflict do nothing returning person_id, wrapped, kek_version)
           select * from made union all
           select person_id, wrapped, kek_version from data_key where person_id = any($1::text[])`,
          values: [personIds, fresh, ring.current, make],
        });
        const there = new Set(made.rows.map(({ person_id }) => person_id));
        const elsewhere = personIds.filter((personId) => !there.has(personId));
        // Made by somebody else while we did: theirs was not there yet when this statement began.
        rows = elsewhere.length > 0 ? [...made.rows, ...(await known(elsewhere))] : made.rows;
      } else rows = await known(personIds);
      return new Map(
        rows.map(({ person_id, wrapped, kek_version }) => [
          person_id,
          wrapped ? unwrap({ wrapped, kek_version }, personOwner(person_id)) : 'destroyed',
        ]),
      );
    },
    async destroy(personId, now) {
      const { rows } = await pool.query<{ destroyed_at: Instant }>(
        `insert into data_key as known (person_id, made_at, destroyed_at) values ($1, $2, $2)
         on conflict (person_id) do update
         set wrapped = null, kek_version = null, destroyed_at = coalesce(known.destroyed_at, $2)
         returning destroyed_at`,
        [personId, now],
      );
      return rows[0]?.destroyed_at ?? now;
    },
    async destroyAll(personIds, now) {
      await pool.query(
        `insert into data_key as known (person_id, made_at, destroyed_at)
         select person_id, $2, $2 from unnest($1::text[]) as gone (person_id) order by person_id
         on conflict (person_id) do update
         set wrapped = null, kek_version = null, destroyed_at = coalesce(known.destroyed_at, $2)`,
        [personIds, now],
      );
    },
    async destroyedSince(since) {
      const { rows } = await pool.query<{ personId: string; at: Instant }>(
        `select person_id as "personId", destroyed_at as at from data_key
         where destroyed_at >= $1 order by destroyed_at, person_id`,
        [since],
      );
      return rows;
    },
    async hashRoots(now) {
      const known = await hashRoots();
      if (known.size > 0) return known;
      await insertRoot(1, now);
      return hashRoots();
    },
    async addHashRoot(now) {
      const version = Math.max(0, ...(await hashRoots()).keys()) + 1;
      await insertRoot(version, now);
      return version;
    },
    async rewrap() {
      let done = 0;
      for (const table of [DATA_KEYS, HASH_ROOTS]) {
        for (let batch = BATCH; batch === BATCH; done += batch) {
          const { rows } = await pool.query<Wrapped & { id: string }>(
            `select ${table.id}::text as id, wrapped, kek_version from ${table.name}
             where kek_version is not null and kek_version <> $1 limit ${BATCH}`,
            [ring.current],
          );
          batch = rows.length;
          const anew = rows.map((row) => wrap(unwrap(row, table.owner(row.id)), table.owner(row.id)));
          // Only what still is as we read it: a key that was destroyed meanwhile must not come back.
          await pool.query(
            `update ${table.name} known set wrapped = anew.wrapped, kek_version = $4
             from unnest($1::text[], $2::bytea[], $3::bytea[]) as anew (id, before, wrapped)
             where known.${table.id}::text = anew.id and known.wrapped = anew.before`,
            [rows.map(({ id }) => id), rows.map(({ wrapped }) => wrapped), anew, ring.current],
          );
        }
      }
      return done;
    },
    async purge() {
      await pool.query('vacuum data_key');
    },
    async close() {
      if (!lent) await pool.end();
      await embedded?.stop();
    },
  };
}

const personOwner = (personId: string) => bind('data-key', personId);
const rootOwner = (version: number | string) => bind('hash-root', String(version));

const DATA_KEYS = { name: 'data_key', id: 'person_id', owner: personOwner };
const HASH_ROOTS = { name: 'hash_root', id: 'version', owner: rootOwner };
