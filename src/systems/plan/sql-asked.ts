import type { Asked } from '../connector.ts';
import type { ByRule } from '../due/due-rule.ts';
import type { Beginning } from '../find/begin.ts';
import type { KnownAs } from '../find/identity.rules.ts';

/** What one database is asked to plan. */
export interface SqlAsked extends Omit<Asked, 'identities'> {
  /** Whom, or from which rows. */
  readonly from: readonly KnownAs[] | Beginning;
  /** A rule asks, and not a person. */
  readonly byRule?: ByRule;
}
