import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { type Clock, type Log, silentLog } from '../base/index.ts';
import { ensureDatabase } from './databases.ts';
import type { Address } from './door.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { DATA_MIGRATIONS, migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { refuseHalfRestored } from './restore-mark.ts';
import { naming, rows } from './statement.ts';
import type { Tables } from './tables.ts';
import { inTransaction, type TransactionOptions, type Tx } from './transaction.ts';

/** The organisation's database. */
export interface Store {
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** For the few that need a connection of their own: listening for jobs, copying a backup. */
  readonly address: Address;
  inTransaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The rows of one statement; `$1`, `$2` … are `parameters`. Inside a transaction use `rows(tx, …)`. */
  rows<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** A PostgreSQL server, 15 or newer; without it the embedded one in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log?: Log;
  /** At most so many connections at once; 10 unless told. */
  readonly connections?: number;
}

/** The database's name in the embedded server. */
const EMBEDDED_DATABASE = 'kept';

/**
 * Opens the store and brings its tables up to this release.
 *
 * @throws Refused as `startEmbedded` and `migrate` do.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir, clock, log = silentLog, connections } = options;
  const embedded = databaseUrl ? undefined : await startEmbedded({ dataDir: join(dataDir, 'postgres'), log });
  try {
    const address = embedded?.address(EMBEDDED_DATABASE) ?? { connectionString: databaseUrl ?? '' };
    if (embedded) await ensureDatabase(embedded.address('postgres'), EMBEDDED_DATABASE);
    await refuseHalfRestored(address);
    await migrate(address, DATA_MIGRATIONS, { now: clock.now(), log });
    return connect(address, { clock, log, ...(connections && { connections }), embedded });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

export interface ConnectOptions {
  readonly clock: Clock;
  readonly log?: Log;
  readonly connections?: number;
  /** Connections to it that somebody lends and keeps open; without them the store has its own. */
  readonly pool?: pg.Pool;
  /** Stopped when the store is closed. */
  readonly embedded?: Embedded | undefined;
}

/** A store on a database whose tables are there already: a twin, a test's clone. */
export function connect(address: Address, options: ConnectOptions): Store {
  const { clock, log = silentLog, connections = 10, pool: lent, embedded } = options;
  const pool = lent ?? openPool(address, connections, () => log('store.connection-lost', { room: 'store' }));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: naming(pool) }) });
  return {
    db,
    pool,
    clock,
    address,
    inTransaction: (work, transaction) => inTransaction(db, work, transaction),
    rows: (text, parameters) => rows(db, text, parameters),
    async close() {
      await db.destroy();
      if (!lent) await pool.end();
      await embedded?.stop();
    },
  };
}
