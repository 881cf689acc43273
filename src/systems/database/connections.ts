import { Refused } from '../../base/index.ts';
import type { Database } from './database.ts';
import { unreachable } from './database.ts';
import type { openDatabase } from './open.ts';

export interface Connections {
  /** Rows read on a connection that can't write. */
  reading<T>(work: (database: Database) => AsyncGenerator<T>): AsyncGenerator<T>;
  writing<T>(work: (database: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Two connections to one database, opened when they are first needed, and opened again after they were lost.
 * A lost connection is refused as `systems.unreachable`, as one that can't be opened is.
 */
export function connections(to: {
  readonly url: string;
  readonly kind: string;
  readonly open: typeof openDatabase;
  readonly statementTimeout: number;
}): Connections {
  const opened = new Map<'reading' | 'writing', Database>();
  const connected = async (use: 'reading' | 'writing'): Promise<Database> => {
    const database =
      opened.get(use) ??
      (await to.open(to.url, { readOnly: use === 'reading', statementTimeout: to.statementTimeout }));
    opened.set(use, database);
    return database;
  };
  const lostIn = (use: 'reading' | 'writing', error: unknown): unknown => {
    if (isHidden(error)) {
      return new Refused(
        'systems.rows-hidden',
        'The database hides rows of a table from the user we connect as (row-level security): what is hidden would be taken for not there. Connect as a user that sees all rows (one with BYPASSRLS).',
      );
    }
    if (!isLost(error)) return error;
    const gone = opened.get(use);
    opened.delete(use);
    gone?.close().catch(() => {}); // it is gone: there is nobody to say goodbye to
    return unreachable(to.kind, error);
  };
  return {
    async *reading(work) {
      try {
        yield* work(await connected('reading'));
      } catch (error) {
        throw lostIn('reading', error);
      }
    },
    async writing(work) {
      try {
        return await work(await connected('writing'));
      } catch (error) {
        throw lostIn('writing', error);
      }
    },
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

const LOST =
  /^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|PROTOCOL_CONNECTION_LOST|PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR|57P0[123]|08\d{3})$/;

/** PostgreSQL, told not to filter by policies, says which statement would have been. */
const isHidden = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '42501' &&
  /row-level security/.test(error.message);

/** What the drivers say when the server is gone; PostgreSQL's says some of it in words only. */
const isLost = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && LOST.test(String(error.code))) ||
    /connection (terminated|ended|closed)|not queryable|closed state/i.test(error.message));
