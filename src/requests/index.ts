/*
 * Words of this room
 * - request:    what a person asks (access, erasure, …), dated by arrival, not by entry
 * - event:      something that happened to a request; only added to, and what the clock is computed from
 * - clock:      the last day to answer and everything that moved it, rolled off weekends and holidays of the place that handles it
 * - doubt:      why we are not sure who asks, written down; without one nobody is asked for more than to open our link
 * - answer:     what we told them; a request without an answer is open
 * - refusal:    a no, whole or in part, with its ground, its reasons and the ways to complain, in a register
 * - stopped use: data that is stored and not used (Art 18), or not for one purpose (Art 21)
 * - telling:    a recipient who has to hear of a change (Art 19)
 * - plan:       what would be done in each system; run only as it was seen and approved
 * - package:  what a person gets: a page to read, each table as CSV and JSON, files; one archive, made while it is read
 * - third party: somebody else whom a text names; marked by software, removed where a person accepts it
 */
export {
  type ClockEvent,
  type Clocked,
  clockOf,
  REQUEST_EVENTS,
  type RequestClock,
  type RequestEventKind,
} from './clock.rules.ts';
export { requestControls } from './controls.ts';
export { establishmentOf } from './establishment.rules.ts';
export { appendRequestEvent, type NewEvent, type RequestEvent, requestEvents, wordsOf } from './event.ts';
export { formatWished, sayMade, unansweredFormat } from './format.rules.ts';
export {
  type HandOver,
  handOverFetched,
  handOversOf,
  handOversToSend,
  keepHandOver,
  markHandOver,
} from './hand-over.ts';
export {
  declaredRight,
  factsOf,
  ownerOf,
  REQUEST_KINDS,
  type RequestKind,
  ROUTES,
  verifyOf,
} from './kind.rules.ts';
export * as letters from './letter.rules.ts';
export { kindOfMail } from './mail.rules.ts';
export {
  dropExpiredPackages,
  dropOutdatedPackages,
  dropPackagesOf,
  readPackage,
  writePackage,
} from './package/delivery.ts';
export type { Attachment, Held } from './package/held.ts';
export { personPackage } from './package/package.ts';
export { decideRedactions, redactionsOf } from './package/redaction.ts';
export { type Candidate, type Own, redactorOf, thirdPartyReview } from './package/thirdparties.rules.ts';
export { groundOf, type Refusing } from './refusal.rules.ts';
export { type Refusal, reasoningOf, refusalsOf, registerRefusal } from './register.ts';
export {
  type Asking,
  answerRequest,
  askingOf,
  clockedOf,
  findRequest,
  findSame,
  holdOpenRequest,
  holdRequest,
  listOpen,
  listRequests,
  markProven,
  openRequest,
  type Request,
  type RequestFilter,
  settleClock,
} from './request.ts';
export { keepReview, reviewedFact } from './review.ts';
export { dropRequests, spentRequests } from './spent.ts';
export { objectionFact, restrictionFact } from './stopped-use.facts.ts';
export { liftUses, markLiftingTold, type StoppedUse, stoppedUsesOf, stopUses } from './stopped-use.ts';
export { type DayMark, type Move, type Strip, type StripDay, stripOf } from './strip.rules.ts';
export {
  findTelling,
  planTellings,
  settleTelling,
  TELLING_OUTCOMES,
  type Telling,
  type TellingOutcome,
  tellingsOf,
} from './telling.ts';
