import type { Answer, Twin } from './twin.ts';

/** What the world does, whatever is being proven: the acts that proofs of several rooms share. */

/** An address that no mail server will ever take: one for each `tag`. */
export const addressOf = (tag: string): string => `${tag}@people.example`;
export const identityOf = (tag: string) => ({ kind: 'email', value: addressOf(tag) });

export function expectOk(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`not taken (${answer.status}): ${answer.text.slice(0, 400)}`);
  return answer;
}

/** What somebody would plausibly put into a field. `tag` is whom their address is of, `mark` what their words are told by. */
export function plausible(
  kind: string,
  field: string,
  { tag, mark = tag, today }: { tag: string; mark?: string; today: string },
): string {
  if (kind === 'email' || /mail/.test(field)) return addressOf(tag);
  if (kind === 'phone' || /phone|mobile|tel/.test(field)) return '01632 960123';
  if (kind === 'date' || /date|day|-on$/.test(field)) return today;
  if (kind === 'number' || /(^|-)(amount|count|age)(-|$)/.test(field)) return '3';
  if (/^(user-?name|account|handle|reference)|-number$/.test(field)) return `${mark}-4711`;
  return `The ${field} of ${mark}`;
}

/** A connected system tells what somebody said on a form of the company's own. */
export async function says(
  twin: Pick<Twin, 'call'>,
  tag: string,
  purpose: string,
  state: string,
  channel = 'email',
): Promise<void> {
  const identity = identityOf(tag);
  const said = { identity, purpose, channel, state, wording: 'newsletter-2026', source: 'proof' };
  expectOk(await twin.call('POST', '/api/permissions', said));
}

/** The version of the notice in force, as a system learns it that has it shown on pages of its own. */
export async function noticeInForce(twin: Pick<Twin, 'call'>): Promise<string> {
  return String((await twin.call('GET', '/readyz')).json.policy ?? '');
}

/** A connected system tells what happened to somebody. */
export async function happens(twin: Pick<Twin, 'call'>, tag: string, kind: string): Promise<void> {
  expectOk(await twin.call('POST', '/api/events', { kind, identity: identityOf(tag) }));
}

/** What the gate says to a question that a connected system asks. */
export async function asksGate(
  twin: Pick<Twin, 'call'>,
  asked: Readonly<Record<string, unknown>>,
): Promise<{ verdict: string; code: string; says: string }> {
  const { json, text } = await twin.call('POST', '/api/decisions', asked);
  if (typeof json.verdict !== 'string') throw new Error(`the gate did not answer: ${text}`);
  const because = json.because as { says: string }[];
  return { verdict: json.verdict, code: String(json.code), says: because.map(({ says }) => says).join(' ') };
}

/** Kinds of collection points at which a person leaves a record of their own that is there at once. */
export const LEAVES_RECORD: readonly string[] = [
  'form',
  'application',
  'quotation',
  'order',
  'booking',
  'account',
  'email',
  'post',
  'in-person',
  'api',
];
