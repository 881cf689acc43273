import type { Day, Instant } from '../base/index.ts';

/**
 * What a control may look at to say its state: facts of the running system, read-only, as at one moment.
 * It cannot write, and it cannot read a state that somebody typed in.
 */
export type Live = {
  now: Instant;
  /** In the organisation's zone. */
  today: Day;
  /** The day the policy version in force took effect. */
  inForceSince: Day;
  /** The policy as it stood under that version, by its hash; null: this release cannot read it. Cast it to what a control's is. */
  policyOf(hash: string): Promise<object | null>;
  /** Facts by SQL; parameters as $1, $2, … */
  rows<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
};
