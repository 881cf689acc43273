import { addPeriod, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

export type RetentionRule = Policy['retention'][string];

/** The events that a rule counts from, and whether the latest or the earliest of them counts. */
export function countsFrom(rule: RetentionRule): { events: string[]; which: 'latest' | 'earliest' } {
  const { from } = rule;
  if (from === undefined) return { events: [], which: 'latest' };
  if (typeof from === 'string') return { events: [from], which: 'latest' };
  return 'latest' in from
    ? { events: from.latest, which: 'latest' }
    : { events: from.earliest, which: 'earliest' };
}

/** The first day on which what began to count on `from` is no longer kept. `null`: kept while a relationship lasts. */
export const deleteOn = (rule: RetentionRule, from: Day): Day | null =>
  rule.keep === 'while' ? null : addPeriod(from, rule.keep);

/**
 * The collection points whose records a rule disposes of: those it names, else those that collect from its people.
 * Relay-only points keep nothing and are never among them.
 */
export function pointsOf(policy: Policy, rule: RetentionRule): string[] {
  const stored = Object.entries(policy.collection).filter(([, point]) => point.stores !== 'nowhere');
  if (rule.collection) return stored.flatMap(([name]) => (rule.collection?.includes(name) ? [name] : []));
  return stored.flatMap(([name, point]) =>
    point.people?.some((people) => rule.people?.includes(people)) ? [name] : [],
  );
}
