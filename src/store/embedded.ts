import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Log, silentLog } from '../base/index.ts';
import { accountFor } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { type Address, openDoor } from './door.ts';
import { clearStaleLocks, readPostmaster } from './lock-files.ts';
import { type Server, type Started, shutDown, start } from './postmaster.ts';

export interface Embedded {
  /** The address of a database of this server. */
  address(database: string): Address;
  /** The server's process number; changes when it had to be started again. */
  pid(): number;
  /** Stops the server, unless another process of ours still uses it: the last one to leave stops it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** A folder of its own, made if needed: `cluster/` and `server.log` go there. */
  readonly dataDir: string;
  readonly log?: Log;
  /** False for throw-away clusters of proofs and tests: nothing is ever flushed to disk. */
  readonly durable?: boolean;
  /** Of shared memory for PostgreSQL's pages. */
  readonly sharedMegabytes?: number;
  /** How long to wait for a server that starts, recovers or stops; a recovery after a crash takes seconds. */
  readonly patienceSeconds?: number;
}

/** Held in shared mode by every process that uses the server, so that the last one to leave knows that it is the last. */
const PRESENCE = 4_837_101;

/** The server tells clients that it is starting, recovering or stopping. */
const CANNOT_CONNECT_NOW = '57P03';

/**
 * Starts PostgreSQL on `dataDir`, or joins the server that runs there already (one that outlived its process, or one that
 * another process of ours uses). It listens on a Unix socket in a folder of mode 700 and nowhere else. If the server dies,
 * it is started again.
 *
 * @throws Refused `store.no-binaries`, `store.other-owner`, `store.newer-version`, `store.older-version`, `store.not-a-cluster`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log = silentLog, durable = true, sharedMegabytes = 32, patienceSeconds = 60 } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'cluster');
  const account = accountFor(cluster);
  const binaries = findBinaries(account, dataDir);
  ensureCluster(dataDir, cluster, binaries, account, durable);
  const server = { dataDir, cluster, account, binaries, durable, sharedMegabytes };
  const door = openDoor(dataDir, cluster);

  let presence = await enter(server, door.address('postgres'), patienceSeconds).catch((error: unknown) => {
    door.close();
    throw error;
  });
  let leaving = false;
  let reviving: Promise<void> | undefined;
  const watch = () => {
    presence.once('end', () => {
      if (leaving) return;
      log('store.server-lost', { room: 'store' });
      reviving = revive();
    });
  };
  const revive = async () => {
    for (let pause = 50; !leaving; pause = Math.min(pause * 2, 5_000)) {
      try {
        presence = await enter(server, door.address('postgres'), patienceSeconds);
        watch();
        log('store.server-back', { room: 'store' });
        return;
      } catch {
        log('store.server-away', { room: 'store' });
        await wait(pause);
      }
    }
  };
  watch();

  return {
    address: door.address,
    pid: () => readPostmaster(cluster)?.pid ?? 0,
    async stop() {
      if (leaving) return;
      leaving = true;
      await reviving;
      await leave(server, presence, patienceSeconds);
      door.close();
    },
  };
}

/** Connects and marks our presence, starting the server as often as that is what it takes. */
async function enter(server: Server, address: Address, patienceSeconds: number): Promise<pg.Client> {
  const deadline = Date.now() + patienceSeconds * 1000;
  let failures = 0;
  let started: Started | undefined;
  for (;;) {
    const knocked = await knock(address);
    if (knocked instanceof pg.Client) {
      if (await markPresence(knocked, address)) return knocked;
    } else if (knocked === 'nobody' && (!started || started.exited)) {
      // Ours ended: because another server has the folder (then wait for that one), or for a reason worth telling.
      if (started && !lockedOut(started.said()) && ++failures >= 3) {
        throw new Error(`PostgreSQL did not start on ${server.cluster}: ${started.said().trim()}`);
      }
      if (!clearStaleLocks(server.cluster)) started = await start(server);
    }
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL on ${server.cluster} was not ready in ${patienceSeconds} s`);
    }
    await wait(started?.exited ? 50 : 8);
  }
}

const lockedOut = (said: string) => /lock file|shared memory block/.test(said);

async function knock(address: Address): Promise<pg.Client | 'busy' | 'nobody'> {
  const client = new pg.Client({
    ...address,
    application_name: 'kept: presence',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // 'end' follows, and that is what is listened to
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nobody';
    if (code === CANNOT_CONNECT_NOW || code === 'ECONNRESET' || code === 'EPIPE' || code === undefined)
      return 'busy';
    throw error;
  }
}

/** False when the server was just being stopped by the last one to leave, who holds the lock until it is gone. */
async function markPresence(client: pg.Client, address: Address): Promise<boolean> {
  try {
    await client.query(`select pg_advisory_lock_shared(${PRESENCE})`);
    // A server that stops may end the one who holds the lock before us, and we have it on a server that is going. It takes
    // no new connection then: one more knock tells.
    const again = await knock(address);
    if (!(again instanceof pg.Client)) throw new Error('going');
    await again.end();
    return true;
  } catch {
    await client.end().catch(() => {});
    return false;
  }
}

async function leave(server: Server, presence: pg.Client, patienceSeconds: number): Promise<void> {
  try {
    await presence.query(`select pg_advisory_unlock_shared(${PRESENCE})`);
    const { rows } = await presence.query(`select pg_try_advisory_lock(${PRESENCE}) as last`);
    // Held until the server is gone: a process that comes meanwhile waits for the lock, loses it, and starts a new one.
    if (rows[0]?.last === true) await shutDown(server, patienceSeconds);
  } catch {
    // The server is gone already, which is what we wanted.
  }
  await presence.end().catch(() => {});
}
