import { sql } from 'kysely';
import pg from 'pg';
import { type Instant, Refused } from '../base/index.ts';
import { quoted } from './backup.rules.ts';
import { HALF_RESTORED } from './backup-tables.ts';
import type { Address } from './door.ts';
import type { Tx } from './transaction.ts';

const TABLE = quoted(HALF_RESTORED);

/** What is known of a restore that is not done. */
export type Mark = {
  /** SHA-256 of the backup. */
  readonly backup: string;
  readonly began_at: Instant;
  /** Are its rows in? They came in one transaction, so it is all or none. */
  readonly loaded: boolean;
};

/** The mark of a restore that was begun and is not done; undefined where none was. */
export async function markOf(client: pg.Client): Promise<Mark | undefined> {
  const { rows: there } = await client.query(`select 1 where to_regclass('${TABLE}') is not null`);
  if (there.length === 0) return undefined;
  const { rows: marks } = await client.query<Mark>(
    `select backup, began_at::text as began_at, loaded from ${TABLE}`,
  );
  return marks[0];
}

/** Says, in a transaction of its own, that the database is about to be filled from `backup`. */
export async function mark(client: pg.Client, backup: string, now: Instant): Promise<void> {
  // One message, so one transaction: a mark without its row would say nothing.
  await client.query(
    `create table if not exists ${TABLE} (backup text not null, began_at timestamptz not null, loaded boolean not null);
     delete from ${TABLE};
     insert into ${TABLE} values (${client.escapeLiteral(backup)}, ${client.escapeLiteral(now)}, false)`,
  );
}

/** In the transaction that loads. */
export const markLoaded = (client: pg.Client): Promise<unknown> =>
  client.query(`update ${TABLE} set loaded = true`);

/** In the transaction that does the last of a restore: from then on the database is as good as any. */
export async function finishRestore(tx: Tx): Promise<void> {
  await sql.raw(`drop table ${TABLE}`).execute(tx);
}

/**
 * Refuses `store.half-restored` where a restore was begun and is not done: rows are missing, or people who were erased
 * since the backup are still there. Before anything else is done with a database, migrations too.
 */
export async function refuseHalfRestored(address: Address): Promise<void> {
  const client = new pg.Client({ ...address, application_name: 'kept: opening' });
  client.on('error', () => {}); // the query that was running rejects as well
  await client.connect();
  try {
    const found = await markOf(client);
    if (!found) return;
    throw new Refused(
      'store.half-restored',
      `A restore of this installation was begun at ${found.began_at} and did not end, so it can't be used. ` +
        'Run kept restore again with the same file.',
      { backup: found.backup, loaded: found.loaded },
    );
  } finally {
    await client.end();
  }
}
