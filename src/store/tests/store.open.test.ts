import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Log, virtualClock } from '../../base/index.ts';
import { newKey, openJobs, openStore, openVault } from '../index.ts';
import { DATA_MIGRATIONS, KEY_MIGRATIONS, readMigrations } from '../migrate.ts';
import { TEST_START } from '../testing.ts';

const clock = virtualClock(TEST_START);
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kept-store-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('an empty folder becomes a store and a vault, and both are there again after a stop', async () => {
  const said: string[] = [];
  const log: Log = (event) => void said.push(event);
  const open = async () => ({
    store: await openStore({ dataDir, clock, log }),
    vault: await openVault({ dataDir, now: TEST_START, log }),
  });

  const first = await open();
  const sealed = await first.vault.seal('p1', 'Ada', 'name', TEST_START);
  await first.store.inTransaction((tx) =>
    tx.insertInto('meta').values({ name: 'installation', value: 'i1' }).execute(),
  );
  await first.store.close();
  await first.vault.close();
  const second = await open();

  expect(await second.store.rows('select value from meta')).toEqual([{ value: 'i1' }]);
  expect((await second.vault.open('p1', sealed, 'name')).toString()).toBe('Ada');
  await second.store.close();
  await second.vault.close();
  expect(said.filter((event) => event === 'vault.key-file-made')).toHaveLength(1);
  expect(said.filter((event) => event === 'store.migrated')).toHaveLength(
    [DATA_MIGRATIONS, KEY_MIGRATIONS].flatMap(readMigrations).length,
  );
});

test('the folder of the data holds no key, so a copy of it can be kept', async () => {
  const store = await openStore({ dataDir, clock });
  const vault = await openVault({ dataDir, now: TEST_START });
  await vault.seal('p1', 'Ada', 'name', TEST_START);

  const inData = await store.rows("select 1 from pg_database where datname = 'kept_keys'");
  await store.close();
  await vault.close();

  expect(inData).toEqual([]);
  expect(existsSync(join(dataDir, 'keys', 'cluster', 'PG_VERSION'))).toBe(true);
});

test('a store whose database is killed works again without being opened anew, its jobs too', async () => {
  const store = await openStore({ dataDir, clock });
  const jobs = openJobs(store, { manual: true });
  let ran = 0;
  jobs.define('count', { work: async () => void ran++ });
  await jobs.prepare();
  const pid = Number(
    readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
  );

  process.kill(pid, 'SIGKILL');
  const enqueue = () => store.inTransaction((tx) => jobs.enqueue(tx, 'count', {}, { singletonKey: 'k' }));
  await expect
    .poll(
      () =>
        enqueue().then(
          () => true,
          () => false,
        ),
      { timeout: 15_000 },
    )
    .toBe(true);
  await jobs.tick(TEST_START);

  expect(ran).toBe(1);
  await jobs.stop();
  await store.close();
});

test('keys may not go where the data are', async () => {
  const beside = { dataDir, now: TEST_START, key: newKey() };
  const databaseUrl = 'postgres://kept@db.example.test/kept';
  for (const keysUrl of [undefined, databaseUrl]) {
    await expect(openVault({ ...beside, databaseUrl, keysUrl })).rejects.toMatchObject({
      code: 'vault.keys-beside-data',
    });
  }
  // Nor does the refused start leave a key behind that nothing was sealed with.
  const refused = openVault({ dataDir, now: TEST_START, databaseUrl });
  await expect(refused).rejects.toMatchObject({ code: 'vault.keys-beside-data' });
  expect(existsSync(join(dataDir, 'kept.key'))).toBe(false);
});

test('the key file is for us alone, and one that others may read is refused', async () => {
  await (await openVault({ dataDir, now: TEST_START })).close();
  const file = join(dataDir, 'kept.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  chmodSync(file, 0o640);
  await expect(openVault({ dataDir, now: TEST_START })).rejects.toMatchObject({
    code: 'vault.key-file-open',
  });

  chmodSync(file, 0o600);
  writeFileSync(file, newKey());
  await expect(openVault({ dataDir, now: TEST_START })).rejects.toMatchObject({ code: 'vault.wrong-key' });
});
