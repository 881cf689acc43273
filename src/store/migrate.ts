import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Instant, type Log, silentLog } from '../base/index.ts';
import type { Address } from './door.ts';
import { type Applied, type Migration, pendingMigrations, readMigration } from './migration.rules.ts';

/** The folder of the data's migrations, all rooms'. The next one is the next number. */
export const DATA_MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));

/** The keystore's own: its database is another one. */
export const KEY_MIGRATIONS = fileURLToPath(new URL('./key-migrations/', import.meta.url));

/** One migrates at a time; the others wait here, and then find nothing to do. */
const MIGRATING = 4_837_102;

/**
 * Applies what the database does not have yet, each migration in a transaction of its own: one that fails or is killed
 * leaves no trace, and those before it stay. Any number of processes may do this at once.
 * Answers the numbers that were applied.
 *
 * @throws Refused `store.migration-changed` when an applied file was edited afterwards; `store.newer-database` when a later
 * release changed the database in a way that this one does not survive.
 */
export async function migrate(
  address: Address,
  folder: string,
  { now, log = silentLog }: { now: Instant; log?: Log },
): Promise<number[]> {
  const files = readMigrations(folder);
  const client = new pg.Client({ ...address, application_name: 'kept: migration' });
  client.on('error', () => {}); // the query that was running rejects as well
  await client.connect();
  try {
    // Before anything is looked at, or two would both see that it is missing.
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
    const pending = pendingMigrations(files, await appliedTo(client));
    for (const migration of pending) {
      await apply(client, migration, now);
      log('store.migrated', { room: 'store', version: migration.name });
    }
    return pending.map((migration) => migration.number);
  } finally {
    await client.end(); // which gives the lock back
  }
}

/** In the order of their numbers. */
export const readMigrations = (folder: string): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readMigration(name, readFileSync(`${folder}/${name}`, 'utf8')));

/** Changes when any migration does; names the template database of tests. */
export const fingerprintOf = (folder: string): string =>
  createHash('sha256')
    .update(
      readMigrations(folder)
        .map((migration) => migration.sha256)
        .join(),
    )
    .digest('hex')
    .slice(0, 12);

async function appliedTo(client: pg.Client): Promise<Applied[]> {
  await client.query(`
    create table if not exists migration (
      number     integer primary key,
      name       text not null,
      sha256     text not null,
      compatible boolean not null,
      applied_at timestamptz not null
    )`);
  const { rows } = await client.query<Applied>('select number, name, sha256, compatible from migration');
  return rows;
}

async function apply(client: pg.Client, migration: Migration, now: Instant): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      'insert into migration (number, name, sha256, compatible, applied_at) values ($1, $2, $3, $4, $5)',
      [migration.number, migration.name, migration.sha256, migration.compatible, now],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
