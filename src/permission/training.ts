import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

export type Training = {
  purpose: string;
  stated: Readonly<Record<string, unknown>>;
  people: number;
  verdict: string;
  code: string;
  reviewer: string | null;
  reviewOn: Day | null;
  policy: string;
  now: Instant;
};

/** Keeps what was to be trained on, and what the gate said of it. */
export async function keepTraining(tx: Tx, training: Training): Promise<string> {
  const id = newId(training.now);
  await rows(
    tx,
    `insert into training (id, purpose, stated, people, verdict, code, reviewer, review_on, policy, stated_at)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      training.purpose,
      JSON.stringify(training.stated),
      training.people,
      training.verdict,
      training.code,
      training.reviewer,
      training.reviewOn,
      training.policy,
      training.now,
    ],
  );
  return id;
}

/** What a model that was stated has come to: its training began, or its reviewer has looked at what comes out. */
export type TrainingStep = { step: 'begun' } | { step: 'reviewed'; by: string; usable: boolean };

/**
 * Notes that it happened; the first time counts. A training that began without leave is noted too: what happened is a fact, and
 * the promise is then broken. Refuses `training.not-found` and `training.other-reviewer`.
 */
export async function noteTraining(tx: Tx, id: string, step: TrainingStep, now: Instant): Promise<void> {
  const found = await trainingOf(tx, id);
  if (!found) throw new Refused('training.not-found', 'There is no such training.');
  if (step.step === 'begun') {
    await rows(tx, 'update training set begun_at = coalesce(begun_at, $2) where id = $1', [id, now]);
    return;
  }
  if (step.by !== found.reviewer)
    throw new Refused(
      'training.other-reviewer',
      found.reviewer === null
        ? 'Nobody was named to review this training.'
        : `This is reviewed by the ${found.reviewer}.`,
    );
  await rows(
    tx,
    'update training set reviewed_at = coalesce(reviewed_at, $2), usable = coalesce(usable, $3) where id = $1',
    [id, now, step.usable],
  );
}

async function trainingOf(reader: Reader, id: string): Promise<{ reviewer: string | null } | undefined> {
  const [found] = await rows<{ reviewer: string | null }>(
    reader,
    'select reviewer from training where id = $1 for update',
    [id],
  );
  return found;
}
