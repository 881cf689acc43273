import { Refused } from '../base/index.ts';
import type { Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';

export type Mailing = {
  purpose: string;
  subject: string;
  text: string;
  html?: string;
  to: readonly Identity[] | 'everyone';
  /** The approved campaign that it belongs to. */
  campaign?: string | null;
  /** By which way it leaves, where the caller says so: it has to be the declared one. */
  through?: string | null;
};

/** Refuses `mailing.unknown-purpose` and `mailing.not-marketing`. */
export function marketingPurpose(policy: Policy, name: string): Policy['purposes'][string] {
  const purpose = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined;
  if (!purpose)
    throw new Refused('mailing.unknown-purpose', `"${name.slice(0, 80)}" is not a purpose of this policy.`);
  if (purpose.kind !== 'marketing')
    throw new Refused(
      'mailing.not-marketing',
      `"${name}" is not declared as marketing; messages that are owed are sent when they fall due.`,
    );
  return purpose;
}
