import { type Answer, addressOf, identityOf, type Twin, writeTo } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

/** What the world does about mailings, lists and messages: the acts that proofs of this room share. */

export type Purpose = Policy['purposes'][string];

export const isMailMarketing = (purpose: Purpose | undefined): purpose is Purpose =>
  purpose?.kind === 'marketing' && (purpose.channels ?? ['email']).includes('email');

type Change = Readonly<Record<string, unknown>>;

/** A role approves a campaign of the purpose, with everything that the policy asks for; `change` leaves out or alters. */
export async function approves(
  twin: Twin,
  policy: Policy,
  purpose: string,
  change: Change = {},
): Promise<Answer> {
  const { json: needs } = await twin.call('GET', `/api/campaigns/needs?purpose=${purpose}`);
  return twin.call('POST', '/api/campaigns', {
    purpose,
    approvedBy: needs.approvedBy ?? Object.keys(policy.organisation.officers)[0],
    promotes: 'what this purpose is for',
    relevance: 'they may get it, and asked for it',
    similar: needs.similarTo === null ? null : `it is like what they bought: ${String(needs.similarTo)}`,
    topic: Array.isArray(needs.topics) ? (needs.topics[0] ?? null) : null,
    partner: needs.partner,
    ...change,
  });
}

/** A mailing is sent to them, with a campaign that is approved just now unless told; what the door said. */
export async function mails(
  twin: Twin,
  policy: Policy,
  purpose: string,
  tags: readonly string[],
  subject: string,
  change: Change = {},
): Promise<Answer> {
  const campaign = 'campaign' in change ? null : (await approves(twin, policy, purpose)).json.id;
  const answer = await writeTo(twin, tags, { purpose, subject, campaign: campaign ?? null, ...change });
  await twin.work();
  return answer;
}

/** Who of them had a mail with that subject, as the mail sink saw it. */
export async function reached(twin: Twin, tags: readonly string[], subject: string): Promise<string[]> {
  const arrived = (await twin.mails()).filter((mail) => mail.subject === subject).map((mail) => mail.to);
  return tags.filter((tag) => arrived.includes(addressOf(tag)));
}

/** A list of these people is asked for. */
export const asksForList = (
  twin: Twin,
  kind: 'handover' | 'audience',
  purpose: string,
  recipient: string,
  tags: readonly string[],
): Promise<Answer> => twin.call('POST', '/api/lists', { kind, purpose, recipient, to: tags.map(identityOf) });

export const sendsMessage = (
  twin: Twin,
  message: string,
  tag: string,
  subject: string,
  text: string,
): Promise<Answer> =>
  twin.call('POST', '/api/messages', { message, identity: identityOf(tag), subject, text });

export const showsMessage = (twin: Twin, message: string, tag: string, how: string): Promise<Answer> =>
  twin.call('POST', '/api/messages/evidence', { message, identity: identityOf(tag), how });

/** How often something was written down, by its kind in the ledger. */
export async function ledgerHas(twin: Twin, kind: string): Promise<number> {
  const [found] = await twin.rows<{ n: number }>(
    'select count(*)::int as n from evidence_entry where kind = $1',
    [kind],
  );
  return found?.n ?? 0;
}
