import { addDays, addMonths, Refused, startOf } from '../base/index.ts';
import {
  type AccuracyCheck,
  holdCheck,
  type Outcome,
  queueCheck,
  queueStale,
  settleCheck,
  waitingChecks,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findPerson, holdPerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** How many come into the queue in one night: more than that nobody would look at. */
const A_NIGHT = 500;
/** How long somebody has to confirm or correct, in days. */
const TO_SETTLE = 30;

/** In months: how long a record may go unconfirmed, as the attestation of accuracy says; null where nothing is promised. */
function confirmEvery(policy: Policy): number | null {
  const [, promised] =
    Object.entries(policy.attestations).find(([name]) => /accura|correct/.test(name)) ?? [];
  if (!promised) return null;
  const [, years = '0'] = /(\d+)Y/.exec(promised.every) ?? [];
  const [, months = '0'] = /^P(?:\d+Y)?(\d+)M/.exec(promised.every) ?? [];
  return Number(years) * 12 + Number(months) || 12;
}

/** Queues who has not been heard of for as long as is promised. Part of the night's work. Answers how many. */
export async function sweepAccuracy(house: House): Promise<number> {
  const policy = await policyInForce(house);
  const every = confirmEvery(policy);
  if (every === null) return 0;
  const { now, today } = momentOf(house, policy);
  const before = startOf(addMonths(today, -every), policy.organisation.zone);
  return house.store.inTransaction(async (tx) => {
    const queued = await queueStale(tx, { before, dueOn: addDays(today, TO_SETTLE), now, limit: A_NIGHT });
    if (queued > 0)
      await appendEvidence(tx, {
        kind: 'accuracy.queued',
        at: now,
        actor: 'worker',
        body: { because: 'stale', queued },
      });
    return queued;
  });
}

/** A mail to this address came back. Somebody we do not know changes nothing, and the answer is the same. */
export async function noteBounce(house: House, identity: Identity, actor: string): Promise<void> {
  const { now, today } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    const personId = await findPerson(tx, house.vault, [identity]);
    if (!personId || !(await holdPerson(tx, personId))) return;
    if (!(await queueCheck(tx, { personId, because: 'bounced', dueOn: addDays(today, TO_SETTLE), now })))
      return;
    await appendEvidence(tx, {
      kind: 'accuracy.queued',
      at: now,
      actor,
      aboutPerson: personId,
      body: { because: 'bounced', queued: 1 },
    });
  });
}

/** Who waits to be confirmed or corrected, the most urgent first. */
export const waitingForAccuracy = (house: House, limit: number): Promise<AccuracyCheck[]> =>
  waitingChecks(house.store.db, limit);

/** Somebody looked: confirmed, corrected, or removed. Refuses `accuracy.not-found` and `accuracy.settled`. */
export async function settleAccuracy(
  house: House,
  { id, outcome }: { id: string; outcome: Outcome },
  actor: string,
): Promise<void> {
  const { now } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    const check = await holdCheck(tx, id);
    if (!check) throw new Refused('accuracy.not-found', 'There is no such entry.');
    if (check.settled_at) throw new Refused('accuracy.settled', 'This was settled already.');
    await settleCheck(tx, check, { outcome, now });
    await appendEvidence(tx, {
      kind: 'accuracy.settled',
      at: now,
      actor,
      aboutPerson: check.person_id,
      body: { because: check.because, outcome },
    });
  });
}
