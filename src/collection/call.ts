import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

/** A telephone call as the telephone system lists it; `recording` is its reference there, null where there is none. */
export type Call = {
  beganAt: Instant;
  announced: boolean;
  recording: string | null;
  declined: boolean;
};

export const keepCall = (
  tx: Tx,
  { personId, id, point, call }: { personId: string; id: string; point: string; call: Call },
): Promise<unknown> =>
  rows(
    tx,
    'insert into phone_call (person_id, id, point, began_at, announced, recording, declined) values ($1, $2, $3, $4, $5, $6, $7)',
    [personId, id, point, call.beganAt, call.announced, call.recording, call.declined],
  );

export type KeptCall = { person_id: string; id: string; point: string; recording: string | null };

export const holdCall = async (tx: Tx, id: string): Promise<KeptCall | null> =>
  (
    await rows<KeptCall>(
      tx,
      'select person_id, id, point, recording from phone_call where id = $1 for update',
      [id],
    )
  )[0] ?? null;

/** Writes down that somebody listened, and for what. */
export async function keepListening(
  tx: Tx,
  call: KeptCall,
  { by, purpose, now }: { by: string; purpose: string; now: Instant },
): Promise<string> {
  const id = newId(now);
  await rows(
    tx,
    'insert into call_listening (person_id, id, call_id, by_whom, purpose, at) values ($1, $2, $3, $4, $5, $6)',
    [call.person_id, id, call.id, by, purpose, now],
  );
  return id;
}
