import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export const SOCKET = '.s.PGSQL.5432';

export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = readIfThere(join(cluster, 'postmaster.pid'))?.split('\n');
  const pid = Number(lines?.[0]);
  return pid > 0 ? { pid, port: Number(lines?.[3]) || 5432 } : undefined;
}

/**
 * Removes lock files that a dead server left and that PostgreSQL itself would take for a live one's: it only asks whether
 * the process number is in use, and after a restart of the machine or container any process may have it.
 * Returns true when a server does run on this cluster.
 */
export function clearStaleLocks(cluster: string): boolean {
  const running = [`${SOCKET}.lock`, 'postmaster.pid'].map((name) => {
    const file = join(cluster, name);
    const text = readIfThere(file);
    if (text === undefined) return false;
    const pid = Number(text.split('\n')[0]);
    if (pid > 0 ? isServerOf(cluster, pid) : isBeingWritten(file)) return true;
    removeIfStill(file, text);
    return false;
  });
  return running.includes(true);
}

/**
 * A server makes its lock file first and writes its number into it then. Taken away between the two, the server would run
 * without a lock: a second one starts beside it and takes the file with it when it gives up, and within a minute the first
 * ends itself. An empty file is stale only once no server can still be at it.
 */
function isBeingWritten(file: string): boolean {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made < EMPTY_FOR_MILLISECONDS;
}

const EMPTY_FOR_MILLISECONDS = 5_000;

/** Is process `pid` a server that has this very folder as its working directory? */
export function isServerOf(cluster: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  if (process.platform === 'linux') {
    try {
      const its = statSync(`/proc/${pid}/cwd`);
      const ours = statSync(cluster);
      return its.dev === ours.dev && its.ino === ours.ino;
    } catch {
      // We are root or the data's owner: a process whose folder we may not see is not a server of ours.
      return false;
    }
  }
  if (process.platform === 'win32') return true; // no cheap way to ask; PostgreSQL's own check decides there
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
}

/**
 * Between our look and our removal another start may have removed the same file and a server made its own. So the file is
 * first moved aside and looked at again; what turns out to be alive is put back.
 */
function removeIfStill(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readIfThere(aside) !== text) {
    try {
      linkSync(aside, file);
    } catch {
      // The server wrote another one meanwhile.
    }
  }
  rmSync(aside, { force: true });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
