import pg from 'pg';
import { Refused } from '../base/index.ts';
import type { Address } from './door.ts';

const DUPLICATE_DATABASE = '42P04';
/** Two made one at the same moment; PostgreSQL then reports its own catalogue's unique index. */
const UNIQUE_VIOLATION = '23505';
const OBJECT_IN_USE = '55006';

/** Makes database `name`, empty or as a copy of `template` (which nobody may be connected to meanwhile). */
export async function createDatabase(admin: Address, name: string, template?: string): Promise<void> {
  const source = template ? ` template ${identifier(template)}` : '';
  await asAdministrator(admin, async (client) => {
    // Where nothing is flushed (proofs, tests) copying files takes half the time of logging their pages.
    const { rows } = await client.query("select current_setting('fsync') as fsync");
    const as = source + (rows[0]?.fsync === 'off' ? ' strategy file_copy' : '');
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`create database ${identifier(name)}${as}`);
        return;
      } catch (error) {
        // The template's last connection may still be on its way out.
        if (!hasCode(error, OBJECT_IN_USE) || attempt === 100) throw error;
        await new Promise((later) => setTimeout(later, 20));
      }
    }
  });
}

/** Makes database `name` if it is not there. */
export async function ensureDatabase(admin: Address, name: string): Promise<void> {
  await asAdministrator(admin, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    try {
      await client.query(`create database ${identifier(name)}`);
    } catch (error) {
      if (!hasCode(error, DUPLICATE_DATABASE, UNIQUE_VIOLATION)) throw error;
    }
  });
}

/** Ends every connection to database `name` and removes it; nothing happens if it is not there. */
export async function dropDatabase(admin: Address, name: string): Promise<void> {
  await asAdministrator(admin, (client) =>
    client.query(`drop database if exists ${identifier(name)} with (force)`),
  );
}

/** The same server, another database. */
export function siblingOf(address: Address, database: string): Address {
  if (!address.connectionString) return { ...address, database };
  const url = new URL(address.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

export async function asAdministrator<T>(
  admin: Address,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...admin, application_name: 'kept: administration' });
  client.on('error', () => {}); // the query that was running rejects as well
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** PostgreSQL cuts longer names silently, and quoting invites surprises: small letters, digits and `_` only. */
function identifier(name: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(name)) return `"${name}"`;
  throw new Refused('store.bad-name', `"${name}" can't be a database's name: a-z, 0-9 and _ only`);
}

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
