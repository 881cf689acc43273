import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

export type Way = 'site' | 'email';

/** Somebody decided whether people hear of one change in one way. */
export type Announcement = { name: string; way: Way; send: boolean; by: string; on: Day };

/** The decisions about this very change, taken by a day: what the version before said already was about another one. */
export const announcementsOf = (before: Policy, after: Policy, today: Day): Announcement[] =>
  Object.entries(after.changes.announcements ?? {})
    .filter(([name, { on }]) => on <= today && before.changes.announcements?.[name]?.on !== on)
    .map(([name, { way, send, by, on }]) => ({ name, way, send, by, on: on as Day }));

/** The ways about which the policy in force promises a decision for each material change, and nobody has taken one. */
export function undecidedWays(before: Policy, after: Policy, today: Day): Way[] {
  const decided = new Set(announcementsOf(before, after, today).map(({ way }) => way));
  return (before.changes.material?.['decide-on'] ?? []).filter((way) => !decided.has(way));
}

/** In which ways people hear of a material change before it takes effect: as promised for all, and as decided for this one. */
export const waysOf = (before: Policy, after: Policy, today: Day): Way[] => [
  ...new Set([
    ...(before.changes.material?.tell ?? []),
    ...announcementsOf(before, after, today).flatMap(({ way, send }) => (send ? [way] : [])),
  ]),
];
