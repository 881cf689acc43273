import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';

/** Keeps what a collection point stores: sealed under the person's key, with the notice that was shown. */
export async function keepRecord(
  tx: Tx,
  vault: Vault,
  record: {
    personId: string;
    id?: string;
    point: string;
    storedAs: string;
    fields: Readonly<Record<string, string>>;
    notice: string;
    now: Instant;
  },
): Promise<string> {
  const id = record.id ?? newId(record.now);
  const sealed = await vault.seal(record.personId, JSON.stringify(record.fields), `record:${id}`, record.now);
  await rows(
    tx,
    `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [record.personId, id, record.point, record.storedAs, sealed, record.notice, record.now],
  );
  return id;
}

export type KnownRecord = {
  person_id: string;
  id: string;
  point: string;
  notice_version: string;
  stored_at: Instant;
};

const RECORD = 'select person_id, id, point, notice_version, stored_at from record';

export const recordById = async (reader: Reader, id: string): Promise<KnownRecord | null> =>
  (await rows<KnownRecord>(reader, `${RECORD} where id = $1`, [id]))[0] ?? null;

/**
 * Records of a point, the newest first; `before` is the id of the last one of the page before. By point as well as by id, so
 * that only the index of both can bring them in this order: the one of ids would be gone through past every other point's.
 */
export const recordsAt = (
  reader: Reader,
  { point, before, limit }: { point: string; before: string | null; limit: number },
): Promise<KnownRecord[]> =>
  rows<KnownRecord>(
    reader,
    `${RECORD} where point between $1 and $1 and ($2::uuid is null or id < $2) order by point desc, id desc limit $3`,
    [point, before, limit],
  );

/** The fields of a record as they are shown: what is kept from it stands there as a mask. */
export async function fieldsOf(
  reader: Reader,
  vault: Vault,
  { person_id, id }: Pick<KnownRecord, 'person_id' | 'id'>,
): Promise<Record<string, string>> {
  const [found] = await rows<{ sealed: Buffer }>(
    reader,
    'select sealed from record where person_id = $1 and id = $2',
    [person_id, id],
  );
  return found
    ? JSON.parse((await vault.open(person_id, found.sealed, `record:${id}`)).toString('utf8'))
    : {};
}

/** Takes a form's random number, once: false when it was taken before. Old ones go on the way. */
export async function takeNonce(tx: Tx, nonce: Buffer, now: Instant): Promise<boolean> {
  await rows(
    tx,
    `delete from form_use using (select nonce from form_use where used_at < $1::timestamptz - interval '2 days' limit 50 for update skip locked) old
     where form_use.nonce = old.nonce`,
    [now],
  );
  const taken = await rows(
    tx,
    'insert into form_use (nonce, used_at) values ($1, $2) on conflict do nothing returning 1',
    [nonce, now],
  );
  return taken.length > 0;
}

export const returnNonce = (tx: Tx, nonce: Buffer): Promise<unknown> =>
  rows(tx, 'delete from form_use where nonce = $1', [nonce]);
