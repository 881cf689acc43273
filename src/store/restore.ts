import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Instant, type Log, Refused, silentLog } from '../base/index.ts';
import { quoted } from './backup.rules.ts';
import { COPY_SETTINGS, columnsOf, type Progress } from './backup.ts';
import { type Backup, type Content, openContent } from './backup-file.ts';
import { tablesOf } from './backup-tables.ts';
import { copyIn } from './copy.ts';
import { ensureDatabase } from './databases.ts';
import type { Address } from './door.ts';
import { startEmbedded } from './embedded.ts';
import { DATA_MIGRATIONS, migrate, readMigrations } from './migrate.ts';
import { pendingMigrations } from './migration.rules.ts';
import { type Mark, mark, markLoaded, markOf } from './restore-mark.ts';

export interface LoadOptions {
  readonly now: Instant;
  readonly log?: Log;
  readonly onProgress?: Progress;
  /** The release's own, unless a test plays another release. */
  readonly migrations?: string;
}

export interface Loaded {
  readonly rows: number;
  /** Tables in the backup that no migration makes, so that they are somebody else's: not restored. */
  readonly leftOut: readonly string[];
}

/** Held while restoring: a second one would meet half of the first. */
const RESTORING = 4_837_103;

/**
 * Fills the database at `address` from `backup`, and brings its tables up to this release. It stays marked as half
 * restored until `finishRestore`, which comes after the erasures made since the backup are done again. Killed at any
 * point, it is begun again with the same file; what was loaded already is not loaded twice.
 *
 * @throws Refused `store.not-empty` when something is there; `store.half-restored` when another backup was half restored
 * there by a later release; `store.restore-running`; `store.newer-backup` and `store.migration-changed` when this release does not know
 * the tables of the backup.
 */
export async function loadBackup(address: Address, backup: Backup, options: LoadOptions): Promise<Loaded> {
  const { now, log = silentLog, migrations = DATA_MIGRATIONS } = options;
  checkRelease(backup, migrations);
  const client = new pg.Client({ ...address, application_name: 'kept: restore' });
  client.on('error', () => {}); // the query that was running rejects as well
  await client.connect();
  try {
    await client.query(COPY_SETTINGS);
    await holdRestore(client);
    const marked = await markOf(client);
    const loadedBefore = marked?.loaded === true && marked.backup === backup.sha256;
    if (!loadedBefore) {
      await checkTarget(client, backup, marked);
      await mark(client, backup.sha256, now);
      await migrateAsFar(address, backup, migrations, { now, log });
      await load(client, backup, options.onProgress ?? (() => {}));
      log('store.loaded', { room: 'store', count: backup.tables.length });
    }
    const leftOut = await strangersIn(client, backup);
    await migrate(address, migrations, { now, log });
    // Plans are made for tables as they are, not for empty ones.
    await client.query('analyze');
    return { rows: backup.tables.reduce((sum, table) => sum + table.rows, 0), leftOut };
  } finally {
    await client.end(); // which gives the lock back
  }
}

/** The tables of a later release can't be made by this one, not even where it could live with them. */
function checkRelease({ file, migrations }: Backup, folder: string): void {
  const files = readMigrations(folder);
  const unknown = migrations.find(({ number }) => number > files.length);
  if (unknown)
    throw new Refused(
      'store.newer-backup',
      `${file} was made by a later release, which has ${unknown.name}. Restore it with that release, or a later one.`,
      { migration: unknown.name },
    );
  pendingMigrations(files, migrations);
}

/** A restore that was killed leaves its lock for as long as PostgreSQL takes to notice. */
async function holdRestore(client: pg.Client): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [RESTORING]);
    if (rows[0]?.mine === true) return;
    await wait(100);
  }
  throw new Refused(
    'store.restore-running',
    'Another restore is filling this database. Wait until it is done.',
  );
}

