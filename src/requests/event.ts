import { type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import type { ClockEvent, RequestEventKind } from './clock.rules.ts';

/** Something that happened to a request, as it is kept: facts are codes, ids and days; words are sealed. */
export type RequestEvent = ClockEvent & {
  readonly id: string;
  readonly kind: RequestEventKind;
  readonly actor: string;
  readonly recordedAt: Instant;
  readonly sealed: Buffer | null;
};

export type NewEvent = {
  kind: RequestEventKind;
  on: Day;
  actor: string;
  facts?: Readonly<Record<string, unknown>>;
  /** What was written or said; null: nothing. */
  words?: string | null;
};

type Whose = { personId: string; requestId: string; now: Instant };

/** Adds an event to a request. The due day is computed anew by whoever holds the request; see `settleClock`. */
export async function appendRequestEvent(
  tx: Tx,
  vault: Vault,
  { personId, requestId, now }: Whose,
  { kind, on, actor, facts = {}, words = null }: NewEvent,
): Promise<string> {
  const id = newId(now);
  const sealed =
    words === null || words === '' ? null : await vault.seal(personId, words, contextOf(id), now);
  await rows(
    tx,
    `insert into request_event (person_id, id, request_id, kind, on_day, recorded_at, actor, facts, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [personId, id, requestId, kind, on, now, actor, JSON.stringify(facts), sealed],
  );
  return id;
}

const contextOf = (id: string): string => `request_event:${id}`;

/** All that happened to a request, in the order in which it happened; on one day in the order in which it was heard. */
export const requestEvents = (reader: Reader, requestId: string): Promise<RequestEvent[]> =>
  rows<RequestEvent>(
    reader,
    `select id, kind, on_day as "on", recorded_at as "recordedAt", actor, facts, sealed
     from request_event where request_id = $1 order by on_day, recorded_at, id`,
    [requestId],
  );

/** The words of an event; null where there were none, or where the person was forgotten and nobody can read them any more. */
export async function wordsOf(
  vault: Vault,
  personId: string,
  event: Pick<RequestEvent, 'id' | 'sealed'>,
): Promise<string | null> {
  return openedOr(vault, personId, event.sealed, contextOf(event.id));
}

/** What a sealed column holds as text, or null once the person's key is gone. */
export async function openedOr(
  vault: Vault,
  personId: string,
  sealed: Buffer | null,
  context: string,
): Promise<string | null> {
  if (sealed === null) return null;
  try {
    return (await vault.open(personId, sealed, context)).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && String(thrown.code) === 'vault.forgotten') return null;
    throw thrown;
  }
}
