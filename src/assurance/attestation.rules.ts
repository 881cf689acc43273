import { addPeriod, type Day, daysBetween } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

export type Attestation = Policy['attestations'][string];

/** The last day by which the next signature is due: an interval after the last, or after the duty began. */
export const nextDue = (duty: Attestation, lastSigned: Day | null, inForceSince: Day): Day =>
  addPeriod(lastSigned ?? (duty.from as Day | undefined) ?? inForceSince, duty.every);

/** How long before its due day a duty shows as at risk. */
export const WARN_DAYS = 30;

/**
 * The same for a duty that comes round: a quarter of its interval where that is shorter, for a monthly one that was at risk
 * from the day it was signed would warn of nothing.
 */
export const warnDaysOf = ({ every }: Pick<Attestation, 'every'>, due: Day): number =>
  Math.min(WARN_DAYS, Math.floor(daysBetween(due, addPeriod(due, every)) / 4));
