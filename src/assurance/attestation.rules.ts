import { addPeriod, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

export type Attestation = Policy['attestations'][string];

/** The last day by which the next signature is due: an interval after the last, or after the duty began. */
export const nextDue = (duty: Attestation, lastSigned: Day | null, inForceSince: Day): Day =>
  addPeriod(lastSigned ?? (duty.from as Day | undefined) ?? inForceSince, duty.every);

/** How long before its due day a duty shows as at risk. */
export const WARN_DAYS = 30;
