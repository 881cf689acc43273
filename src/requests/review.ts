import { type Instant, newId } from '../base/index.ts';
import type { Fact } from '../controls/index.ts';
import { rows, type Tx } from '../store/index.ts';

/** Keeps what came of a person's look at a decision by software. */
export const keepReview = (
  tx: Tx,
  review: {
    personId: string;
    requestId: string;
    decision: string | null;
    result: 'upheld' | 'changed';
    by: string;
    now: Instant;
  },
): Promise<unknown> =>
  rows(
    tx,
    `insert into decision_review (person_id, id, request_id, decision, result, reviewed_by, reviewed_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      review.personId,
      newId(review.now),
      review.requestId,
      review.decision,
      review.result,
      review.by,
      review.now,
    ],
  );

/** Decisions that somebody took about this person in place of software, as the policy calls them: [name, …], or null. */
export const reviewedFact: Fact = {
  name: 'reviewed',
  sql: ({ person, at }) => `(
    select jsonb_agg(distinct d.decision) from decision_review d
    where d.person_id = ${person} and d.result = 'changed' and d.decision is not null and d.reviewed_at <= ${at})`,
};
