// A PostgreSQL server of the system's, thrown away afterwards: the suite runs on the oldest release we support as well.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVERS = '/usr/lib/postgresql';

/** Starts one where Debian's packages are and we may; null where not. Answers its URL and how to stop it. */
export function startServer() {
  const release = existsSync(SERVERS)
    ? readdirSync(SERVERS)
        .sort((a, b) => Number(a) - Number(b))
        .find((one) => existsSync(join(SERVERS, one, 'bin/postgres')))
    : undefined;
  if (release === undefined || process.platform !== 'linux') return null;
  const bin = join(SERVERS, release, 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'kept-server-'));
  const port = 30_000 + (process.pid % 20_000);
  const root = process.getuid() === 0;
  // PostgreSQL refuses to run as root; its package brought a user for it.
  const run = (command, words) =>
    root
      ? execFileSync('runuser', ['-u', 'postgres', '--', command, ...words], { stdio: 'pipe', cwd: '/' })
      : execFileSync(command, words, { stdio: 'pipe' });
  const data = join(folder, 'data');
  try {
    if (root) {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])));
      chownSync(folder, uid, gid);
    }
    run(join(bin, 'initdb'), [
      '-D',
      data,
      '-U',
      'kept',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200`;
    run(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  } catch (fault) {
    console.error(
      `No PostgreSQL ${release} for the second run: ${String(fault.stderr ?? fault).slice(0, 300)}`,
    );
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  return {
    release,
    url: `postgres://kept@127.0.0.1:${port}/postgres`,
    stop() {
      const words = [join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop'];
      spawnSync(root ? 'runuser' : words[0], root ? ['-u', 'postgres', '--', ...words] : words.slice(1), {
        cwd: '/',
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
