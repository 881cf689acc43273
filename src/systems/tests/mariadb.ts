/* A MariaDB of the tests' own, where its server is installed: a folder, a socket, no network. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const SERVER = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/bin/mariadbd'].find((path) =>
  existsSync(path),
);

function driverIsThere(): boolean {
  try {
    createRequire(import.meta.url).resolve('mysql2/promise');
    return true;
  } catch {
    return false;
  }
}

/** Whether both the server and the driver are there. */
export const MARIADB = SERVER !== undefined && driverIsThere();

/** Runs `scripts` with the server's own client and gives `work` the URL of the database that they made. */
export async function withMariadb<T>(
  name: string,
  scripts: readonly string[],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-maria-'));
  const socket = join(folder, 's');
  const user = userInfo().username;
  const as = user === 'root' ? ['--user=mysql'] : [];
  if (user === 'root') execFileSync('chown', ['mysql', folder]);
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${folder}/data`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...as,
    ],
    {
      stdio: 'ignore',
    },
  );
  const server = spawn(
    SERVER ?? 'mariadbd',
    [
      '--no-defaults',
      `--datadir=${folder}/data`,
      `--socket=${socket}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0',
      ...as,
    ],
    { stdio: 'ignore' },
  );
  try {
    for (let attempt = 0; attempt < 200 && !existsSync(socket); attempt++) {
      await new Promise((later) => setTimeout(later, 50));
    }
    for (const script of scripts) {
      execFileSync(
        'mariadb',
        ['--no-defaults', `--socket=${socket}`, '-u', 'root', '--default-character-set=utf8mb4'],
        {
          input: script,
          maxBuffer: 100_000_000,
        },
      );
    }
    return await work(`mysql://root@localhost/${name}?socket=${encodeURIComponent(socket)}`);
  } finally {
    server.kill('SIGKILL');
    await new Promise((done) => server.once('close', done));
    rmSync(folder, { recursive: true, force: true });
  }
}
