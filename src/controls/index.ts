/*
 * Words of this room
 * - control:  the thing that keeps a promise: a gate, clock, job, register, check or attestation
 * - bound:    the declaration of a policy that a control keeps for a promise
 * - state:    what the facts of the running system say of it now
 * - proof:    the control tried on a twin; refuted when one thing is not as promised
 * - live, twin: the two ports through which a control sees the running system, and a try-out of it
 */
export {
  type CatalogueRow,
  type ControlId,
  catalogue,
  controlsFor,
  covers,
  isControlId,
} from './catalogue.ts';
export {
  AGENT,
  AGREED,
  asksGate,
  asksToHandOver,
  type Claim,
  comesTo,
  mayBeHandedOver,
  meets,
  namesEach,
  remembers,
} from './claim.ts';
export { type Bound, type Control, control, type State, type Verdict } from './control.ts';
export type { Fact, FactParameters } from './fact.ts';
export type { Live } from './live.ts';
export { Refuted, recordScene, type Scene, type Step } from './scene.ts';
export { atRisk, attested, broken, entriesOf, kept, nothingYet, signatureCounts } from './states.ts';
export type { Answer, SentMail, Twin } from './twin.ts';
export {
  addressOf,
  becomesOneOf,
  endsAll,
  expectOk,
  grownUp,
  happens,
  identityOf,
  LEAVES_RECORD,
  leavesAt,
  noticeInForce,
  plausible,
  says,
  waitForNext,
  writeTo,
} from './world.ts';
