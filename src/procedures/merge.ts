import { type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  canonical,
  holdTwo,
  identitiesOf,
  type Merge,
  type Moved,
  recordMerge,
  recordUnmerge,
  settleRelationships,
  standingMerge,
} from '../people/index.ts';
import { type Current, currentPermissions, suppress } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';
import { moveRows, refuseWhileLeaving } from './following.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { isNo, stricterOf } from './merge.rules.ts';
import { appendInOrder } from './said.ts';
import { addressKind, channelsFor } from './suppression.ts';

/** Who stays, who becomes them, and who says so: a role or a key, never a name. */
export type Two = { into: string; gone: string; by: string };

/**
 * Makes one person of two who turned out to be one. Everything of the other follows, sealed anew; of what both said the
 * stricter wins, and an address of either is suppressed when one of the other is. Refuses `people.same-person`,
 * `people.not-found`, `people.already-merged` and `people.mail-leaving`.
 */
export async function mergePeople(house: House, { into, gone, by }: Two): Promise<{ merge: string }> {
  if (into === gone) throw new Refused('people.same-person', 'That is one person already.');
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const held = await holdTwo(tx, [into, gone]);
    if (held.size < 2) throw notFound();
    if ([...held.values()].some(({ merged_into }) => merged_into !== null))
      throw new Refused('people.already-merged', 'One of them was merged before; merge who they are now.');
    await refuseWhileLeaving(tx, [into, gone]);
    const ours = await currentPermissions(tx, into);
    const theirs = await currentPermissions(tx, gone);
    const moved: Moved = {
      rows: await moveRows(tx, house.vault, { from: gone, to: into, now }),
      said: [],
      suppressed: [],
    };
    for (const { purpose, channel, state, wording, source } of stricterOf(ours, theirs))
      moved.said.push(
        await appendInOrder(tx, {
          personId: into,
          purpose,
          channel,
          state,
          wording,
          source: 'merge',
          evidence: { saidBy: source },
          at: now,
          now,
        }),
      );
    moved.suppressed = await suppressAlike(tx, house.vault, policy, into, now);
    await settleAll(tx, policy, [into, gone], now);
    const merge = await recordMerge(tx, { intoId: into, goneId: gone, moved, now });
    await appendEvidence(tx, {
      kind: 'people.merged',
      at: now,
      actor: by,
      aboutPerson: into,
      body: {
        merge,
        moved: countsOf(moved),
        tightened: moved.said.length,
        suppressed: moved.suppressed.length,
      },
    });
    return { merge };
  });
}

/**
 * Makes two of them again: what the merge moved and is still there goes back, what it said is taken out. What came since
 * stays with the one who stayed, except a no: nobody can tell which of the two said it, so it counts for both. Refuses
 * `people.not-found`, `people.not-merged`, `people.merged-on` and `people.mail-leaving`.
 */
export async function unmergePeople(house: House, { into, gone, by }: Two): Promise<{ merge: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const held = await holdTwo(tx, [into, gone]);
    const merge = held.size === 2 ? await standingMerge(tx, into, gone) : null;
    if (!held.has(into)) throw notFound();
    if (!merge) throw new Refused('people.not-merged', 'These two are not merged.');
    if (held.get(into)?.merged_into)
      throw new Refused('people.merged-on', 'They were merged into a third since; undo that first.');
    await refuseWhileLeaving(tx, [into, gone]);
    await rows(tx, 'delete from permission where person_id = $1 and id = any($2::uuid[])', [
      into,
      merge.moved.said,
    ]);
    await moveRows(tx, house.vault, { from: into, to: gone, only: merge.moved.rows, now });
    const since = await saidSince(tx, merge);
    await unsuppress(tx, merge, since);
    for (const { purpose, channel, state, wording, source } of since) {
      await appendInOrder(tx, {
        personId: gone,
        purpose,
        channel,
        state,
        wording,
        source: 'unmerge',
        evidence: { saidBy: source },
        at: now,
        now,
      });
    }
    await suppressAlike(tx, house.vault, policy, gone, now);
    await settleAll(tx, policy, [into, gone], now);
    await recordUnmerge(tx, merge, now);
    await appendEvidence(tx, {
      kind: 'people.unmerged',
      at: now,
      actor: by,
      aboutPerson: into,
      body: { merge: merge.id, moved: countsOf(merge.moved), kept: since.length },
    });
    return { merge: merge.id };
  });
}

