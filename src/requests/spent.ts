import type { Day } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** A request that was answered so long ago that nothing is left to show by it. */
export type Spent = { person_id: string; id: string; answered_on: Day };

/**
 * Answered by that day, and kept by nothing: no use is stopped by it, its person asks nothing else just now, and no hold names
 * them. The oldest first.
 */
export const spentRequests = (
  reader: Reader,
  { answeredBy, limit }: { answeredBy: Day; limit: number },
): Promise<Spent[]> =>
  rows<Spent>(
    reader,
    `select person_id, id, answered_on from request r
     where answered_on is not null and answered_on <= $1
       and not exists (select from stopped_use s where s.request_id = r.id and s.lifted_at is null)
       and not exists (select from request o where o.person_id = r.person_id and o.answered_on is null)
       and not exists (
         select from retention_held p join retention_hold h using (id) where p.person_id = r.person_id and h.lifted_at is null)
     order by answered_on, id limit $2`,
    [answeredBy, limit],
  );

/** Everything that a request has left behind, by the table that has it; the copies that were made for it among them. */
const LEFT = [
  'request_event',
  'stopped_use',
  'recipient_telling',
  'refusal',
  'redaction',
  'decision_review',
  'hand_over',
] as const;

/** Removes them with all that was said and decided about them; answers how many there are still, which should be none. */
export async function dropRequests(tx: Tx, spent: readonly Spent[]): Promise<number> {
  const ids = spent.map(({ id }) => id);
  await rows(
    tx,
    `delete from package_chunk c using package p
     where p.request_id = any($1::uuid[]) and c.person_id = p.person_id and c.package_id = p.id`,
    [ids],
  );
  for (const table of [...LEFT, 'package'])
    await rows(tx, `delete from ${table} where request_id = any($1::uuid[])`, [ids]);
  await rows(tx, 'delete from request where id = any($1::uuid[])', [ids]);
  const [left] = await rows<{ n: number }>(
    tx,
    `select ((select count(*) from request where id = any($1::uuid[]))
       + (select count(*) from request_event where request_id = any($1::uuid[])))::int as n`,
    [ids],
  );
  return left?.n ?? 0;
}
