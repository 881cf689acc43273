import { quote, quoted } from './backup.rules.ts';
import { TABLES_OF_PEOPLE } from './backup-tables.ts';
import type { ErasedRow } from './erased-rows.ts';
import { rows } from './statement.ts';
import type { Tx } from './transaction.ts';

/**
 * Deletes every row of these people, from every table whose `person_id` says whose a row is, and the person itself. The
 * tables come from the database's catalog, so one that is added is not forgotten. What is kept by a hash alone, such as a
 * suppression, belongs to no person and stays, as do rows of the tables in `except`. Answers how many rows went.
 */
export async function eraseRowsOf(
  tx: Tx,
  personIds: readonly string[],
  { except = [] }: { except?: readonly string[] } = {},
): Promise<number> {
  const tables = await rows<{ schema: string; name: string; column: string; type: string }>(
    tx,
    TABLES_OF_PEOPLE,
  );
  const reached = tables.filter(({ name }) => !except.includes(name));
  if (reached.length === 0) return 0;
  // Compared as the column's own type, or its index would be of no use.
  const types = [...new Set(reached.map(({ type }) => type))];
  const deletions = reached.map(
    (table, at) =>
      `gone_${at} as (delete from ${quoted(table)} where ${quote(table.column)} = any($${types.indexOf(table.type) + 1}::${table.type}[]) returning 1)`,
  );
  const counted = reached.map((_, at) => `(select count(*) from gone_${at})`);
  // One statement for all: most of the tables have nothing of most people, and asking each by itself is what takes long.
  const [deleted] = await rows<{ n: number }>(
    tx,
    `with ${deletions.join(', ')} select (${counted.join(' + ')})::int as n`,
    types.map((type) => (type === 'uuid' ? personIds.filter((id) => UUID.test(id)) : personIds)),
  );
  return deleted?.n ?? 0;
}

/** Deletes rows that were erased by themselves since; tables that are gone meanwhile lost them already. Answers how many. */
export async function eraseRows(tx: Tx, erased: readonly ErasedRow[]): Promise<number> {
  let gone = 0;
  for (const [name, of] of Map.groupBy(erased, ({ table }) => table)) {
    const [column] = await rows<{ type: string }>(
      tx,
      `select format_type(atttypid, null) as type from pg_attribute
       where attrelid = to_regclass($1) and attname = 'id' and not attisdropped`,
      [quoted({ schema: 'public', name })],
    );
    if (!column) continue;
    const [deleted] = await rows<{ n: number }>(
      tx,
      `with deleted as (delete from ${quoted({ schema: 'public', name })} where id = any($1::${column.type}[]) returning 1)
       select count(*) as n from deleted`,
      [of.map(({ id }) => id)],
    );
    gone += deleted?.n ?? 0;
  }
  return gone;
}

/** Which of these people have a row of their own. */
export async function peopleStillThere(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'select id::text as id from person where id = any($1::uuid[])',
    [personIds.filter((id) => UUID.test(id))],
  );
  return found.map(({ id }) => id);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
