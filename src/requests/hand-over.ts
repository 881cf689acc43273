import { type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { openedOr } from './event.ts';

/** A package that goes to another controller at its person's word (Art 20(2)). */
export type HandOver = {
  id: string;
  person_id: string;
  request_id: string;
  /** As the policy calls them; null: the person gave name and address. */
  recipient: string | null;
  asked_at: Instant;
  asked_by: string;
  due_on: Day;
  confirmed_at: Instant | null;
  sent_at: Instant | null;
  expires_on: Day | null;
  fetched_at: Instant | null;
  /** Whose it will be; null once the person was forgotten. */
  to: { name: string; email: string } | null;
};

const COLUMNS =
  'id, person_id, request_id, recipient, asked_at, asked_by, due_on, confirmed_at, sent_at, expires_on, fetched_at, sealed';

type Stored = Omit<HandOver, 'to'> & { sealed: Buffer };

export async function keepHandOver(
  tx: Tx,
  vault: Vault,
  asked: {
    personId: string;
    requestId: string;
    recipient: string | null;
    to: { name: string; email: string };
    by: string;
    dueOn: Day;
    confirmed: boolean;
    now: Instant;
  },
): Promise<string> {
  const id = newId(asked.now);
  const sealed = await vault.seal(asked.personId, JSON.stringify(asked.to), contextOf(id), asked.now);
  await rows(
    tx,
    `insert into hand_over (person_id, id, request_id, recipient, asked_at, asked_by, due_on, confirmed_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      asked.personId,
      id,
      asked.requestId,
      asked.recipient,
      asked.now,
      asked.by,
      asked.dueOn,
      asked.confirmed ? asked.now : null,
      sealed,
    ],
  );
  return id;
}

const contextOf = (id: string): string => `hand_over:${id}`;

/** The hand-overs of a request, the oldest first. */
export async function handOversOf(reader: Reader, vault: Vault, requestId: string): Promise<HandOver[]> {
  const found = await rows<Stored>(
    reader,
    `select ${COLUMNS} from hand_over where request_id = $1 order by asked_at, id`,
    [requestId],
  );
  return Promise.all(found.map((one) => opened(vault, one)));
}

async function opened(vault: Vault, { sealed, ...one }: Stored): Promise<HandOver> {
  const text = await openedOr(vault, one.person_id, sealed, contextOf(one.id));
  return { ...one, to: text === null ? null : JSON.parse(text) };
}

/** Those that are confirmed, whose file is ready since that day or later, and whose receiver was not written to yet. */
export const handOversToSend = (
  reader: Reader,
  answeredSince: Day,
): Promise<{ id: string; request_id: string }[]> =>
  rows<{ id: string; request_id: string }>(
    reader,
    `select h.id, h.request_id from hand_over h join request r on r.id = h.request_id
     where h.fetched_at is null and h.sent_at is null and h.confirmed_at is not null
       and r.outcome = 'sent' and r.answered_on >= $1 and exists (select from person p where p.id = h.person_id)
     order by h.id limit 100`,
    [answeredSince],
  );

/** That the person confirmed it, or that its receiver was written to. Answers whether it was so the first time. */
export async function markHandOver(
  tx: Tx,
  id: string,
  mark: { confirmed: Instant } | { sent: Instant; mail: string; until: Day },
): Promise<boolean> {
  const marked =
    'confirmed' in mark
      ? await rows(
          tx,
          'update hand_over set confirmed_at = $2 where id = $1 and confirmed_at is null returning id',
          [id, mark.confirmed],
        )
      : await rows(
          tx,
          'update hand_over set sent_at = $2, mail = $3, expires_on = $4 where id = $1 and sent_at is null returning id',
          [id, mark.sent, mark.mail, mark.until],
        );
  return marked.length > 0;
}

/** Takes the one opening of its link. False: it was opened before, is over, or was never sent. */
export async function handOverFetched(
  tx: Tx,
  { id, today, now }: { id: string; today: Day; now: Instant },
): Promise<boolean> {
  const fetched = await rows(
    tx,
    `update hand_over set fetched_at = $2 where id = $1 and fetched_at is null and sent_at is not null and expires_on >= $3
     returning id`,
    [id, now, today],
  );
  return fetched.length > 0;
}
