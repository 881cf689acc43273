/*
 * Words of this room
 * - house:     all that work needs, wired once by a door: store, vault, clock, mailer
 * - procedure: work that crosses rooms: asks the gate, then tells the rooms, one transaction with its evidence
 * - moment:    now and today, read once for a piece of work
 */
export { attest } from './attestation.ts';
export { backUp, type Restored, type RestoreInto, restore } from './backup.ts';
export { askGate, disclose } from './disclosure.ts';
export { answerByErasing, type Disposal, disposeDue } from './disposal.ts';
export { type Heard, type Told, takeEvent, takeEvents } from './event.ts';
export { FOLLOWING_TABLES, STAYING } from './following.ts';
export { type House, type Moment, momentOf, policyInForce, senderOf } from './house.ts';
export { type Link, type LinkKind, makeLink, openLink, readLink } from './links.ts';
export { type Mailing, queueMailing, sendWaiting } from './mailing.ts';
export { mergePeople, type Two, unmergePeople } from './merge.ts';
export {
  knowPerson,
  type Look,
  loggedLook,
  lookAtPerson,
  lookUpPerson,
  permissionHistory,
  type SaidOnce,
  type Seen,
} from './people.ts';
export {
  confirmByLink,
  marketingOf,
  sendPreferencesLink,
  stop,
  stopByLink,
  stopByMail,
  takeChoices,
  takePermission,
} from './permission.ts';
export { closeRequest, takeRequest } from './request.ts';
export { type Taken, takeSubmission } from './submission.ts';
export {
  carryVersionForward,
  inForceSince,
  type Proposed,
  proposePolicy,
  type SeesBanner,
} from './version.ts';
