import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/*
 * Words of this folder
 * - mutation: one realistic mistake in the code, as a replacement of a text that occurs once in a file
 * - caught:   the proof of the promise refuted the mutated code; a mutation that is still proven survived,
 *             and then the proof is at fault, not the mutation
 */

const mutation = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  control: z.string(),
  /** The policy to prove: a folder of this one or of `examples`; the small and quick `policy` where left out. */
  policy: z
    .string()
    .regex(/^[a-z-]+$/)
    .optional(),
  promise: z.string(),
  /** What is broken, in words. */
  says: z.string(),
  file: z.string(),
  find: z.string(),
  replace: z.string(),
  /** One of those that every test run tries; the others wait for KEPT_DEEP. */
  always: z.boolean().default(false),
});
export type Mutation = z.infer<typeof mutation>;

export const ROOT = join(import.meta.dirname, '../..');

export const folderOf = (policy: Mutation['policy'] = 'policy'): string => {
  const ours = join(import.meta.dirname, policy);
  return existsSync(ours) ? ours : join(ROOT, 'examples', policy);
};

/** One file a group of controls. */
export const MUTATIONS: readonly Mutation[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .flatMap((name) => z.array(mutation).parse(parse(readFileSync(join(import.meta.dirname, name), 'utf8'))));

/** The text with the mutation in it. A text that is not there exactly once means that the mutation is stale. */
export function mutated(text: string, { id, file, find, replace }: Mutation): string {
  const times = text.split(find).length - 1;
  if (times !== 1)
    throw new Error(`the mutation ${id} is stale: its text occurs ${times} times in ${file}, not once`);
  return text.replace(find, () => replace);
}
