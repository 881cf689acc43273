import type { Policy } from '../policy/index.ts';

/**
 * What a person has said about one purpose on one channel.
 * - asked:     we asked (double opt-in mail is out); silence is not a yes
 * - offered:   they bought or negotiated, were offered the chance to say no, and did not: soft opt-in
 * - granted, refused, withdrawn, objected: as the words say; objected is to direct marketing, Art 21(2)
 */
export const PERMISSION_STATES = ['asked', 'offered', 'granted', 'refused', 'withdrawn', 'objected'] as const;
export type PermissionState = (typeof PERMISSION_STATES)[number];

/** The no that a person may say to each basis: consent is withdrawn, anything else is objected to. */
export const noTo = (purpose: Policy['purposes'][string]): 'withdrawn' | 'objected' =>
  purpose.basis === 'consent' ? 'withdrawn' : 'objected';

/** The purposes that a person can switch off: all marketing, and whatever rests on consent. */
export const choosable = (policy: Policy): [string, Policy['purposes'][string]][] =>
  Object.entries(policy.purposes).filter(
    ([, purpose]) => purpose.kind === 'marketing' || purpose.basis === 'consent',
  );
