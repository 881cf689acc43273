/*
 * node tests/mutations/run.ts [id...] [--unmutated]: breaks a copy of the code and proves a promise with it. One line of JSON for each
 * try, as it is done. All tries share one PostgreSQL, and each has the product's modules to itself: a copy of `src` in a
 * folder of its own is another set of modules to Node.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTsx } from '../../src/doors/tsx-loader.ts';
import { type Ground, openGround } from '../../src/doors/twin/ground.ts';
import type * as Twins from '../../src/doors/twin/twin.ts';
import type * as Policies from '../../src/policy/index.ts';
import type * as Proofs from '../../src/proof/index.ts';
import { scratchFolder } from '../../src/store/index.ts';
import { folderOf, MUTATIONS, type Mutation, mutated, ROOT } from './mutation.ts';

/** The day on which every try begins. */
const START = '2026-11-23';

export type Tried = {
  id: string;
  promise: string;
  /** What the proof said; `stale` and `fault` are no verdicts on the code. */
  verdict: string;
  /** The first thing that was not as promised, or why there is no verdict. */
  because: string;
  milliseconds: number;
};

type Try = { id: string; policy: Mutation['policy']; promises: string[]; mutation: Mutation | null };

async function main(words: readonly string[]): Promise<void> {
  const ids = words.filter((word) => !word.startsWith('--'));
  const chosen = MUTATIONS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const tries: Try[] = chosen.map((mutation) => ({
    id: mutation.id,
    policy: mutation.policy,
    promises: [mutation.promise],
    mutation,
  }));
  for (const policy of words.includes('--unmutated') ? new Set(chosen.map((one) => one.policy)) : [])
    tries.unshift({
      id: 'unmutated',
      policy,
      promises: [...new Set(chosen.flatMap((one) => (one.policy === policy ? [one.promise] : [])))],
      mutation: null,
    });
  await loadTsx();
  const folder = scratchFolder('kept-mutations-');
  const ground = await openGround();
  try {
    // Two at once: while one waits for the database, the other computes.
    const next = tries.entries();
    const workOff = async () => {
      for (const [number, one] of next) {
        const tried = await tryOne(ground, join(folder, String(number)), one);
        for (const line of tried) process.stdout.write(`${JSON.stringify(line)}\n`);
      }
    };
    await Promise.all([workOff(), workOff()]);
  } finally {
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryOne(
  ground: Ground,
  folder: string,
  { id, policy, promises, mutation }: Try,
): Promise<Tried[]> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const none = (verdict: 'stale' | 'fault', fault: unknown) =>
    promises.map((promise) => ({ id, promise, verdict, because: said(fault), milliseconds: took() }));
  try {
    copyCode(folder, mutation);
  } catch (fault) {
    return none('stale', fault);
  }
  try {
    const proofs = await prove(ground, folder, policy, promises);
    return promises.map((promise) => ({ ...verdictOn(proofs, promise), id, promise, milliseconds: took() }));
  } catch (fault) {
    return none('fault', fault);
  }
}

/** Proves with the modules below `folder`. */
async function prove(
  ground: Ground,
  folder: string,
  policy: Mutation['policy'],
  promises: readonly string[],
): Promise<Proofs.Proofs> {
  const from = <Module>(file: string): Promise<Module> => import(join(folder, 'src', file));
  const { loadPolicy } = await from<typeof Policies>('policy/index.ts');
  const { provePolicy } = await from<typeof Proofs>('proof/index.ts');
  const { twinsOn } = await from<typeof Twins>('doors/twin/twin.ts');
  const { policy: loaded } = loadPolicy(folderOf(policy));
  if (!loaded) throw new Error(`the policy in ${folderOf(policy)} has errors; see "kept check"`);
  return provePolicy(loaded, twinsOn(ground, loaded.files, START), {
    only: new Set(promises),
  });
}

function verdictOn({ promises }: Proofs.Proofs, id: string): Pick<Tried, 'verdict' | 'because'> {
  const proven = promises.find((one) => one.id === id);
  const ran = proven?.ran ?? [];
  const failed = ran.flatMap((one) => one.steps).find((step) => step.kind === 'then' && !step.held);
  const fault = ran.find((one) => one.outcome === 'fault')?.fault;
  if (!proven) return { verdict: 'fault', because: `${id} is no promise of this policy` };
  return {
    verdict: proven.verdict === 'unproven' && fault ? 'fault' : proven.verdict,
    because: failed?.says ?? fault ?? '',
  };
}

/** The code as `npm` would install it, with the one mistake in it. */
function copyCode(folder: string, mutation: Mutation | null): void {
  mkdirSync(folder);
  cpSync(join(ROOT, 'src'), join(folder, 'src'), {
    recursive: true,
    filter: (path) => !path.endsWith('/tests'),
  });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  if (!mutation) return;
  const file = join(folder, mutation.file);
  writeFileSync(file, mutated(readFileSync(file, 'utf8'), mutation));
}

const said = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

await main(process.argv.slice(2));
