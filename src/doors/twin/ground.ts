import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Instant, silentLog, virtualClock } from '../../base/index.ts';
import {
  type Address,
  connect,
  createDatabase,
  DATA_MIGRATIONS,
  type Embedded,
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
  const { plot, leave } = await settle(folder, makeTemplates).catch((fault: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw fault;
  });
  return {
    folder,
    plot,
    async close() {
      await leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same ground, for another thread of the process that opened it, which closes it last. */
export async function joinGround(folder: string): Promise<Ground> {
  const { plot, leave } = await settle(folder, async () => {});
  return { folder, plot, close: leave };
}

/** Twins of one thread on the PostgreSQL of a folder; `prepare` comes before the first. The last to leave stops it. */
async function settle(
  folder: string,
  prepare: (admin: Address, address: Embedded['address']) => Promise<void>,
): Promise<Pick<Ground, 'plot'> & { leave(): Promise<void> }> {
  const embedded = await startEmbedded({ dataDir: join(folder, 'postgres'), durable: false });
  const admin = embedded.address('postgres');
  try {
    await prepare(admin, embedded.address);
  } catch (fault) {
    await embedded.stop();
    throw fault;
  }
  // One key for all: twins hold nobody's data, and each has a keystore of its own.
  const plots = plotsOn(admin, embedded.address, readKeyRing(newKey()));
  return {
    plot: plots.plot,
    async leave() {
      await plots.close();
      await embedded.stop();
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
