import { type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/**
 * - handover: addresses that leave for the platform which sends for us
 * - audience: hashes of addresses that leave for an advertiser
 * - export:   what a platform knows of our people, taken out of it
 */
export type ListKind = 'handover' | 'audience' | 'export';

export type Stamp = {
  id: string;
  kind: ListKind;
  purpose: string;
  recipient: string;
  people: number;
  left_out: Record<string, number>;
  made_at: Instant;
  expires_at: Instant;
  ended_at: Instant | null;
};

export async function stampList(
  tx: Tx,
  list: Omit<Stamp, 'id' | 'made_at' | 'ended_at'> & { policy: string; now: Instant },
): Promise<string> {
  const id = newId(list.now);
  await rows(
    tx,
    `insert into list_stamp (id, kind, purpose, recipient, people, left_out, policy, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      list.kind,
      list.purpose,
      list.recipient,
      list.people,
      JSON.stringify(list.left_out),
      list.policy,
      list.now,
      list.expires_at,
    ],
  );
  return id;
}

/** Refuses `list.not-found`. */
export async function findStamp(reader: Reader, id: string): Promise<Stamp> {
  const [found] = await rows<Stamp>(
    reader,
    'select id, kind, purpose, recipient, people, left_out, made_at, expires_at, ended_at from list_stamp where id = $1',
    [id],
  );
  if (!found) throw new Refused('list.not-found', 'There is no such list.');
  return found;
}

/** That a list is gone over there, or here. False where it was already. */
export const endStamp = async (tx: Tx, id: string, now: Instant): Promise<boolean> =>
  (
    await rows(tx, 'update list_stamp set ended_at = $2 where id = $1 and ended_at is null returning id', [
      id,
      now,
    ])
  ).length > 0;
