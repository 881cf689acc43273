import type { Policy } from '../policy/index.ts';
import { countsFrom } from './due.rules.ts';
import { waitsFirst } from './proposal.rules.ts';
import type { RetentionRule } from './reach.rules.ts';

/**
 * Whether a rule is about the requests themselves, what was asked and how we answered: its period begins with our answer, and
 * nobody has to agree before they go.
 */
export const isOfRequests = (policy: Pick<Policy, 'events'>, rule: RetentionRule): boolean =>
  rule.then === 'erase' &&
  rule['held-by'] === undefined &&
  !waitsFirst(rule) &&
  countsFrom(policy, rule).events.includes('request-closed');
