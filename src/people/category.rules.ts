import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

/** What a person is or was to us, by the policy's names. */
export type Relationship = { kind: string; began_on: Day; ended_on: Day | null };

/** Whether it goes on that day: on the day it ends it goes on no more. */
export const isGoing = ({ began_on, ended_on }: Omit<Relationship, 'kind'>, today: Day): boolean =>
  began_on <= today && (ended_on === null || today < ended_on);

/**
 * The categories of people that somebody belongs to on `today`, by the policy's names: one for whose `while` a relationship
 * goes on that day. Categories without a `while` are nobody's by derivation.
 */
export function categoriesOf(
  policy: Pick<Policy, 'people'>,
  relationships: readonly Relationship[],
  today: Day,
): string[] {
  const going = new Set(relationships.flatMap((one) => (isGoing(one, today) ? [one.kind] : [])));
  return Object.entries(policy.people).flatMap(([name, declared]) =>
    declared.while?.some((kind) => going.has(kind)) ? [name] : [],
  );
}
