import { createHash } from 'node:crypto';
import { addElapsed, type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  type Act,
  ask,
  bulkStatement,
  type Decision,
  type FactsRow,
  factsOf,
  judge,
  keepDecisions,
} from '../gate/index.ts';
import { endStamp, findStamp, type ListKind, stampList } from '../mail/index.ts';
import { canonical, findPerson, type Identity, identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { logDisclosure } from '../sharing/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { everyoneAsked } from './mailing.ts';
import { marketingPurpose } from './mailing-purpose.ts';
import { outdatedWordings } from './wordings.ts';

export type ListAsked = {
  kind: Exclude<ListKind, 'export'>;
  purpose: string;
  recipient: string;
  to: readonly Identity[] | 'everyone';
};

export type ListMade = { id: string; people: string[]; leftOut: Record<string, number>; expires: Instant };

/** How long a list may be used: one mailing for a platform, a campaign for an advertiser, an evaluation of what came back. */
const USABLE: Readonly<Record<ListKind, string>> = { handover: 'P7D', audience: 'P30D', export: 'P90D' };

/**
 * A list of people for whoever sends for us, or (hashed) for an advertiser: only to the declared one, only for one purpose,
 * each person asked about at the gate now, and stamped with purpose and last day. Refuses `mailing.unknown-purpose`,
 * `mailing.not-marketing`, `list.not-the-platform`, `list.not-allowed`.
 */
export async function makeList(house: House, asked: ListAsked): Promise<ListMade> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const purpose = marketingPurpose(policy, asked.purpose);
  if (purpose.platform !== asked.recipient)
    throw new Refused(
      'list.not-the-platform',
      purpose.platform
        ? `Lists for "${asked.purpose}" go to ${purpose.platform} and to nobody else.`
        : `The policy names no platform for "${asked.purpose}", so no list of it leaves.`,
    );
  const { decision, data } = await mayReceive(house, policy, asked, moment);
  const people =
    asked.to === 'everyone'
      ? await everyoneAsked(house, asked.purpose)
      : (await Promise.all(asked.to.map((one) => findPerson(house.store.db, house.vault, [one])))).filter(
          (id) => id !== null,
        );
  const expires = addElapsed(moment.now, USABLE[asked.kind]);
  return house.store.inTransaction(async (tx) => {
    const { reached, listed, leftOut } = await screen(tx, house, policy, asked, [...new Set(people)], moment);
    const id = await stampList(tx, {
      kind: asked.kind,
      purpose: asked.purpose,
      recipient: asked.recipient,
      people: reached.length,
      left_out: leftOut,
      expires_at: expires,
      policy: policy.hash,
      now: moment.now,
    });
    await appendEvidence(tx, {
      kind: 'list.made',
      at: moment.now,
      actor: 'gate',
      body: {
        list: id,
        kind: asked.kind,
        purpose: asked.purpose,
        recipient: asked.recipient,
        people: reached.length,
        leftOut,
        expires,
      },
    });
    await keepDecisions(tx, [decision]);
    await logDisclosure(tx, {
      recipient: asked.recipient,
      purpose: asked.purpose,
      data,
      verdict: decision.verdict,
      code: decision.code,
      people: reached.length,
      about: listed,
      now: moment.now,
    });
    const out =
      asked.kind === 'audience'
        ? reached.map((address) => createHash('sha256').update(address).digest('hex'))
        : reached;
    return { id, people: out, leftOut, expires };
  });
}

/** Whether the recipient may have these data for this purpose today: the register, the agreement, the transfer. */
async function mayReceive(
  house: House,
  policy: Policy,
  asked: ListAsked,
  { now, today }: Moment,
): Promise<{ decision: Decision; data: string[] }> {
  const recipient = policy.recipients[asked.recipient];
  const used = policy.purposes[asked.purpose]?.data ?? [];
  const data = recipient?.receives
    ? used.filter((category) => recipient.receives?.includes(category))
    : [...used];
  const act: Act = {
    act: 'share',
    purpose: asked.purpose,
    channel: '',
    personId: null,
    recipient: asked.recipient,
    data,
    country: '',
    screened: true,
  };
  const decision = await ask(house.store.db, policy, act, { suppressionHashes: [], now, today });
  if (decision.verdict === 'allow') return { decision, data };
  throw new Refused('list.not-allowed', decision.because[0]?.says ?? 'This recipient may not have it.', {
    reason: decision.code,
  });
}

const AT_ONCE = 1_000;

