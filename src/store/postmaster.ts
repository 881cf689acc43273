import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { dataFolder, OVER_TCP, serverEnvironment } from './cluster.ts';
import { isServerOf, readPostmaster } from './lock-files.ts';

/** A cluster and how its server is to run. */
export interface Server {
  readonly dataDir: string;
  readonly cluster: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly sharedMegabytes: number;
}

/** A server that we started; it may find that another one has the folder, and exit. */
export interface Started {
  exited: boolean;
  /** What the server wrote to its log since it was started. */
  said(): string;
}

/** Starts PostgreSQL's parent process. It is not a child in anything but name: it must outlive us. */
export async function start(server: Server): Promise<Started> {
  const { cluster, account, binaries } = server;
  const logFile = join(server.dataDir, 'server.log');
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 1_000_000) renameSync(logFile, `${logFile}.1`);
  const out = openSync(logFile, 'a', 0o600);
  const from = fstatSync(out).size;
  const child = spawn(
    binaries.postgres,
    ['-D', dataFolder(cluster, account), ...(await settings(server)).flatMap((setting) => ['-c', setting])],
    {
      ...account,
      cwd: cluster,
      env: serverEnvironment(),
      stdio: ['ignore', out, out],
      // A session of its own: Ctrl-C in the terminal is for us; we then stop the server when our work is done.
      detached: true,
      windowsHide: true,
    },
  );
  closeSync(out);
  child.unref();
  const started: Started = {
    exited: false,
    said: () => readFileSync(logFile).subarray(from).toString('utf8'),
  };
  child.once('exit', () => {
    started.exited = true;
  });
  child.once('error', () => {
    started.exited = true;
  });
  return started;
}

async function settings({ durable, sharedMegabytes }: Server): Promise<string[]> {
  return [
    ...(OVER_TCP
      ? ['listen_addresses=127.0.0.1', `port=${await freePort()}`, 'unix_socket_directories=']
      : // Relative to the data folder, which is mode 700: no path is too long for the server.
        ['listen_addresses=', 'port=5432', 'unix_socket_directories=.', 'unix_socket_permissions=0700']),
    `shared_buffers=${sharedMegabytes}MB`,
    // Several twins at once have a house each.
    `max_connections=${durable ? 60 : 200}`,
    'io_method=sync', // three processes fewer
    'max_worker_processes=4',
    'max_logical_replication_workers=0',
    'max_wal_senders=0',
    'wal_level=minimal',
    'min_wal_size=16MB',
    `max_wal_size=${durable ? 256 : 64}MB`,
    'jit=off',
    // Errors and their details quote values: personal data. They go to the client that caused them, never to a file.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']),
  ];
}

/** Asks the server to end, and waits until it has written everything and is gone. */
export async function shutDown({ cluster, binaries }: Server, patienceSeconds: number): Promise<void> {
  const running = readPostmaster(cluster);
  if (!running) return;
  if (OVER_TCP) {
    spawnSync(binaries.pgCtl, ['stop', '-m', 'fast', '-w', '-D', cluster]);
    return;
  }
  process.kill(running.pid, 'SIGINT'); // "fast": ends the sessions, writes everything, and exits
  const deadline = Date.now() + patienceSeconds * 1000;
  // It removes its lock file just before it exits.
  while (readPostmaster(cluster)?.pid === running.pid || isServerOf(cluster, running.pid)) {
    if (Date.now() > deadline) {
      process.kill(running.pid, 'SIGQUIT'); // at once; the next start recovers from the log, nothing is lost
      return;
    }
    await wait(10);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address && typeof address === 'object') return address.port;
  throw new Error('no free port');
}
