import { inflateRawSync } from 'node:zlib';
import type { Day } from '../base/index.ts';
import {
  type Answer,
  addressOf,
  becomesOneOf,
  expectOk,
  identityOf,
  LEAVES_RECORD,
  leavesAt,
  plausible,
  type SentMail,
  type Twin,
} from '../controls/index.ts';
import { regulatorOn } from '../law/index.ts';
import { categoriesWith, kindOf, type Policy, reachOf, specialKindsOf } from '../policy/index.ts';
import type { RequestKind } from './kind.rules.ts';

/** What the world does to have a right, and where it looks afterwards: the acts that proofs of this room share. */

/** Days that follow one another on which nobody works, at most: Christmas and the weekend before or after it. */
export const LONGEST_REST_DAYS = 6;

/** To whom people can complain beside us: the regulator of the day in the UK; in the EU each state has its own. */
export const authorityFor = ({ organisation }: Policy, today: Day): string =>
  organisation.jurisdiction === 'uk' ? regulatorOn(today).name : 'data protection authority';

/** The ways to complain that a refusal owes: to us as well, where the law asks us to take complaints (DPA 2018 s.164A). */
export const waysToComplain = (policy: Policy, today: Day): string[] => [
  ...(policy.organisation.jurisdiction === 'uk' ? ['/complaints/new'] : []),
  authorityFor(policy, today),
];

/** Somebody fills in the form for requests, or the one for complaints. */
export const asksOnForm = async (
  twin: Twin,
  kind: RequestKind,
  tag: string,
  more: Record<string, string> = {},
): Promise<Answer> =>
  expectOk(
    kind === 'complaint'
      ? await twin.submitForm('/complaints/new', { email: addressOf(tag), words: WORDS, ...more })
      : await twin.submitForm('/requests/new', { kind, email: addressOf(tag), ...more }),
  );

const WORDS = 'You wrote to me after I said no.';

/** Staff type in what came by another route. */
export async function entered(
  twin: Twin,
  kind: RequestKind,
  tag: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; due: Day | null }> {
  const { json } = expectOk(
    await twin.call('POST', '/api/requests', { kind, route: 'phone', identity: identityOf(tag), ...more }),
  );
  return { id: String(json.id), due: (json.due ?? null) as Day | null };
}

/** The newest request of a person, as the database has it. */
export async function requestOf(
  twin: Twin,
  kind: RequestKind,
): Promise<{
  id: string;
  person_id: string;
  due_on: Day | null;
  owner: string;
  proven_on: Day | null;
} | null> {
  const [found] = await twin.rows<{
    id: string;
    person_id: string;
    due_on: Day | null;
    owner: string;
    proven_on: Day | null;
  }>(
    // On a clock that stands still ids of the same moment have no order; the transactions that took the requests have.
    `select id, person_id, due_on, owner, proven_on from request r where kind = $1
     order by (select min(e.xmin::text::bigint) from request_event e where e.request_id = r.id) desc limit 1`,
    [kind],
  );
  return found ?? null;
}

export const decides = (twin: Twin, id: string, decision: Record<string, unknown>): Promise<Answer> =>
  twin.call('POST', `/api/requests/${id}/decisions`, decision);

/** The mails that reached a person, oldest first, once the worker has sent what waits. */
export async function lettersTo(twin: Twin, tag: string): Promise<SentMail[]> {
  await twin.work();
  return (await twin.mails()).filter(({ to }) => to === addressOf(tag));
}

/** The person's own page, by the link in their newest letter. */
export async function pageOf(twin: Twin, tag: string): Promise<string> {
  const letter = (await lettersTo(twin, tag)).findLast(({ text }) => text.includes('/requests/'));
  const path = /(\/requests\/\S+)/.exec(letter?.text ?? '')?.[1];
  if (!path) throw new Error(`no letter with a link reached ${tag}`);
  return path;
}

export const confirms = async (twin: Twin, tag: string): Promise<Answer> =>
  expectOk(await twin.submitForm(await pageOf(twin, tag), { do: 'confirm' }));

type Point = Policy['collection'][string];

