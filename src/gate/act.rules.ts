import { type Day, type Instant, Refused } from '../base/index.ts';

export const ACTS = [
  'collect',
  'use',
  'send',
  'share',
  'transfer',
  'publish',
  'decide',
  'profile',
  'access',
] as const;
export type ActKind = (typeof ACTS)[number];

/** The question "may we …?", whole. What is not said is not asked about. */
export type Act = {
  act: ActKind;
  purpose: string;
  channel: string;
  /** About whom; null where the question is about nobody in particular. */
  personId: string | null;
  recipient: string;
  data: readonly string[];
  country: string;
};

/** What the gate knows when it decides, and keeps with the decision. Anything absent counts against the act. */
export type Facts = {
  permission: {
    state: string;
    wording: string | null;
    source: string;
    evidence: Record<string, unknown>;
    at: Instant;
    id: string;
  } | null;
  suppression: string | null;
  /** Open relationships and those that ended, by the policy's names. */
  relationships: { kind: string; began_on: Day; ended_on: Day | null }[];
};

export type Verdict = 'allow' | 'deny' | 'not-yet';

export type Reason = { rule: string; says: string; source: string | null };

export type Answer = { verdict: Verdict; code: string; because: Reason[] };

export const deny = (code: string, says: string, source: string | null = null): Answer => ({
  verdict: 'deny',
  code,
  because: [{ rule: code, says, source }],
});
export const allow = (code: string, says: string, source: string | null = null): Answer => ({
  verdict: 'allow',
  code,
  because: [{ rule: code, says, source }],
});
export const notYet = (code: string, says: string, source: string | null = null): Answer => ({
  verdict: 'not-yet',
  code,
  because: [{ rule: code, says, source }],
});

/** Reads an act from what a caller sent; refuses `gate.unknown-act`. */
export function asAct(kind: string): ActKind {
  const act = ACTS.find((one) => one === kind);
  if (!act)
    throw new Refused(
      'gate.unknown-act',
      `"${kind.slice(0, 60)}" is not an act. It can be: ${ACTS.join(', ')}.`,
    );
  return act;
}
