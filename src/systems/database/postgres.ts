import pg from 'pg';
import type { Database, Parameter, Row } from './database.ts';
import { unreachable } from './database.ts';

const OID = { bool: 16, bytea: 17, int2: 21, int4: 23, float4: 700, float8: 701 };

/** Numbers that JavaScript holds exactly, booleans and bytes; all else stays the text that PostgreSQL wrote. */
function parserOf(oid: number): (text: string) => unknown {
  if (oid === OID.bool) return (text) => text === 't';
  if (oid === OID.int2 || oid === OID.int4 || oid === OID.float4 || oid === OID.float8) return Number;
  if (oid === OID.bytea) return (text) => Buffer.from(text.slice(2), 'hex');
  return (text) => text;
}

/** A connection of its own; what the session may do is set before the first statement. */
export async function openPostgres(
  url: string,
  { readOnly, statementTimeout }: { readOnly: boolean; statementTimeout: number },
): Promise<Database> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kept: systems',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid: number) => parserOf(oid) },
  });
  client.on('error', () => {}); // the query that was running rejects as well
  try {
    await client.connect();
  } catch (error) {
    throw unreachable('PostgreSQL', error);
  }
  const run = async (sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> =>
    (await client.query<Row>(sql, [...parameters])).rows;
  await run(`set statement_timeout = ${Math.round(statementTimeout)}`);
  // Whatever the server's habit is, dates come out in one form and a large object is never cut.
  await run("set datestyle = 'ISO, YMD'");
  await run('set extra_float_digits = 1');
  if (readOnly) await run('set session characteristics as transaction read only');
  const [{ name, schema } = { name: '', schema: null }] = await run(
    'select current_database() as name, current_schema() as schema',
  );

  let open = 0; // cursors live in a transaction; a snapshot may have opened one already
  let cursors = 0;
  const begin = async (): Promise<void> => {
    if (open++ === 0) await run('begin isolation level repeatable read');
  };
  const end = async (): Promise<void> => {
    if (--open === 0) await run('rollback');
  };
  return {
    dialect: 'postgres',
    name: String(name),
    defaultSchema: String(schema ?? 'public'),
    rows: run,
    async *batches(sql, parameters, size) {
      await begin();
      const cursor = `kept_${++cursors}`;
      try {
        await run(`declare ${cursor} no scroll cursor for ${sql}`, parameters);
        for (;;) {
          const rows = await run(`fetch ${size} from ${cursor}`);
          if (rows.length > 0) yield rows;
          if (rows.length < size) break;
        }
        await run(`close ${cursor}`);
      } finally {
        await end();
      }
    },
    async snapshot() {
      await begin();
      return { end };
    },
    close: () => client.end(),
  };
}