const notFound = () => new Refused('people.not-found', 'There is no such person.');

const countsOf = ({ rows: moved }: Moved): Record<string, number> =>
  Object.fromEntries(Object.entries(moved).map(([table, keys]) => [table, keys.length]));

const settleAll = (tx: Tx, policy: Policy, people: readonly string[], now: Instant): Promise<void> =>
  settleRelationships(
    tx,
    people.flatMap((personId) => Object.keys(policy.relationships).map((kind) => ({ personId, kind }))),
    { zone: policy.organisation.zone, now },
  );

/** The noes that the one who stayed has said since the merge, where the newest word is a no. */
async function saidSince(tx: Tx, { person_id, merged_at }: Merge): Promise<Current[]> {
  const fresh = await rows<{ purpose: string; channel: string }>(
    tx,
    `select distinct purpose, channel from permission
     where person_id = $1 and recorded_at >= $2 and source <> 'merge' and state in ('refused', 'withdrawn', 'objected')`,
    [person_id, merged_at],
  );
  const current = await currentPermissions(tx, person_id);
  return current.filter(
    (one) =>
      isNo(one.state) &&
      one.at >= merged_at &&
      fresh.some(({ purpose, channel }) => purpose === one.purpose && channel === one.channel),
  );
}

/**
 * Who is suppressed at one address is suppressed at all of them: by what stands against any, and by every no to marketing.
 * Answers what is new.
 */
async function suppressAlike(
  tx: Tx,
  vault: Vault,
  policy: Policy,
  personId: string,
  now: Instant,
): Promise<[string, string][]> {
  const identities = await identitiesOf(tx, vault, personId);
  const noes = (await currentPermissions(tx, personId)).filter(
    ({ purpose, state }) =>
      (state === 'withdrawn' || state === 'objected') && policy.purposes[purpose]?.kind === 'marketing',
  );
  const added: [string, string][] = [];
  for (const channel of new Set(identities.flatMap(channelsFor))) {
    const addresses = identities
      .filter(({ kind }) => kind === addressKind(channel))
      .map((one) => canonical(one));
    const standing = await rows<{ hash: Buffer; scope: string; reason: string }>(
      tx,
      'select hash, scope, reason from suppression where hash = any($1::bytea[])',
      [addresses.flatMap((address) => vault.suppressionHashes(channel, address))],
    );
    const scopes = new Map([
      ...noes.filter((one) => one.channel === channel).map((one) => [one.purpose, one.state] as const),
      ...standing.map((one) => [one.scope, one.reason] as const),
    ]);
    const known = new Set(standing.map(({ hash, scope }) => `${hash.toString('hex')} ${scope}`));
    for (const address of addresses) {
      for (const [scope, reason] of scopes) {
        const under = vault.suppressionHashes(channel, address).map((hash) => hash.toString('hex'));
        if (under.some((hash) => known.has(`${hash} ${scope}`))) continue;
        const hash = vault.suppressionHash(channel, address);
        await suppress(tx, hash, { scope, reason, now });
        added.push([hash.toString('hex'), scope]);
      }
    }
  }
  return added;
}

/** Takes out what the merge suppressed, but nothing that a no since would have suppressed by itself. */
async function unsuppress(tx: Tx, { moved }: Merge, since: readonly Current[]): Promise<void> {
  const noes = new Set(since.map(({ purpose }) => purpose));
  const lifted = moved.suppressed.filter(
    ([, scope]) => !noes.has(scope) && (scope !== 'marketing' || noes.size === 0),
  );
  await rows(
    tx,
    `delete from suppression s using unnest($1::text[], $2::text[]) as lifted (hash, scope)
     where s.hash = decode(lifted.hash, 'hex') and s.scope = lifted.scope`,
    [lifted.map(([hash]) => hash), lifted.map(([, scope]) => scope)],
  );
}
