import { type Day, type Instant, Refused } from '../base/index.ts';
import type { ChannelState, MailedState } from '../mail/index.ts';
import type { CallListing, Preferences, Spoken } from '../permission/index.ts';
import type { Leaving } from '../retention/index.ts';

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
  /** What kind of message it is within its purpose. */
  topic?: string;
  /** Categories of people, where the caller knows them. */
  people?: readonly string[];
  /** The collection point where it comes in, or where what is used came in. */
  collection?: string;
  /** The role that does it, and the reference by which our systems know who of ours it is. */
  by?: string;
  agent?: string;
  /** Under which number, or by what: an order, an open case, the law that asks for it. */
  citing?: string;
  /** How much would be taken, in the currency of whoever agreed to it. */
  amount?: number;
  /** The decision of the policy that would be taken by software; or by the role of `by`, with what shows its reasons. */
  decision?: string;
  result?: 'favourable' | 'negative';
  reasons?: string;
  /** Access that is given to this person, to do their work, and not a look at their data. */
  worker?: boolean;
  /** A list is asked for as such: each person who is put on it is asked about after that. */
  screened?: boolean;
  /** What would be published, which text of it, where, and how many people stand behind a figure. */
  publication?: string;
  text?: string;
  outlet?: string;
  group?: number;
  /** The one lawful exception of a prohibition, claimed with what shows it: a court's order, a note of what was said. */
  exception?: { prohibition: string; evidence: string };
};

/** What the gate knows when it decides, and keeps with the decision. Anything absent counts against the act. */
export type Facts = {
  /** The newest thing the person said about this purpose on the channel asked about. */
  permission: Spoken | null;
  /** The newest on every channel of the purpose. */
  spoken: Spoken[];
  suppression: string | null;
  /** Open relationships and those that ended, by the policy's names. */
  relationships: { kind: string; began_on: Day; ended_on: Day | null }[];
  /** The case of the person that the question cites. */
  case: {
    point: string;
    opened_at: Instant;
    closed_at: Instant | null;
    reviewed_at: Instant | null;
    staff: readonly string[];
  } | null;
  /** Art 18: what is restricted is stored and nothing else. */
  restriction: unknown;
  /** The person's records, where something of one is announced to go and waits for its day: it is used for nothing more. */
  leaving: Leaving[] | null;
  /** Art 21: an objection to this purpose that stands. */
  objection: unknown;
  /** Messages of the policy of which the person confirmed that they read them. */
  read: readonly string[];
  /** Decisions that a person took about them in place of software, Art 22C. */
  reviewed: readonly string[];
  channelState: ChannelState | null;
  mailed: MailedState | null;
  preferences: Preferences;
  callListing: CallListing | null;
  /** When the person last did what counts as being active; by event. */
  active: Readonly<Record<string, Instant>> | null;
  /** Versions of the notice whose question was materially another: a yes to it is no yes to today's. */
  outdated: readonly string[];
};

export const NO_FACTS: Facts = {
  permission: null,
  spoken: [],
  suppression: null,
  relationships: [],
  case: null,
  restriction: null,
  leaving: null,
  objection: null,
  read: [],
  reviewed: [],
  channelState: null,
  mailed: null,
  preferences: {},
  callListing: null,
  active: null,
  outdated: [],
};

/** The moment at which it is decided, and the day it is where the organisation is. */
export type When = { now: Instant; today: Day };

export type Verdict = 'allow' | 'deny' | 'not-yet';

type Reason = { rule: string; says: string; source: string | null };

export type Answer = {
  verdict: Verdict;
  code: string;
  because: Reason[];
  /** Not yet: from when it may be otherwise, where that is known. */
  until?: Instant;
  /** The declaration that decided beside the purpose: `prohibitions.sell`. */
  by?: string;
};

const answer =
  (verdict: Verdict) =>
  (code: string, says: string, source: string | null = null): Answer => ({
    verdict,
    code,
    because: [{ rule: code, says, source }],
  });

export const deny = answer('deny');
export const allow = answer('allow');
export const notYet = answer('not-yet');

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
