/*
 * Words of this room
 * - house:     all that work needs, wired once by a door: store, vault, clock, mailer
 * - procedure: work that crosses rooms: asks the gate, then tells the rooms, one transaction with its evidence
 * - moment:    now and today, read once for a piece of work
 */
export { activateByLink, lapseUnconfirmed } from './activation.ts';
export { attest } from './attestation.ts';
export { backUp, type Restored, type RestoreInto, restore } from './backup.ts';
export { type Approval, approveCampaign, neededFor } from './campaign.ts';
export { casesPage, endCase, removeCase, reviewOf, staffOf } from './case.ts';
export {
  noteBounce,
  settleAccuracy,
  sweepAccuracy,
  waitingForAccuracy,
} from './collection-accuracy.ts';
export { type CallTold, listenToCall, takeCall, takeCameraRequest } from './collection-call.ts';
export {
  checkPassword,
  listRecords,
  lookAtRecord,
  readRecordFile,
  type SeenRecord,
} from './collection-record.ts';
export { endSession, lookIntoSession, openRemoteSession } from './collection-session.ts';
export { disposeSpecial } from './collection-special.ts';
export { lookAtTelemetry, takeTelemetry } from './collection-telemetry.ts';
export { owedTelling, settleTelling, tellDone } from './collection-told.ts';
export {
  type About,
  type Asked,
  askGate,
  flushDecisions,
} from './decision.ts';
export { releaseResults } from './decision-results.ts';
export { disclose } from './disclosure.ts';
export { disposeDue } from './disposal.ts';
export type { Disposal } from './disposal-batch.ts';
export { type Heard, type Told, takeEvent, takeEvents } from './event.ts';
export { cancelEvent, correctEvent } from './event-mend.ts';
export {} from './following.ts';
export { destroyKeys, forgetLater } from './forgetting.ts';
export { type House, type Moment, momentOf, policyInForce, policyUnder } from './house.ts';
export { checkSupplier, type Imported, takeImport } from './import.ts';
export { answerInquiry, enterInquiry, listInquiries } from './inquiry.ts';
export { copyKeystore, destroyStrayKeys, fillKeystore, noteErasures } from './keystore.ts';
export { type Link, type LinkKind, makeLink, openLink, readLink } from './links.ts';
export { noteRefused, queueMailing } from './mailing.ts';
export { takeMail, type Understood } from './mailing-arrived.ts';
export { endList, type ListMade, makeList, stampExport, useList } from './mailing-lists.ts';
export {
  confirmRead,
  openDuties,
  owedMessages,
  seeToRead,
  sendMessage,
  showMessage,
} from './mailing-messages.ts';
export type { Mailing } from './mailing-purpose.ts';
export { sendWaiting } from './mailing-send.ts';
export { STOP_ROUTES, takeStop } from './mailing-stop.ts';
export { noteEngagement } from './mailing-tracking.ts';
export { mergePeople, type Two, unmergePeople } from './merge.ts';
export { askNewAddress, confirmNewAddress, seeNewAddress } from './own-address.ts';
export { askByOwnLink, correctOwn } from './own-correct.ts';
export {
  type OwnChange,
  type OwnData,
  type OwnRecord,
  seeOwnData,
  sendOwnDataLink,
} from './own-data.ts';
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
  sendPreferencesLink,
  stop,
  stopByLink,
  stopByMail,
  takeChoices,
  takePreference,
} from './permission.ts';
export { type Choice, choicesOf, takeWishes } from './permission-centre.ts';
export { type CallListFile, takeCallList } from './permission-lists.ts';
export { type Checked, checkDocument, permissionReceipt } from './permission-receipt.ts';
export { takePermission } from './permission-take.ts';
export { type InStep, keepInStep } from './platform.ts';
export { answerTold, seeTold, TOLD_ANSWERS } from './recipient-tell.ts';
export { warnOfRegistration } from './registration.ts';
export { type AskedOf, takeRequest } from './request.ts';
export { requestLink, sayKind } from './request-case.ts';
export { decideRequest } from './request-decide.ts';
export type { Decided } from './request-decided.ts';
export {
  askHandOverByLink,
  confirmHandOver,
  fetchHandOver,
  type HandedOver,
  seeHandOver,
  sendHandOvers,
} from './request-hand-over.ts';
export {
  confirmRequest,
  openRequestLink,
  type RequestSeen,
  sayAboutRequest,
  seeRequest,
} from './request-thread.ts';
export {
  type Certificate,
  certificateOf,
  forecastRetention,
  hold,
  listCertificates,
  lookAtHold,
  previewRetention,
  release,
  review,
} from './retention.ts';
export {
  approveProposal,
  listProposals,
  type ProposalSeen,
  type Reviewer,
  seeProposal,
  stopProposal,
} from './retention-approval.ts';
export {
  addMedium,
  enterCertificate,
  explainNumber,
  handMedia,
  listDestructions,
  listMedia,
  retire,
} from './retention-medium.ts';
export { explainRow } from './retention-rows.ts';
export { carryOutRequests, certificateFor } from './rights-carry-out.ts';
export { dropCopies, keepCopies } from './rights-copy.ts';
export { type ErasedUnder, eraseHosted } from './rights-erase.ts';
export { type Others, othersNamed, removeOthers } from './rights-others.ts';
export { packageUntil, requestPackage } from './rights-package.ts';
export {
  approveRequestPlan,
  planRequest,
  requestPlan,
  signRequestTask,
} from './rights-plan.ts';
export { type Screened, type Screening, screenList } from './screening.ts';
export {
  acceptInvitation,
  changeRole,
  type Invitation,
  inviteFirstOwner,
  inviteStaff,
  openInvitation,
  removeStaff,
  resetStaff,
  STAFF_ROLES,
  type StaffRole,
} from './staff.ts';
export { sendStaffMessages } from './staff-messages.ts';
export { agesAsked, takeSubmission } from './submission.ts';
export { pointNamed, refuseEntered, type Taken } from './submission-taken.ts';
export { surveyResults } from './survey.ts';
export { inviteToSurvey } from './survey-invite.ts';
export { openSurvey, refuseClosedSurvey } from './survey-open.ts';
export { endTakenBack } from './taken-back.ts';
export {
  myPublications,
  outletsOf,
  publishTestimonial,
  type Testimonial,
  testimonialsAt,
  withdrawTestimonial,
  withdrawTestimonialFor,
} from './testimonial.ts';
export { openWaitingMail, TIMELINE_KINDS, type TimelineItem, timelineOf } from './timeline.ts';
export { stateTraining, stepTraining } from './training.ts';
export {
  carryVersionForward,
  inForceSince,
  type Proposed,
  proposePolicy,
  type SeesBanner,
} from './version.ts';
export { callRoll, signOutVisitor } from './visitor.ts';
export { listLinks, lookAtLinks, noteLinkRead, type WatchedLink } from './watch.ts';
