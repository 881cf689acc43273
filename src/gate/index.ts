/*
 * Words of this room
 * - act:      something we may want to do with data: collect, use, send, share, transfer, publish, decide, profile, access
 * - decision: allow, deny or not yet, with reasons; never allow because nothing was said
 * - facts:    what the gate knew, kept with the decision
 */
export {
  ACTS,
  type Act,
  type ActKind,
  type Answer,
  asAct,
  type Facts,
  type Reason,
  type Verdict,
} from './act.rules.ts';
export { ask, type Decision, keepDecision } from './decision.ts';
export { FACTS_STATEMENT } from './facts.ts';
export { decide } from './gate.rules.ts';
