import type { Policy } from '../policy/index.ts';
import { heldPoints } from './keeping.rules.ts';

/** Why somebody may hold data past its day. */
export const HOLD_KINDS = [
  'legal-duty',
  'legal-claim',
  'request',
  'incident',
  'authority',
  'safety',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** The rules that let nobody hold their data for this reason, each with the reasons it gives and where a hold would touch it. */
export const foreignTo = (
  policy: Policy,
  hold: { kind: HoldKind; data: readonly string[] },
): { rule: string; kinds: readonly HoldKind[]; points: string[] }[] =>
  Object.entries(policy.retention).flatMap(([rule, declared]) => {
    const kinds = declared.holds?.for;
    if (!kinds || kinds.includes(hold.kind)) return [];
    return [{ rule, kinds, points: heldPoints(policy, declared, { data: [...hold.data] }) }];
  });
