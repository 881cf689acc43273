/*
 * Words of this room
 * - rule:     what goes when: a period, what it counts from, and what then becomes of the data
 * - reach:    which fields of which records a rule disposes of
 * - due:      its period is over, and no relationship of the rule goes on
 * - kept:     due and still there, because something stands against it: a hold, a duty, a request
 * - hold:     suspends deletion of the data it names, with a reason, an owner and a day to look at it again
 * - review:   a decision that somebody has to take, because the rule leaves it to people
 * - proposal: what a rule would dispose of, as one thing to agree to or to stop; an approval is for its hash and no other
 * - window:   the days between the word that something goes and its going, in which it is used for nothing
 * - medium:   a disk or a paper file that ends with the certificate of who destroyed it
 */
export { approversOf, noteApproval, noteTold, type ToldOf, tellAnew } from './approval.ts';
export { disposeBatches } from './batches.ts';
export { retentionControls } from './controls.ts';
export {
  type Destruction,
  destructions,
  enterDestruction,
  type NewDestruction,
  settleNumber,
} from './destruction.ts';

export { type DueRecord, daysOf, dueRecords, type Place, recordsUnder, stillDue } from './due.ts';
export { byWeek, type Forecast, forecast, type Preview, type PreviewedRule, preview } from './forecast.ts';
export { HOLD_KINDS, type HoldKind } from './hold.rules.ts';
export {
  type Hold,
  liftHold,
  type NewHold,
  placeHold,
  renewHold,
  standingHolds,
} from './hold.ts';
export type { Reason, Settled } from './keeping.rules.ts';
export {
  MEDIUM_KINDS,
  MEDIUM_STATES,
  type MediumKind,
  type MediumState,
  whereIs,
} from './medium.rules.ts';
export {
  handOver,
  type Medium,
  media,
  registerMedium,
  retireMedium,
} from './medium.ts';
export { type Pile, recordPile, rowPile, whatOfRow } from './pile.ts';
export { type Leaving, leavingFact } from './proposal.facts.ts';
export {
  goesFrom,
  horizonOf,
  lapsesSoon,
  type Stages,
  stageFor,
  stageThatWaits,
  waitsFirst,
} from './proposal.rules.ts';
export {
  announce,
  askAgain,
  closeProposal,
  countProposal,
  emptyProposal,
  leftOf,
  noteGone,
  openProposal,
  openProposals,
  type Proposal,
  proposalNamed,
  proposals,
  type RowPlace,
} from './proposal.ts';
export {
  dueOfRows,
  type ProposedRow,
  readyToGo,
  recordsIn,
  takeOut,
  takeOutHeld,
} from './proposed.ts';
export {
  giveToPlan,
  type ProposedRowThere,
  rowsIn,
  rowsProposedAmong,
  takeBackFromPlan,
} from './proposed-row.ts';
export type { RetentionRule } from './reach.rules.ts';
export { noteKept, type Suspended, settleDue } from './reasons.ts';
export { isOfRequests } from './requests.rules.ts';
export {
  askForReview,
  decidedToGo,
  decideReview,
  openReviews,
  REVIEW_OUTCOMES,
  type Review,
  type ReviewOutcome,
} from './review.ts';
export {
  asksOfPeople,
  begunBy,
  dueRuleOf,
  goesByItself,
  goesOn,
  keptByOthers,
  ofPeople,
  type RowRule,
  rowRulesOf,
} from './rows.rules.ts';
export {
  type RowReason,
  type RowsHouse,
  type SettledRow,
  settledPage,
  withDays,
} from './rows.ts';
