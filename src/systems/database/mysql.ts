import { Refused } from '../../base/index.ts';
import type { Database, Parameter, Row, Value } from './database.ts';
import { BATCH_BYTES, unreachable, weightOf } from './database.ts';

/** What we use of the driver `mysql2`, which is loaded only where somebody has such a database. */
interface Connection {
  query(sql: string, parameters: readonly Parameter[]): Promise<[unknown, unknown]>;
  end(): Promise<void>;
  readonly connection: {
    query(
      sql: string,
      parameters: readonly Parameter[],
    ): { stream(options: { highWaterMark: number }): AsyncIterable<Record<string, unknown>> };
  };
}
interface Driver {
  createConnection(options: Record<string, unknown>): Promise<Connection>;
}

const DRIVER = 'mysql2/promise';

async function loadDriver(): Promise<Driver> {
  try {
    return (await import(DRIVER)) as Driver;
  } catch {
    throw new Refused(
      'systems.driver-missing',
      'Reading MySQL and MariaDB needs the package mysql2: run "npm install mysql2" where Kept is installed.',
    );
  }
}

const taken = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array
    ? value
    : value === null || value === undefined
      ? null
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

const rowOf = (row: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, taken(value)]));

/** `mysql://user:password@host:port/name`; `?socket=/path` for a local socket. */
export async function openMysql(
  url: string,
  { readOnly, statementTimeout }: { readOnly: boolean; statementTimeout: number },
): Promise<Database> {
  const driver = await loadDriver();
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  const socketPath = searchParams.get('socket');
  const connection = await driver
    .createConnection({
      ...(socketPath ? { socketPath } : { host: hostname || '127.0.0.1', port: Number(port || 3306) }),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      ...(name && { database: name }),
      charset: 'utf8mb4',
      // Exactly as stored: no rounding of decimals, no time zones added to dates.
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: false,
      jsonStrings: true,
      connectTimeout: 10_000,
      multipleStatements: false,
    })
    .catch((error: unknown) => {
      throw unreachable('MySQL', error);
    });
  const run = async (sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> => {
    const [rows] = await connection.query(sql, parameters);
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]).map(rowOf) : [];
  };
  // Names and strings mean the same whatever the server's habits are.
  await run("set session sql_mode = 'NO_ENGINE_SUBSTITUTION'");
  const [{ version } = { version: '' }] = await run('select version() as version');
  await run(
    /mariadb/i.test(String(version))
      ? `set session max_statement_time = ${statementTimeout / 1000}`
      : `set session max_execution_time = ${Math.round(statementTimeout)}`,
  );
  if (readOnly) await run('set session transaction read only');
  let open = 0;
  return {
    dialect: 'mysql',
    name,
    defaultSchema: name,
    rows: run,
    first: (sql, parameters, most) => run(`${sql} limit ${most}`, parameters),
    async *batches(sql, parameters, size) {
      let batch: Row[] = [];
      let bytes = 0;
      for await (const row of connection.connection
        .query(sql, parameters)
        .stream({ highWaterMark: Math.min(size, 64) })) {
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
    async run(sql, parameters = []) {
      const [result] = await connection.query(sql, parameters);
      return typeof result === 'object' && result !== null && 'affectedRows' in result
        ? Number(result.affectedRows)
        : 0;
    },
    async transaction(work) {
      await run('start transaction');
      try {
        const result = await work();
        await run('commit');
        return result;
      } catch (error) {
        await run('rollback').catch(() => {}); // the connection may be what failed
        throw error;
      }
    },
    async snapshot() {
      if (open++ === 0) await run('start transaction with consistent snapshot, read only');
      return {
        async end() {
          if (--open === 0) await run('rollback');
        },
      };
    },
    close: () => connection.end(),
  };
}
