import type { ControlId } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

/** The control that a signature is, and nothing else: what it keeps is a calendar. */
export const SIGNATURE: ControlId = 'attest.calendar';

/** A signature shows a promise only where the policy says why nothing else can. */
export const mayBeAttested = (policy: Pick<Policy, 'attested'>, promise: string): boolean =>
  Object.hasOwn(policy.attested, promise);

/** What is said of a promise that somebody signed for and that is not on the list. */
export const SIGNATURE_ALONE =
  'Somebody signed for this, and a signature does not show it: it is not among the promises that may be attested.';
