import { Refused } from '../base/index.ts';
import {
  type Act,
  type Asking,
  type Decision,
  decisionWriter,
  gather,
  judge,
  keepDecision,
  type Run,
  runOn,
} from '../gate/index.ts';
import { canonical, type Identity, identitiesOf, personNow } from '../people/index.ts';
import { channelSaid } from '../permission/index.ts';
import { compile, type Policy } from '../policy/index.ts';
import type { Vault } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { addressKind } from './suppression.ts';
import { outdatedWordings } from './wordings.ts';

/** About whom: by what we know them, or by the id that we gave them. */
export type About = { identity?: Identity | undefined; person?: string | undefined };

/** A decision with the ids of the promises that it keeps, and of what the person said that decided. */
export type Asked = Decision & { promises: string[]; evidence: string[] };

/** The policy that was in force when the last question was answered; the statement of the next one says whether it still is. */
const lately = new WeakMap<object, Policy>();

/** The policy that was in force a moment ago: whoever goes by it asks in their first statement whether it still is. */
export const latelyInForce = ({ store }: Pick<House, 'store'>): Policy | undefined => lately.get(store.db);
export const rememberInForce = ({ store }: Pick<House, 'store'>, policy: Policy): void => {
  lately.set(store.db, policy);
};

/**
 * One question to the gate: one statement, then the pure rules. The decision is kept in a batch a moment later; one that
 * allows a message to leave is durable before it is answered. Refuses `people.not-found` for an id that nobody has.
 */
export async function askGate(house: House, act: Act, about: About): Promise<Asked> {
  let policy = latelyInForce(house) ?? (await policyInForce(house));
  for (;;) {
    const decision = await askUnder(house, policy, act, about);
    if (decision !== 'another policy') {
      rememberInForce(house, policy);
      await keep(house, policy, decision);
      return { ...decision, promises: promisesOf(policy, decision), evidence: evidenceOf(decision) };
    }
    policy = await policyInForce(house);
  }
}

async function askUnder(
  house: House,
  policy: Policy,
  asked: Act,
  about: About,
): Promise<Decision | 'another policy'> {
  const { now, today } = momentOf(house, policy);
  const purpose = Object.hasOwn(policy.purposes, asked.purpose) ? policy.purposes[asked.purpose] : undefined;
  const personId = about.person === undefined ? null : await personNow(house.store.db, about.person);
  if (about.person !== undefined && personId === null)
    throw new Refused('people.not-found', 'There is no such person.');
  const act = { ...asked, personId, channel: purpose ? channelSaid(purpose, asked.channel) : asked.channel };
  const asking: Asking = {
    ...(about.identity && {
      lookup: house.vault.lookupHashes(about.identity.kind, canonical(about.identity)),
    }),
    suppressionHashes: await addressHashes(house, act, about),
    now,
    today,
    outdated: await outdatedWordings(house, policy, act.purpose),
  };
  const gathered = await gather(runFor(house), policy, act, asking);
  return gathered.policyHash === policy.hash ? judge(policy, act, asking, gathered) : 'another policy';
}

/** Prepared on the pool's connections; inside somebody's transaction through that. */
const runFor = (house: House): Run =>
  house.afterwards
    ? runOn(house.store.db)
    : async ({ name, text }, values) => (await house.store.pool.query({ name, text, values })).rows;

/** What lets a message leave is written before anybody hears of it; within a transaction everything is. */
async function keep(house: House, policy: Policy, decision: Decision): Promise<void> {
  if (house.afterwards) return house.store.inTransaction((tx) => keepDecision(tx, policy, decision));
  const leaves = decision.act.act === 'send' && decision.verdict === 'allow';
  const kept = decisionWriter(house).keep(decision, leaves);
  if (leaves) await kept;
}

/** Everything that was decided so far is durable. For graceful stops, and for whoever looks from outside. */
export const flushDecisions = (house: Pick<House, 'store' | 'log'>): Promise<void> =>
  decisionWriter(house).flush();

/** The suppression hashes of the address that a message would go to: the one asked about, or those that the person has. */
async function addressHashes(
  { store, vault }: House,
  { act, channel }: Act,
  { identity, person }: About,
): Promise<Uint8Array[]> {
  const kind = addressKind(channel);
  if ((act !== 'send' && act !== 'profile') || kind === null) return [];
  if (identity && identity.kind === kind) return hashesOf(vault, channel, identity);
  const [known] = identity
    ? await store.rows<{ person_id: string }>(
        'select person_id from identity where hash = any($1::bytea[])',
        [vault.lookupHashes(identity.kind, canonical(identity))],
      )
    : [];
  const personId = known?.person_id ?? (person ? await personNow(store.db, person) : null);
  if (!personId) return [];
  const theirs = (await identitiesOf(store.db, vault, personId)).filter((one) => one.kind === kind);
  return theirs.flatMap((one) => hashesOf(vault, channel, one));
}

const hashesOf = (vault: Vault, channel: string, identity: Identity): Buffer[] =>
  vault.suppressionHashes(channel, canonical(identity));

const promised = new WeakMap<Policy, Map<string, string[]>>();

/** The promises of the notice that are bound to what decided: the purpose, the recipient, the prohibition. */
function promisesOf(policy: Policy, { act, by }: Pick<Decision, 'act' | 'by'>): string[] {
  const index = promised.get(policy) ?? indexOf(policy);
  promised.set(policy, index);
  const paths = [
    by,
    `purposes.${act.purpose}`,
    act.recipient && `recipients.${act.recipient}`,
    act.collection && `collection.${act.collection}`,
    act.publication && `publications.${act.publication}`,
    act.decision && `decisions.${act.decision}`,
  ];
  return [...new Set(paths.flatMap((path) => (path ? (index.get(path) ?? []) : [])))];
}

function indexOf(policy: Policy): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { id, by } of compile(policy).promises)
    for (const { path } of by) index.set(path, [...(index.get(path) ?? []), id]);
  return index;
}

/** The ids of what the person said that the answer rests on. */
const evidenceOf = ({ facts }: Decision): string[] => [
  ...new Set([...(facts.permission ? [facts.permission] : []), ...facts.spoken].map(({ id }) => id)),
];
