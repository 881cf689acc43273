import type { Database, Row } from '../database/database.ts';
import { type Column, type ForeignKey, type Table, tableId } from './catalog.ts';
import { familyOf } from './family.rules.ts';

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'`;

const TABLES = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.reltuples::float8 as estimate,
         (select i.inhparent::text from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno limit 1) as parent
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${OURS}
    and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const COLUMNS = `
  select a.attrelid::text as oid, a.attname as name, a.attnotnull as mandatory, a.attgenerated::text as generated,
         format_type(a.atttypid, a.atttypmod) as type,
         case t.typtype when 'd' then format_type(t.typbasetype, null) when 'e' then 'enum' else null end as beneath
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and ${OURS}
  order by a.attrelid, a.attnum`;

// Names as JSON: one that holds a comma or a quote comes through.
const KEYS = `
  select k.conrelid::text as oid, k.contype::text as kind, k.confrelid::text as target, k.confdeltype::text as gone,
         (select json_agg(a.attname order by u.place) from unnest(k.conkey) with ordinality u(number, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number)::text as columns,
         (select json_agg(a.attname order by u.place) from unnest(k.confkey) with ordinality u(number, place)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number)::text as targets
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype in ('p', 'u', 'f') and ${OURS}
  union all
  select i.indrelid::text, 'u', null, null,
         (select json_agg(a.attname order by u.place) from unnest(i.indkey::int2[]) with ordinality u(number, place)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.number
            where u.place <= i.indnkeyatts)::text, null
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where i.indisunique and i.indpred is null and i.indexprs is null and i.indisvalid
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u')) and ${OURS}`;

const TRIGGERS = `
  select t.tgrelid::text as oid, t.tgname as name
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where not t.tgisinternal and ${OURS}
  union all
  select r.ev_class::text, r.rulename
  from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
  where r.ev_type in ('2', '4') and c.relkind in ('r', 'p') and ${OURS}`;

export async function readPostgresTables(database: Database): Promise<Table[]> {
  const [relations, columns, keys, triggers] = [
    await database.rows(TABLES),
    byOid(await database.rows(COLUMNS)),
    byOid(await database.rows(KEYS)),
    byOid(await database.rows(TRIGGERS)),
  ];
  const parents = new Map(
    relations.map((row) => [text(row.oid), row.parent === null ? null : text(row.parent)]),
  );
  /** The table that a partition is, in the end, a part of. */
  const wholeOf = (oid: string): string => {
    const parent = parents.get(oid);
    return parent && parents.has(parent) ? wholeOf(parent) : oid;
  };
  const ids = new Map(
    relations.map((row) => [text(row.oid), tableId(database, text(row.schema), text(row.name))]),
  );
  const partsOf = Map.groupBy(relations, (row) => wholeOf(text(row.oid)));

  return relations
    .filter((row) => wholeOf(text(row.oid)) === text(row.oid))
    .map((row) => {
      const oid = text(row.oid);
      const family = partsOf.get(oid) ?? [row];
      const parts = family.filter((part) => part !== row);
      const own = keys.get(oid) ?? [];
      const estimates = family.map((part) => Number(part.estimate)).filter((estimate) => estimate >= 0);
      const all = family.flatMap((part) => keys.get(text(part.oid)) ?? []);
      // A key of every part is a key of the whole: in the old way of partitioning the whole has none of its own.
      const primary = own.find((key) => key.kind === 'p');
      // What inherits from a table and holds more is found in it, with keys of its own: two rows may have the same one. Parts
      // that hold the same are an old way of partitioning.
      const widths = family.map((part) => (columns.get(text(part.oid)) ?? []).length);
      const inherited = row.kind !== 'p' && Math.max(...widths) > (columns.get(oid) ?? []).length;
      return {
        id: ids.get(oid) ?? '',
        schema: text(row.schema),
        name: text(row.name),
        kind: row.kind === 'v' || row.kind === 'm' ? 'view' : 'table',
        columns: (columns.get(oid) ?? []).map(columnOf),
        primaryKey: primary && !inherited ? names(primary.columns) : [],
        uniques: (inherited ? [] : own).filter((key) => key.kind === 'u').map((key) => names(key.columns)),
        foreignKeys: distinct(
          all
            .filter((key) => key.kind === 'f')
            .map((key) => ({
              columns: names(key.columns),
              table: ids.get(wholeOf(text(key.target))) ?? '',
              references: names(key.targets),
              ...(key.gone === 'c' && { onDelete: 'cascade' as const }),
              ...((key.gone === 'n' || key.gone === 'd') && { onDelete: 'detach' as const }),
            })),
        ),
        partitions: parts.map((part) => ids.get(text(part.oid)) ?? '').sort(),
        triggers: (triggers.get(oid) ?? []).map((trigger) => text(trigger.name)),
        rows: estimates.length > 0 ? estimates.reduce((sum, one) => sum + one, 0) : null,
      };
    });
}

const columnOf = (row: Row): Column => ({
  name: text(row.name),
  type: text(row.type),
  family: familyOf(row.beneath === null ? text(row.type) : text(row.beneath)),
  nullable: row.mandatory !== true,
  generated: row.generated !== '',
});

const text = (value: unknown): string => String(value ?? '');
const names = (json: unknown): string[] => {
  const list: unknown = JSON.parse(typeof json === 'string' ? json : '[]');
  return Array.isArray(list) ? list.map(String) : [];
};
const byOid = (rows: readonly Row[]) => Map.groupBy(rows, (row) => text(row.oid));
const distinct = (keys: readonly ForeignKey[]): ForeignKey[] => [
  ...new Map(keys.map((key) => [JSON.stringify(key), key])).values(),
];
