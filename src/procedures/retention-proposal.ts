import { addPeriod } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  approversOf,
  askAgain,
  closeProposal,
  countProposal,
  type DueRecord,
  decidedToGo,
  dueRecords,
  emptyProposal,
  goesFrom,
  horizonOf,
  leftOf,
  noteKept,
  openProposal,
  openProposals,
  type Pile,
  type Place,
  type Proposal,
  proposalNamed,
  proposals,
  type RetentionRule,
  type RowPlace,
  recordPile,
  type Settled,
  settleDue,
  takeOutHeld,
  tellAnew,
  waitsFirst,
} from '../retention/index.ts';
import type { Tx } from '../store/index.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import type { House, Moment } from './house.ts';

/** Brings up to the day what a rule proposes of what we host. */
export const proposeDue = (
  house: House,
  policy: Policy,
  name: string,
  rule: RetentionRule,
  moment: Moment,
): Promise<void> =>
  house.store.inTransaction((tx) =>
    bringUpToDay(tx, {
      name,
      rule,
      moment,
      pile: recordPile(name),
      batches: batchesOf(tx, policy, name, rule, moment),
    }),
  );

/**
 * Brings what a rule proposes up to the day: what comes due early enough to be agreed to, or to be announced, is added; what
 * would no longer go, or no longer the same of it, is taken out. A proposal that people look at has another hash then, and
 * what they agreed to before counts no more; from one that all have agreed to the changed rows drop out, and are proposed anew.
 * One transaction, so that nobody agrees to half of it.
 */
export async function bringUpToDay<One>(
  tx: Tx,
  {
    name,
    rule,
    moment,
    pile,
    batches,
  }: {
    name: string;
    rule: RetentionRule;
    moment: Moment;
    pile: Pile<One>;
    /** All that would go up to the horizon of the rule, without what something keeps. */
    batches: AsyncIterable<readonly One[]>;
  },
): Promise<void> {
  const { today } = moment;
  await askAgain(tx, name, today);
  const open = await openProposals(tx, name, pile.place);
  const seen = new Map<string, string[]>(open.map(({ id }) => [id, []]));
  let filling = await fillable(tx, rule, open, today);
  for await (const some of batches) {
    const known = await pile.known(tx, some);
    const changed = some.filter((one) => {
      const before = known.get(pile.idOf(one));
      return before && before.what !== pile.whatOf(one);
    });
    await pile.takeOut(tx, changed);
    const fresh = new Set(some.filter((one) => !known.has(pile.idOf(one)) || changed.includes(one)));
    if (fresh.size > 0) {
      filling ??= await begin(tx, name, rule, pile.place, moment);
      await pile.put(tx, filling, [...fresh]);
      if (!seen.has(filling)) seen.set(filling, []);
    }
    for (const one of some) {
      const at = fresh.has(one) ? filling : known.get(pile.idOf(one))?.proposal;
      if (at) seen.get(at)?.push(pile.idOf(one));
    }
  }
  for (const [id, ids] of seen) await pile.leaveOnly(tx, id, ids);
  // What was announced keeps its hash: rows leave it, and none come, unless it is still being filled.
  const touched = [...seen.keys()].filter(
    (id) => id === filling || open.some((one) => one.id === id && one.state === 'asked'),
  );
  for (const id of touched)
    await countAnew(tx, rule, id, open.find((one) => one.id === id)?.hash ?? null, moment);
}

/** The proposal that takes what is new: one that nobody has agreed to yet, or one that was announced today. */
async function fillable(
  tx: Tx,
  rule: RetentionRule,
  open: readonly Proposal[],
  today: string,
): Promise<string | null> {
  for (const one of open) {
    if (rule.review === undefined) {
      if (one.announced_on === today && one.agreed_at === null) return one.id;
    } else if (one.state === 'asked' && (await approversOf(tx, one)).length === 0) return one.id;
  }
  return null;
}

const begin = (
  tx: Tx,
  name: string,
  rule: RetentionRule,
  place: RowPlace | null,
  { now, today }: Moment,
): Promise<string> =>
  openProposal(tx, name, {
    place,
    state: rule.review ? 'asked' : 'announced',
    now,
    today,
    decideBy: rule.review ? addPeriod(today, rule.review.within) : null,
    goesFrom: rule.review ? null : goesFrom(rule, today),
  });

