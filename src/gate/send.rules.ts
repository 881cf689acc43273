import { type Day, daysBetween } from '../base/index.ts';
import {
  type LegalForm,
  type MarketingChannel,
  mayMarket,
  SUBSCRIBER_TYPES,
  subscriberTypeOf,
} from '../law/index.ts';
import { isYes } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, allow, deny, type Facts, type When } from './act.rules.ts';
import { failsAssessment, failsBasis, failsLeaving, failsPerson, failsYes } from './basis.rules.ts';
import { failsOnly } from './only.rules.ts';
import { failsPace } from './pace.rules.ts';
import { own } from './prohibition.rules.ts';

type Purpose = Policy['purposes'][string];

/**
 * May this be sent? In the order of law, and the first no ends it: message class, suppression, objection and restriction,
 * what is known of the address, basis by channel and subscriber, topic, and then what makes it only not yet: a pause, too
 * many, the hour; at last whether anybody is still there.
 */
export function maySend(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  const purpose = own(policy.purposes, act.purpose);
  if (!purpose)
    return deny('send.undeclared-purpose', 'The policy declares no such purpose.', 'UK GDPR Art 5(1)(b)');
  if (purpose.channels && !purpose.channels.some((channel) => channel === act.channel)) {
    return deny(
      'send.undeclared-channel',
      `The policy does not use ${act.channel} for this purpose.`,
      'UK GDPR Art 5(1)(a)',
    );
  }
  const wished = facts.preferences[`channel:${act.purpose}`];
  if (wished !== undefined && wished !== 'any' && wished !== act.channel)
    return deny(
      'send.other-channel',
      `The person asked to be reached by ${wished} for this.`,
      'UK GDPR Art 5(1)(a)',
    );
  if (purpose.kind !== 'marketing')
    return (
      failsBasis(policy, purpose, act, facts, when) ??
      failsPace(policy, purpose, act, facts, when, 'service') ??
      allow(
        'send.service',
        'This is not marketing: the policy declares it as needed for what people asked of us.',
      )
    );
  if (facts.suppression !== null)
    return deny(
      'send.suppressed',
      'This address is on the list of those that get no marketing.',
      'UK GDPR Art 21(3)',
    );
  const stopped =
    failsObjection(facts) ??
    failsPerson(purpose, act, facts) ??
    failsOnly(policy, purpose, act, facts, when) ??
    failsLeaving(policy, purpose, act, facts) ??
    failsChannel(act, facts) ??
    failsAssessment(policy, purpose, 'send', when.today);
  if (stopped) return stopped;
  const ground = onGround(policy, purpose, act, facts, when);
  if (ground.verdict !== 'allow') return ground;
  return failsTopic(act, facts) ?? failsPace(policy, purpose, act, facts, when, 'marketing') ?? ground;
}

/** A no to this purpose on this channel, however it was called. */
function failsObjection({ permission }: Facts): Answer | null {
  const state = permission?.state ?? null;
  if (state === 'withdrawn' || state === 'objected')
    return deny(`send.${state}`, 'The person told us to stop.', 'UK GDPR Art 7(3), 21(3)');
  if (state === 'refused') return deny('send.refused', 'The person was asked and said no.', 'PECR reg 22');
  return null;
}

/** After so many refusals for the moment within fourteen days an address counts as gone. */
const SOFT_REFUSALS = 5;

/** An address that does not take our mails, or whose reader called one spam. */
function failsChannel({ channel }: Act, { channelState }: Facts): Answer | null {
  if (channelState?.complained)
    return deny('send.complained', 'The reader reported one of our messages as spam.', 'UK GDPR Art 21(3)');
  if (channelState?.hard)
    return deny('send.bounced', `There is no such ${channel} address any more.`, 'UK GDPR Art 5(1)(d)');
  if (channelState && channelState.soft >= SOFT_REFUSALS)
    return deny('send.bouncing', 'The address refused our last messages.', 'UK GDPR Art 5(1)(d)');
  return null;
}

/**
 * Which rule of electronic marketing a channel of the policy falls under. By none: post, which the GDPR alone covers (law P9), and
 * social media and the like, which reach people by messages or by lists of them and so take a yes (law P1).
 */
const UNDER: Readonly<Record<string, MarketingChannel | undefined>> = {
  email: 'email',
  sms: 'sms',
  phone: 'live-call',
};

