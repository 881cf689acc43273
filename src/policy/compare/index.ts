import type { Policy } from '../policy.ts';

/** One thing that is different for people between two policies. */
export type Change = {
  path: string;
  what: 'added' | 'removed' | 'changed';
  says: string;
  material: boolean;
  because: string;
};

const COMPARED = [
  'people',
  'data',
  'purposes',
  'collection',
  'recipients',
  'prohibitions',
  'retention',
  'decisions',
  'cookies',
  'rights',
] as const;

/** What changed for people from one policy to another. Everything declared in these sections is material to somebody. */
export function comparePolicies(before: Policy, after: Policy): Change[] {
  return COMPARED.flatMap((section) => {
    const old: Record<string, unknown> = before[section];
    const now: Record<string, unknown> = after[section];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name): Change[] => {
      if (JSON.stringify(old[name]) === JSON.stringify(now[name])) return [];
      const what = !(name in old) ? 'added' : !(name in now) ? 'removed' : 'changed';
      return [
        {
          path: `${section}.${name}`,
          what,
          says: `${section}: ${name.replaceAll('-', ' ')} ${what}`,
          material: true,
          because: 'It changes what happens with people’s data.',
        },
      ];
    });
  });
}
