import type pg from 'pg';
import { parentsFirst, quoted, type TableName } from './backup.rules.ts';

/** A table as a backup sees it: what can be written into it again. */
export type TableShape = TableName & { readonly columns: readonly string[] };

/**
 * The queue's schema is in no backup. A job is not a fact but the wish to act on one: what still has to be done follows
 * from the facts and is found again by the schedules, while a job of the day of the backup would be done a second time.
 */
const QUEUE = 'pgboss';

/** Says of a database that a restore of it is not done; it is no part of what is restored. */
export const HALF_RESTORED = { schema: 'public', name: 'half_restored' } as const;

/** A partitioned table is one table here, and rows find their partition; what belongs to an extension is not ours. */
const OURS = `
  c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
  and n.nspname <> all (array['information_schema', '${QUEUE}']) and n.nspname !~ '^pg_'
  and c.oid is distinct from to_regclass('${quoted(HALF_RESTORED)}')
  and not exists (select from pg_depend d
                  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Every table of ours, parents first. Computed columns are left out: they can't be written. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows: tables } = await client.query<TableShape>(`
    select n.nspname::text as schema, c.relname::text as name,
           array(select a.attname::text from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS}`);
  const { rows: references } = await client.query<{ child: TableName; parent: TableName }>(`
    select json_build_object('schema', cn.nspname, 'name', c.relname) as child,
           json_build_object('schema', pn.nspname, 'name', p.relname) as parent
    from pg_constraint r
    join pg_class c on c.oid = r.conrelid join pg_namespace cn on cn.oid = c.relnamespace
    join pg_class p on p.oid = r.confrelid join pg_namespace pn on pn.oid = p.relnamespace
    where r.contype = 'f'`);
  return parentsFirst(
    tables,
    references.map(({ child, parent }) => ({ child: quoted(child), parent: quoted(parent) })),
  );
}

/** The tables that say in `person_id` whose each row is, with that column's type. */
export const TABLES_OF_PEOPLE = `
  select n.nspname::text as schema, c.relname::text as name, a.attname::text as "column", format_type(a.atttypid, null) as type
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
  where ${OURS} and (a.attname = 'person_id' or (n.nspname = 'public' and c.relname = 'person' and a.attname = 'id'))`;
