import type { Answer, Twin } from './twin.ts';
import {
  addressOf,
  expectOk,
  happens,
  identityOf,
  leavesAt,
  noticeInForce,
  plausible,
  says,
} from './world.ts';

/** What somebody of ours says each time they claim a purpose: whose role it is, who they are, under which number, for what. */
export type Claim = { by?: string; agent?: string; citing?: string; topic?: string; amount?: number };

/** The parts of a policy that decide what has to be said: of the purpose, and of the points at which cases are opened. */
type Purpose = {
  only?:
    | {
        while?: string[] | Record<string, string[]> | undefined;
        after?: string[] | undefined;
        by?: string[] | undefined;
        'up-to'?: 'agreed' | undefined;
        citing?: { case?: string[] | undefined; assigned: boolean } | undefined;
      }
    | undefined;
};
type Field = string | { kind: string };
type Policy = {
  collection: Readonly<Record<string, { fields: Readonly<Record<string, string | { need: string }>> }>>;
  data: Readonly<Record<string, { fields: readonly string[] | Readonly<Record<string, Field>> }>>;
};

/** By whom our systems know the colleague who works on what proofs are about. */
export const AGENT = 'colleague-7';

/** What people agree to in proofs, each time a purpose takes money. */
export const AGREED = 100;

/** What can be said without anything having happened: a role, a topic, a reference. */
function claimOf({ only }: Purpose): Claim {
  const { while: kinds, by, citing } = only ?? {};
  const [topic] = kinds && !Array.isArray(kinds) ? Object.keys(kinds) : [];
  return {
    ...(by?.[0] && { by: by[0] }),
    ...(topic && { topic }),
    ...(citing && { citing: 'K-4711', agent: AGENT }),
    ...(only?.['up-to'] && { amount: AGREED }),
  };
}

/** Whoever it is about becomes what the purpose needs them to be to us, and a case of theirs is open where it needs one. */
export async function meets(
  twin: Pick<Twin, 'call' | 'today'>,
  tag: string,
  { name, declared }: { name: string; declared: Purpose },
  policy: Policy,
): Promise<Claim> {
  const { while: kinds, after, citing } = declared.only ?? {};
  const claim = claimOf(declared);
  const [kind] = Array.isArray(kinds) ? kinds : (kinds?.[claim.topic ?? ''] ?? []);
  if (kind !== undefined) await happens(twin, tag, `${kind}-started`);
  else if (after?.[0]) await happens(twin, tag, after[0]);
  if (declared.only?.['up-to']) await agrees(twin, tag, name);
  const [point] = citing?.case ?? [];
  if (point === undefined) return claim;
  const number = await comesTo(twin, tag, point, policy);
  if (citing?.assigned) await assigns(twin, number, [AGENT]);
  return { ...claim, citing: number };
}

/** They come to us at a point, with what it requires and what they say besides; answers the number of the record, or case. */
export async function comesTo(
  twin: Pick<Twin, 'call' | 'today'>,
  tag: string,
  point: string,
  policy: Policy,
  besides: Readonly<Record<string, string>> = {},
): Promise<string> {
  const required = Object.entries(policy.collection[point]?.fields ?? {}).flatMap(([field, need]) =>
    (typeof need === 'string' ? need : need.need) === 'required' ? [field] : [],
  );
  const today = twin.today();
  const fields = Object.fromEntries(
    required.map((field) => [field, plausible(kindOf(policy, field), field, { tag, today })]),
  );
  const { json } = expectOk(
    await leavesAt(twin, point, {
      fields: {
        ...(Object.values(fields).includes(addressOf(tag)) ? {} : { email: addressOf(tag) }),
        ...fields,
        ...besides,
      },
      notice: await noticeInForce(twin),
    }),
  );
  return String(json.record);
}

function kindOf({ data }: Policy, name: string): string {
  const [declared] = Object.values(data).flatMap(({ fields }) =>
    Array.isArray(fields) ? [] : [(fields as Readonly<Record<string, Field>>)[name] ?? []].flat(),
  );
  return (typeof declared === 'string' ? declared : declared?.kind) ?? 'text';
}

