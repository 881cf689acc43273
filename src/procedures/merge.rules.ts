import type { Current, PermissionState } from '../permission/index.ts';

/** How much a state forbids: the higher wins when two people turn out to be one. */
const STRICTNESS: Readonly<Record<PermissionState, number>> = {
  objected: 5,
  withdrawn: 4,
  refused: 3,
  asked: 2, // not confirmed: nothing may be sent on it
  offered: 1, // allows only what a sale allows
  granted: 0,
  confirmed: 0,
};

export const isNo = (state: PermissionState): boolean => STRICTNESS[state] >= STRICTNESS.refused;

/**
 * Where two people stood on the same purpose and channel: the stricter of both, and null where the newer one is that
 * already, or where only one of them ever said anything.
 */
export function stricterOf(ours: readonly Current[], theirs: readonly Current[]): Current[] {
  return ours.flatMap((mine) => {
    const other = theirs.find(({ purpose, channel }) => purpose === mine.purpose && channel === mine.channel);
    if (!other) return [];
    const stricter = STRICTNESS[mine.state] >= STRICTNESS[other.state] ? mine : other;
    const milder = stricter === mine ? other : mine;
    // At the same moment the order is an accident: then it is said anew as well.
    const counts = stricter.at > milder.at || stricter.state === milder.state;
    return counts ? [] : [stricter];
  });
}
