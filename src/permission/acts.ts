import {
  addressOf,
  asksGate,
  becomesOneOf,
  type Claim,
  expectOk,
  identityOf,
  meets,
  remembers,
  type SentMail,
  says,
  type Twin,
  waitForNext,
  writeTo,
} from '../controls/index.ts';
import { type Policy, specialKindsOf } from '../policy/index.ts';

/** What the world does to get somebody onto, and off, a mailing: the acts that proofs of this room share. */

/** A mailing goes out to everyone named; answers who of them got it, as the mail sink saw it. */
export async function mailingReaches(
  twin: Twin,
  purpose: string,
  tags: readonly string[],
  subject: string,
): Promise<string[]> {
  await waitForNext(twin, purpose);
  const campaign = await approved(twin, purpose);
  const answer = await writeTo(twin, tags, { purpose, subject, campaign });
  // What is held back because it is not whole reaches nobody.
  if (answer.status !== 202 && answer.json.code !== 'mailing.not-whole')
    throw new Error(`the mailing was not taken: ${answer.text}`);
  await twin.work();
  const reached = (await twin.mails()).filter((mail) => mail.subject === subject).map((mail) => mail.to);
  return tags.filter((tag) => reached.includes(addressOf(tag)));
}

/** The campaign that a mailing of this purpose needs, approved by whoever the policy says; null where it needs none. */
async function approved(twin: Twin, purpose: string): Promise<unknown> {
  const { json: needs } = await twin.call('GET', `/api/campaigns/needs?purpose=${purpose}`);
  if (needs.needed !== true) return null;
  const { json, status, text } = await twin.call('POST', '/api/campaigns', {
    purpose,
    approvedBy: needs.approvedBy,
    promotes: 'what this purpose is for',
    relevance: 'they may get it, and asked for it',
    similar: needs.similarTo === null ? null : `it is like what they bought: ${String(needs.similarTo)}`,
    topic: Array.isArray(needs.topics) ? (needs.topics[0] ?? null) : null,
    partner: needs.partner,
  });
  if (status !== 201) throw new Error(`the campaign was not approved: ${text}`);
  return json.id;
}

export const verdictOf = async (
  twin: Twin,
  asked: Readonly<Record<string, unknown>> & { act: string },
): Promise<string> => (await asksGate(twin, asked)).verdict;

type Purpose = Policy['purposes'][string];

export const restsOnYes = ({ basis, special }: Purpose): boolean =>
  basis === 'consent' || special?.condition === 'explicit-consent';

/**
 * Somebody of whom the purpose may use data: whoever it needs a yes of has said it, the others are known to us; and where the
 * law protects that data specially, they are one of the people whom it is about. Answers what
 * has to be said each time, and whoever asks about them from now says it.
 */
export async function becomesConcerned(
  twin: Twin,
  tag: string,
  purpose: string,
  declared: Purpose,
  policy: Pick<Policy, 'people' | 'data' | 'collection'>,
): Promise<Claim> {
  await belongs(twin, tag, declared, policy);
  const claim = await meets(twin, tag, { name: purpose, declared }, policy);
  remembers(twin, tag, purpose, claim);
  if (restsOnYes(declared)) await says(twin, tag, purpose, 'confirmed', declared.channels?.[0]);
  else expectOk(await twin.call('POST', '/api/people', { identities: [identityOf(tag)] }));
  return claim;
}

/** Data that the law protects specially is used only of those whom the purpose is about: they are one of them. */
export async function belongs(
  twin: Pick<Twin, 'call'>,
  tag: string,
  declared: Purpose,
  policy: Pick<Policy, 'people' | 'data'>,
): Promise<void> {
  if (declared.data.some((one) => policy.data[one] && specialKindsOf(policy.data[one]).length > 0))
    await becomesOneOf(twin, tag, declared.people, policy.people);
}

/** The mail that reached them under that subject. */
export async function mailTo(twin: Twin, tag: string, subject: string): Promise<SentMail> {
  const mail = (await twin.mails()).find((one) => one.to === addressOf(tag) && one.subject === subject);
  if (!mail) throw new Error(`no mail "${subject}" reached ${tag}`);
  return mail;
}

/** The path of the unsubscribe link in a mail's header, as a mail program reads it. */
export function unsubscribePath(mail: SentMail): string {
  const url = /<(https?:\/\/[^>]+)>/.exec(mail.headers['list-unsubscribe'] ?? '')?.[1];
  if (!url) throw new Error('the mail has no unsubscribe link');
  return new URL(url).pathname;
}

/** The purposes of which somebody is told at a collection point. */
export const toldAt = (point: Policy['collection'][string]): string[] => [
  ...point.purposes,
  ...(point.asks ?? []),
  ...(point.offers ?? []),
];
