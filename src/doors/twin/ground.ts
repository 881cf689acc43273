import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Instant, silentLog, virtualClock } from '../../base/index.ts';
import {
  type Address,
  connect,
  createDatabase,
  DATA_MIGRATIONS,
  KEY_MIGRATIONS,
  migrate,
  newKey,
  openJobs,
  readKeyRing,
  scratchFolder,
  startEmbedded,
} from '../../store/index.ts';
import { type Plot, plotsOn, TEMPLATES } from './plot.ts';

/**
 * Where twins live: one PostgreSQL of their own on this machine, thrown away afterwards and so without a disk flush, and in
 * it an empty, migrated database to copy for each.
 */
export type Ground = {
  folder: string;
  /** A store and vault of a twin's own. */
  plot(clock: Clock, now: Instant): Promise<Plot>;
  close(): Promise<void>;
};

export async function openGround(): Promise<Ground> {
  const folder = scratchFolder('kept-twin-');
  const embedded = await startEmbedded({ dataDir: join(folder, 'postgres'), durable: false });
  const admin = embedded.address('postgres');
  const close = async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplates(admin, embedded.address);
  } catch (fault) {
    await close();
    throw fault;
  }
  // One key for all: twins hold nobody's data, and each has a keystore of its own.
  const plots = plotsOn(admin, embedded.address, readKeyRing(newKey()));
  return {
    folder,
    plot: plots.plot,
    async close() {
      await plots.close();
      await close();
    },
  };
}

async function makeTemplates(admin: Address, address: (database: string) => Address): Promise<void> {
  const now = '2020-01-01T00:00:00.000Z';
  const [data, keys] = TEMPLATES;
  for (const [name, folder] of [
    [data, DATA_MIGRATIONS],
    [keys, KEY_MIGRATIONS],
  ] as const) {
    await createDatabase(admin, name);
    await migrate(address(name), folder, { now, log: silentLog });
  }
  // The queue's tables too: they take longer than all the rest.
  const store = connect(address(data), { clock: virtualClock(now) });
  const jobs = openJobs(store, { manual: true });
  await jobs.prepare();
  await jobs.stop();
  await store.close();
}
