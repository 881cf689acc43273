import { type Reader, rows } from '../store/index.ts';

/** The tables of the store: how large each is, and how often its rows were written since the server began to count. */
export type FactTables = ReadonlyMap<string, { pages: number; changes: number }>;

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

/** A look's own notes change with every look; they are no fact of it. */
const NOTES = ['control_state', 'promise_state', 'proof_run', 'staff_message'];

export const pagesIn = (tables: FactTables): number =>
  [...tables].reduce((sum, [name, { pages }]) => sum + (NOTES.includes(name) ? 0 : pages), 0);

/** The tables that a statement reads: every word of it that names one. A word too many costs a look, one too few a change. */
export const tablesIn = (sql: string, tables: FactTables): string[] => [
  ...new Set((sql.match(/[a-z_]+/g) ?? []).filter((word) => tables.has(word) && !NOTES.includes(word))),
];

/** What tables had counted at a moment. */
export type Counted = Readonly<Record<string, number>>;

export const countedIn = (names: Iterable<string>, tables: FactTables): Counted =>
  Object.fromEntries([...names].map((name) => [name, tables.get(name)?.changes ?? 0]));

/** Those of them that were written to since. */
export const writtenSince = (before: Counted, tables: FactTables): string[] =>
  Object.keys(before).filter((name) => before[name] !== (tables.get(name)?.changes ?? 0));
