import type { IsolationLevel, Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

declare const open: unique symbol;

/** Only `inTransaction` makes one: a writer that asks for it can't be called outside a transaction. */
export type Tx = Transaction<Tables> & { readonly [open]: true };

/** For reads, inside or outside a transaction. */
export type Reader = Kysely<Tables>;

export interface TransactionOptions {
  /** `read committed` unless told; `serializable` where a decision rests on rows that others may add meanwhile. */
  readonly isolation?: IsolationLevel;
  /** How often it is tried in all; 1 where the work does something that no rollback takes back: a mail that leaves. */
  readonly attempts?: number;
}

/** PostgreSQL undid the transaction because of another one that ran at the same time; done again it can succeed. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const ATTEMPTS = 6;

/**
 * All of `work` or nothing of it. `work` runs again (six times at most) when PostgreSQL undid it because of a concurrent
 * one: it must do nothing that a rollback does not take back.
 */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  work: (tx: Tx) => Promise<T>,
  { isolation = 'read committed', attempts = ATTEMPTS }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel(isolation)
        .execute((transaction) => work(transaction as Tx));
    } catch (error) {
      if (attempt >= attempts || !undoneByAnother(error)) throw error;
      // The two that met must not meet again: each waits a while of its own.
      await new Promise((later) => setTimeout(later, Math.random() * 10 * 2 ** attempt));
    }
  }
}

const undoneByAnother = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK_DETECTED);
