import type { Instant } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

export type Case = {
  person_id: string;
  id: string;
  point: string;
  opened_at: Instant;
  closed_at: Instant | null;
  reviewed_at: Instant | null;
  /** References of those of ours who work on it, as our systems know them. */
  staff: string[];
};

export const openCase = (
  tx: Tx,
  { personId, id, point, now }: { personId: string; id: string; point: string; now: Instant },
): Promise<unknown> =>
  rows(tx, 'insert into support_case (person_id, id, point, opened_at) values ($1, $2, $3, $4)', [
    personId,
    id,
    point,
    now,
  ]);

const CASE = 'select person_id, id, point, opened_at, closed_at, reviewed_at, staff from support_case';

/** Held until the transaction ends. */
export const holdCase = async (tx: Tx, id: string): Promise<Case | null> =>
  (await rows<Case>(tx, `${CASE} where id = $1 for update`, [id]))[0] ?? null;

export const closeCase = (tx: Tx, { person_id, id }: Case, now: Instant): Promise<unknown> =>
  rows(tx, 'update support_case set closed_at = $3 where person_id = $1 and id = $2', [person_id, id, now]);

/** Cases with how many files are bound to each, the newest first; `before` is the id of the last one of the page before. */
export const listCases = (
  reader: Reader,
  { open, before, limit }: { open: boolean; before: string | null; limit: number },
): Promise<(Case & { files: number })[]> =>
  rows<Case & { files: number }>(
    reader,
    `select person_id, id, point, opened_at, closed_at, reviewed_at, staff,
            (select count(*)::int from record_file f where f.person_id = c.person_id and f.record_id = c.id) as files
     from support_case c
     where closed_at is ${open ? '' : 'not'} null and ($1::uuid is null or id < $1)
     order by id desc limit $2`,
    [before, limit],
  );

/** Somebody has looked whether it is still needed. */
export const reviewCase = (tx: Tx, { person_id, id }: Case, now: Instant): Promise<unknown> =>
  rows(tx, 'update support_case set reviewed_at = $3 where person_id = $1 and id = $2', [person_id, id, now]);

/** From now these work on it, and nobody else. */
export const assignCase = (tx: Tx, { person_id, id }: Case, staff: readonly string[]): Promise<unknown> =>
  rows(tx, 'update support_case set staff = $3 where person_id = $1 and id = $2', [person_id, id, staff]);

/** The case with everything bound to it: files, chunks, parts, sessions. Answers how many files went. */
export async function purgeCase(tx: Tx, { person_id, id }: Case): Promise<{ files: number }> {
  const [counted] = await rows<{ n: number }>(
    tx,
    'select count(*)::int as n from record_file where person_id = $1 and record_id = $2',
    [person_id, id],
  );
  await rows(tx, 'delete from record where person_id = $1 and id = $2', [person_id, id]);
  return { files: counted?.n ?? 0 };
}
