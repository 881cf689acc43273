/*
 * Words of this room
 * - attestation: a dated statement by a role that a duty was done; missed, its promise is broken
 * - version:     a policy as it was put forward; one is in force, one may be coming
 * - watched:     an address of others that the notice relies on, with what the last look at it found
 * - told:        the evidence that people heard of a coming version, and when
 */
export { announcementsOf, undecidedWays, waysOf } from './announcing.rules.ts';
export type { Attestation } from './attestation.rules.ts';
export { type Signed, signAttestation } from './attestation.ts';
export { assuranceControls } from './controls.ts';
export { type Decided, type Launch, startsIn } from './launch.rules.ts';
export { keepLaunches, launchesOf } from './launch.ts';
export { warningDue } from './registration.rules.ts';
export { mayTakeEffectOn, notTold, reviewOverdueSince, type Told } from './version.rules.ts';
export {
  findVersion,
  proposeVersion,
  recordTold,
  type StoredVersion,
  takeEffect,
  toldOf,
  versionComing,
  versionInForce,
  versions,
} from './version.ts';
export {
  afterLook,
  digestOf,
  FAILED_LOOKS,
  isDueForLook,
  isOffline,
  lookEvery,
  outcomeOf,
  READ_WITHIN_DAYS,
  type Relied,
  type Watched,
} from './watch.rules.ts';
export { keepWatched, markRead, stopWatching, watchedBy } from './watch.ts';