/** What lets it out: a yes, a whole soft opt-in, or no rule against it and an interest that was weighed (law P1 to P9). */
function onGround(policy: Policy, purpose: Purpose, act: Act, facts: Facts, when: When): Answer {
  const { permission } = facts;
  const missing = permission && failsYes(purpose, permission, 'send', facts, when);
  if (permission && missing === null)
    return allow(
      'send.consent',
      'The person said yes to exactly this, and has not taken it back.',
      'PECR reg 22(2)',
    );
  // A yes that does not hold, or waits to be confirmed, is told as such.
  if (missing && permission?.state !== 'offered') return missing;
  if (purpose.basis === 'consent' && !purpose['soft-opt-in'])
    return deny(
      'send.no-consent',
      'The person never said yes to this, and the policy allows it only to those who did.',
      'PECR reg 22(2)',
    );
  const channel = UNDER[act.channel];
  if (channel === 'email' || channel === 'sms') return byMail(policy, purpose, channel, facts, when);
  if (channel === 'live-call') return byCall(policy, facts, when);
  return act.channel === 'post' && purpose.basis !== 'consent'
    ? allow(
        'send.interest',
        'No rule of electronic marketing covers post, the interest was weighed, and the person has not objected.',
        'UK GDPR Art 6(1)(f)',
      )
    : deny('send.no-consent', 'The person never said yes to this.', 'PECR reg 22(2), UK GDPR Art 6(1)(a)');
}

const jurisdictionOf = ({ organisation }: Policy): 'uk' | 'eu' =>
  organisation.jurisdiction === 'uk' ? 'uk' : 'eu';

/** Who holds the line or the address, as somebody told us; unknown is a person, who is owed more (PECR reg 2). */
function subscriberOf({ preferences }: Facts): 'individual' | 'corporate' {
  const form = preferences['subscriber:'] ?? 'unknown';
  return Object.hasOwn(SUBSCRIBER_TYPES, form) ? subscriberTypeOf(form as LegalForm) : 'individual';
}

function byMail(
  policy: Policy,
  purpose: Purpose,
  channel: 'email' | 'sms',
  facts: Facts,
  { today }: When,
): Answer {
  const { allowed } = mayMarket({
    jurisdiction: jurisdictionOf(policy),
    channel,
    subscriber: subscriberOf(facts),
    on: today,
    objected: false,
    consent: false,
  });
  if (allowed && purpose.basis !== 'consent')
    return allow(
      'send.corporate',
      'The subscriber is a company, the interest was weighed, and nobody there has objected.',
      'PECR reg 22(1)',
    );
  return bySoftOptIn(purpose, facts);
}

/** The soft opt-in: a sale or its negotiation, our own similar products, and a chance to say no at the time (PECR reg 22(3)). */
function bySoftOptIn(purpose: Purpose, { permission, relationships }: Facts): Answer {
  const soft = purpose['soft-opt-in'];
  if (!soft)
    return deny(
      'send.no-consent',
      'The person never said yes to this, and the policy allows it only to those who did.',
      'PECR reg 22(2)',
    );
  const bought = relationships.some(({ kind }) => soft.from.includes(kind));
  if (!bought)
    return deny(
      'send.no-sale',
      'The soft opt-in is for people whose details we got in a sale or its negotiation; there was none.',
      'PECR reg 22(3)(a)',
    );
  if (permission?.state !== 'offered') {
    return deny(
      'send.not-offered',
      'Nothing shows that the person could say no when we collected their details.',
      'PECR reg 22(3)(c)',
    );
  }
  return allow(
    'send.soft-opt-in',
    `A sale or its negotiation, ${soft.similar}, and a chance to say no then and in every message.`,
    'PECR reg 22(3)',
  );
}

/** How old a copy of the registers may be: theirs change daily, and a caller has 28 days to take a change up (law P5). */
const LIST_KEEPS_DAYS = 28;

/** A call: screened against both registers by lists that still count, and not listed for 28 days (PECR reg 21, 26). */
function byCall(policy: Policy, facts: Facts, { today }: When): Answer {
  const lists = [facts.callListing?.tps, facts.callListing?.ctps];
  const fresh = lists.every((asOf) => asOf && daysBetween(asOf as Day, today) <= LIST_KEEPS_DAYS);
  const listedOn = facts.callListing?.listedOn as Day | null | undefined;
  const verdict = mayMarket({
    jurisdiction: jurisdictionOf(policy),
    channel: 'live-call',
    subscriber: subscriberOf(facts),
    on: today,
    objected: false,
    consent: isYes(facts.permission?.state),
    ...(fresh && { listedOn: listedOn ?? null }),
  });
  if (verdict.allowed) return allow('send.call', `${verdict.because}.`, 'PECR reg 21, 26');
  return fresh
    ? deny('send.listed', 'The number is on a register of those who want no marketing calls.', 'PECR reg 21')
    : deny(
        'send.not-screened',
        `Numbers are called only after both registers (TPS, CTPS) were looked at, by lists of the last ${LIST_KEEPS_DAYS} days.`,
        'PECR reg 21',
      );
}

/** A subject of the purpose that the person does not want. */
const failsTopic = ({ purpose, topic }: Act, { preferences }: Facts): Answer | null =>
  topic !== undefined && preferences[`topic:${purpose}:${topic}`] === 'no'
    ? deny('send.topic-refused', `The person wants nothing about ${topic}.`, 'UK GDPR Art 7(3), 21(3)')
    : null;
