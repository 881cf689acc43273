import pg from 'pg';
import type { Database, Parameter, Row } from './database.ts';
import { BATCH_BYTES, unreachable, weightOf } from './database.ts';

const OID = { bool: 16, bytea: 17, int2: 21, int4: 23, float4: 700, float8: 701 };

/** Numbers that JavaScript holds exactly, booleans and bytes; all else stays the text that PostgreSQL wrote. */
function parserOf(oid: number): (text: string) => unknown {
  if (oid === OID.bool) return (text) => text === 't';
  if (oid === OID.int2 || oid === OID.int4) return Number;
  // NaN and Infinity stay text: JSON, in which keys are put away, has neither.
  if (oid === OID.float4 || oid === OID.float8)
    return (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
  if (oid === OID.bytea) return (text) => Buffer.from(text.slice(2), 'hex');
  return (text) => text;
}

/** How many statements a connection keeps planned. */
const PLANNED = 200;

/** How many rows a cursor is asked for before it is known how large they are. */
const UNMEASURED = 32;

/** A connection of its own; what the session may do is set before the first statement. */
export async function openPostgres(
  url: string,
  { readOnly, statementTimeout }: { readOnly: boolean; statementTimeout: number },
): Promise<Database> {
  const options: pg.ClientConfig & { pipeline: boolean } = {
    connectionString: url,
    application_name: 'kept: systems',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid: number) => parserOf(oid) },
    // Statements are sent as they come, without waiting for the answer to the one before; answers keep their order.
    pipeline: true,
  };
  const client = new pg.Client(options);
  client.on('error', () => {}); // the query that was running rejects as well
  try {
    await client.connect();
  } catch (error) {
    throw unreachable('PostgreSQL', error);
  }
  // What is asked in one go travels in one packet: a packet each costs more than what most of them ask.
  let gathering = false;
  const gather = (): void => {
    if (gathering) return;
    gathering = true;
    client.connection.stream.cork();
    process.nextTick(() => {
      gathering = false;
      client.connection.stream.uncork();
    });
  };
  // Asked with a callback, because the promises of pg 8.23 hold each result until the next full collection: a million rows
  // read by cursor took 240 MB in place of 90.
  const ask = (query: pg.QueryConfig): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      gather();
      client.query<Row>(query, (error, result) => (error ? reject(error) : resolve(result.rows)));
    });
  const run = (sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> =>
    ask({ text: sql, values: [...parameters] });
  await run(`set statement_timeout = ${Math.round(statementTimeout)}`);
  // Whatever the server's habit is, dates come out in one form and a large object is never cut.
  await run("set datestyle = 'ISO, YMD'");
  await run('set extra_float_digits = 1');
  // Rows that a policy of the database hides from this role would be taken for rows that are not there: refused instead.
  await run('set row_security = off');
  if (readOnly) await run('set session characteristics as transaction read only');
  const [{ name, schema } = { name: '', schema: null }] = await run(
    'select current_database() as name, current_schema() as schema',
  );

  let planned = new Map<string, string>();
  let plans = 0;
  const planOf = (text: string): { text: string; name?: string } => {
    const known = planned.get(text);
    if (known === undefined && planned.size >= PLANNED) return { text };
    const plan = known ?? `kept_${++plans}`;
    planned.set(text, plan);
    return { text, name: plan };
  };

  let open = 0; // cursors live in a transaction; a snapshot may have opened one already
  let cursors = 0;
  let begun: Promise<unknown> = Promise.resolve();
  /** Sent, and not waited for: what follows it is answered after it, and `end` says whether it went well. */
  const begin = (): void => {
    if (open++ > 0) return;
    begun = run('begin isolation level repeatable read');
    begun.catch(() => {});
  };
  const end = async (): Promise<void> => {
    if (--open > 0) return;
    // Where this fails the connection is gone, which the next statement will say.
    run('rollback').catch(() => {});
    await begun;
  };
  return {
    dialect: 'postgres',
    name: String(name),
    defaultSchema: String(schema ?? 'public'),
    rows: run,
    async first(sql, parameters, most) {
      try {
        return await ask({ ...planOf(`${sql} limit ${most}`), values: [...parameters] });
      } catch (error) {
        // A table that was altered has outlived its plans: the next asking makes new ones, under new names.
        planned = new Map();
        throw error;
      }
    },
    async *batches(sql, parameters, size) {
      begin();
      const cursor = `kept_${++cursors}`;
      try {
        const declared = run(`declare ${cursor} no scroll cursor for ${sql}`, parameters);
        let asked = Math.min(size, UNMEASURED);
        let [, rows] = await Promise.all([declared, run(`fetch ${asked} from ${cursor}`)]);
        while (rows.length > 0) {
          const last = rows.length < asked;
          asked = fitting(rows, size);
          yield rows;
          if (last) break;
          rows = await run(`fetch ${asked} from ${cursor}`);
        }
        run(`close ${cursor}`).catch(() => {});
      } finally {
        await end();
      }
    },
    run: (sql, parameters = []) =>
      new Promise((resolve, reject) => {
        gather();
        const asked = parameters.length > 0 ? planOf(sql) : { text: sql };
        client.query({ ...asked, values: [...parameters] }, (error, result) => {
          if (error) planned = new Map();
          return error ? reject(error) : resolve(result.rowCount ?? 0);
        });
      }),
    async transaction(work) {
      // Not waited for: what follows is answered after it, and fails where it failed.
      const begun = run('begin');
      begun.catch(() => {});
      try {
        const result = await work();
        await begun;
        await run('commit');
        return result;
      } catch (error) {
        await run('rollback').catch(() => {}); // the connection may be what failed
        throw error;
      }
    },
    async snapshot() {
      begin();
      return { end };
    },
    close: () => client.end(),
  };
}

/** How many rows as large as these make a batch. */
function fitting(rows: readonly Row[], size: number): number {
  const bytes = rows.reduce((sum, row) => sum + weightOf(row), 0);
  return Math.max(1, Math.min(size, Math.floor((BATCH_BYTES * rows.length) / Math.max(1, bytes))));
}