/** Points at which data can come in and stay, those first whose data goes when its person asks. */
export const pointsToTry = (policy: Policy): string[] =>
  Object.entries(policy.collection)
    .filter(
      ([, point]) => LEAVES_RECORD.includes(point.kind) && point.stores !== 'nowhere' && takesAddress(point),
    )
    .filter(([, point]) => !Object.keys(point.fields).some((field) => kindOf(policy, field) === 'file'))
    .toSorted(([a, one], [b, other]) => rank(policy, a, one) - rank(policy, b, other))
    .map(([name]) => name);

/** What goes when its person asks comes first, then what a running contract needs, then what the law orders kept. */
const rank = (policy: Policy, name: string, point: Point): number =>
  bound(policy, name, point)
    ? 2
    : point.people?.some((one) => policy.people[one]?.while) || point.kind === 'account'
      ? 1
      : 0;

const takesAddress = (point: Point): boolean =>
  point.anonymous === undefined && Object.keys(point.fields).some((field) => /mail/.test(field));

/** Whether the law needs what comes in there, by a duty or as the basis: then it is not erased before its time. */
const bound = (policy: Policy, point: string, { purposes }: Point): boolean =>
  purposes.every((name) => policy.purposes[name]?.basis === 'legal-obligation') ||
  Object.values(policy.retention).some(
    (rule) => rule.duty !== undefined && reachOf(policy, rule).some((one) => one.point === point),
  );

const isSpecial = (policy: Policy, field: string): boolean =>
  categoriesWith(policy, field).some(([, declared]) => specialKindsOf(declared, field).length > 0);

/** Data of a person comes in at the first of these points that takes it. Answers which, and what was said in each field. */
export async function comesIn(
  twin: Twin,
  policy: Policy,
  tag: string,
  points: readonly string[] = pointsToTry(policy),
  /** By what their words can be told from others of theirs. */
  mark = tag,
): Promise<{ point: string; fields: Record<string, string> }> {
  let last = 'no point of the policy keeps what comes in there';
  for (const name of points) {
    const point = policy.collection[name];
    const fields = Object.fromEntries(
      Object.keys(point?.fields ?? {}).map((field) => [
        field,
        plausible(kindOf(policy, field), field, { tag, mark, today: twin.today() }),
      ]),
    );
    // What is protected specially comes in only of those whom it may be about.
    if (Object.keys(fields).some((field) => isSpecial(policy, field)))
      await becomesOneOf(twin, tag, point?.people ?? [], policy.people);
    const answer = await leavesAt(twin, name, {
      fields,
      notice: policy.hash,
      consents: (point?.asks ?? []).filter((purpose) => policy.purposes[purpose]?.kind !== 'marketing'),
    });
    if (answer.status < 300) return { point: name, fields };
    last = `${name}: ${answer.text.slice(0, 200)}`;
  }
  throw new Error(`nothing could be brought in; ${last}`);
}

/** The plan of a request is made, approved as it was shown, its tasks signed for, and carried out by the worker. */
export async function carriedOut(
  twin: Twin,
  id: string,
  changes: readonly Record<string, string>[] = [],
): Promise<{ systems: string[]; acts: string[] }> {
  const plan = expectOk(await twin.call('POST', `/api/requests/${id}/plan`, { changes })).json as Plan;
  expectOk(await twin.call('POST', `/api/requests/${id}/plan/approval`, { hash: plan.hash }));
  await twin.work();
  for (const { number, act } of plan.items)
    if (act === 'task')
      expectOk(
        await twin.call('POST', `/api/requests/${id}/plan/tasks`, {
          number,
          note: 'looked, and did what was asked',
          count: 0,
        }),
      );
  await twin.work();
  return { systems: plan.systems.map(({ system }) => system).sort(), acts: plan.items.map(({ act }) => act) };
}

type Plan = {
  hash: string;
  systems: { system: string }[];
  items: { number: number; act: string }[];
};

/** Fetches the file of an answered request as its person does. Answers its entries by path. */
export async function fetches(twin: Twin, tag: string): Promise<Map<string, string>> {
  const answer = expectOk(await twin.submitForm(`${await pageOf(twin, tag)}/package`, {}));
  return filesIn(answer.bytes);
}

/** The entries of a zip archive by path, from its central directory (PKWARE APPNOTE 4.3.12). */
export function filesIn(archive: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('this is no zip archive');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const start = archive.readUInt32LE(at + 42);
    const path = archive.toString('utf8', at + 46, at + 46 + (name ?? 0));
    const data = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const packed = archive.subarray(data, data + size);
    entries.set(
      path,
      (archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8'),
    );
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}
