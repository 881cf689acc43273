import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Day } from '../../src/base/index.ts';
import type { Ground } from '../../src/doors/twin/ground.ts';
import { twinsOn } from '../../src/doors/twin/twin.ts';
import {
  checkPolicy,
  loadPolicy,
  type Policy,
  type PolicyFiles,
  parsePolicy,
} from '../../src/policy/index.ts';
import { type ProofVerdict, provePolicy } from '../../src/proof/index.ts';
import { ROOT } from '../mutations/mutation.ts';

/*
 * Words of this folder
 * - parameter: a value that an example declares, and another one in its place
 * - noticed:   the check finds something that it did not find before, or the proof of the promise tells another story: other
 *              days, other people, another outcome. A parameter that changes neither is one that nothing looks at
 */

const parameter = z.strictObject({
  control: z.string(),
  company: z.string(),
  promise: z.string(),
  /** Where it stands in policy.yaml. */
  at: z.array(z.union([z.string(), z.number()])).min(2),
  /** What is declared instead; null: nothing. */
  to: z.unknown(),
  /** What notices it: a rule of the check, or the proof. */
  noticed: z.union([z.strictObject({ check: z.string() }), z.literal('proof')]),
  /** One of those that every test run tries; the others wait for KEPT_DEEP. */
  always: z.boolean().default(false),
});
export type Parameter = z.infer<typeof parameter>;

export const PARAMETERS: readonly Parameter[] = z
  .array(parameter)
  .parse(parse(readFileSync(join(import.meta.dirname, 'parameters.yaml'), 'utf8')));

/** The Sunday on which every try begins. */
export const START: Day = '2026-11-22';

export function filesOf(company: string): PolicyFiles {
  const { files } = loadPolicy(join(ROOT, 'examples', company));
  return files;
}

/** The same policy with that value in place of the declared one. Refuses a place that is not there: the list is stale then. */
export function withParameter(files: PolicyFiles, { at, to }: Pick<Parameter, 'at' | 'to'>): PolicyFiles {
  const document = parseDocument(files['policy.yaml'] ?? '');
  if (document.getIn(at) === undefined) throw new Error(`nothing is declared at ${at.join('.')}`);
  if (to === null || to === undefined) document.deleteIn(at);
  else document.setIn(at, document.createNode(to));
  return { ...files, 'policy.yaml': String(document) };
}

/** The rules that find something, each with how often. */
function foundIn(files: PolicyFiles): Map<string, number> {
  const { policy, findings } = parsePolicy(files);
  const all = policy ? [...findings, ...checkPolicy(policy, { on: START })] : findings;
  const found = new Map<string, number>();
  for (const { rule } of all) found.set(rule, (found.get(rule) ?? 0) + 1);
  return found;
}

/** The rules that find more in the one than in the other. */
export function newlyFound(before: PolicyFiles, after: PolicyFiles): string[] {
  const known = foundIn(before);
  return [...foundIn(after)].flatMap(([rule, times]) => (times > (known.get(rule) ?? 0) ? [rule] : []));
}

/** What the proof of a promise tells of one control: the steps, their days, what was promised and what was seen. */
export async function storyOf(
  ground: Ground,
  files: PolicyFiles,
  { promise, control }: Pick<Parameter, 'promise' | 'control'>,
): Promise<{ verdict: ProofVerdict | 'none'; steps: unknown[] }> {
  const policy: Policy | null = parsePolicy(files).policy;
  if (!policy) return { verdict: 'none', steps: [] };
  const { promises } = await provePolicy(policy, twinsOn(ground, files, START), { only: new Set([promise]) });
  const [proven] = promises;
  const ran = (proven?.ran ?? []).filter((one) => one.control === control);
  return {
    verdict: proven?.verdict ?? 'none',
    steps: ran.flatMap(({ path, steps, fault }) => [
      { path, fault },
      ...steps.map(({ kind, says, at, held, expected, observed }) => ({
        kind,
        says: sameEachTime(says),
        day: at?.slice(0, 10) ?? null,
        held,
        expected: sameEachTime(JSON.stringify(expected ?? null)),
        observed: held ? null : sameEachTime(JSON.stringify(observed ?? null)),
      })),
    ]),
  };
}

/** Ids and versions are of chance, and say nothing of the parameter. */
const sameEachTime = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}/g, '…');
