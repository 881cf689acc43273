import { dayIn, type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPeople, markOf, settleRelationships } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

type Known = { person_id: string; kind: string; at: Instant };

/**
 * An event that was told by mistake did not happen: periods that counted from it count from what is left, relationships are
 * worked out anew. What went by it already stays gone. Refuses `event.unknown`.
 */
export async function cancelEvent(house: House, id: string, by: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const event = await eventOf(tx, id);
    await rows(tx, 'delete from event where person_id = $1 and id = $2', [event.person_id, id]);
    await follow(tx, policy, event, now);
    await appendEvidence(tx, {
      kind: 'event.cancelled',
      at: now,
      actor: by,
      aboutPerson: event.person_id,
      body: { event: id, kind: event.kind, on: dayIn(policy.organisation.zone, event.at) },
    });
  });
}

/**
 * It happened at another time than was told: what counts from it moves with it. Refuses `event.unknown` and
 * `event.from-the-future`.
 */
export async function correctEvent(house: House, id: string, at: Instant, by: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  if (at > now) throw new Refused('event.from-the-future', 'It cannot have happened in the future.');
  await house.store.inTransaction(async (tx) => {
    const event = await eventOf(tx, id);
    await rows(tx, 'update event set at = $3 where person_id = $1 and id = $2', [event.person_id, id, at]);
    await follow(tx, policy, event, now);
    const { zone } = policy.organisation;
    await appendEvidence(tx, {
      kind: 'event.corrected',
      at: now,
      actor: by,
      aboutPerson: event.person_id,
      body: { event: id, kind: event.kind, was: dayIn(zone, event.at), on: dayIn(zone, at) },
    });
  });
}

/** The event, with its person held until the transaction ends. */
async function eventOf(tx: Tx, id: string): Promise<Known> {
  const find = () => rows<Known>(tx, 'select person_id, kind, at from event where id = $1', [id]);
  const [seen] = await find();
  if (seen) await holdPeople(tx, [seen.person_id]);
  // Once they are held, it is theirs for good: until then they may have been merged, or forgotten.
  const [event] = await find();
  if (!event || event.person_id !== seen?.person_id)
    throw new Refused('event.unknown', 'There is no event with this id.');
  return event;
}

async function follow(tx: Tx, policy: Policy, { person_id, kind }: Known, now: Instant): Promise<void> {
  const mark = markOf(kind, Object.keys(policy.relationships));
  if (mark)
    await settleRelationships(tx, [{ personId: person_id, kind: mark.of }], {
      zone: policy.organisation.zone,
      now,
    });
}
