import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import {
  assignCase,
  type Case,
  closeCase,
  holdCase,
  listCases,
  purgeCase,
  reviewCase,
  reviewDueOn,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPerson } from '../people/index.ts';
import { happeningsOf, type Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { happen } from './event.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** The events of a policy by which a closed case is known; retention counts from them. */
const closings = (policy: Policy): string[] =>
  happeningsOf(Object.keys(policy.events), Object.keys(policy.relationships)).filter((name) =>
    /^(support-)?(case|call|ticket|request)-closed$/.test(name),
  );

/** A case as staff see it: whose, how it stands, and by when somebody has to look again where a purpose asks for that. */
export type SeenCase = {
  id: string;
  person: string;
  point: string;
  openedAt: Instant;
  closedAt: Instant | null;
  reviewedAt: Instant | null;
  reviewOn: Day | null;
  staff: string[];
  files: number;
};

/** Cases without what is in them, the newest first; `before` is the id of the last one of the page before. */
export async function casesPage(
  house: House,
  asked: { open: boolean; before: string | null; limit: number },
): Promise<SeenCase[]> {
  const policy = await policyInForce(house);
  return (await listCases(house.store.db, asked)).map((one) => ({
    id: one.id,
    person: one.person_id,
    point: one.point,
    openedAt: one.opened_at,
    closedAt: one.closed_at,
    reviewedAt: one.reviewed_at,
    reviewOn: one.closed_at ? null : reviewOn(policy, one),
    staff: one.staff,
    files: one.files,
  }));
}

/** The first day on which a purpose that cites such cases would be refused for want of a look, less one. */
function reviewOn({ purposes, organisation }: Policy, found: Case): Day | null {
  const due = Object.values(purposes).flatMap(({ only }) => {
    const every = only?.citing?.case?.includes(found.point) ? only.citing['reviewed-every'] : undefined;
    return every === undefined ? [] : [reviewDueOn(found, every, organisation.zone)];
  });
  return due.sort()[0] ?? null;
}

/** Closes a case: from now its retention counts. Refuses `case.not-found` and `case.closed`. */
export async function endCase(house: House, id: string, actor: string): Promise<{ closedAt: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const found = await held(tx, id);
    if (found.closed_at) throw new Refused('case.closed', 'This case is closed already.');
    await closeCase(tx, found, now);
    await happen(
      tx,
      policy,
      closings(policy).map((kind) => ({ personId: found.person_id, id: newId(now), kind, at: now })),
      { now, actor },
    );
    await appendEvidence(tx, {
      kind: 'case.closed',
      at: now,
      actor,
      aboutPerson: found.person_id,
      body: { case: id, point: found.point },
    });
    return { closedAt: now };
  });
}

/**
 * Somebody looked whether a case is still needed: until the next review is due, it carries what cites it. `by` is the
 * reference of whoever looked. Refuses `case.not-found` and `case.closed`.
 */
export const reviewOf = (house: House, id: string, by: string, actor: string): Promise<{ id: string }> =>
  onOpen(house, id, async (tx, found, now) => {
    await reviewCase(tx, found, now);
    await appendEvidence(tx, {
      kind: 'case.reviewed',
      at: now,
      actor,
      aboutPerson: found.person_id,
      body: { case: id, point: found.point, by },
    });
  });

/**
 * Says who of ours works on a case, by the references that our systems know them by; whoever is left out does not any more.
 * Refuses `case.not-found` and `case.closed`.
 */
export const staffOf = (
  house: House,
  id: string,
  staff: readonly string[],
  actor: string,
): Promise<{ id: string }> =>
  onOpen(house, id, async (tx, found, now) => {
    await assignCase(tx, found, [...new Set(staff)]);
    await appendEvidence(tx, {
      kind: 'case.assigned',
      at: now,
      actor,
      aboutPerson: found.person_id,
      body: { case: id, point: found.point, staff: staff.length },
    });
  });

async function onOpen(
  house: House,
  id: string,
  work: (tx: Tx, found: Case, now: string) => Promise<void>,
): Promise<{ id: string }> {
  const { now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(async (tx) => {
    const found = await held(tx, id);
    if (found.closed_at) throw new Refused('case.closed', 'This case is closed already.');
    await work(tx, found, now);
    return { id };
  });
}

/** Removes a closed case with everything bound to it, before its time. Refuses `case.not-found` and `case.open`. */
export async function removeCase(house: House, id: string, actor: string): Promise<{ files: number }> {
  const { now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(async (tx) => {
    const found = await held(tx, id);
    if (!found.closed_at)
      throw new Refused(
        'case.open',
        'This case is open. Close it first: what is bound to it is still needed.',
      );
    const { files } = await purgeCase(tx, found);
    await appendEvidence(tx, {
      kind: 'case.purged',
      at: now,
      actor,
      aboutPerson: found.person_id,
      body: { case: id, point: found.point, files },
    });
    return { files };
  });
}

async function held(tx: Tx, id: string): Promise<Case> {
  const found = await holdCase(tx, id);
  if (!found) throw new Refused('case.not-found', 'There is no such case.');
  await holdPerson(tx, found.person_id);
  return found;
}
