import { dayIn, sayDay } from '../base/index.ts';
import { type Policy, sayRecipient } from '../policy/index.ts';
import type { Telling } from '../requests/index.ts';
import { type Reader, rows } from '../store/index.ts';

/** Somebody who has, or by our declarations may have, received a person's data. */
export type Received = {
  recipient: string;
  name: string;
  knownBy: Telling['known_by'];
  /** Purposes for which. */
  purposes: string[];
  /** The hand-overs that were logged about this person. */
  logged: { at: string; purpose: string; data: string[] }[];
};

/**
 * Who received the data of a person (Art 15(1)(c), Art 19): every hand-over that was logged about them, and whom the policy
 * names for the purposes that their data is here for. Processors count.
 */
export async function recipientsOf(reader: Reader, policy: Policy, personId: string): Promise<Received[]> {
  const logged = await rows<{ recipient: string; purpose: string; data: string[]; asked_at: string }>(
    reader,
    `select d.recipient, coalesce(d.purpose, '') as purpose, d.data, d.asked_at
     from disclosure_about a join disclosure d on d.id = a.id
     where a.person_id = $1 and d.verdict = 'allow' order by d.asked_at, d.id`,
    [personId],
  );
  const purposes = await purposesHere(reader, policy, personId);
  const names = new Set([...logged.map(({ recipient }) => recipient), ...declaredFor(policy, purposes)]);
  return [...names].sort().map((recipient) => {
    const handed = logged.filter((one) => one.recipient === recipient);
    return {
      recipient,
      name: sayRecipient(policy, recipient),
      knownBy: handed.length > 0 ? 'logged' : 'declared',
      purposes: purposes.filter((purpose) => declaredFor(policy, [purpose]).includes(recipient)),
      logged: handed.map(({ asked_at, purpose, data }) => ({ at: asked_at, purpose, data })),
    };
  });
}

/** The same in words for the person: hand-overs with their days, and who by our declarations may have had it. */
export function sayReceived(received: readonly Received[], { purposes, organisation }: Policy): string {
  if (received.length === 0) return 'Nobody outside our company has received your data from us.';
  const use = (name: string) => purposes[name]?.says ?? name.replaceAll('-', ' ');
  const handed = received.flatMap(({ name, logged }) =>
    logged.map(
      ({ at, purpose, data }) =>
        `- ${name}, on ${sayDay(dayIn(organisation.zone, at))}, ${use(purpose)}: ${data.map((one) => one.replaceAll('-', ' ')).join(', ')}`,
    ),
  );
  const may = received.flatMap(({ name, knownBy, purposes: named }) =>
    knownBy === 'declared' ? [`- ${name}, ${named.map(use).join('; ')}`] : [],
  );
  return [
    ...(handed.length > 0 ? ['We handed your data to:', ...handed] : []),
    ...(may.length > 0 ? ['They work with us, and may have had it:', ...may] : []),
  ].join('\n');
}

/** The purposes that a person's data is here for: of the forms they sent, of what they said yes to. */
async function purposesHere(reader: Reader, policy: Policy, personId: string): Promise<string[]> {
  const found = await rows<{ point: string | null; purpose: string | null }>(
    reader,
    `select distinct point, null as purpose from record where person_id = $1
     union select distinct null, purpose from permission where person_id = $1 and state not in ('refused', 'asked')`,
    [personId],
  );
  const named = found.flatMap(({ point, purpose }) => [
    ...(point !== null && Object.hasOwn(policy.collection, point)
      ? (policy.collection[point]?.purposes ?? [])
      : []),
    ...(purpose === null ? [] : [purpose]),
  ]);
  return [...new Set(named)].filter((name) => Object.hasOwn(policy.purposes, name)).sort();
}

/** Whom the policy lets have data for these purposes. Authorities receive nothing by rule, only when they ask. */
const declaredFor = (policy: Policy, purposes: readonly string[]): string[] =>
  Object.entries(policy.recipients).flatMap(([name, recipient]) => {
    const standing = recipient.role !== 'authority' && recipient.role !== 'acquirer';
    const meant = purposes.some(
      (purpose) => recipient.for?.includes(purpose) || policy.purposes[purpose]?.recipients?.includes(name),
    );
    return standing && meant ? [name] : [];
  });
