import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A policy folder's texts by their path inside it, `systems/crm.yaml`. Also what a stored policy version keeps. */
export type PolicyFiles = Readonly<Record<string, string>>;

export type FolderProblem = { file: string; message: string; todo: string };

const LARGEST = 1024 * 1024;
const MOST_FILES = 2_000;
const WANTED =
  /^(policy\.yaml|notice\.md|says\.yaml|(systems|assessments|wording)\/[a-z0-9][a-z0-9-]*\.(yaml|md))$/;

/**
 * Reads the files of the language and nothing else. Bounded in number and size, never outside the folder (a symlink
 * that leads out is a finding, not a way to read another file), UTF-8 only.
 */
export function readFolder(folder: string): { files: PolicyFiles; problems: FolderProblem[] } {
  const files: Record<string, string> = {};
  const problems: FolderProblem[] = [];
  const problem = (file: string, message: string, todo: string) => problems.push({ file, message, todo });
  let root: string;
  try {
    root = realpathSync(folder);
    if (!lstatSync(root).isDirectory()) throw new Error('not a folder');
  } catch {
    problem(
      folder,
      `There is no policy folder at ${folder}.`,
      'Name a folder that holds policy.yaml, or make one with "kept init".',
    );
    return { files, problems };
  }
  const candidates = ['', 'systems', 'assessments', 'wording'].flatMap((part) => list(root, part));
  for (const path of candidates.filter((one) => WANTED.test(one)).slice(0, MOST_FILES)) {
    const real = realFile(join(root, path));
    if (real === null) {
      problem(path, 'This is no file, or a link that leads nowhere.', 'Put a file there, or take it out.');
    } else if (!real.startsWith(root + sep)) {
      problem(
        path,
        'This is a link that leads out of the policy folder.',
        'Put the file itself into the folder.',
      );
    } else if (lstatSync(real).size > LARGEST) {
      problem(
        path,
        `This file is larger than ${LARGEST / 1024} KB.`,
        'Split it, or take out what is not policy.',
      );
    } else {
      const bytes = readFileSync(real);
      const text = decode(bytes);
      if (text === null) problem(path, 'This file is not UTF-8 text.', 'Save it as UTF-8.');
      else files[path] = text;
    }
  }
  if (!('policy.yaml' in files) && problems.length === 0) {
    problem(
      'policy.yaml',
      `${relative(process.cwd(), root) || '.'} has no policy.yaml.`,
      'Name a policy folder with --policy, or make one with "kept init".',
    );
  }
  return { files, problems };
}

/** The file behind links; null for what is none. */
function realFile(path: string): string | null {
  try {
    const real = realpathSync(path);
    return lstatSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

function list(root: string, part: string): string[] {
  try {
    return readdirSync(join(root, part))
      .map((entry) => (part === '' ? entry : `${part}/${entry}`))
      .sort();
  } catch {
    return [];
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}
