/*
 * Words of this room
 * - collection point: where data comes in; takes the fields it declares and nothing else
 * - submission:       what somebody sent to one
 * - record:           what was stored of it, sealed, with the notice that was shown; a relay-only point has none
 * - part:             what is kept from a record: a number as a token, a password as a hash, a sensitive passage behind a fence
 * - fence:            keeps what the law protects specially out of sight, unless the person explicitly said yes
 * - source:           who supplied a record, by which way, on what evidence
 * - answers:          of an anonymous survey: nobody's
 * - case, visit, call, session: what a record of those kinds is besides its fields
 * - duty to tell:     that somebody has to hear where we got their data (Art 14)
 */
export {
  type AccuracyCheck,
  holdCheck,
  OUTCOMES,
  type Outcome,
  queueCheck,
  queueStale,
  settleCheck,
  waitingChecks,
} from './accuracy.ts';
export { AGE_QUESTION, type AgeBand, ageBands, checkAge } from './age.rules.ts';
export { answersTo, keepAnswers } from './answers.ts';
export { holdCall, keepCall, keepListening } from './call.ts';
export { ASKERS, CAMERA_REASONS, type CameraRequest, decideCamera, keepCameraRequest } from './camera.ts';
export { reviewDueOn } from './case.rules.ts';
export {
  assignCase,
  type Case,
  closeCase,
  holdCase,
  listCases,
  openCase,
  purgeCase,
  reviewCase,
} from './case.ts';
export { caseFact } from './collection.facts.ts';
export { collectionControls } from './controls.ts';
export { filesOf, type KeptFile, keepFile, readFile } from './file.ts';
export { looksHurried, readToken, writeToken } from './form-token.rules.ts';
export { seenFor } from './guarded.rules.ts';
export { type Invitee, inviteesAmong, keepInvitations } from './invitation.ts';
export {
  type CollectionPoint,
  isAccountName,
  isAnonymous,
  isForm,
  isPublic,
  isTheirsAlone,
  kindsOf,
  needOf,
  pageOf,
  protectionOf,
  sayField,
  tellsWho,
} from './kinds.rules.ts';
export { peopleIn } from './masking.rules.ts';
export { fence, sensitivePurposes, splitParts, takesNoSpecial } from './parts.rules.ts';
export {
  dropPartsAfter,
  dropPartsWithdrawn,
  isPassword,
  keepParts,
  type ShownPart,
  shownParts,
} from './parts.ts';
export {
  markPublished,
  type Publication,
  permissionFor,
  permitOutlets,
  publicationsOf,
  standing,
  textHash,
  withdrawPublications,
} from './publication.ts';
export { AMOUNT, agreedAmount, wishedChannel } from './reach.rules.ts';
export {
  fieldsOf,
  type KnownRecord,
  keepRecord,
  recordById,
  recordsAt,
  returnNonce,
  takeNonce,
} from './record.ts';
export { type Redaction, redactRecords } from './redaction.ts';
export { type Results, resultsOf } from './results.rules.ts';
export { maskAccess, maskSecrets } from './secrets.rules.ts';
export { BLACKED_OUT } from './sensitive.rules.ts';
export { areasIn, mayLook } from './session.rules.ts';
export { closeSession, holdSession, keepLook, openSession } from './session.ts';
export { checkSource, isElsewhere, type Source, SUPPLIERS, sourceOf } from './source.rules.ts';
export { type KnownSource, keepSource, sourcesOf } from './source.ts';
export { checkSubmission, explicitFor, isFreeText, type Submitted } from './submission.rules.ts';
export { keepSupplierCheck, supplierInDate } from './supplier.ts';
export { isOpen, keepOpening, nextOpening, surveyCap } from './survey-opening.ts';
export { sift, type TelemetryEvent } from './telemetry.rules.ts';
export { keepTelemetry, newestTelemetry } from './telemetry.ts';
export { holdDuty, markTold, openDuties, oweTelling, settleTold, type ToldDuty } from './told.ts';
export { LARGEST_FILE, MOST_FILES, typeOf, type Upload } from './upload.rules.ts';
export { fireRoll, signIn, signOut } from './visit.ts';
