import { Refused } from '../../base/index.ts';
import type { Dialect } from './dialect.rules.ts';

/** A value as a database gives it: text for whatever JavaScript would round (dates, decimals, large integers). */
export type Value = string | number | boolean | null | Uint8Array;
export type Row = Readonly<Record<string, Value>>;
/** What a statement is given; PostgreSQL and MySQL also take a list for one place. */
export type Parameter = Value | readonly Value[];

/** One connection to somebody's database. Statements run one after another. */
export interface Database {
  readonly dialect: Dialect;
  /** The database's name, without host or credentials: it appears in reports. */
  readonly name: string;
  /** The schema that names without a schema are in. */
  readonly defaultSchema: string;
  rows(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  /**
   * The first `most` rows of a query without a limit of its own, in one way to the server and back. Several asked without
   * waiting travel together, and a query that was asked before is not planned anew, where the database can do that.
   */
  first(sql: string, parameters: readonly Parameter[], most: number): Promise<Row[]>;
  /**
   * The same, at most `size` rows at a time and of some megabytes where rows are large, so that a result larger than memory
   * can be read.
   */
  batches(sql: string, parameters: readonly Parameter[], size: number): AsyncIterable<Row[]>;
  /** A statement that writes; answers how many rows it met. */
  run(sql: string, parameters?: readonly Parameter[]): Promise<number>;
  /** All of `work` or nothing of it. The session must have been opened for writing. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Everything read until it ends is of one moment. */
  snapshot(): Promise<{ end(): Promise<void> }>;
  close(): Promise<void>;
}

/** The bytes of rows that are held at a time: the next batch is measured by the one before it. */
export const BATCH_BYTES = 1_000_000;

/** About how many bytes a row takes. */
export function weightOf(row: Row): number {
  let weight = 0;
  for (const name in row) {
    const value = row[name];
    weight += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  }
  return weight;
}

export interface OpenOptions {
  /** Unless false the session can't write: the server itself refuses. */
  readonly readOnly?: boolean;
  /** Milliseconds after which the server gives up a statement; 30,000 unless told. */
  readonly statementTimeout?: number;
}

/** What went wrong, without the address: it may hold a password. */
export function unreachable(kind: string, error: unknown): Refused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? error.message.split('\n')[0] : '';
  return new Refused(
    'systems.unreachable',
    `The ${kind} database does not answer (${[code, said].filter(Boolean).join(': ') || 'no reason given'}). Check host, port, name, user and password of its URL.`,
  );
}
