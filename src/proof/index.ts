/*
 * Words of this room
 * - board:  the live state of every promise, computed from facts
 * - proof:  every control of a promise tried on a twin; one thing that is not as promised refutes it
 * - keeper: a control on a declaration
 * - look:   what a keeper's facts showed at a moment; it counts for some minutes, then somebody has to look again
 * - change: that a promise's state became another: by which keeper, from which facts to which, and why
 * - owner:  the role that answers for a promise, and hears when it breaks
 */
export { allKeepers, type Board, type BoardAbout, boardFrom, boardOf, type Proven } from './board.ts';
export { sayCause } from './cause.rules.ts';
export { boardOn, CAUSES, changesOf, type PastChange, type PastRow, statesSince } from './change.ts';
export { pagesIn } from './counted.rules.ts';
export { factTables } from './facts.ts';
export { boardHistory, keepProofs, provenFor } from './history.ts';
export { builtControls, keepersOf } from './keepers.ts';
export { LOOKED_AHEAD_FROM_PAGES } from './look.rules.ts';
export { type Look, type Looks, looksFor } from './look.ts';
export { boardPack, type PackVerification, verifyBoardPack } from './pack.ts';
export {
  type Proofs,
  type ProofVerdict,
  type ProvenPromise,
  type ProveOptions,
  provePolicy,
} from './prove.ts';
export { lookAgain, type Refreshed } from './refresh.ts';
export { type BoardControl, type BoardRow, type NextStep, PROMISE_STATES, type PromiseState } from './row.ts';
export { type MakeTwin, type Ran, type Try, tryKeeper } from './try.ts';
