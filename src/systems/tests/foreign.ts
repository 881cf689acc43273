/*
 * Databases that somebody else made, for the tests: each in a database of its own on the tests' server.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createDatabase, dropDatabase, siblingOf } from '../../store/index.ts';
import { testServer } from '../../store/testing.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open.ts';

export const INPUTS = new URL('../../../../shared/inputs/', import.meta.url);

/** The text of a file of the shared inputs; `.xz` is unpacked. */
export function input(path: string): string {
  const file = new URL(path, INPUTS);
  return path.endsWith('.xz')
    ? execFileSync('xz', ['-dc', file.pathname], { maxBuffer: 200_000_000 }).toString('utf8')
    : readFileSync(file, 'utf8');
}

/** A database of our own making, kept honest by habits that are not ours. */
export const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.sql`, import.meta.url), 'utf8');

/** Clients who have bikes, and a favourite among them: each table points at the other. Every dialect reads it. */
export const WORKSHOP = `
  create table clients (id int primary key, name varchar(80), email varchar(80), bike_id int);
  create table bikes (id int primary key, client_id int, frame_number varchar(40), foreign key (client_id) references clients (id));
  create table jobs (id int primary key, bike_id int, notes varchar(999), foreign key (bike_id) references bikes (id));
  create table job_parts (id int primary key, job_id int, part varchar(80), foreign key (job_id) references jobs (id));
  create table companies (id int primary key, bike_id int, foreign key (bike_id) references bikes (id));
  create table categories (id int primary key, last_bike_id int, foreign key (last_bike_id) references bikes (id));
  alter table clients add foreign key (bike_id) references bikes (id);`;

let made = 0;

/** Runs `scripts` in a new PostgreSQL database and gives `work` its URL. */
export async function withPostgres<T>(
  scripts: readonly string[],
  work: (url: string, client: pg.Client) => Promise<T>,
): Promise<T> {
  const admin = await testServer();
  const name = `kept_foreign_${process.pid}_${++made}`;
  await createDatabase(admin, name);
  const address = siblingOf(admin, name);
  const client = new pg.Client({ ...address });
  try {
    await client.connect();
    for (const script of scripts) await runScript(client, script);
    await client.query('reset all');
    await client.query('analyze');
    return await work(urlOf(address), client);
  } finally {
    await client.end();
    await dropDatabase(admin, name);
  }
}

/** The same, opened as a scan opens it. */
export const withForeign = <T>(
  scripts: readonly string[],
  work: (database: Database, client: pg.Client) => Promise<T>,
): Promise<T> =>
  withPostgres(scripts, async (url, client) => {
    const database = await openDatabase(url);
    try {
      return await work(database, client);
    } finally {
      await database.close();
    }
  });

function urlOf(address: Awaited<ReturnType<typeof testServer>>): string {
  if (address.connectionString) return address.connectionString;
  const { user = 'postgres', password, host = 'localhost', port = 5432, database = '' } = address;
  const secret = password ? `:${encodeURIComponent(password)}` : '';
  return `postgres://${encodeURIComponent(user)}${secret}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
}

/** Dumps hold `COPY … FROM stdin` blocks, which are no SQL: their rows are inserted. */
async function runScript(client: pg.Client, script: string): Promise<void> {
  const sql = script
    .replaceAll(/^\\(?!\.).*$/gm, '')
    .replaceAll(/^SET default_with_oids.*$/gm, '')
    .replaceAll(/^(ALTER .* OWNER TO|GRANT|REVOKE) .*$/gm, '');
  const copy = /^COPY ([^(]+?)\s*\(([^)]+)\) FROM stdin;\n([\s\S]*?)^\\\.$/gm;
  let from = 0;
  for (const block of sql.matchAll(copy)) {
    await client.query(sql.slice(from, block.index));
    await copyIn(client, block[1] ?? '', block[2] ?? '', block[3] ?? '');
    from = block.index + block[0].length;
  }
  await client.query(sql.slice(from));
}

async function copyIn(client: pg.Client, table: string, columns: string, block: string): Promise<void> {
  const rows = block
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').map(fieldOf));
  const width = columns.split(',').length;
  for (let from = 0; from < rows.length; from += 200) {
    const some = rows.slice(from, from + 200);
    const places = some.map(
      (_, row) =>
        `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(',')})`,
    );
    await client.query(`insert into ${table} (${columns}) values ${places.join(',')}`, some.flat());
  }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
const fieldOf = (text: string): string | null =>
  text === '\\N' ? null : text.replaceAll(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? sign);
