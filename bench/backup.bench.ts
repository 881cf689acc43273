/*
 * How long a backup and a restore of many people take, how much memory each needs, and how that compares with reading the
 * same rows and doing nothing with them. Each runs in a process of its own, so that its memory is its own.
 *
 *   node bench/backup.bench.ts [people]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { virtualClock } from '../src/base/index.ts';
import {
  type Address,
  createDatabase,
  DATA_MIGRATIONS,
  loadBackup,
  migrate,
  readBackup,
  startEmbedded,
  writeBackup,
} from '../src/store/index.ts';
import { digestsOf, fillWithPeople } from '../src/store/tests/people.ts';

const now = virtualClock('2026-11-22T10:00:00.000Z').now();
const MOST_MEGABYTES = 200;

/** What a process of its own does, and what it says of itself. */
type Figures = { seconds: number; megabytes: number; rows: number };
const [task, given] = process.argv.slice(2);
if (task === 'backup' || task === 'restore') {
  const { address, file }: { address: Address; file: string } = JSON.parse(given ?? '{}');
  const start = performance.now();
  const { tables } =
    task === 'backup'
      ? await writeBackup(address, file, { at: now })
      : await readBackup(file).then(async (backup) => {
          await loadBackup(address, backup, { now });
          return backup;
        });
  const figures: Figures = {
    seconds: (performance.now() - start) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
  };
  process.stdout.write(JSON.stringify(figures));
  process.exit();
}

const people = Number(task ?? 100_000);
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(46)} ${figure}\n`);
const apart = (what: 'backup' | 'restore', address: Address, file: string): Figures => {
  const ran = spawnSync(
    process.execPath,
    // As `kept` starts these commands: a large young generation holds a million dead rows for nothing.
    ['--max-semi-space-size=4', fileURLToPath(import.meta.url), what, JSON.stringify({ address, file })],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  if (ran.status !== 0) throw new Error(`the ${what} failed`);
  return JSON.parse(ran.stdout);
};
const saying = (what: string, { seconds, megabytes, rows }: Figures) => {
  say(
    what,
    `${seconds.toFixed(1)} s, ${Math.round(rows / seconds).toLocaleString('en')} rows a second, ${Math.round(megabytes)} MB resident`,
  );
  if (megabytes > MOST_MEGABYTES) throw new Error(`${what} took more than ${MOST_MEGABYTES} MB`);
};

const folder = mkdtempSync(join(tmpdir(), 'kept-backup-bench-'));
const embedded = await startEmbedded({ dataDir: join(folder, 'postgres') });
const databaseUrl = process.env.KEPT_TEST_DATABASE_URL;
try {
  await createDatabase(embedded.address('postgres'), 'source');
  const source = embedded.address('source');
  await migrate(source, DATA_MIGRATIONS, { now });
  await fillWithPeople(source, people);
  const file = join(folder, 'kept.backup');

  const written = apart('backup', source, file);
  say(`${people.toLocaleString('en')} people`, `${written.rows.toLocaleString('en')} rows`);
  say('count the same rows’ bytes, nothing else', `${(await readingOf(source)).toFixed(1)} s`);
  saying('backup', written);
  say(
    'the file',
    `${(statSync(file).size / 1e6).toFixed(0)} MB, ${Math.round(statSync(file).size / written.rows)} bytes a row`,
  );
  const start = performance.now();
  await readBackup(file);
  say('check the file', `${((performance.now() - start) / 1000).toFixed(1)} s`);

  await createDatabase(embedded.address('postgres'), 'target');
  saying('restore, embedded', apart('restore', embedded.address('target'), file));
  await same(source, embedded.address('target'));
  if (databaseUrl) {
    const name = `kept_test_bench_${process.pid}`;
    const admin = { connectionString: databaseUrl };
    const { dropDatabase, siblingOf } = await import('../src/store/index.ts');
    await createDatabase(admin, name);
    try {
      saying('restore, server', apart('restore', siblingOf(admin, name), file));
      await same(source, siblingOf(admin, name));
    } finally {
      await dropDatabase(admin, name);
    }
  }
} finally {
  await embedded.stop();
  rmSync(folder, { recursive: true });
}

/** How long the server takes to write all rows as text, without sending them. */
async function readingOf(address: Address): Promise<number> {
  const client = new pg.Client(address);
  await client.connect();
  const start = performance.now();
  for (const table of ['person', 'identity', 'relationship', 'event', 'record', 'permission', 'decision'])
    await client.query(`select sum(length(t::text)) from ${table} t`);
  await client.end();
  return (performance.now() - start) / 1000;
}

async function same(one: Address, other: Address): Promise<void> {
  const [before, after] = [await digestsOf(one), await digestsOf(other)];
  if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('not equal table by table');
  say('equal', `${Object.keys(before).length} tables, row by row`);
}
