import { type Day, sayDay, sayDuration } from '../base/index.ts';
import type { Policy } from './policy.ts';
import { sayTerm } from './words.ts';

/** The value that a dotted path names in a policy, or undefined. Names hold hyphens, never dots. */
export function valueAt(policy: Policy, path: string): unknown {
  let value: unknown = policy;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A declared value as a sentence would have it: "36 months", "Thu 3 December 2026", "name, e-mail and phone". */
export function sayValue(value: unknown): string {
  if (typeof value === 'string') {
    if (/^P(?=T?\d)(\d+[YMWD])*(T(\d+[HM])+)?$/.test(value)) return sayDuration(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return sayDay(value as Day);
    // Only a lone word can be a term of the language; everything else is somebody's own text.
    return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value) ? sayTerm(value) : value;
  }
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return sayList(value.map(sayValue));
  if (typeof value === 'object' && value !== null) {
    if ('says' in value && typeof value.says === 'string') return value.says;
    return sayList(Object.keys(value).map((key) => key.replaceAll('-', ' ')));
  }
  return '';
}

/** "a, b and c". */
export const sayList = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
