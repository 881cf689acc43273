import { createHash } from 'node:crypto';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Refused } from '../../base/index.ts';

/** A file of the folder. */
export interface Place {
  /** From the folder on, with slashes. */
  readonly path: string;
  readonly absolute: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** What stands for it in plans and journals: a file's name may be a person's. */
  readonly mark: string;
}

/** Files of ours, half written: they are nobody's. */
export const TEMPORARY = '.kept-';

/** The mark of a path, the same whenever it is asked. */
export const markOfPath = (path: string): string => createHash('sha256').update(path).digest('hex');

/**
 * Every file below the folder, by name. Links are not followed, nor counted: what they point at is searched where it lies, or
 * is somebody else's.
 * @throws Refused `systems.unreachable`: the folder is not there, or can't be read
 */
export async function* filesBelow(folder: string): AsyncGenerator<Place> {
  yield* below(await rootOf(folder), '');
}

/** The folder itself, whatever links lead to it. */
export async function rootOf(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await lstat(root)).isDirectory()) return root;
  } catch {
    // said below: to the one who reads it there is no difference
  }
  throw new Refused(
    'systems.unreachable',
    'The folder of this system is not there or cannot be read. Check its "folder" and who may read it.',
  );
}

async function* below(root: string, inside: string): AsyncGenerator<Place> {
  const names: { name: string; folder: boolean }[] = [];
  try {
    for await (const entry of await opendir(join(root, inside))) {
      if (entry.isDirectory() || (entry.isFile() && !entry.name.startsWith(TEMPORARY)))
        names.push({ name: entry.name, folder: entry.isDirectory() });
    }
  } catch (error) {
    // Gone since it was listed: nothing is there any more. Any other fault must not look like an empty folder.
    if (codeOf(error) === 'ENOENT') return;
    throw new Refused(
      'systems.unreachable',
      'A folder inside this system cannot be read. Check who may read it.',
    );
  }
  names.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const { name, folder } of names) {
    const path = inside === '' ? name : `${inside}/${name}`;
    if (folder) {
      yield* below(root, path);
      continue;
    }
    const place = await placeAt(root, path);
    if (place) yield place;
  }
}

/** Null where there is no such file, or where it would lie outside the folder. */
export async function placeAt(root: string, path: string): Promise<Place | null> {
  const absolute = join(root, path);
  if (!absolute.startsWith(root + sep)) return null;
  try {
    const [stat, real] = await Promise.all([lstat(absolute), realpath(absolute)]);
    if (!stat.isFile() || real !== absolute) return null;
    return { path, absolute, bytes: stat.size, changed: stat.mtimeMs, mark: markOfPath(path) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
