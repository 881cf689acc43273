import { type Day, type Instant, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { DueRecord, Place } from './due.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';

/** What somebody has to decide: keep it, and until when; erase it; or it was given back. */
export type Review = {
  person_id: string;
  id: string;
  rule: string;
  asked_on: Day;
  again_on: Day | null;
};

export const REVIEW_OUTCOMES = ['keep', 'erase', 'returned'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Asks for a decision on each of these, once; again on the day that the last decision named. */
export const askForReview = (tx: Tx, rule: string, due: readonly DueRecord[], today: Day): Promise<unknown> =>
  rows(
    tx,
    `insert into retention_review (person_id, id, rule, asked_on)
     select person_id, id, $3, $4 from unnest($1::uuid[], $2::uuid[]) as due (person_id, id)
     on conflict (person_id, id, rule) do update set asked_on = excluded.asked_on, decided_at = null, decided_by = null, outcome = null, again_on = null
     where retention_review.decided_at is not null and retention_review.again_on <= excluded.asked_on`,
    [due.map(({ person_id }) => person_id), due.map(({ id }) => id), rule, today],
  );

/** Those that wait, the longest first. */
export const openReviews = (reader: Reader, limit = 100): Promise<Review[]> =>
  rows<Review>(
    reader,
    `select person_id, id, rule, asked_on, again_on from retention_review where decided_at is null
     order by asked_on, id limit $1`,
    [limit],
  );

/**
 * Records a decision. Refuses `retention.no-review` where none waits, and `retention.keep-without-day` where something is to
 * be kept without saying until when it is looked at again.
 */
export async function decideReview(
  tx: Tx,
  { id, rule, outcome, againOn }: { id: string; rule: string; outcome: ReviewOutcome; againOn: Day | null },
  { now, today, by }: { now: Instant; today: Day; by: string },
): Promise<Review> {
  if (outcome === 'keep' && (againOn === null || againOn <= today))
    throw new Refused('retention.keep-without-day', 'Say on which day this is looked at again.');
  const [decided] = await rows<Review>(
    tx,
    `update retention_review set decided_at = $3, decided_by = $4, outcome = $5, again_on = $6
     where id = $1 and rule = $2 and decided_at is null returning person_id, id, rule, asked_on, again_on`,
    [id, rule, now, by, outcome, outcome === 'keep' ? againOn : null],
  );
  if (!decided) throw new Refused('retention.no-review', 'Nothing waits for this decision.');
  return decided;
}

/** Records of which somebody decided that they go, and that are still there: they wait for others to agree, or for a day. */
export async function decidedToGo(
  reader: Reader,
  policy: Policy,
  name: string,
  rule: RetentionRule,
  {
    today,
    after,
    records,
    limit = 1_000,
  }: { today: Day; after?: Place | undefined; records?: readonly string[]; limit?: number },
): Promise<DueRecord[]> {
  const reach = reachOf(policy, rule);
  const found = await rows<Omit<DueRecord, 'fields'>>(
    reader,
    `select v.person_id, v.id, r.point, v.asked_on as counted_from, least(v.asked_on, $2::date) as goes_on
     from retention_review v join record r using (person_id, id)
     where v.rule = $1 and v.outcome in ('erase', 'returned') and ($3::uuid is null or (v.person_id, v.id) > ($3, $4::uuid))
       and ($6::uuid[] is null or v.id = any($6))
     order by v.person_id, v.id limit $5`,
    [name, today, after?.person_id ?? null, after?.id ?? null, limit, records ?? null],
  );
  return found.map((record) => ({
    ...record,
    fields: reach.find(({ point }) => point === record.point)?.fields ?? [],
  }));
}
