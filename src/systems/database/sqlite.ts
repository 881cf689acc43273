import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refused } from '../../base/index.ts';
import { BATCH_BYTES, type Database, type Parameter, type Row, type Value, weightOf } from './database.ts';

type Given = string | number | null | Uint8Array;

const given = (value: Parameter): Given =>
  typeof value === 'boolean'
    ? Number(value)
    : Array.isArray(value)
      ? JSON.stringify(value)
      : (value as Given);

function taken(value: unknown): Value {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? Number(value)
      : value.toString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** `sqlite:PATH`, `sqlite://PATH`: the file must be there; a scan never makes one. */
export async function openSqlite(url: string, { readOnly }: { readOnly: boolean }): Promise<Database> {
  const path = decodeURIComponent(url.replace(/^[a-z0-9]+:(\/\/(?=\/|[^/]))?/i, '').replace(/\?.*$/, ''));
  if (!existsSync(path)) {
    throw new Refused('systems.file-missing', `There is no SQLite file at ${path}.`);
  }
  const database = openFile(path, readOnly);
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  const rowOf = (row: Record<string, unknown>): Row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, taken(value)]));
  let open = 0;
  return {
    dialect: 'sqlite',
    name: basename(path).replace(/\.(db|sqlite3?|db3)$/i, ''),
    defaultSchema: 'main',
    rows: async (sql, parameters = []) =>
      prepare(sql)
        .all(...parameters.map(given))
        .map(rowOf),
    first: async (sql, parameters, most) =>
      prepare(`${sql} limit ${most}`)
        .all(...parameters.map(given))
        .map(rowOf),
    async *batches(sql, parameters, size) {
      let batch: Row[] = [];
      let bytes = 0;
      for (const row of prepare(sql).iterate(...parameters.map(given))) {
        const one = rowOf(row);
        batch.push(one);
        bytes += weightOf(one);
        if (batch.length === size || bytes >= BATCH_BYTES) {
          yield batch;
          batch = [];
          bytes = 0;
        }
      }
      if (batch.length > 0) yield batch;
    },
    run: async (sql, parameters = []) => Number(prepare(sql).run(...parameters.map(given)).changes),
    async transaction(work) {
      database.exec('begin immediate');
      try {
        const result = await work();
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    },
    async snapshot() {
      if (open++ === 0) database.exec('begin');
      return {
        async end() {
          if (--open === 0) database.exec('rollback');
        },
      };
    },
    async close() {
      database.close();
    },
  };
}

function openFile(path: string, readOnly: boolean): DatabaseSync {
  try {
    // Another program may be writing: its lock is waited for.
    const database = new DatabaseSync(path, { readOnly, timeout: 10_000 });
    database.prepare('select count(*) from sqlite_schema').get();
    return database;
  } catch (error) {
    throw new Refused(
      'systems.unreachable',
      `${path} can't be read as an SQLite database (${error instanceof Error ? error.message : 'no reason given'}).`,
    );
  }
}
