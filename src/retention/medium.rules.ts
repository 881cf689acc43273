import { addPeriod, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import type { RetentionRule } from './reach.rules.ts';

export const MEDIUM_KINDS = ['disk', 'laptop', 'phone', 'tape', 'removable', 'paper', 'other'] as const;
export type MediumKind = (typeof MEDIUM_KINDS)[number];

/** How long a destroyer's certificate may take where the rule does not say: a fortnight from the day they took it. */
const CERTIFICATE_WITHIN = 'P14D';

export const certificateWithin = (rule: RetentionRule | undefined): string =>
  rule?.['certificate-within'] ?? CERTIFICATE_WITHIN;

/** The rules under which media end with a certificate of who destroyed them; with `to`, those whose destroyer that is. */
export const mediaRules = (policy: Pick<Policy, 'retention'>, to?: string): string[] =>
  Object.entries(policy.retention).flatMap(([name, rule]) =>
    rule.certificate === 'destroyer' && (to === undefined || rule['held-by'] === to) ? [name] : [],
  );

export const MEDIUM_STATES = ['in-use', 'retired', 'handed-over', 'destroyed'] as const;
export type MediumState = (typeof MEDIUM_STATES)[number];

type Dated = { retired_on: Day | null; handed_on: Day | null; closed: boolean };

/** Where a medium is on its way, and the last day for the next step; null: none is set. */
export function whereIs(
  { retired_on, handed_on, closed }: Dated,
  rule: RetentionRule | undefined,
): { state: MediumState; due: Day | null } {
  if (closed) return { state: 'destroyed', due: null };
  if (handed_on) return { state: 'handed-over', due: addPeriod(handed_on, certificateWithin(rule)) };
  if (retired_on)
    return {
      state: 'retired',
      due: rule === undefined || rule.keep === 'while' ? null : addPeriod(retired_on, rule.keep),
    };
  return { state: 'in-use', due: null };
}
