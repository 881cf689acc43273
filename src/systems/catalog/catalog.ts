import type { Database } from '../database/database.ts';

/** What a column can hold, whatever its database calls the type. */
export type Family =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'moment'
  | 'binary'
  | 'json'
  | 'uuid'
  | 'network'
  | 'place'
  | 'other';

export interface Column {
  readonly name: string;
  /** As the database writes it. */
  readonly type: string;
  readonly family: Family;
  readonly nullable: boolean;
  /** Computed by the database: it is read, never written. */
  readonly generated: boolean;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  /** The table's `id`. */
  readonly table: string;
  readonly references: readonly string[];
  /** What the database itself does to this row when the other goes; absent: it refuses. */
  readonly onDelete?: 'cascade' | 'detach';
}

export interface Table {
  /** How we name it: `name`, with its schema before it where that is not the default one. Unique in a catalog. */
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Tables that are parts of this one; what holds for it holds for them. */
  readonly partitions: readonly string[];
  readonly triggers: readonly string[];
  /** The database's own estimate; null where it has none. */
  readonly rows: number | null;
}

export interface Catalog {
  readonly database: string;
  readonly dialect: Database['dialect'];
  readonly tables: readonly Table[];
}

/** How one row of a table is told from the others. */
export type RowAddress =
  | { readonly by: 'key' | 'unique'; readonly columns: readonly string[] }
  /** Where the row lies (PostgreSQL's ctid, SQLite's rowid): holds within one snapshot. */
  | { readonly by: 'place' }
  /** There is no telling: its rows can be read, and changed only all together. */
  | { readonly by: 'nothing' };

/** A key is the primary one, else the shortest unique one whose columns are never null, else where the row lies. */
export function rowAddressOf(table: Table, dialect: Database['dialect']): RowAddress {
  if (table.primaryKey.length > 0) return { by: 'key', columns: table.primaryKey };
  const nullable = new Set(table.columns.filter((column) => column.nullable).map((column) => column.name));
  const unique = table.uniques
    .filter((columns) => columns.every((name) => !nullable.has(name)))
    .sort((one, other) => one.length - other.length)[0];
  if (unique) return { by: 'unique', columns: unique };
  return dialect === 'mysql' || table.kind === 'view' ? { by: 'nothing' } : { by: 'place' };
}

/** The id of a table: bare in the default schema. */
export const tableId = (database: Database, schema: string, name: string): string =>
  schema === database.defaultSchema ? name : `${schema}.${name}`;
