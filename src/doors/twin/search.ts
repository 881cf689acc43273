import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../store/index.ts';

/** Every table of a database, the queue's too, where a row holds `text`: as text, or as the bytes of it. */
export async function searchDatabase(store: Pick<Store, 'rows'>, text: string): Promise<string[]> {
  const tables = await store.rows<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2`,
  );
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const [hit] = await store.rows<{ n: number }>(
      `select count(*)::int as n from "${schema}"."${name}" t where t::text ilike '%' || $1 || '%' or t::text ilike '%' || $2 || '%'`,
      [text, Buffer.from(text).toString('hex')],
    );
    if (hit && hit.n > 0) found.push(`${schema}.${name}`);
  }
  return found;
}

/** Every file below `folder` whose bytes hold `text`. */
export function searchFiles(folder: string, text: string): string[] {
  const needle = Buffer.from(text);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(needle));
}
