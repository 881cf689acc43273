import type { Database, Row } from '../database/database.ts';
import { quoted } from '../database/dialect.rules.ts';
import { type Table, tableId } from './catalog.ts';
import { familyOf } from './family.rules.ts';

/** An ordinary table or view; the inner tables of full-text and other virtual tables are not the organisation's. */
const TABLES = `select name, type from pragma_table_list where schema = 'main' and type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'`;

export async function readSqliteTables(database: Database): Promise<Table[]> {
  const triggers = Map.groupBy(
    await database.rows("select tbl_name as on_table, name from sqlite_schema where type = 'trigger'"),
    (row) => String(row.on_table),
  );
  const relations = await database.rows(TABLES);
  const spelling = new Map(relations.map((row) => [String(row.name).toLowerCase(), String(row.name)]));
  const tables: Table[] = [];
  const keyOf = new Map<string, readonly string[]>();
  for (const { name, type } of relations) {
    const table = await readTable(database, String(name), type === 'view', triggers, spelling);
    keyOf.set(table.id, table.primaryKey);
    tables.push(table);
  }
  // `references customers`, without columns, means its primary key.
  return tables.map((table) => ({
    ...table,
    foreignKeys: table.foreignKeys.map((key) =>
      key.references.length > 0 ? key : { ...key, references: keyOf.get(key.table) ?? [] },
    ),
  }));
}

async function readTable(
  database: Database,
  name: string,
  view: boolean,
  triggers: ReadonlyMap<string, readonly Row[]>,
  spelling: ReadonlyMap<string, string>,
): Promise<Table> {
  const columns = await database.rows('select * from pragma_table_xinfo(?)', [name]);
  const keys = Map.groupBy(
    await database.rows('select * from pragma_foreign_key_list(?) order by id, seq', [name]),
    (row) => Number(row.id),
  );
  const uniques: string[][] = [];
  for (const index of await database.rows(
    'select name, partial from pragma_index_list(?) where "unique" = 1',
    [name],
  )) {
    if (index.partial) continue;
    const parts = await database.rows('select name from pragma_index_info(?) order by seqno', [
      String(index.name),
    ]);
    if (parts.every((part) => part.name !== null)) uniques.push(parts.map((part) => String(part.name)));
  }
  const primaryKey = columns
    .filter((row) => Number(row.pk) > 0)
    .sort((one, other) => Number(one.pk) - Number(other.pk))
    .map((row) => String(row.name));
  return {
    id: tableId(database, 'main', name),
    schema: 'main',
    name,
    kind: view ? 'view' : 'table',
    columns: columns.map((row) => ({
      name: String(row.name),
      type: String(row.type ?? ''),
      family: familyOf(String(row.type ?? '')),
      nullable: Number(row.notnull) === 0,
      generated: Number(row.hidden) >= 2,
    })),
    primaryKey,
    uniques,
    foreignKeys: [...keys.values()].map((rows) => ({
      columns: rows.map((row) => String(row.from)),
      table: spelling.get(String(rows[0]?.table).toLowerCase()) ?? String(rows[0]?.table),
      references: rows.every((row) => row.to !== null) ? rows.map((row) => String(row.to)) : [],
      ...(rows[0]?.on_delete === 'CASCADE' && { onDelete: 'cascade' as const }),
      ...(String(rows[0]?.on_delete).startsWith('SET') && { onDelete: 'detach' as const }),
    })),
    partitions: [],
    triggers: (triggers.get(name) ?? []).map((row) => String(row.name)),
    rows: view ? null : await estimate(database, name),
  };
}

/** The last rowid is found at once and is near enough; a table without one is small or counted. */
async function estimate(database: Database, name: string): Promise<number> {
  const table = quoted('sqlite', name);
  const [{ n } = { n: 0 }] = await database
    .rows(`select max(_rowid_) as n from ${table}`)
    .catch(() => database.rows(`select count(*) as n from ${table}`));
  return Number(n ?? 0);
}
