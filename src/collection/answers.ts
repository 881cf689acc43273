import { randomUUID } from 'node:crypto';
import type { Day } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** More answers than this hide a new one among them without being written anew. */
const MIXED = 500;

/**
 * Stores answers without anything that leads to who gave them: no person, no address, no moment but the month, a random id.
 * Those that are there are written anew in a random order with it, so that not even the order of the rows, or the number of
 * the transaction that wrote one, tells which was last.
 */
export async function keepAnswers(
  tx: Tx,
  {
    point,
    answers,
    notice,
    month,
  }: { point: string; answers: Readonly<Record<string, string>>; notice: string; month: Day },
): Promise<void> {
  await rows(
    tx,
    'insert into survey_answer (id, point, answers, notice_version, month) values ($1, $2, $3, $4, $5)',
    [randomUUID(), point, JSON.stringify(answers), notice, month],
  );
  await rows(
    tx,
    `with picked as (select id from survey_answer where point = $1 order by random() limit $2 for update),
          gone as (delete from survey_answer a using picked where a.id = picked.id returning a.*)
     insert into survey_answer select gen_random_uuid(), point, answers, notice_version, month from gone order by random()`,
    [point, MIXED],
  );
}

export type Answers = Record<string, string>;

export const answersTo = async (reader: Reader, point: string): Promise<Answers[]> =>
  (
    await rows<{ answers: Answers }>(reader, 'select answers from survey_answer where point = $1', [point])
  ).map((row) => row.answers);
