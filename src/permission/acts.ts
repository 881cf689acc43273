import type { Twin } from '../controls/index.ts';

/** What the world does to get somebody onto, and off, a mailing: the acts that proofs of this room share. */

export const addressOf = (tag: string): string => `${tag}@people.example`;

const identity = (tag: string) => ({ kind: 'email', value: addressOf(tag) });

/** A connected system tells what somebody said on a form of the company's own. */
export async function says(
  twin: Twin,
  tag: string,
  purpose: string,
  state: string,
  channel = 'email',
): Promise<void> {
  const answer = await twin.call('POST', '/api/permissions', {
    identity: identity(tag),
    purpose,
    channel,
    state,
    wording: 'newsletter-2026',
    source: 'proof',
  });
  if (answer.status !== 201) throw new Error(`the permission was not taken: ${answer.text}`);
}

export async function becomes(twin: Twin, tag: string, kind: string): Promise<void> {
  const answer = await twin.call('POST', '/api/events', { kind, identity: identity(tag) });
  if (answer.status !== 201) throw new Error(`the event was not taken: ${answer.text}`);
}

/** A mailing goes out to everyone named; answers who of them got it, as the mail sink saw it. */
export async function mailingReaches(
  twin: Twin,
  purpose: string,
  tags: readonly string[],
  subject: string,
): Promise<string[]> {
  const answer = await twin.call('POST', '/api/mailings', {
    purpose,
    subject,
    text: 'Something that this purpose allows us to write about.',
    to: tags.map(identity),
  });
  if (answer.status !== 202) throw new Error(`the mailing was not taken: ${answer.text}`);
  await twin.work();
  const reached = (await twin.mails()).filter((mail) => mail.subject === subject).map((mail) => mail.to);
  return tags.filter((tag) => reached.includes(addressOf(tag)));
}
