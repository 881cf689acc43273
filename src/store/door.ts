import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OVER_TCP, passwordFile, ROLE } from './cluster.ts';
import { readPostmaster, SOCKET } from './lock-files.ts';

/** How to reach a database: a URL, or a socket's folder and a name. `pg` takes it as it is. */
export interface Address {
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** Our way in to an embedded server. */
export interface Door {
  address(database: string): Address;
  close(): void;
}

/** A socket's path may have 107 bytes (103 on macOS), a folder's name 4096. */
export function openDoor(dataDir: string, cluster: string): Door {
  const base = { user: ROLE, port: 5432 };
  if (OVER_TCP) {
    const address = (database: string): Address => ({
      ...base,
      host: '127.0.0.1',
      port: readPostmaster(cluster)?.port ?? 5432,
      password: readFileSync(passwordFile(dataDir), 'utf8'),
      database,
    });
    return { address, close: () => {} };
  }
  const limit = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(join(cluster, SOCKET)) <= limit) {
    return { address: (database) => ({ ...base, host: cluster, database }), close: () => {} };
  }
  if (process.platform === 'linux') {
    const folder = openSync(cluster, 'r');
    const host = `/proc/self/fd/${folder}`;
    return { address: (database) => ({ ...base, host, database }), close: () => closeSync(folder) };
  }
  const short = mkdtempSync(join(tmpdir(), 'kept-'));
  symlinkSync(cluster, join(short, 's'));
  return {
    address: (database) => ({ ...base, host: join(short, 's'), database }),
    close: () => rmSync(short, { recursive: true, force: true }),
  };
}
