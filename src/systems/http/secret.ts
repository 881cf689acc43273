import { readFileSync } from 'node:fs';
import { Refused } from '../../base/index.ts';

/** How secrets are looked up: the environment by name, a file by its path. */
export type Secrets = (reference: string) => string;

/** Reads them when they are needed and keeps none. Refuses `http.no-secret`, which names the reference, never the value. */
export const secretsOf =
  (env: Readonly<Record<string, string | undefined>>): Secrets =>
  (reference) => {
    const [, kind, where = ''] = /^(env|file):(.+)$/.exec(reference) ?? [];
    const value = kind === 'env' ? env[where] : kind === 'file' ? fromFile(where) : undefined;
    if (!value)
      throw new Refused(
        'http.no-secret',
        `Nothing is at ${kind === undefined ? 'this reference' : reference}. Set it for the process that runs Kept; it is never written in the policy.`,
      );
    return value;
  };

function fromFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
