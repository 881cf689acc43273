/*
 * For the tests of every room: a store on real PostgreSQL, empty but for its tables, in some 50 ms.
 * Not part of the room's front door: nothing in the product imports this file.
 */
import { spawn } from 'node:child_process';
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Instant, virtualClock } from '../base/index.ts';
import { connect, type Store } from './connect.ts';
import { asAdministrator, createDatabase, dropDatabase, siblingOf } from './databases.ts';
import type { Address } from './door.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { openJobs } from './jobs.ts';
import { newKey, readKeyRing } from './key-ring.ts';
import { DATA_MIGRATIONS, fingerprintOf, KEY_MIGRATIONS, migrate } from './migrate.ts';
import { scratchRoot } from './scratch.ts';
import { connectVault, type Vault } from './vault.ts';

/** A store whose clock stands still until the test sets it. */
export type TestStore = Omit<Store, 'clock'> & { readonly clock: ReturnType<typeof virtualClock> };

export interface TestOptions {
  /** When the test begins; 2026-11-22 at 10:00 UTC unless told. */
  readonly now?: Instant;
}

/** When tests begin. */
export const TEST_START: Instant = '2026-11-22T10:00:00.000Z';

/**
 * Gives `work` a store of its own, and removes it afterwards. The database is a clone of a migrated template on a
 * throw-away cluster that all test processes of this user share (so that it is made once, not once a file), or on the
 * server that `KEPT_TEST_DATABASE_URL` names, where the role must be allowed to make databases.
 */
export async function withDatabase<T>(
  work: (store: TestStore) => Promise<T>,
  { now = TEST_START }: TestOptions = {},
): Promise<T> {
  const clock = virtualClock(now);
  return withClone('data', DATA_MIGRATIONS, async (address) => {
    const store = connect(address, { clock });
    try {
      return await work({ ...store, clock });
    } finally {
      await store.close();
    }
  });
}

/** A store and a vault whose keys are in a database of their own. */
export async function withVault<T>(
  work: (store: TestStore, vault: Vault) => Promise<T>,
  { now = TEST_START }: TestOptions = {},
): Promise<T> {
  return withDatabase(
    (store) =>
      withClone('keys', KEY_MIGRATIONS, async (address) => {
        const vault = await connectVault(address, TEST_KEYS, now);
        try {
          return await work(store, vault);
        } finally {
          await vault.close();
        }
      }),
    { now },
  );
}

const TEST_KEYS = readKeyRing(newKey());

/** A database cloned from the template that has the migrations of `folder`; `kind` is part of its name. */
export async function withClone<T>(
  kind: string,
  folder: string,
  work: (address: Address) => Promise<T>,
): Promise<T> {
  const admin = await testServer();
  const template = await templateOf(admin, kind, folder);
  const name = `kept_test_${process.pid}_${++clones}`;
  await createDatabase(admin, name, template);
  try {
    return await work(siblingOf(admin, name));
  } finally {
    await dropDatabase(admin, name);
  }
}

let clones = 0;
const templates = new Map<string, Promise<string>>();

/** Named by what made it, so that a changed migration never meets an old template. */
function templateOf(admin: Address, kind: string, folder: string): Promise<string> {
  const name = `kept_template_${kind}_${fingerprintOf(folder)}`;
  const making = templates.get(name) ?? makeTemplate(admin, name, folder);
  templates.set(name, making);
  return making;
}

/** Held on the administration database by whoever makes or removes templates. */
export const MAKING_TEMPLATE = 4_837_110;

async function makeTemplate(admin: Address, name: string, folder: string): Promise<string> {
  await asAdministrator(admin, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MAKING_TEMPLATE]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    // Under another name until it is whole: a test run may be killed at any moment.
    await dropDatabase(admin, `${name}_new`);
    await createDatabase(admin, `${name}_new`);
    await migrate(siblingOf(admin, `${name}_new`), folder, { now: TEST_START });
    if (folder === DATA_MIGRATIONS) await makeQueueTables(siblingOf(admin, `${name}_new`));
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

/** pg-boss makes its own tables when it first starts, which takes longer than a clone. */
async function makeQueueTables(address: Address): Promise<void> {
  const store = connect(address, { clock: virtualClock(TEST_START) });
  const jobs = openJobs(store, { manual: true });
  await jobs.prepare();
  await jobs.stop();
  await store.close();
}

let server: Promise<Address> | undefined;

/** The address of the administration database of the server that tests use. */
export function testServer(): Promise<Address> {
  server ??= process.env.KEPT_TEST_DATABASE_URL
    ? Promise.resolve({ connectionString: process.env.KEPT_TEST_DATABASE_URL })
    : shareThrowAway();
  return server;
}

/** Where the shared throw-away cluster is. */
export const THROW_AWAY = join(scratchRoot(), `kept-test-${process.getuid?.() ?? 'user'}`);

async function shareThrowAway(): Promise<Address> {
  const embedded = await startThrowAway();
  // It outlives this process, whichever way that ends, and is stopped when nobody uses it any more.
  spawn(process.execPath, [fileURLToPath(new URL('./testing-watch.ts', import.meta.url))], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
  }).unref();
  return embedded.address('postgres');
}

/** Starts or joins it. One that can't be started (an older PostgreSQL's, or the machine went down under it) is replaced. */
export async function startThrowAway(): Promise<Embedded> {
  mkdirSync(THROW_AWAY, { recursive: true, mode: 0o700 });
  const uid = process.getuid?.();
  const { uid: owner, mode } = lstatSync(THROW_AWAY);
  if (uid !== undefined && (owner !== uid || mode & 0o022)) {
    throw new Error(`${THROW_AWAY} is somebody else's; remove it`);
  }
  const options = { dataDir: THROW_AWAY, durable: false };
  try {
    return await startEmbedded(options);
  } catch {
    rmSync(join(THROW_AWAY, 'cluster'), { recursive: true, force: true });
    return startEmbedded(options);
  }
}
