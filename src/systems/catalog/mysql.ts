import type { Database, Row } from '../database/database.ts';
import { type Table, tableId } from './catalog.ts';
import { familyOf } from './family.rules.ts';

/** The URL's database, or every one of ours where it names none. */
const SCOPE = (column: string, one: string) =>
  one === ''
    ? `${column} not in ('mysql', 'sys', 'information_schema', 'performance_schema')`
    : `${column} = ${`'${one.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`}`;

export async function readMysqlTables(database: Database): Promise<Table[]> {
  const within = (column: string) => SCOPE(column, database.name);
  const relations = await database.rows(
    `select table_schema as s, table_name as t, table_type as kind, table_rows as estimate
     from information_schema.tables where ${within('table_schema')}
       and table_type in ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')`,
  );
  const columns = byTable(
    await database.rows(
      `select table_schema as s, table_name as t, column_name as name, column_type as type, data_type as plain,
              is_nullable as nullable, extra
       from information_schema.columns where ${within('table_schema')} order by table_schema, table_name, ordinal_position`,
    ),
  );
  const indexes = byTable(
    await database.rows(
      `select table_schema as s, table_name as t, index_name as name, column_name as col, sub_part as part
       from information_schema.statistics where non_unique = 0 and ${within('table_schema')}
       order by table_schema, table_name, index_name, seq_in_index`,
    ),
  );
  const foreign = byTable(
    await database.rows(
      `select table_schema as s, table_name as t, constraint_name as name, column_name as col,
              referenced_table_schema as rs, referenced_table_name as rt, referenced_column_name as rc
       from information_schema.key_column_usage
       where referenced_table_name is not null and ${within('table_schema')}
       order by table_schema, table_name, constraint_name, ordinal_position`,
    ),
  );
  const gone = new Map(
    (
      await database.rows(
        `select constraint_schema as s, table_name as t, constraint_name as name, delete_rule as rule
         from information_schema.referential_constraints where ${within('constraint_schema')}`,
      )
    ).map((row) => [JSON.stringify([row.s, row.t, row.name]), String(row.rule)]),
  );
  const triggers = byTable(
    await database.rows(
      `select event_object_schema as s, event_object_table as t, trigger_name as name
       from information_schema.triggers where ${within('event_object_schema')}`,
    ),
  );
  const parts = byTable(
    await database.rows(
      `select table_schema as s, table_name as t, partition_name as name
       from information_schema.partitions where partition_name is not null and ${within('table_schema')}`,
    ),
  );
  return relations.map((relation) => {
    const of = (rows: ReadonlyMap<string, readonly Row[]>) => rows.get(keyOf(relation)) ?? [];
    const unique = [...Map.groupBy(of(indexes), (row) => String(row.name))]
      // A unique prefix does not make the whole column unique.
      .filter(([, rows]) => rows.every((row) => row.col !== null && row.part === null));
    const names = (rows: readonly Row[]) => rows.map((row) => String(row.col));
    return {
      id: tableId(database, String(relation.s), String(relation.t)),
      schema: String(relation.s),
      name: String(relation.t),
      kind: relation.kind === 'VIEW' ? 'view' : 'table',
      columns: of(columns).map((row) => ({
        name: String(row.name),
        type: String(row.type),
        family: familyOf(String(row.type)),
        nullable: row.nullable === 'YES',
        generated: /generated|virtual|persistent|stored/i.test(
          String(row.extra ?? '').replace(/default_generated/i, ''),
        ),
      })),
      primaryKey: unique.filter(([name]) => name === 'PRIMARY').flatMap(([, rows]) => names(rows)),
      uniques: unique.filter(([name]) => name !== 'PRIMARY').map(([, rows]) => names(rows)),
      foreignKeys: [...Map.groupBy(of(foreign), (row) => String(row.name)).values()].map((rows) => ({
        columns: names(rows),
        table: tableId(database, String(rows[0]?.rs), String(rows[0]?.rt)),
        references: rows.map((row) => String(row.rc)),
        ...onDelete(gone.get(JSON.stringify([rows[0]?.s, rows[0]?.t, rows[0]?.name]))),
      })),
      partitions: of(parts).map((row) => String(row.name)),
      triggers: of(triggers).map((row) => String(row.name)),
      rows: relation.estimate === null ? null : Number(relation.estimate),
    };
  });
}

const onDelete = (rule: string | undefined): { onDelete?: 'cascade' | 'detach' } =>
  rule === 'CASCADE' ? { onDelete: 'cascade' } : rule?.startsWith('SET') ? { onDelete: 'detach' } : {};
const keyOf = (row: Row): string => JSON.stringify([row.s, row.t]);
const byTable = (rows: readonly Row[]) => Map.groupBy(rows, keyOf);
