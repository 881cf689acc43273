/*
 * Words of this room
 * - rule:     what goes when: a period, what it counts from, and what then becomes of the data
 * - reach:    which fields of which records a rule disposes of
 * - due:      its period is over, and no relationship of the rule goes on
 * - kept:     due and still there, because something stands against it: a hold, a duty, a request
 * - hold:     suspends deletion of the data it names, with a reason, an owner and a day to look at it again
 * - review:   a decision that somebody has to take, because the rule leaves it to people
 * - medium:   a disk or a paper file that ends with the certificate of who destroyed it
 */
export { retentionControls } from './controls.ts';
export { countsFrom, deleteOn } from './due.rules.ts';
export { type DueRecord, daysOf, dueRecords, type Place, recordsUnder } from './due.ts';
export { type Forecast, forecast, type Preview, type PreviewedRule, preview } from './forecast.ts';
export {
  HOLD_KINDS,
  type Hold,
  type HoldKind,
  liftHold,
  type NewHold,
  placeHold,
  standingHolds,
} from './hold.ts';
export type { Reason, Settled } from './keeping.rules.ts';
export { pointsOf, type RetentionRule, reachOf } from './reach.rules.ts';
export { noteKept, type Suspended, settleDue } from './reasons.ts';
export {
  askForReview,
  decideReview,
  openReviews,
  REVIEW_OUTCOMES,
  type Review,
  type ReviewOutcome,
} from './review.ts';
