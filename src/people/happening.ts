import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

/** Something that happened to a person: `at` when it did, `now` when we heard. The same id twice is one event. */
export async function recordEvent(
  tx: Tx,
  { personId, id, kind, at, now }: { personId: string; id?: string; kind: string; at: Instant; now: Instant },
): Promise<{ id: string; new: boolean }> {
  const eventId = id ?? newId(now);
  const added = await rows(
    tx,
    `insert into event (person_id, id, kind, at, recorded_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [personId, eventId, kind, at, now],
  );
  return { id: eventId, new: added.length > 0 };
}

/** The person is something to us from `on`. Beginning what has begun changes nothing. */
export async function beginRelationship(
  tx: Tx,
  { personId, kind, on, now }: { personId: string; kind: string; on: Day; now: Instant },
): Promise<void> {
  await rows(
    tx,
    `insert into relationship (person_id, id, kind, began_on) values ($1, $2, $3, $4)
     on conflict (person_id, kind) where ended_on is null do nothing`,
    [personId, newId(now), kind, on],
  );
}

/** Refuses `people.no-relationship` when there is none to end. */
export async function endRelationship(
  tx: Tx,
  { personId, kind, on }: { personId: string; kind: string; on: Day },
): Promise<void> {
  const ended = await rows(
    tx,
    `update relationship set ended_on = $3 where person_id = $1 and kind = $2 and ended_on is null and began_on <= $3 returning id`,
    [personId, kind, on],
  );
  if (ended.length === 0)
    throw new Refused('people.no-relationship', `There is no open "${kind}" that began by ${on} to end.`);
}
