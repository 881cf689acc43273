import { type Day, type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  announce,
  approversOf,
  closeProposal,
  goesFrom,
  leftOf,
  noteApproval,
  type Proposal,
  proposalNamed,
  proposals,
  type RetentionRule,
  recordsIn,
  rowsIn,
  type Stages,
  stageFor,
  stageThatWaits,
} from '../retention/index.ts';
import { disposeProposed } from './disposal-proposed.ts';
import { disposeRowsProposed, proposeRows } from './disposal-rows.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { proposeDue } from './retention-proposal.ts';
import { tellApprovers } from './retention-told.ts';

/** A proposal with who agreed to it as it is, and whom it waits for. */
export type ProposalSeen = Proposal & {
  says: string;
  then: string;
  /** Of its records, how many are still part of it. */
  left: number;
  stages: Stages;
  /** From 1; null: it waits for nobody. */
  stage: number | null;
  escalates: string | null;
  approvals: { stage: number; by: string; role: string; at: Instant; entry: string }[];
};

/** What waits for people or for its day, and the newest of what is over. */
export async function listProposals(house: House): Promise<ProposalSeen[]> {
  const found: ProposalSeen[] = [];
  for (const one of await proposals(house.store.db, { closed: 20 })) found.push(await seen(house, one));
  return found;
}

/** One proposal with what is in it, by day: records that we host by collection point, or rows of a connected system. */
type ProposalOpened = ProposalSeen &
  Awaited<ReturnType<typeof recordsIn>> & {
    rows: Awaited<ReturnType<typeof rowsIn>> | null;
  };

/** One proposal, with what is in it and some of its records or rows. Refuses `retention.no-proposal`. */
export async function seeProposal(house: House, id: string): Promise<ProposalOpened> {
  const { db } = house.store;
  const one = await proposalNamed(db, id);
  return {
    ...(await seen(house, one)),
    ...(await recordsIn(db, id)),
    rows: one.system === null ? null : await rowsIn(db, id),
  };
}

async function seen(house: House, one: Proposal): Promise<ProposalSeen> {
  const policy = await policyInForce(house);
  const rule = policy.retention[one.rule];
  const stages = rule?.review?.stages ?? [];
  const approvals = await approversOf(house.store.db, one);
  return {
    ...one,
    says: rule?.says ?? one.rule,
    then: rule?.then ?? 'erase',
    left: await leftOf(house.store.db, one.id),
    stages,
    stage: one.state === 'asked' ? stageThatWaits(stages, approvals) : null,
    escalates: rule?.review?.['escalates-to'] ?? null,
    approvals,
  };
}

/** Who acts: staff by id and role. Role null: something that is no person. */
export type Reviewer = { by: string; role: string | null };

/**
 * Somebody agrees to what a proposal said when they looked, which its hash names. With the last of those who are asked it is
 * announced, and goes on its day or when its undo window is over. Refuses `retention.approver-no-person` (a key, the
 * terminal), `retention.no-proposal`, `retention.proposal-closed`, `retention.proposal-changed`, and as `stageFor`.
 */
export async function approveProposal(
  house: House,
  { id, hash }: { id: string; hash: string },
  { by, role }: Reviewer,
): Promise<void> {
  if (role === null)
    throw new Refused(
      'retention.approver-no-person',
      'Only somebody of staff who signed in can agree to this: each of them counts once.',
    );
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const asked = await proposalNamed(house.store.db, id);
  const { rule: name } = asked;
  const rule = policy.retention[name];
  // In a transaction of its own: what changed since stays written down, also when this is refused for it.
  if (rule) await bringUp(house, policy, asked, rule, moment);
  const agreed = await house.store.inTransaction(async (tx) => {
    const one = await proposalNamed(tx, id, { hold: true });
    if (!rule || one.state !== 'asked')
      throw new Refused('retention.proposal-closed', 'This waits for nobody any more: look at it again.');
    if (one.hash !== hash)
      throw new Refused(
        'retention.proposal-changed',
        'What would go is another than what you looked at. Look at it again.',
      );
    const approvers = await approversOf(tx, one);
    const stage = stageFor(rule, approvers, { by, role, today: moment.today, decideBy: one.decide_by });
    const { id: entry } = await appendEvidence(tx, {
      kind: 'retention.approved',
      at: moment.now,
      actor: by,
      body: { proposal: id, rule: name, hash, stage, role, records: one.records, people: one.people },
    });
    await noteApproval(tx, one, { stage, by, role, now: moment.now, entry });
    if (stageThatWaits(rule.review?.stages ?? [], [...approvers, { stage, by, role }]) !== null) return false;
    const from = goesFrom(rule, moment.today);
    await announce(tx, id, { now: moment.now, today: moment.today, from });
    await appendEvidence(tx, {
      kind: 'retention.announced',
      at: moment.now,
      actor: by,
      body: { proposal: id, rule: name, hash, records: one.records, people: one.people, goesFrom: from },
    });
    return true;
  });
  if (!agreed) return tellApprovers(house, policy, moment);
  if (asked.system === null) await disposeProposed(house, policy, name, moment);
  else await disposeRowsProposed(house, policy, asked, moment);
}

/** What the proposal says, as it is now. */
async function bringUp(
  house: House,
  policy: Policy,
  asked: Proposal,
  rule: RetentionRule,
  moment: Moment,
): Promise<void> {
  if (asked.system === null) return proposeDue(house, policy, asked.rule, rule, moment);
  await proposeRows(house, policy, asked, moment);
}

/**
 * Somebody says no: to what waits for approval, or to what is announced and has not gone. It is asked again from a day on.
 * That it stays past its day is not made right by this: what has to stay needs a hold. Refuses `retention.no-proposal`,
 * `retention.proposal-closed` and `retention.keep-without-day`.
 */
export async function stopProposal(
  house: House,
  { id, because, againOn }: { id: string; because: string; againOn: Day },
  by: string,
): Promise<void> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  if (againOn <= today)
    throw new Refused('retention.keep-without-day', 'Say on which day to come this is asked again.');
  await house.store.inTransaction(async (tx) => {
    const one = await proposalNamed(tx, id, { hold: true });
    if (one.state !== 'asked' && one.state !== 'announced')
      throw new Refused('retention.proposal-closed', 'This is over: nothing of it waits any more.');
    const state = one.state === 'asked' ? 'refused' : 'stopped';
    await closeProposal(tx, id, { state, now, by, because, againOn });
    await appendEvidence(tx, {
      kind: `retention.${state}`,
      at: now,
      actor: by,
      body: { proposal: id, rule: one.rule, hash: one.hash, records: one.records - one.gone, againOn },
    });
  });
}
