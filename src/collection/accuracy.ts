import { type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

export const OUTCOMES = ['confirmed', 'corrected', 'removed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type AccuracyCheck = {
  person_id: string;
  id: string;
  because: 'stale' | 'bounced';
  due_on: Day;
  settled_at: Instant | null;
};

/**
 * Queues everybody of whom nothing new was heard since `before`: no record, no event, no choice, and nobody confirmed. Set-based; a
 * person is in the queue once. Answers how many came in.
 */
export async function queueStale(
  tx: Tx,
  { before, dueOn, now, limit }: { before: Instant; dueOn: Day; now: Instant; limit: number },
): Promise<number> {
  const stale = await rows<{ id: string }>(
    tx,
    `select p.id from person p
     where p.merged_into is null and p.made_at < $1
       and exists (select 1 from record r where r.person_id = p.id)
       and not exists (select 1 from record r where r.person_id = p.id and r.stored_at >= $1)
       and not exists (select 1 from event e where e.person_id = p.id and e.recorded_at >= $1)
       and not exists (select 1 from permission s where s.person_id = p.id and s.recorded_at >= $1)
       and not exists (select 1 from accuracy_check a where a.person_id = p.id and (a.settled_at is null or a.settled_at >= $1))
     order by p.made_at limit $2`,
    [before, limit],
  );
  for (const { id } of stale) await queueCheck(tx, { personId: id, because: 'stale', dueOn, now });
  return stale.length;
}

/** Queues one person, unless they wait already. True when they are new in the queue. */
export async function queueCheck(
  tx: Tx,
  check: { personId: string; because: AccuracyCheck['because']; dueOn: Day; now: Instant },
): Promise<boolean> {
  const queued = await rows(
    tx,
    `insert into accuracy_check (person_id, id, because, queued_at, due_on)
     select $1, $2, $3, $4, $5 where not exists (select 1 from accuracy_check where person_id = $1 and settled_at is null) returning id`,
    [check.personId, newId(check.now), check.because, check.now, check.dueOn],
  );
  return queued.length > 0;
}

const CHECK = 'select person_id, id, because, due_on, settled_at from accuracy_check';

export const waitingChecks = (reader: Reader, limit: number): Promise<AccuracyCheck[]> =>
  rows<AccuracyCheck>(reader, `${CHECK} where settled_at is null order by due_on, id limit $1`, [limit]);

export const holdCheck = async (tx: Tx, id: string): Promise<AccuracyCheck | null> =>
  (await rows<AccuracyCheck>(tx, `${CHECK} where id = $1 for update`, [id]))[0] ?? null;

export const settleCheck = (
  tx: Tx,
  { person_id, id }: AccuracyCheck,
  { outcome, now }: { outcome: Outcome; now: Instant },
): Promise<unknown> =>
  rows(tx, 'update accuracy_check set settled_at = $3, outcome = $4 where person_id = $1 and id = $2', [
    person_id,
    id,
    now,
    outcome,
  ]);
