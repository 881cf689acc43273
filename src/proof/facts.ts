import { type Reader, rows } from '../store/index.ts';
import type { FactTables, NewestEntries } from './counted.rules.ts';

/**
 * The server's own counters stand for "something changed here": reading them costs no writer anything. They lag by seconds and
 * are lost in a crash, which is why a look also has an age beyond which it is done again whatever they say.
 */
export async function factTables(reader: Reader): Promise<FactTables> {
  const found = await rows<{ name: string; pages: number; changes: number }>(
    reader,
    `select c.relname::text as name, (pg_relation_size(c.oid) / current_setting('block_size')::int)::int as pages,
       coalesce(s.n_tup_ins + s.n_tup_upd + s.n_tup_del, 0)::float8 as changes
     from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  return new Map(found.map(({ name, pages, changes }) => [name, { pages, changes }]));
}

/** The newest entry of the ledger of each of these kinds. */
export async function newestEntries(reader: Reader, kinds: Iterable<string>): Promise<NewestEntries> {
  const found = await rows<{ kind: string; id: string | null }>(
    reader,
    // Between the same and the same: the ledger is read by its kinds then, and not backwards until a rare one comes.
    `select asked.kind, (select id::text from evidence_entry e where e.kind between asked.kind and asked.kind
       order by e.kind desc, e.id desc limit 1) as id
     from unnest($1::text[]) as asked (kind)`,
    [[...new Set(kinds)]],
  );
  return new Map(found.flatMap(({ kind, id }) => (id === null ? [] : [[kind, id] as const])));
}
