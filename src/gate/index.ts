/*
 * Words of this room
 * - act:         something we may want to do with data: collect, use, send, share, transfer, publish, decide, profile, access
 * - decision:    allow, deny or not yet, with reasons; never allow because nothing was said
 * - facts:       what the gate knew, kept with the decision
 * - prohibition: what the policy says never happens; it wins over everything that would allow the act
 * - training:    making a model out of data: a use with rules of its own
 * - pace:        what makes a message come later: a pause, too many, the hour
 */
export {
  ACTS,
  type Act,
  type Answer,
  asAct,
  type Facts,
  NO_FACTS,
  type Verdict,
} from './act.rules.ts';
export {
  type Asking,
  ask,
  type Decision,
  gather,
  judge,
  keepDecision,
  keepDecisions,
  validUntil,
} from './decision.ts';
export { bulkStatement, FACTS_STATEMENT, type FactsRow, factsOf, type Run, runOn } from './facts.ts';
export { decide } from './gate.rules.ts';
export { isCarried, purposeRegister } from './register.rules.ts';
export { mayTrain, type TrainingStated, trainingUse } from './train.rules.ts';
export { decisionWriter } from './writer.ts';
