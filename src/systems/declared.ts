import { resolve } from 'node:path';
import { Refused } from '../base/index.ts';
import type { Policy, SystemDeclaration } from '../policy/index.ts';
import type { FilesOptions } from './files/connector.ts';
import type { ManualPlace } from './manual/task.rules.ts';

/** Days that a person has for what is done by hand, where the policy does not say. */
const DAYS = 14;

/** Who does by hand what software can't do in a system; the data protection officer, or else the first, unless declared. */
export function byHandOf(policy: Policy, name: string): { who: string; days: number } {
  const declared = declaredAs(policy, name)['by-hand'];
  const officers = Object.keys(policy.organisation.officers);
  const [first = 'privacy-lead'] = officers;
  const officer = officers.includes('data-protection-officer') ? 'data-protection-officer' : first;
  return {
    who: declared?.who ?? officer,
    days: declared ? Number(declared.within.slice(1, -1)) : DAYS,
  };
}

/** Any system of the policy as a place where a person does the work. Refuses `systems.unknown`. */
export function manualPlaceOf(policy: Policy, name: string): ManualPlace {
  const system = declaredAs(policy, name);
  const supplier = system.run === undefined ? undefined : policy.recipients[system.run];
  const how = system['by-hand']?.how;
  return {
    name,
    says: system.says,
    ...byHandOf(policy, name),
    ...(how !== undefined && { how }),
    ...(supplier && {
      supplier: {
        name: supplier.name ?? supplier.says ?? system.run ?? name,
        ...(supplier.contact !== undefined && { contact: supplier.contact }),
      },
    }),
    evidence: system['by-hand']?.evidence ?? 'statement',
  };
}

/**
 * What a folder that the policy declares needs to be opened.
 * @param at where the policy folder is: a path in it begins there
 * @throws Refused `systems.unknown`, `systems.folder-missing`
 */
export function filesOptionsOf(
  policy: Policy,
  name: string,
  { at, env }: { at: string; env: Readonly<Record<string, string | undefined>> },
): FilesOptions {
  const { files } = declaredAs(policy, name);
  const folder = files?.folder.startsWith('env:') ? env[files.folder.slice(4)] : files?.folder;
  if (!files || !folder) {
    throw new Refused(
      'systems.folder-missing',
      `systems/${name}.yaml names no folder: write "files: { folder: … }"; where it is env:NAME, set that variable.`,
    );
  }
  return {
    folder: resolve(at, folder),
    largest: files['largest-megabytes'] * 1_000_000,
    mentions: files.mentions,
    byHand: byHandOf(policy, name),
  };
}

function declaredAs(policy: Policy, name: string): SystemDeclaration {
  const system = policy.systems[name];
  if (system) return system;
  throw new Refused('systems.unknown', `The policy declares no system "${name}".`);
}
