import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, allow, deny, type Facts, notYet } from './act.rules.ts';

/**
 * May this be sent? In the order of law: message class, suppression, objection, channel, basis. The first no ends it.
 * PECR reg 22 for e-mail and SMS; UK GDPR Art 21(2)-(3) for every objection to marketing.
 */
export function maySend(policy: Policy, act: Act, facts: Facts): Answer {
  const purpose = Object.hasOwn(policy.purposes, act.purpose) ? policy.purposes[act.purpose] : undefined;
  if (!purpose)
    return deny('send.undeclared-purpose', 'The policy declares no such purpose.', 'UK GDPR Art 5(1)(b)');
  if (purpose.channels && !purpose.channels.some((channel) => channel === act.channel)) {
    return deny(
      'send.undeclared-channel',
      `The policy does not use ${act.channel} for this purpose.`,
      'UK GDPR Art 5(1)(a)',
    );
  }
  if (purpose.kind !== 'marketing' && purpose.basis === 'consent' && facts.permission?.state !== 'granted')
    return deny('send.no-consent', 'This rests on a yes, and there is none.', 'UK GDPR Art 6(1)(a), 7(3)');
  if (purpose.kind !== 'marketing')
    return allow(
      'send.service',
      'This is not marketing: the policy declares it as needed for what people asked of us.',
    );
  if (facts.suppression !== null)
    return deny(
      'send.suppressed',
      'This address is on the list of those that get no marketing.',
      'UK GDPR Art 21(3)',
    );
  const { permission } = facts;
  const state = permission?.state ?? null;
  if (state === 'withdrawn' || state === 'objected')
    return deny(`send.${state}`, 'The person told us to stop.', 'UK GDPR Art 7(3), 21(3)');
  if (state === 'refused') return deny('send.refused', 'The person was asked and said no.', 'PECR reg 22');
  if (state === 'granted')
    return allow(
      'send.consent',
      'The person said yes to exactly this, and has not taken it back.',
      'PECR reg 22(2)',
    );
  if (state === 'asked')
    return notYet(
      'send.unconfirmed',
      'The person was asked to confirm, and has not yet.',
      'UK GDPR Art 7(1)',
    );
  return bySoftOptIn(purpose, facts);
}

/** The soft opt-in: a sale or its negotiation, our own similar products, and a chance to say no at the time (PECR reg 22(3)). */
function bySoftOptIn(purpose: Policy['purposes'][string], { permission, relationships }: Facts): Answer {
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
