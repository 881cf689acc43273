import type pg from 'pg';
import type { Instant } from '../base/index.ts';

/** A row of the data that was erased: by its table and id, without anything that it said. */
export type ErasedRow = { readonly table: string; readonly id: string };

/** What the keystore remembers of erasures that are no person's end, so that a restored backup can be told of them. */
export interface ErasedRows {
  /** Noted twice, the first time counts: it may have been in a backup until then. */
  noteErased(rows: readonly ErasedRow[], now: Instant): Promise<void>;
  /** What was erased at `since` or later, oldest first. */
  erasedSince(since: Instant): Promise<ErasedRow[]>;
}

export const erasedRowsOn = (pool: pg.Pool): ErasedRows => ({
  async noteErased(rows, now) {
    await pool.query(
      `insert into erased_row (table_name, row_id, erased_at)
       select table_name, row_id, $3 from unnest($1::text[], $2::text[]) as erased (table_name, row_id)
       on conflict do nothing`,
      [rows.map(({ table }) => table), rows.map(({ id }) => id), now],
    );
  },
  async erasedSince(since) {
    const { rows } = await pool.query<ErasedRow>(
      `select table_name as "table", row_id as id from erased_row where erased_at >= $1
       order by erased_at, table_name, row_id`,
      [since],
    );
    return rows;
  },
});
