/*
 * A small process beside the tests: stops their shared throw-away server when no test process has been there for a while,
 * and removes what killed ones left. Started by testing.ts; the second one that is started leaves at once.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { dropDatabase } from './databases.ts';
import { MAKING_TEMPLATE, startThrowAway } from './testing.ts';

const WATCHING = 4_837_111;
const IDLE_SECONDS = 20;

const server = await startThrowAway();
const client = new pg.Client(server.address('postgres'));
client.on('error', () => process.exit()); // somebody stopped the server: nothing left to watch
await client.connect();
const { rows } = await client.query(`select pg_try_advisory_lock(${WATCHING}) as first`);
if (rows[0]?.first === true) {
  for (let idle = 0; idle < IDLE_SECONDS; idle++) {
    await wait(1_000);
    if (await someoneTests()) idle = 0;
  }
  // Who comes from now on waits for this lock before it looks for its template; who came before is seen.
  await client.query('select pg_advisory_lock($1)', [MAKING_TEMPLATE]);
  if (!(await someoneTests())) await dropAll();
}
await client.end();
await server.stop(); // or leaves it to those who came meanwhile

async function someoneTests(): Promise<boolean> {
  const others = await client.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 2`,
  );
  return others.rows.length > 1; // one is our own presence
}

async function dropAll(): Promise<void> {
  const left = await client.query("select datname from pg_database where datname like 'kept\\_te%'");
  for (const { datname } of left.rows) await dropDatabase(server.address('postgres'), datname);
}
