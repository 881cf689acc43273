import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';

/** Keeps what a collection point stores: sealed under the person's key, with the notice that was shown. */
export async function keepRecord(
  tx: Tx,
  vault: Vault,
  record: {
    personId: string;
    point: string;
    storedAs: string;
    fields: Readonly<Record<string, string>>;
    notice: string;
    now: Instant;
  },
): Promise<string> {
  const id = newId(record.now);
  const sealed = await vault.seal(record.personId, JSON.stringify(record.fields), `record:${id}`, record.now);
  await rows(
    tx,
    `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [record.personId, id, record.point, record.storedAs, sealed, record.notice, record.now],
  );
  return id;
}