/** What a rule would dispose of up to its horizon, a batch at a time, without what something keeps. */
async function* batchesOf(
  tx: Tx,
  policy: Policy,
  name: string,
  rule: RetentionRule,
  { now, today }: Moment,
): AsyncGenerator<Settled[]> {
  const horizon = horizonOf(rule, today);
  const decided = rule.then === 'review' || rule.then === 'return-or-erase';
  for (let after: Place | undefined; ; ) {
    const due: DueRecord[] = decided
      ? await decidedToGo(tx, policy, name, rule, { today, after })
      : await dueRecords(tx, policy, rule, { today: horizon, after });
    after = due.at(-1);
    if (after === undefined) return;
    const people = [...new Set(due.map(({ person_id }) => person_id))];
    const suspended = await suspendedAmong(tx, people, 'schedule');
    // Why what is due today stays is written down each night, whoever else has to agree to its going.
    const dueNow = due.filter(({ goes_on }) => goes_on <= today);
    await noteKept(tx, name, await settleDue(tx, policy, name, dueNow, { today, suspended }), now);
    const settled = await settleDue(tx, policy, name, due, { today: horizon, suspended });
    yield settled.filter(({ go, whole }) => whole || go.length > 0);
  }
}

/** Counts a proposal, closes it where it is empty, and writes down what is new or another. */
async function countAnew(
  tx: Tx,
  rule: RetentionRule | undefined,
  id: string,
  was: string | null,
  { now }: Pick<Moment, 'now'>,
): Promise<void> {
  const is = await countProposal(tx, id, rule);
  if (is.records === 0) {
    await closeProposal(tx, id, { state: 'empty', now, by: 'worker', because: null, againOn: null });
    return;
  }
  if (is.hash === was) return;
  if (was !== null && (await approversOf(tx, { id, hash: was })).length > 0) await tellAnew(tx, id);
  await appendEvidence(tx, {
    kind: is.state === 'asked' ? 'retention.asked' : 'retention.announced',
    at: now,
    actor: 'worker',
    body: {
      proposal: id,
      rule: is.rule,
      ...(is.system !== null && { system: is.system, table: is.table }),
      hash: is.hash,
      records: is.records,
      people: is.people,
      decideBy: is.decide_by,
      goesFrom: is.goes_from,
    },
  });
}

/** A new hold takes what it may keep out of all that is proposed, at once: what is left over is proposed anew at night. */
export async function holdBack(
  tx: Tx,
  policy: Policy,
  held: { people: readonly string[]; points: readonly string[] },
  moment: Pick<Moment, 'now'>,
): Promise<void> {
  for (const { id, rule, state, hash } of await takeOutHeld(tx, held))
    if (state === 'asked') await countAnew(tx, policy.retention[rule], id, hash, moment);
}

/** A proposal of which nothing is left is over: done, or empty if none of it went. */
export const finishProposal = (house: House, id: string, { now }: Moment): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    const one = await proposalNamed(tx, id, { hold: true });
    if (one.closed_at !== null || (await leftOf(tx, id)) > 0) return;
    const state = one.gone > 0 ? 'done' : 'empty';
    await closeProposal(tx, id, { state, now, by: 'worker', because: null, againOn: null });
    if (state === 'empty') return;
    await appendEvidence(tx, {
      kind: 'retention.completed',
      at: now,
      actor: 'worker',
      body: {
        proposal: id,
        rule: one.rule,
        ...(one.system !== null && { system: one.system, table: one.table }),
        hash: one.hash,
        records: one.records,
        gone: one.gone,
        leftOut: one.records - one.gone,
        approvals: (await approversOf(tx, one)).length,
      },
    });
  });

/** Proposals of rules that no policy has any more, or that ask nobody any more, are over; nothing of them goes by them. */
export const dropOrphans = (house: House, policy: Policy, { now }: Moment): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    for (const { id, rule, system, table } of await proposals(tx, { closed: 0 })) {
      const declared = policy.retention[rule];
      const covers =
        system === null || declared?.rows?.some((rows) => rows.system === system && rows.table === table);
      if (declared && covers && waitsFirst(declared)) continue;
      await emptyProposal(tx, id);
      await closeProposal(tx, id, { state: 'empty', now, by: 'worker', because: null, againOn: null });
    }
  });