async function checkTarget(client: pg.Client, backup: Backup, marked: Mark | undefined): Promise<void> {
  const tables = await tablesOf(client);
  const filled: string[] = [];
  for (const table of marked ? [] : tables) {
    if (quoted(table) === MIGRATION) continue;
    const { rows } = await client.query(`select 1 from ${quoted(table)} limit 1`);
    if (rows.length > 0) filled.push(table.name);
  }
  const known = tables.some((table) => quoted(table) === MIGRATION);
  if (filled.length > 0 || (tables.length > 0 && !known)) {
    const there = filled.length > 0 ? `rows in ${filled.join(', ')}` : 'tables that are not Kept’s';
    throw new Refused(
      'store.not-empty',
      `The database has ${there}. A backup is restored into an empty one: move the folder "postgres" of the data ` +
        'folder away, or name a new database in DATABASE_URL.',
      { tables: filled },
    );
  }
  if (!known) return;
  const { rows } = await client.query('select name from migration where number > $1 order by number', [
    backup.migrations.at(-1)?.number ?? 0,
  ]);
  if (rows.length === 0) return;
  throw new Refused(
    marked ? 'store.half-restored' : 'store.not-empty',
    `The database has the tables of a later release than the backup (${rows[0]?.name}). ` +
      'Restore into one that never had any: move the folder "postgres" of the data folder away, or name a new database in DATABASE_URL.',
    { migration: rows[0]?.name },
  );
}

const MIGRATION = quoted({ schema: 'public', name: 'migration' });

/** Makes the tables as the release of the backup had them. */
async function migrateAsFar(
  address: Address,
  { migrations }: Backup,
  folder: string,
  options: { now: Instant; log: Log },
): Promise<void> {
  const some = mkdtempSync(join(tmpdir(), 'kept-migrations-'));
  try {
    for (const { name } of migrations) copyFileSync(join(folder, name), join(some, name));
    await migrate(address, some, options);
  } finally {
    rmSync(some, { recursive: true, force: true });
  }
}

/** All rows in one transaction, under every constraint that the tables have. */
async function load(client: pg.Client, backup: Backup, onProgress: Progress): Promise<void> {
  const there = (await tablesOf(client)).map(quoted);
  const of = backup.tables.reduce((sum, table) => sum + table.rows, 0);
  const content = openContent(backup);
  let before = 0;
  try {
    await client.query('begin');
    await client.query(`truncate ${there.join(', ')}`);
    for (const table of backup.tables) {
      const rows = told(content, table.rows, (read) =>
        onProgress({ table: table.name, rows: before + read, of }),
      );
      if (there.includes(quoted(table))) {
        const made = await copyIn(client, `copy ${quoted(table)} (${columnsOf(table)}) from stdin`, rows);
        if (made !== table.rows)
          throw new Error(`${quoted(table)} took ${made} rows of ${table.rows} in the backup`);
      } else await passOver(rows);
      before += table.rows;
    }
    await markLoaded(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {}); // the connection itself may be what broke
    throw error;
  } finally {
    content.close();
  }
}

async function* told(content: Content, rows: number, tell: (read: number) => void): AsyncGenerator<Buffer> {
  for await (const { block, read } of content.next(rows)) {
    yield block;
    tell(read);
  }
}

async function passOver(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}

async function strangersIn(client: pg.Client, backup: Backup): Promise<string[]> {
  const there = new Set((await tablesOf(client)).map(quoted));
  return backup.tables.filter((table) => !there.has(quoted(table))).map(quoted);
}

/** The embedded database's name; as `openStore` has it. */
const EMBEDDED_DATABASE = 'kept';

/**
 * Where a restore goes: what `openStore` would open, without its tables being made.
 *
 * @throws Refused as `startEmbedded` does.
 */
export async function openForRestore({
  databaseUrl,
  dataDir,
  log = silentLog,
}: {
  databaseUrl?: string | undefined;
  dataDir: string;
  log?: Log;
}): Promise<{ address: Address; close(): Promise<void> }> {
  if (databaseUrl) return { address: { connectionString: databaseUrl }, close: async () => {} };
  const embedded = await startEmbedded({ dataDir: join(dataDir, 'postgres'), log });
  try {
    await ensureDatabase(embedded.address('postgres'), EMBEDDED_DATABASE);
    return { address: embedded.address(EMBEDDED_DATABASE), close: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
