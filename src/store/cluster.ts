import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../base/index.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** The database role that the cluster is made with. The socket's folder is the lock: who may enter it, is this role. */
export const ROLE = 'kept';

/** Windows has no sockets with permissions that PostgreSQL could use: there it listens on 127.0.0.1 with a password. */
export const OVER_TCP = process.platform === 'win32';

/**
 * Makes the cluster in `cluster` if there is none. It is made beside its place and renamed, so two that do this at once
 * end with one cluster, and one that is killed half-way leaves nothing that looks like data.
 *
 * @throws Refused `store.newer-version`, `store.older-version` when another major of PostgreSQL wrote it;
 * `store.not-a-cluster` when the folder holds something else.
 */
export function ensureCluster(
  dataDir: string,
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(cluster)) makeCluster(dataDir, cluster, binaries, account, durable);
  checkVersion(cluster, binaries.major);
}

function makeCluster(
  dataDir: string,
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): void {
  sweepHalfMade(dataDir);
  const half = mkdtempSync(join(dataDir, 'cluster.new-'));
  if (account) chownSync(half, account.uid, account.gid);
  const password = OVER_TCP ? writePassword(dataDir) : undefined;
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${dataFolder(half, account)}`,
      `--username=${ROLE}`,
      ...(password ? ['--auth=scram-sha-256', `--pwfile=${password}`] : ['--auth=trust']),
      '--encoding=UTF8',
      // Sorted by code point on every machine: no index depends on a C library's idea of an alphabet.
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--wal-segsize=4',
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...account, cwd: half, env: serverEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new Error(
      `initdb failed (${made.status ?? made.error?.message}): ${made.stderr.trim().split('\n').at(-1)}`,
    );
  }
  if (!OVER_TCP) writeFileSync(join(half, 'pg_hba.conf'), 'local all all trust\n');
  try {
    renameSync(half, cluster);
    if (durable) syncFolder(dataDir);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(cluster)) throw error; // otherwise another start was first, and its cluster is as good as ours
  }
}

function checkVersion(cluster: string, major: number): void {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new Refused('store.not-a-cluster', `${cluster} exists but is no PostgreSQL data. Move it away.`);
  }
  const written = Number(readFileSync(file, 'utf8'));
  if (written > major) {
    throw new Refused(
      'store.newer-version',
      `The data in ${cluster} were written by PostgreSQL ${written}; this release has ${major}. Use a newer release.`,
      { written, major },
    );
  }
  if (written < major) {
    throw new Refused(
      'store.older-version',
      `The data in ${cluster} were written by PostgreSQL ${written}; this release has ${major}. ` +
        'Make a backup with the release that wrote them, and restore it with this one.',
      { written, major },
    );
  }
}

/**
 * How the data folder is named to a server that runs as `account`. That account may not enter the folders above (a home
 * that only root may enter), so the server gets the folder as its working directory, before it becomes that account, and
 * this name for it: the kernel's link to it asks for no permission on the way.
 */
export const dataFolder = (cluster: string, account: Account | undefined): string =>
  account && process.platform === 'linux' ? '/proc/self/cwd' : cluster;

/** What a server inherits: nothing of ours, for our environment holds secrets. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  LC_ALL: 'C',
  PATH: process.env.PATH,
  ...(OVER_TCP && { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP }),
});

/** What initdb left when it was killed; an hour is longer than it ever takes. */
function sweepHalfMade(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name);
    if (!name.startsWith('cluster.new-')) continue;
    const made = statSync(path, { throwIfNoEntry: false });
    if (made && Date.now() - made.mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

export const passwordFile = (dataDir: string) => join(dataDir, 'password');

function writePassword(dataDir: string): string {
  const file = passwordFile(dataDir);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return file;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder can't be opened there, and NTFS journals the rename
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
