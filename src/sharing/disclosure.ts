import { type Instant, newId, Refused } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

/**
 * Logs a disclosure that was asked for, made or refused. One that is made says what was handed over: refuses `sharing.no-data`
 * where it does not, and nothing goes.
 */
export async function logDisclosure(
  tx: Tx,
  asked: {
    recipient: string;
    purpose: string;
    data: readonly string[];
    people: number;
    /** Whose data it is, where that could be said: they are told of it when they ask, and it of what changes. */
    about: readonly string[];
    verdict: string;
    code: string;
    now: Instant;
  },
): Promise<string> {
  if (asked.verdict === 'allow' && asked.data.length === 0)
    throw new Refused(
      'sharing.no-data',
      'Nothing is named that would be handed over: name in "data" each category of the policy that is.',
    );
  const id = newId(asked.now);
  await rows(
    tx,
    `insert into disclosure (id, recipient, purpose, data, people, verdict, code, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      asked.recipient.slice(0, 200),
      asked.purpose,
      [...asked.data],
      asked.people,
      asked.verdict,
      asked.code,
      asked.now,
    ],
  );
  await rows(
    tx,
    'insert into disclosure_about (person_id, id) select distinct person_id, $2::uuid from unnest($1::uuid[]) as person_id',
    [[...asked.about], id],
  );
  return id;
}
