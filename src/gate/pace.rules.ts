import { addDays, after, atClock, before, clockIn, type Instant, startOf } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, deny, type Facts, notYet, type When } from './act.rules.ts';

type Purpose = Policy['purposes'][string];

/**
 * What makes a message come later: a pause that the person asked for, as many as the policy sends, and the hour; and what
 * makes marketing end by itself: that nobody has been there for long. Service messages wait for the hour alone.
 */
export function failsPace(
  policy: Policy,
  purpose: Purpose,
  { topic, purpose: name }: Act,
  facts: Facts,
  { now, today }: When,
  kind: 'marketing' | 'service',
): Answer | null {
  const { zone } = policy.organisation;
  if (kind === 'marketing') {
    if (topic !== undefined && purpose.topics && !purpose.topics.includes(topic))
      return deny('send.undeclared-topic', `"${name}" has no topic "${topic}".`, 'UK GDPR Art 5(1)(b)');
    const until = facts.preferences['pause:'];
    if (until !== undefined && until > today)
      return later('send.paused', 'The person asked for a pause.', startOf(until as typeof today, zone));
    const cap = purpose['at-most'];
    const times = (facts.mailed?.times ?? []).map((at) => new Date(at).toISOString());
    const nth = cap && times.filter((at) => at > before(now, cap.per, zone))[cap.messages - 1];
    if (cap && nth !== undefined)
      return later(
        'send.enough',
        'The person has had as many as we send in that time.',
        after(nth, cap.per, zone),
      );
  }
  const quiet = purpose['quiet-hours'];
  if (quiet && isWithin(clockIn(zone, now), quiet)) {
    const todayAt = atClock(today, quiet.to, zone);
    return later(
      'send.quiet-hours',
      `Nothing of this is sent between ${quiet.from} and ${quiet.to}.`,
      todayAt > now ? todayAt : atClock(addDays(today, 1), quiet.to, zone),
    );
  }
  return kind === 'marketing' ? failsActivity(policy, purpose, facts, now) : null;
}

const later = (code: string, says: string, until: Instant): Answer => ({
  ...notYet(code, says, null),
  until,
});

/** From 22:00 to 07:00 runs over midnight. */
const isWithin = (time: string, { from, to }: { from: string; to: string }): boolean =>
  from <= to ? time >= from && time < to : time >= from || time < to;

/** Somebody who has done nothing for so long: opens may be a machine's, so they count only beside something else. */
function failsActivity(policy: Policy, purpose: Purpose, facts: Facts, now: Instant): Answer | null {
  const period = purpose['inactive-after'];
  if (!period) return null;
  const since = before(now, period, policy.organisation.zone);
  const seen = Object.entries(facts.active ?? {}).some(([kind, at]) => {
    const event = policy.events[kind];
    return event?.interaction === true && !event.machine && new Date(at).toISOString() > since;
  });
  const spoke = facts.spoken.some((one) => new Date(one.at).toISOString() > since);
  return seen || spoke
    ? null
    : deny(
        'send.inactive',
        'The person has not been there for so long that we no longer write.',
        'UK GDPR Art 5(1)(e)',
      );
}
