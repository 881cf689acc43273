/*
 * Words of this room
 * - permission:  what a person has granted, refused, withdrawn or objected to, per purpose and channel
 * - offered:     soft opt-in: they could have said no when they bought or negotiated, and did not (PECR reg 22(3))
 * - suppression: no more marketing to an address; a keyed hash that outlives the person
 * - preference:  what else a person told us: a pause, a topic, from when they consent alone
 * - training:    what a model was to learn from, what the gate said, and its review
 * - call list:   a register of numbers that want no marketing calls (TPS, CTPS), by the date of the list
 */
export { CALL_LISTS, type CallList, importCallList, type Listed } from './call-list.ts';
export { permissionControls } from './controls.ts';
export {
  type CallListing,
  callListingFact,
  type Preferences,
  permissionFact,
  preferencesFact,
  spokenFact,
  suppressionFact,
} from './permission.facts.ts';
export {
  channelSaid,
  channelsOf,
  choosable,
  consentsAloneFrom,
  deemed,
  isYes,
  isYesTo,
  noTo,
  PERMISSION_STATES,
  type PermissionState,
  SAYERS,
  type Spoken,
  saidByEnough,
} from './permission.rules.ts';
export {
  appendPermissions,
  type Current,
  carrySuppressions,
  currentPermissions,
  type Lifting,
  liftSuppressions,
  permissionsAsKnown,
  type Said,
  type Suppression,
  suppress,
  suppressAll,
} from './permission.ts';
export { appendPreference, currentPreferences, PREFERENCE_KINDS, type PreferenceKind } from './preference.ts';
export { type Cell, type Release, releasable } from './release.rules.ts';
export { keepTraining, noteTraining, type TrainingStep } from './training.ts';
