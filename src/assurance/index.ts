/*
 * Words of this room
 * - attestation: a dated statement by a role that a duty was done; missed, its promise is broken
 * - version:     a policy as it was put forward; one is in force, one may be coming
 * - told:        the evidence that people heard of a coming version, and when
 */
export type { Attestation } from './attestation.rules.ts';
export { type Signed, signAttestation } from './attestation.ts';
export { assuranceControls } from './controls.ts';
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
