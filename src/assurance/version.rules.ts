import { addDays, addPeriod, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Way } from './announcing.rules.ts';

export type Told = { siteSince: Day | null; emailOn: Day | null };

/**
 * The first day on which a changed policy may take effect. A change that is not material, and the first policy of all,
 * may at once; a material one after people had the promised time, counted from the day after they were told.
 * `null`: the policy does not say how people are told, so a material change may never take effect.
 */
export function mayTakeEffectOn(
  before: Policy,
  material: boolean,
  proposedOn: Day,
  wanted: Day | null,
): Day | null {
  if (!material) return wanted && wanted > proposedOn ? wanted : proposedOn;
  const promised = before.changes.material;
  if (!promised) return null;
  const earliest = addDays(addPeriod(proposedOn, promised.notice), 1);
  return wanted && wanted > earliest ? wanted : earliest;
}

/** Of the ways in which people hear of it, those in which they have not been told in time. Empty: it may take effect today. */
export function notTold(before: Policy, ways: readonly Way[], told: Told, today: Day): Way[] {
  const promised = before.changes.material;
  if (!promised) return ['site'];
  const inTime = (since: Day | null) =>
    since !== null && addDays(addPeriod(since, promised.notice), 1) <= today;
  return ways.filter((way) => !inTime(way === 'site' ? told.siteSince : told.emailOn));
}

/** The day after which the notice's review is overdue, when it is; null while it is not, or no review is promised. */
export function reviewOverdueSince({ changes }: Pick<Policy, 'changes'>, today: Day): Day | null {
  const due =
    changes['review-every'] && changes.reviewed
      ? addPeriod(changes.reviewed as Day, changes['review-every'])
      : null;
  return due && today > due ? due : null;
}
