/*
 * Words of this room
 * - board:  the live state of every promise, computed from facts
 * - proof:  every control of a promise tried on a twin; one thing that is not as promised refutes it
 * - keeper: a control on a declaration
 */
export {
  type Board,
  type BoardRow,
  boardOf,
  PROMISE_STATES,
  type PromiseState,
  type Proven,
} from './board.ts';
export { boardHistory, keepHistory, keepProofs, provenFor } from './history.ts';
export { builtControls, keepersOf } from './keepers.ts';
export {
  type MakeTwin,
  type Proofs,
  type ProofVerdict,
  type ProvenPromise,
  type ProveOptions,
  provePolicy,
  type Ran,
} from './prove.ts';
