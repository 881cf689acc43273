import type { Policy } from '../policy/index.ts';
import type { RetentionRule } from './reach.rules.ts';

/** What a rule counts from: events, and the days that are computed. */
export type Counted = {
  events: string[];
  which: 'latest' | 'earliest';
  /** From the day on which the record came in. */
  collected: boolean;
  /** Not from the day itself, whichever it is, but from the end of its financial year. */
  yearEnd: boolean;
};

/** The events that a rule counts from, and whether the latest or the earliest of them counts. */
export function countsFrom(policy: Pick<Policy, 'events'>, { from }: Pick<RetentionRule, 'from'>): Counted {
  const names =
    from === undefined
      ? []
      : typeof from === 'string'
        ? [from]
        : 'latest' in from
          ? from.latest
          : from.earliest;
  const activity = names.includes('last-activity');
  const yearEnd = names.includes('financial-year-ended');
  // What a machine may have done for them, as a scanner opens mail, is no sign of theirs.
  const interactions = Object.entries(policy.events).flatMap(([name, event]) =>
    event.interaction && !event.machine ? [name] : [],
  );
  const computed = new Set(['collected', 'financial-year-ended']);
  return {
    events: [...new Set([...names.filter((name) => !computed.has(name)), ...(activity ? interactions : [])])],
    which: typeof from === 'object' && 'earliest' in from ? 'earliest' : 'latest',
    // Who sends us something is active by that; and a year has ended for what came in whether or not anything happened since.
    collected: names.includes('collected') || activity || yearEnd,
    yearEnd,
  };
}

/** The relationships by which somebody belongs to one of these categories of people. */
export const relationshipsOf = (policy: Pick<Policy, 'people'>, people: readonly string[]): string[] =>
  people.flatMap((name) => policy.people[name]?.while ?? []);
