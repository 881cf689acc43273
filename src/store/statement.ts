import { CompiledQuery, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Reader } from './transaction.ts';

/** The rows of one statement, read through `on`: a store's `db` or a `Tx`. `Row` is what the statement selects. */
export async function rows<Row>(
  on: Reader,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await on.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
  return result.rows;
}

/** Statements that each connection parses and plans once, by their text. */
const names = new Map<string, string>();

/** No statement whose text is put together from what somebody asks may be prepared: servers keep each for ever. */
const MOST = 200;

/**
 * The rows of one statement that is asked often and whose text never changes: PostgreSQL parses and plans it once for each
 * connection, which for a small one takes longer than doing it. Throws where there are more than two hundred different ones.
 */
export function prepared<Row>(on: Reader, text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  if (!names.has(text)) {
    if (names.size >= MOST) throw new Error('more different statements than may be prepared');
    names.set(text, `kept_${names.size}`);
  }
  return rows(on, text, parameters);
}

/** The pool as the query builder sees it, with the names of what is prepared. */
export function naming(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const one = known.get(client) ?? named(client);
      known.set(client, one);
      return one;
    },
    // It ends with the store, unless it was lent.
    end: async () => {},
  };
}

function named(client: pg.PoolClient): PostgresPoolClient {
  const one = {
    query(text: string, values: readonly unknown[]) {
      const name = names.get(text);
      return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    },
    // What gives it back is another one each time that it is lent out.
    release: () => client.release(),
  };
  // It has no cursors: nothing of ours reads by them.
  return one as unknown as PostgresPoolClient;
}
