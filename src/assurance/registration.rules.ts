import { type Day, daysBetween } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

/** What the regulator has us under, and until when. */
export type Registration = NonNullable<Policy['organisation']['registrations']['regulator']>;

/** So many days before its end somebody is told, where the policy does not say when. */
const WARN_DAYS = [60, 30, 7];

export const warnDaysBefore = (registration: Registration): number[] =>
  [...(registration['warns-days-before'] ?? WARN_DAYS)].sort((a, b) => b - a);

/** The last day is a good one: below nothing it has lapsed, for so many days. */
export const daysLeft = ({ expires }: Registration, today: Day): number => daysBetween(today, expires as Day);

/** Which of the warnings it is time for: the latest whose day has come. Null: none yet, or it has lapsed. */
export function warningDue(registration: Registration, today: Day): number | null {
  const left = daysLeft(registration, today);
  return left < 0 ? null : (warnDaysBefore(registration).findLast((days) => left <= days) ?? null);
}
