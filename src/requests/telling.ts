import { type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** Art 19: a recipient who has to hear of a change, whether they did, and what they answered. */
export type Telling = {
  id: string;
  person_id: string;
  request_id: string;
  recipient: string;
  change: 'rectification' | 'erasure' | 'restriction';
  known_by: 'logged' | 'declared';
  told_at: Instant | null;
  how: string | null;
  answered_at: Instant | null;
  outcome: string | null;
};

/** What a recipient can answer, and why one need not be told. */
export const TELLING_OUTCOMES = [
  'done',
  'nothing-held',
  'refused',
  'impossible',
  'disproportionate',
] as const;
export type TellingOutcome = (typeof TELLING_OUTCOMES)[number];

const COLUMNS = 'id, person_id, request_id, recipient, change, known_by, told_at, how, answered_at, outcome';

/** Makes a task for each recipient that is to be told; one that is there already stays as it is. */
export async function planTellings(
  tx: Tx,
  planned: {
    personId: string;
    requestId: string;
    change: Telling['change'];
    recipients: readonly { recipient: string; knownBy: Telling['known_by'] }[];
    now: Instant;
  },
): Promise<void> {
  for (const { recipient, knownBy } of planned.recipients)
    await rows(
      tx,
      `insert into recipient_telling (person_id, id, request_id, recipient, change, known_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (person_id, request_id, recipient, change) do nothing`,
      [planned.personId, newId(planned.now), planned.requestId, recipient, planned.change, knownBy],
    );
}

/** That a recipient was told, or answered. Refuses `telling.unknown-recipient`. */
export async function settleTelling(
  tx: Tx,
  settled: {
    requestId: string;
    recipient: string;
    how: string | null;
    outcome: TellingOutcome | null;
    /** Only of this change; absent: of whatever they are to hear of in this request. */
    change?: Telling['change'];
    now: Instant;
  },
): Promise<Telling> {
  const [telling] = await rows<Telling>(
    tx,
    `update recipient_telling set
       told_at = case when $4::text in ('impossible', 'disproportionate') then told_at else coalesce(told_at, $3) end,
       how = coalesce($5, how), answered_at = case when $4::text is null then answered_at else $3 end,
       outcome = coalesce($4, outcome)
     where request_id = $1 and recipient = $2 and ($6::text is null or change = $6) returning ${COLUMNS}`,
    [settled.requestId, settled.recipient, settled.now, settled.outcome, settled.how, settled.change ?? null],
  );
  if (telling) return telling;
  throw new Refused('telling.unknown-recipient', 'Nobody of that name has to be told about this request.');
}

/** One of them by its id; null: there is none. */
export async function findTelling(reader: Reader, id: string): Promise<Telling | null> {
  const [found] = await rows<Telling>(reader, `select ${COLUMNS} from recipient_telling where id = $1`, [id]);
  return found ?? null;
}

export const tellingsOf = (reader: Reader, requestId: string): Promise<Telling[]> =>
  rows<Telling>(
    reader,
    `select ${COLUMNS} from recipient_telling where request_id = $1 order by recipient, id`,
    [requestId],
  );
