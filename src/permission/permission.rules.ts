import type { Day, Instant } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

/**
 * What a person has said about one purpose on one channel. Never asked is no state: there is no row.
 * - asked:     we asked (double opt-in mail is out); silence is not a yes
 * - offered:   they bought or negotiated, were offered the chance to say no, and did not: soft opt-in
 * - confirmed: a yes said twice: on the form, and by the link in the mail
 * - granted, refused, withdrawn, objected: as the words say; objected is to direct marketing, Art 21(2)
 */
export const PERMISSION_STATES = [
  'asked',
  'offered',
  'granted',
  'confirmed',
  'refused',
  'withdrawn',
  'objected',
] as const;
export type PermissionState = (typeof PERMISSION_STATES)[number];

export const isYes = (state: string | null | undefined): boolean =>
  state === 'granted' || state === 'confirmed';

/** Whether it is a yes to this purpose: where two are promised, on a form and by the link in a mail, one is none yet. */
export const isYesTo = (
  purpose: Pick<Policy['purposes'][string], 'confirm'> | undefined,
  state: string | null | undefined,
): boolean => state === 'confirmed' || (state === 'granted' && purpose?.confirm !== 'double-opt-in');

/** Who said it: the person, somebody with authority to, or who holds parental responsibility. */
export const SAYERS = ['person', 'agent', 'guardian'] as const;
export type Sayer = (typeof SAYERS)[number];

/** One thing that a person said, as the gate knows it. */
export type Spoken = {
  channel: string;
  state: string;
  wording: string | null;
  source: string;
  evidence: Record<string, unknown>;
  at: Instant;
  id: string;
  said_by: string;
};

/** The channel of purposes that reach people by none: what is said is said of the use itself. */
export const USE = 'use';

export const channelsOf = (purpose: Policy['purposes'][string]): readonly string[] =>
  purpose.channels ?? [USE];

/** Where a purpose has no channel it makes no difference on which one somebody said something about it. */
export const channelSaid = (purpose: Policy['purposes'][string], channel: string): string =>
  purpose.channels ? channel : USE;

/** The no that a person may say to each basis: consent is withdrawn, anything else is objected to. */
export const noTo = (purpose: Policy['purposes'][string]): 'withdrawn' | 'objected' =>
  purpose.basis === 'consent' ? 'withdrawn' : 'objected';

/** The purposes that a person can switch off: all marketing, and whatever rests on consent. */
export const choosable = (policy: Policy): [string, Policy['purposes'][string]][] =>
  Object.entries(policy.purposes).filter(
    ([, purpose]) => purpose.kind === 'marketing' || purpose.basis === 'consent',
  );

/**
 * From what age somebody says yes to an online service without a guardian: GDPR Art 8 has 16 and lets a state lower it. 13
 * for the UK (DPA 2018 s.9) is own knowledge, not read in the primary text.
 */
const CONSENTS_ALONE_FROM = { uk: 13, eu: 16 } as const;

export const consentsAloneFrom = (jurisdiction: string): number =>
  CONSENTS_ALONE_FROM[jurisdiction === 'uk' ? 'uk' : 'eu'];

/** What nobody may take for a yes, whatever it is called (GDPR recital 32): each is something done for another reason. */
const NO_YES: Readonly<Record<string, string>> = {
  browsing: 'looking at a site is not a yes',
  'continued-use': 'going on using something is not a yes',
  'terms-acceptance': 'agreeing to terms and conditions is not a yes to something else',
  'pre-ticked': 'a box that was ticked beforehand is not a yes',
  silence: 'saying nothing is not a yes',
  inactivity: 'doing nothing is not a yes',
  application: 'sending an application is not a yes to anything but its being read',
  'giving-details': 'giving us details is not a yes',
};

/** Why this cannot have been a yes; null where nothing speaks against it. `how` is what was told of the act. */
export const deemed = (told: { source: string; how: unknown }): string | null => {
  const named = [told.how, told.source].find(
    (one): one is string => typeof one === 'string' && Object.hasOwn(NO_YES, one),
  );
  return named === undefined ? null : (NO_YES[named] ?? null);
};

/** Whether a yes of that kind holds for somebody who consents alone only from `aloneFrom` on. */
export const saidByEnough = (saidBy: string, aloneFrom: Day | undefined, today: Day): boolean =>
  aloneFrom === undefined || aloneFrom <= today || saidBy === 'guardian';
