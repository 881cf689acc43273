import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, allow, deny, type Facts, type When } from './act.rules.ts';
import { failsAssessment, failsBasis, failsPerson } from './basis.rules.ts';
import { openedTo, own } from './prohibition.rules.ts';
import { failsSpecial } from './special.rules.ts';

/** What may be done under a purpose's name: a declared one, with the data and people that it declares. */
function declaredFor(policy: Policy, act: Act): Policy['purposes'][string] | Answer {
  const purpose = own(policy.purposes, act.purpose);
  if (!purpose)
    return deny(
      `${act.act}.undeclared-purpose`,
      'The policy declares no such purpose.',
      'UK GDPR Art 5(1)(b)',
    );
  const surplus = act.data.filter((category) => !purpose.data.includes(category));
  if (surplus.length > 0)
    return deny(
      `${act.act}.undeclared-data`,
      `This purpose does not use ${surplus.join(', ')}.`,
      'UK GDPR Art 5(1)(c)',
    );
  const others = act.people?.filter((category) => !purpose.people.includes(category)) ?? [];
  if (others.length > 0)
    return deny(
      `${act.act}.undeclared-people`,
      `This purpose is not about ${others.join(', ')}.`,
      'UK GDPR Art 5(1)(b)',
    );
  return purpose;
}

/** A use, or a look at somebody's data: for a declared purpose, as it was collected for, on a basis that is there now. */
export function mayUse(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  if (act.act === 'access' && act.worker) return mayWork(policy, act, facts);
  const purpose = declaredFor(policy, act);
  if ('verdict' in purpose) return purpose;
  return (
    failsOrigin(policy, act) ??
    failsSession(policy, act, facts, when) ??
    failsSpecial(policy, purpose, act, facts, when) ??
    failsBasis(policy, purpose, act, facts, when) ??
    allow(`${act.act}.declared`, 'The policy declares this purpose, for this data.', 'UK GDPR Art 5(1)(b)')
  );
}

/** Whoever works for us gets at our systems once they confirmed that they read what the policy has them read first. */
function mayWork(policy: Policy, { personId, people }: Act, { read }: Pick<Facts, 'read'>): Answer {
  const unread = Object.entries(policy.messages).find(
    ([name, message]) =>
      message.acknowledged &&
      (people === undefined ||
        message.people === undefined ||
        message.people.some((one) => people.includes(one))) &&
      !read.includes(name),
  );
  if (personId === null)
    return deny('access.nobody', 'Access is given to somebody whom we know.', 'UK GDPR Art 32(4)');
  return unread
    ? deny(
        'access.unread',
        `They have not confirmed that they read this: ${unread[1].says}.`,
        'UK GDPR Art 29, 32(4)',
      )
    : allow('access.read', 'They have read what people who work for us read first.', 'UK GDPR Art 29, 32(4)');
}

/** What came in at a point serves what people were told there, and nothing else (law L4). */
function failsOrigin(policy: Policy, { act, collection, purpose }: Act): Answer | null {
  if (collection === undefined) return null;
  const point = own(policy.collection, collection);
  if (!point)
    return deny(
      `${act}.undeclared-point`,
      'The policy declares no such collection point.',
      'UK GDPR Art 5(1)(b)',
    );
  const told = [...point.purposes, ...(point.asks ?? []), ...(point.offers ?? [])];
  return told.includes(purpose)
    ? null
    : deny(
        `${act}.incompatible`,
        'People who gave us this were not told of this purpose: it needs a yes of its own or a test that it is compatible.',
        'UK GDPR Art 5(1)(b), 8A',
      );
}

/** Looking into somebody's session waits until they open it, and ends with it. */
function failsSession(policy: Policy, act: Act, facts: Facts, when: When): Answer | null {
  if (act.act !== 'access' || act.collection === undefined) return null;
  const point = own(policy.collection, act.collection);
  if (point?.kind !== 'remote-session' || point.opens === 'we-open') return null;
  return openedTo(act, facts, when)
    ? null
    : deny(
        'access.no-session',
        'The person has not opened their session to us, or it is over.',
        'UK GDPR Art 6(1)(a)',
      );
}

/** Data comes in at a declared point, for what that point is for, and the purpose has its basis. A yes comes with the data. */
export function mayCollect(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  const purpose = declaredFor(policy, act);
  if ('verdict' in purpose) return purpose;
  return (
    failsOrigin(policy, act) ??
    failsPerson(purpose, act, facts) ??
    failsSpecial(policy, purpose, act, facts, when) ??
    failsAssessment(policy, purpose, act.act, when.today) ??
    allow(
      'collect.declared',
      'The policy declares that this comes in, for this purpose.',
      'UK GDPR Art 5(1)(b)',
    )
  );
}

/** Working out what somebody is like: only for a purpose that says so, and never against an objection (Art 21(3)). */
export function mayProfile(policy: Policy, act: Act, facts: Facts, when: When): Answer {
  const purpose = declaredFor(policy, act);
  if ('verdict' in purpose) return purpose;
  if (purpose.kind !== 'profiling')
    return deny(
      'profile.undeclared',
      'The policy does not say that people are profiled for this purpose.',
      'UK GDPR Art 13(2)(f), 22A',
    );
  if (facts.suppression !== null)
    return deny(
      'profile.suppressed',
      'Whoever gets no marketing is not profiled for it either.',
      'UK GDPR Art 21(3)',
    );
  return (
    failsOrigin(policy, act) ??
    failsSpecial(policy, purpose, act, facts, when) ??
    failsBasis(policy, purpose, act, facts, when) ??
    allow(
      'profile.declared',
      'The policy declares this profiling, and its basis is there.',
      'UK GDPR Art 5(1)(b)',
    )
  );
}
