/*
 * A process of its own for the tests that kill: joins the server in the folder it is given, inserts row after row from the
 * number it is given, and prints each number once PostgreSQL has acknowledged it.
 */
import { writeSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from '../index.ts';

const [dataDir = '', first = '0'] = process.argv.slice(2);
const server = await startEmbedded({ dataDir });
const client = new pg.Client(server.address('postgres'));
client.on('error', () => process.exit(3));
await client.connect();
await client.query('create table if not exists written (n integer primary key)');
for (let n = Number(first); ; n++) {
  await client.query('insert into written values ($1)', [n]).catch(() => process.exit(3));
  writeSync(1, `${n}\n`);
}