/** Each person through the gate, by the channel of the list; who has no e-mail address is in none. */
async function screen(
  tx: Tx,
  house: House,
  policy: Policy,
  { kind, purpose, recipient }: ListAsked,
  people: readonly string[],
  { now, today }: Moment,
): Promise<{ reached: string[]; listed: string[]; leftOut: Record<string, number> }> {
  const channel = kind === 'audience' ? 'digital' : 'email';
  const onYes = policy.recipients[recipient]?.['on-consent'] === true;
  const outdated = await outdatedWordings(house, policy, purpose);
  const reached: string[] = [];
  const listed: string[] = [];
  const leftOut: Record<string, number> = {};
  const leave = (code: string) => {
    leftOut[code] = (leftOut[code] ?? 0) + 1;
  };
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    await house.vault.warm(some, now);
    const addresses: { personId: string; address: string }[] = [];
    for (const personId of some) {
      const email = (await identitiesOf(tx, house.vault, personId)).find((one) => one.kind === 'email');
      if (email) addresses.push({ personId, address: canonical(email) });
      else leave('list.no-address');
    }
    const versions = house.vault.lookupHashes('email', 'a').length;
    const column = (hashes: (address: string) => Buffer[]) =>
      Array.from({ length: versions }, (_, version) =>
        addresses.map(({ address }) => hashes(address)[version]),
      );
    const found = await rows<FactsRow & { n: number }>(
      tx,
      bulkStatement(policy, { act: 'send', purpose, channel }, versions),
      [
        purpose,
        channel,
        '',
        now,
        today,
        ...column((address) => house.vault.lookupHashes('email', address)),
        // An address that gets no e-mail of us is shown no advertisement by it either.
        ...column((address) => house.vault.suppressionHashes('email', address)),
      ],
    );
    for (const row of found) {
      const one = addresses[row.n - 1];
      if (!one) continue;
      const act: Act = {
        act: 'send',
        purpose,
        channel,
        personId: one.personId,
        recipient: '',
        data: [],
        country: '',
      };
      const asking = { suppressionHashes: [], now, today, outdated };
      const { verdict, code } = judge(policy, act, asking, {
        facts: factsOf(row),
        personId: row.person,
        policyHash: null,
      });
      if (verdict !== 'allow') leave(code);
      // What lets a mailing out is not always a yes; this recipient is given nobody without one.
      else if (onYes && code !== 'send.consent') leave('share.no-consent');
      else {
        reached.push(one.address);
        listed.push(one.personId);
      }
    }
  }
  return { reached, listed, leftOut };
}

/** What came out of a platform, stamped with what it may be used for. Refuses `mailing.unknown-purpose`, `list.not-the-platform`. */
export async function stampExport(
  house: House,
  asked: { purpose: string; recipient: string; people: number },
): Promise<{ id: string; expires: Instant }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  if (!Object.hasOwn(policy.purposes, asked.purpose))
    throw new Refused(
      'mailing.unknown-purpose',
      `"${asked.purpose.slice(0, 80)}" is not a purpose of this policy.`,
    );
  if (!Object.values(policy.purposes).some(({ platform }) => platform === asked.recipient))
    throw new Refused(
      'list.not-the-platform',
      `"${asked.recipient.slice(0, 80)}" is no platform of this policy.`,
    );
  const expires = addElapsed(now, USABLE.export);
  return house.store.inTransaction(async (tx) => {
    const id = await stampList(tx, {
      kind: 'export',
      ...asked,
      left_out: {},
      expires_at: expires,
      policy: policy.hash,
      now,
    });
    await appendEvidence(tx, {
      kind: 'list.made',
      at: now,
      actor: 'integrator',
      body: { list: id, kind: 'export', ...asked, expires },
    });
    return { id, expires };
  });
}

/**
 * May this list be used for this, or given to them? Only for the purpose it is stamped with, until its last day; an export of
 * a platform is given to nobody. The attempt is on record either way. Refuses `list.not-found`.
 */
export async function useList(
  house: House,
  id: string,
  { purpose, recipient }: { purpose: string; recipient: string | null },
): Promise<{ allowed: boolean; code: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const list = await findStamp(house.store.db, id);
  const code =
    list.ended_at !== null
      ? 'list.ended'
      : list.expires_at <= now
        ? 'list.expired'
        : list.purpose !== purpose
          ? 'list.other-purpose'
          : recipient !== null && (list.kind === 'export' || recipient !== list.recipient)
            ? 'list.other-recipient'
            : 'list.as-stamped';
  const allowed = code === 'list.as-stamped';
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: allowed ? 'list.used' : 'list.use-refused',
      at: now,
      actor: 'gate',
      body: {
        list: id,
        kind: list.kind,
        code,
        purpose: Object.hasOwn(policy.purposes, purpose) ? purpose : 'undeclared',
      },
    }),
  );
  return { allowed, code };
}

/** That it was deleted over there, or here. Refuses `list.not-found`. */
export async function endList(house: House, id: string): Promise<void> {
  await findStamp(house.store.db, id);
  const now = house.clock.now();
  await house.store.inTransaction(async (tx) => {
    if (await endStamp(tx, id, now))
      await appendEvidence(tx, { kind: 'list.ended', at: now, actor: 'integrator', body: { list: id } });
  });
}
