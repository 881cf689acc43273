import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Instant, silentLog, virtualClock } from '../../base/index.ts';
import {
  type Address,
  connect,
  connectVault,
  createDatabase,
  DATA_MIGRATIONS,
  dropDatabase,
  KEY_MIGRATIONS,
  migrate,
  newKey,
  openJobs,
  readKeyRing,
  type Store,
  scratchFolder,
  startEmbedded,
  type Vault,
} from '../../store/index.ts';

/**
 * Where twins live: one PostgreSQL of their own on this machine, thrown away afterwards and so without a disk flush, and in
 * it an empty, migrated database to copy for each.
 */
export type Ground = {
  folder: string;
  /** A store and vault of a twin's own. */
  plot(
    clock: Clock,
    now: Instant,
  ): Promise<{ store: Store; vault: Vault; keys: Store; clear(): Promise<void> }>;
  close(): Promise<void>;
};

const DATA = 'twin_data';
const KEYS = 'twin_keys';

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
  let plots = 0;
  // One key for all: twins hold nobody's data, and each has a keystore of its own.
  const ring = readKeyRing(newKey());
  return {
    folder,
    async plot(clock, now) {
      plots += 1;
      const names = [`twin_${plots}`, `twin_${plots}_keys`] as const;
      await createDatabase(admin, names[0], DATA);
      await createDatabase(admin, names[1], KEYS);
      const store = connect(embedded.address(names[0]), { clock, connections: 4 });
      const keys = connect(embedded.address(names[1]), { clock, connections: 2 });
      const vault = await connectVault(embedded.address(names[1]), ring, now);
      return {
        store,
        vault,
        keys,
        async clear() {
          await Promise.all([store.close(), keys.close(), vault.close()]);
          for (const name of names) await dropDatabase(admin, name);
        },
      };
    },
    close,
  };
}

async function makeTemplates(admin: Address, address: (database: string) => Address): Promise<void> {
  const now = '2020-01-01T00:00:00.000Z';
  for (const [name, folder] of [
    [DATA, DATA_MIGRATIONS],
    [KEYS, KEY_MIGRATIONS],
  ] as const) {
    await createDatabase(admin, name);
    await migrate(address(name), folder, { now, log: silentLog });
  }
  // The queue's tables too: they take longer than all the rest.
  const store = connect(address(DATA), { clock: virtualClock(now) });
  const jobs = openJobs(store, { manual: true });
  await jobs.prepare();
  await jobs.stop();
  await store.close();
}
