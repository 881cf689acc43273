import type { Day, Instant } from '../base/index.ts';
import { dayIn, isId, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  beginRelationship,
  endRelationship,
  findOrMakePerson,
  type Identity,
  recordEvent,
} from '../people/index.ts';
import { happeningsOf } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

export type Told = { id: string | null; kind: string; identities: readonly Identity[]; at: Instant | null };

/**
 * What another system tells us happened to a person: a declared event, or the start or end of a relationship. The same id
 * twice is one event. Refuses `event.unknown-kind`, `event.bad-id`, `event.from-the-future`.
 */
export async function takeEvent(house: House, told: Told): Promise<{ id: string; new: boolean }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const known = happeningsOf(Object.keys(policy.events), Object.keys(policy.relationships));
  if (!known.includes(told.kind))
    throw new Refused('event.unknown-kind', `"${told.kind.slice(0, 80)}" is not an event of this policy.`, {
      known,
    });
  if (told.id !== null && !isId(told.id)) throw new Refused('event.bad-id', 'An event’s id is a UUID.');
  const at = told.at ?? now;
  if (at > now) throw new Refused('event.from-the-future', 'It cannot have happened in the future.');
  const on: Day = dayIn(policy.organisation.zone, at);
  return house.store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, house.vault, told.identities, now);
    const recorded = await recordEvent(tx, {
      personId,
      kind: told.kind,
      at,
      now,
      ...(told.id !== null && { id: told.id }),
    });
    if (!recorded.new) return recorded;
    const relationship = Object.keys(policy.relationships).find(
      (name) => told.kind === `${name}-started` || told.kind === `${name}-ended`,
    );
    if (relationship && told.kind.endsWith('-started'))
      await beginRelationship(tx, { personId, kind: relationship, on, now });
    if (relationship && told.kind.endsWith('-ended'))
      await endRelationship(tx, { personId, kind: relationship, on });
    await appendEvidence(tx, {
      kind: 'event.recorded',
      at: now,
      actor: 'integrator',
      aboutPerson: personId,
      body: { event: recorded.id, kind: told.kind, on },
    });
    return recorded;
  });
}