/** A connected system tells on what amount they agreed. */
async function agrees(twin: Pick<Twin, 'call'>, tag: string, purpose: string): Promise<void> {
  const said = { kind: 'agreed', about: purpose, value: AGREED.toFixed(2), source: 'proof' };
  expectOk(await twin.call('POST', '/api/preferences', { identity: identityOf(tag), ...said }));
}

/** From now these of ours work on the case, and nobody else. */
async function assigns(twin: Pick<Twin, 'call'>, number: string, staff: readonly string[]): Promise<void> {
  expectOk(await twin.call('POST', `/api/cases/${number}/staff`, { staff }));
}

/** What was said for whom, by the company that it was said in: a company's systems know it when they ask again. */
const known = new WeakMap<object, Map<string, Claim>>();

export const remembers = (twin: object, tag: string, purpose: string, claim: Claim): void => {
  const claims = known.get(twin) ?? new Map<string, Claim>();
  known.set(twin, claims.set(`${identityOf(tag).value} ${purpose}`, claim));
};

/** What the gate says to a question that a connected system asks, which says for whom it claims what it was told to. */
export async function asksGate(
  twin: Pick<Twin, 'call'>,
  asked: Readonly<Record<string, unknown>>,
): Promise<{ verdict: string; code: string; says: string }> {
  const { value = '' } = (asked.identity ?? {}) as { value?: string };
  const claim = known.get(twin)?.get(`${value} ${String(asked.purpose)}`);
  const { json, text } = await twin.call('POST', '/api/decisions', { ...claim, ...asked });
  if (typeof json.verdict !== 'string') throw new Error(`the gate did not answer: ${text}`);
  const because = json.because as { says: string }[];
  return { verdict: json.verdict, code: String(json.code), says: because.map(({ says }) => says).join(' ') };
}

/** What decides whether a purpose needs a yes, and where it is said. */
type Rests = {
  basis?: string | undefined;
  special?: { condition: string } | undefined;
  channels?: readonly string[] | undefined;
};

/** What decides whether a hand-over names whose data it is: what holds for each by themselves, or a yes of theirs. */
type Register = Policy & {
  purposes: Readonly<Record<string, Purpose & Rests>>;
  recipients: Readonly<Record<string, { 'on-consent'?: boolean | undefined }>>;
};

/** Whether it turns on the person whether this recipient may have their data for that purpose. */
export const namesEach = (
  policy: Pick<Register, 'purposes' | 'recipients'>,
  { recipient, purpose }: { recipient: string; purpose: string },
): boolean => {
  const { while: kinds, after, 'up-to': agreed, citing } = policy.purposes[purpose]?.only ?? {};
  return (
    policy.recipients[recipient]?.['on-consent'] === true ||
    [kinds, after, agreed, citing?.case].some((one) => one !== undefined)
  );
};

/** Somebody of whom all is so that a hand-over turns on, their yes included; answers what is said each time. */
export async function mayBeHandedOver(
  twin: Pick<Twin, 'call' | 'today'>,
  tag: string,
  policy: Register,
  { recipient, purpose }: { recipient: string; purpose: string },
): Promise<Claim> {
  const declared = policy.purposes[purpose] ?? {};
  const claim = await meets(twin, tag, { name: purpose, declared }, policy);
  if (
    policy.recipients[recipient]?.['on-consent'] ||
    declared.basis === 'consent' ||
    declared.special?.condition === 'explicit-consent'
  )
    await says(twin, tag, purpose, 'confirmed', declared.channels?.[0]);
  return claim;
}

/** Somebody would hand data out, and says what the policy has them say for that purpose; of whom, where it turns on that. */
export async function asksToHandOver(
  twin: Pick<Twin, 'call' | 'today'>,
  policy: Register,
  asked: { recipient: string; purpose: string; data: readonly string[]; people?: number },
): Promise<Answer> {
  if (!namesEach(policy, asked)) {
    const claim = claimOf(policy.purposes[asked.purpose] ?? {});
    return twin.call('POST', '/api/disclosures', { people: 1, ...asked, ...claim });
  }
  const claim = await mayBeHandedOver(twin, 'whose', policy, asked);
  return twin.call('POST', '/api/disclosures', {
    people: 1,
    ...asked,
    ...claim,
    about: [{ identity: identityOf('whose') }],
  });
}
