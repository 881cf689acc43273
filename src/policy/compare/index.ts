/*
 * Words of this room
 * - change:   one thing that is different for people between two policies, in words for people
 * - material: people must be told before it takes effect, because it changes what happens with their data
 */
import type { Policy } from '../policy.ts';
import { sayValue } from '../values.ts';
import { sayCountry, sayTerm } from '../words.ts';
import { judge } from './material.rules.ts';
import { partsOf, type Value } from './parts.rules.ts';
import { COMPARED, type Compared } from './sections.ts';

/** One thing that is different for people between two policies. */
export type Change = {
  /** The declaration, or the part of it: `retention.orders.keep`. */
  path: string;
  what: 'added' | 'removed' | 'changed';
  /** In words: "orders: kept for 6 years → 7 years". */
  says: string;
  material: boolean;
  because: string;
};

/** What changed for people from one policy to another, in the order of the sections; the same in any order of keys. */
export function comparePolicies(before: Policy, after: Policy): Change[] {
  const changes = COMPARED.flatMap((section) => compareNamed(section, before[section], after[section]));
  changes.push(...compareEntry('organisation', '', before.organisation, after.organisation));
  changes.push(...compareEntry('incidents', '', before.incidents ?? {}, after.incidents ?? {}));
  return changes;
}

type Entries = Readonly<Record<string, unknown>>;

function compareNamed(section: Compared, old: Entries, now: Entries): Change[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.flatMap((name): Change[] => {
    const [was, is] = [old[name], now[name]];
    if (was === undefined && is === undefined) return [];
    if (was !== undefined && is !== undefined) return compareEntry(section, name, was, is);
    const what = was === undefined ? 'added' : 'removed';
    const { material, because } = judge({ section, part: null, what, was, is });
    return [
      {
        path: `${section}.${name}`,
        what,
        says: `${titleOf(section, name, is ?? was)}: ${what}`,
        material,
        because,
      },
    ];
  });
}

function compareEntry(section: Compared, name: string, was: unknown, is: unknown): Change[] {
  const [old, now] = [partsOf(was), partsOf(is)];
  const parts = [...new Set([...old.keys(), ...now.keys()])].sort();
  return parts.flatMap((part): Change[] => {
    const [before, after] = [old.get(part), now.get(part)];
    if (same(before, after)) return [];
    const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    const path = [section, name, part].filter((step) => step !== '').join('.');
    const { material, because } = judge({ section, part, what, was: before, is: after });
    const label = [
      name === '' ? sayTerm(section) : titleOf(section, name, is),
      sayTerm(part.replaceAll('.', ', ')),
    ].join(': ');
    return [{ path, what, says: `${label} ${sayChange(part, before, after)}`, material, because }];
  });
}

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A thing by the name people know it under. */
function titleOf(section: Compared, name: string, declared: unknown): string {
  const named = declared as { name?: unknown } | null;
  return section === 'recipients' && typeof named?.name === 'string' ? named.name : sayTerm(name);
}

/** "6 years → 7 years"; of lists only what came and what went. */
function sayChange(part: string, before: Value | undefined, after: Value | undefined): string {
  const say = (value: Value): string => sayPart(part, value);
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((one) => !before.includes(one));
    const removed = before.filter((one) => !after.includes(one));
    const said = [
      added.length > 0 && `now also ${added.map((one) => say(one)).join(', ')}`,
      removed.length > 0 && `no longer ${removed.map((one) => say(one)).join(', ')}`,
    ].filter((one) => one !== false);
    return said.join('; ') || 'in another order';
  }
  if (before === undefined) return `now ${say(after ?? '')}`;
  if (after === undefined) return `was ${say(before)}, now not said`;
  return `${say(before)} → ${say(after)}`;
}

function sayPart(part: string, value: Value): string {
  if (Array.isArray(value)) return value.map((one) => sayPart(part, one)).join(', ');
  if (part === 'where' && typeof value === 'string') return sayCountry(value);
  return sayValueOf(value);
}

const sayValueOf = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : sayValue(value);
