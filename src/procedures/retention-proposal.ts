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
  goesFrom,
  horizonOf,
  leftOf,
  noteKept,
  openProposal,
  openProposals,
  type Place,
  type Proposal,
  proposalNamed,
  proposals,
  propose,
  proposedAmong,
  type RetentionRule,
  type Settled,
  settleDue,
  takeOut,
  takeOutHeld,
  takeOutOthers,
  waitsFirst,
} from '../retention/index.ts';
import type { Tx } from '../store/index.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import type { House, Moment } from './house.ts';

/**
 * Brings what a rule proposes up to the day: what comes due early enough to be agreed to, or to be announced, is added; what
 * would no longer go, or no longer the same of it, is taken out. A proposal that people look at has another hash then, and
 * what they agreed to before counts no more; from one that all have agreed to the changed rows drop out, and are proposed anew.
 * One transaction, so that nobody agrees to half of it.
 */
export const proposeDue = (
  house: House,
  policy: Policy,
  name: string,
  rule: RetentionRule,
  moment: Moment,
): Promise<void> =>
  house.store.inTransaction(async (tx) => {
    const { today } = moment;
    await askAgain(tx, name, today);
    const open = await openProposals(tx, name);
    const seen = new Map<string, string[]>(open.map(({ id }) => [id, []]));
    let filling = await fillable(tx, rule, open, today);
    for await (const settled of batchesOf(tx, policy, name, rule, moment)) {
      const known = new Map(
        (
          await proposedAmong(
            tx,
            name,
            settled.map(({ record }) => record),
          )
        ).map((row) => [row.id, row]),
      );
      const changed = settled.filter(({ record, go, whole }) => {
        const row = known.get(record.id);
        return row && (row.whole !== whole || String(row.fields) !== String([...go].sort()));
      });
      await takeOut(
        tx,
        name,
        changed.map(({ record }) => record),
      );
      const fresh = new Set(settled.filter((one) => !known.has(one.record.id) || changed.includes(one)));
      if (fresh.size > 0) {
        filling ??= await begin(tx, name, rule, moment);
        await propose(tx, filling, name, [...fresh]);
        if (!seen.has(filling)) seen.set(filling, []);
      }
      for (const one of settled) {
        const at = fresh.has(one) ? filling : known.get(one.record.id)?.proposal;
        if (at) seen.get(at)?.push(one.record.id);
      }
    }
    for (const [id, records] of seen) await takeOutOthers(tx, id, records);
    // What was announced keeps its hash: rows leave it, and none come, unless it is still being filled.
    const touched = [...seen.keys()].filter(
      (id) => id === filling || open.some((one) => one.id === id && one.state === 'asked'),
    );
    for (const id of touched)
      await countAnew(tx, rule, id, open.find((one) => one.id === id)?.hash ?? null, moment);
  });

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

const begin = (tx: Tx, name: string, rule: RetentionRule, { now, today }: Moment): Promise<string> =>
  openProposal(tx, name, {
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
  await appendEvidence(tx, {
    kind: is.state === 'asked' ? 'retention.asked' : 'retention.announced',
    at: now,
    actor: 'worker',
    body: {
      proposal: id,
      rule: is.rule,
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
    for (const { id, rule } of await proposals(tx, { closed: 0 })) {
      const declared = policy.retention[rule];
      if (declared && waitsFirst(declared)) continue;
      await takeOutOthers(tx, id, []);
      await closeProposal(tx, id, { state: 'empty', now, by: 'worker', because: null, againOn: null });
    }
  });
