import type { Database } from '../database/database.ts';
import type { Catalog } from './catalog.ts';

/** Reads the catalog in a handful of statements, however many tables there are. */
export async function readCatalog(database: Database): Promise<Catalog> {
  const read = {
    postgres: async () => (await import('./postgres.ts')).readPostgresTables(database),
    mysql: async () => (await import('./mysql.ts')).readMysqlTables(database),
    sqlite: async () => (await import('./sqlite.ts')).readSqliteTables(database),
  }[database.dialect];
  const tables = await read();
  return {
    database: database.name,
    dialect: database.dialect,
    tables: [...tables].sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)),
  };
}
