/*
 * Words of this room
 * - store:     the organisation's PostgreSQL database: embedded (started by us) or a server.
 * - tx:        an open transaction; a writer takes one, and only `inTransaction` makes one.
 * - migration: a numbered file of SQL in `migrations/`, applied once, forward only.
 * - job:       work that a transaction asks to be done after it; a row, so it is neither lost nor done for what was undone.
 * - tick:      a moment given to the jobs of a twin; they do all that is due then, and nothing at other times.
 * - vault:     seals personal data under a key for each person; the keys live in the keystore, another database.
 * - backup:    a file with every table as it stood at one moment, and no key. Its marks say which ledger and keystore it needs.
 * - half restored: a database that a restore was begun in and is not done with; nothing else may use it.
 * - forget:    to destroy a person's key, which makes every copy of what it sealed unreadable.
 *
 * A room names its tables by extending `Tables` (see tables.ts), reads and writes with Kysely, and writes SQL with
 * Kysely's `sql` or with `rows` where a statement is clearer than a builder.
 */
export { type Progress, type WrittenBackup, writeBackup } from './backup.ts';
export { KEYSTORE_BACKUPS_KEPT_DAYS, keystoreCopiesGoneOn } from './backup-copies.rules.ts';
export { type Backup, readBackup } from './backup-file.ts';
export { type ConnectOptions, connect, openStore, type Store, type StoreOptions } from './connect.ts';
export { createDatabase, dropDatabase, siblingOf } from './databases.ts';
export type { Address } from './door.ts';
export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';
export {
  type EnqueueOptions,
  type JobData,
  type JobOptions,
  type Jobs,
  type JobsOptions,
  openJobs,
  type Run,
  type Ticked,
} from './jobs.ts';
export { type KeyRing, newKey, readKeyRing } from './key-ring.ts';
export { type KeystoreOptions, openKeystoreDatabase } from './keystore.ts';
export { DATA_MIGRATIONS, KEY_MIGRATIONS, migrate } from './migrate.ts';
export { openPool } from './pool.ts';
export { type Loaded, loadBackup, openForRestore } from './restore.ts';
export { eraseRows, eraseRowsOf, peopleStillThere } from './restore-erasures.ts';
export { finishRestore, refuseHalfRestored } from './restore-mark.ts';
export type { Recurrence } from './schedule.rules.ts';
export { scratchFolder } from './scratch.ts';
export { prepared, rows } from './statement.ts';
// By star, because TypeScript lets other rooms extend an interface only through such an export.
export * from './tables.ts';
export { inTransaction, type Reader, type TransactionOptions, type Tx } from './transaction.ts';
export { connectVault, openVault, type Vault, type VaultOptions } from './vault.ts';
