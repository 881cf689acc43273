import { Refused } from '../base/index.ts';
import { appendAllEvidence, type Evidence } from '../evidence/index.ts';
import { allIdentitiesOf, canonical, holdPerson, type Identity } from '../people/index.ts';
import {
  channelSaid,
  deemed,
  isYes,
  type Lifting,
  liftSuppressions,
  type Said,
  type Suppression,
  suppressAll,
} from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx, Vault } from '../store/index.ts';
import type { House } from './house.ts';
import { noteStops } from './marketing-stopped.ts';
import { appendAllInOrder } from './said.ts';
import { addressKind } from './suppression.ts';

/**
 * What a person said, with everything that follows from it, in the caller's transaction: a no suppresses the address for
 * that purpose, a fresh yes lifts that again; the ledger has it. Refuses `permission.unknown-purpose`,
 * `permission.from-the-future`, `permission.deemed` and `permission.no-authority`.
 */
export async function sayPermission(
  tx: Tx,
  house: Pick<House, 'vault'>,
  policy: Policy,
  said: Said,
): Promise<string> {
  const sound = soundOf(policy, said);
  await holdPerson(tx, said.personId);
  const [id] = await sayAllHeld(tx, house, policy, [sound]);
  if (id === undefined) throw new Error('one thing said, one id');
  return id;
}

/** What was said, of the channel that it counts for. Refuses what may not be taken, before anybody is held for it. */
export function soundOf<Told extends Omit<Said, 'personId'>>(policy: Policy, told: Told): Told {
  const purpose = Object.hasOwn(policy.purposes, told.purpose) ? policy.purposes[told.purpose] : undefined;
  if (!purpose)
    throw new Refused(
      'permission.unknown-purpose',
      `"${told.purpose.slice(0, 80)}" is not a purpose of this policy.`,
    );
  if (told.at > told.now)
    throw new Refused('permission.from-the-future', 'Nobody can have said this in the future.');
  refuseNoYes(told);
  return { ...told, channel: channelSaid(purpose, told.channel) };
}

/**
 * The same for many people who are held already, each with one thing that `soundOf` let through: every step is one statement
 * for all of them. Answers the ids in their order.
 */
export async function sayAllHeld(
  tx: Tx,
  { vault }: Pick<House, 'vault'>,
  policy: Policy,
  many: readonly Said[],
): Promise<string[]> {
  const ids = await appendAllInOrder(tx, many);
  const settling = many.filter((said) => settles(policy, said));
  if (settling.length > 0) {
    const known = await allIdentitiesOf(
      tx,
      vault,
      settling.map(({ personId }) => personId),
    );
    const { no, yes } = addressesSettled(
      vault,
      policy,
      settling.map((said) => ({ said, addresses: known.get(said.personId) ?? [] })),
    );
    await suppressAll(tx, no);
    await liftSuppressions(tx, yes);
  }
  await appendAllEvidence(
    tx,
    many.map((said, at) => evidenceOfSaid(policy, said, ids[at] ?? '')),
  );
  await noteStops(tx, policy, many);
  return ids;
}

export const evidenceOfSaid = (policy: Policy, said: Said, id: string): Evidence => ({
  kind: `permission.${said.state}`,
  at: said.now,
  actor: 'person',
  aboutPerson: said.personId,
  body: {
    permission: id,
    purpose: said.purpose,
    channel: said.channel,
    wording: said.wording,
    source: said.source,
    policy: policy.hash,
    ...(said.saidBy && said.saidBy !== 'person' && { saidBy: said.saidBy }),
  },
});

/** Whether what was said bears on the addresses themselves. */
const settles = (policy: Policy, { purpose, channel, state }: Said): boolean =>
  policy.purposes[purpose]?.kind === 'marketing' &&
  addressKind(channel) !== null &&
  (isNo(state) || isYes(state));

type Theirs = { personId: string };

/** A no to marketing suppresses all addresses of the person on that channel, a yes lifts that again. */
export function addressesSettled(
  vault: Vault,
  policy: Policy,
  many: readonly { said: Said; addresses: readonly Identity[] }[],
): { no: (Suppression & Theirs)[]; yes: (Lifting & Theirs)[] } {
  const no: (Suppression & Theirs)[] = [];
  const yes: (Lifting & Theirs)[] = [];
  for (const { said, addresses } of many) {
    if (!settles(policy, said)) continue;
    const { personId, channel, purpose, state, now, at } = said;
    for (const identity of addresses.filter(({ kind }) => kind === addressKind(channel))) {
      const text = canonical(identity);
      // Suppressed under the newest key, found under every one.
      if (isNo(state))
        no.push({ personId, hash: vault.suppressionHash(channel, text), scope: purpose, reason: state, now });
      else
        for (const hash of vault.suppressionHashes(channel, text))
          for (const scope of [purpose, 'marketing']) yes.push({ personId, hash, scope, saidAt: at });
    }
  }
  return { no, yes };
}

const isNo = (state: string): boolean => state === 'withdrawn' || state === 'objected';

/** A yes is an act of somebody who may say it: nothing else that they did counts, and who speaks for another shows why they may. */
function refuseNoYes({ state, source, evidence = {}, saidBy = 'person' }: Omit<Said, 'personId'>): void {
  if (!isYes(state)) return;
  const why = deemed({ source, how: evidence.how });
  if (why)
    throw new Refused(
      'permission.deemed',
      `This is no consent: ${why}. Nothing was recorded; ask the question and record the answer.`,
    );
  if (saidBy !== 'person' && !evidence.authority)
    throw new Refused(
      'permission.no-authority',
      'Whoever agrees for somebody else shows that they may: name the document or the note in "authority".',
    );
}
