import { addDays, addPeriod, type Day } from '../base/index.ts';
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

/** What somebody who is old enough for everything answers, where a form's page asks how old they are. */
export function grownUp(page: string): { years?: string } {
  const from = [...page.matchAll(/name="years" value="(\d+)"/g)].map((match) => Number(match[1]));
  return from.length === 0 ? {} : { years: String(Math.max(...from)) };
}

/** Who supplies what a proof brings in of somebody else. */
const SUPPLIED = {
  who: 'The supplier in the proof',
  evidence: 'a contract that names the fields, seen for this proof',
};

/** When proofs last sent a mailing of a purpose, by the company that they sent it from. */
const lastMailing = new WeakMap<object, Map<string, Day>>();

/**
 * Before the next mailing of a purpose of which people get one at a time: the time until then goes by. Else it reaches nobody,
 * whatever they said, and looks like a no.
 */
export async function waitForNext(
  twin: Pick<Twin, 'call' | 'today' | 'travelTo'>,
  purpose: string,
): Promise<void> {
  const days = lastMailing.get(twin) ?? new Map<string, Day>();
  lastMailing.set(twin, days);
  const last = days.get(purpose);
  const { json } = await twin.call('GET', `/api/campaigns/needs?purpose=${purpose}`);
  const cap = json.atMost as { messages: number; per: string } | null;
  if (last !== undefined && cap?.messages === 1) {
    const free = addDays(addPeriod(last, cap.per), 1);
    if (free > twin.today()) await twin.travelTo(free);
  }
  days.set(purpose, twin.today());
}

/**
 * A connected system sends what somebody left at a point; where the point asks how old they are, they are old enough for it, and
 * where it takes what others supply, the system says who did.
 */
export async function leavesAt(
  twin: Pick<Twin, 'call'>,
  point: string,
  left: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const sends = (more: object) => twin.call('POST', `/api/collection/${point}`, { ...left, ...more });
  const answer = await sends({});
  if (answer.json.code === 'collection.age-not-told') return sends({ age: 99 });
  return answer.json.code === 'collection.no-source' ? sends({ source: SUPPLIED }) : answer;
}

/** The version of the notice in force, as a system learns it that has it shown on pages of its own. */
export async function noticeInForce(twin: Pick<Twin, 'call'>): Promise<string> {
  return String((await twin.call('GET', '/readyz')).json.policy ?? '');
}

/** A connected system tells what happened to somebody. */
export async function happens(twin: Pick<Twin, 'call'>, tag: string, kind: string): Promise<void> {
  expectOk(await twin.call('POST', '/api/events', { kind, identity: identityOf(tag) }));
}

/** Whatever they are to us, for having come in at some point or otherwise, ends. */
export async function endsAll(twin: Pick<Twin, 'call' | 'rows'>, ...tags: readonly string[]): Promise<void> {
  const going = await twin.rows<{ kind: string }>(
    'select distinct kind from relationship where ended_on is null order by kind',
  );
  for (const tag of tags) for (const { kind } of going) await happens(twin, tag, `${kind}-ended`);
}

/** They become one of these people where that follows from a relationship: an employee by being employed. */
export async function becomesOneOf(
  twin: Pick<Twin, 'call'>,
  tag: string,
  people: readonly string[],
  declared: Readonly<Record<string, { while?: string[] | undefined }>>,
): Promise<void> {
  const [kind] = people.flatMap((one) => declared[one]?.while ?? []);
  if (kind !== undefined) await happens(twin, tag, `${kind}-started`);
}

/**
 * Staff have something written to them. Where the purpose only invites, to what happened to people, it happens to each and
 * they are invited.
 */
export async function writeTo(
  twin: Pick<Twin, 'call' | 'today'>,
  tags: readonly string[],
  letter: Readonly<Record<string, unknown>> & { purpose: string; subject: string },
): Promise<Answer> {
  const to = tags.map(identityOf);
  const text = 'Something that this purpose allows us to write about.';
  const answer = await twin.call('POST', '/api/mailings', { text, to, ...letter });
  if (answer.json.code !== 'mailing.invites') return answer;
  for (const tag of tags) await happens(twin, tag, String(answer.json.after));
  const { purpose, subject } = letter;
  const days = { from: twin.today(), until: twin.today() };
  return twin.call('POST', '/api/surveys/invitations', { purpose, subject, text, to, ...days });
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
