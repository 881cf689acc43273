import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { CHUNK, type Upload } from './upload.rules.ts';

/** Stores a file sealed, piece by piece, under the key of the person whose record it belongs to. Answers its id. */
export async function keepFile(
  tx: Tx,
  vault: Vault,
  {
    personId,
    recordId,
    upload: { field, name, content },
    type,
    fenced,
    now,
  }: { personId: string; recordId: string; upload: Upload; type: string; fenced: boolean; now: Instant },
): Promise<string> {
  const id = newId(now);
  await rows(
    tx,
    `insert into record_file (person_id, id, record_id, field, type, bytes, fenced, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      personId,
      id,
      recordId,
      field,
      type,
      content.length,
      fenced,
      await vault.seal(personId, name.slice(0, 200), `file:${id}`, now),
    ],
  );
  for (let number = 0; number * CHUNK < content.length; number += 1) {
    const chunk = newId(now);
    const piece = content.subarray(number * CHUNK, (number + 1) * CHUNK);
    await rows(
      tx,
      'insert into record_chunk (person_id, id, file_id, number, sealed) values ($1, $2, $3, $4, $5)',
      [personId, chunk, id, number, await vault.seal(personId, piece, `chunk:${chunk}`, now)],
    );
  }
  return id;
}

export type KeptFile = {
  id: string;
  field: string;
  name: string;
  type: string;
  bytes: number;
  fenced: boolean;
};

export async function filesOf(
  reader: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<KeptFile[]> {
  const found = await rows<Omit<KeptFile, 'name'> & { sealed: Buffer }>(
    reader,
    'select id, field, type, bytes, fenced, sealed from record_file where person_id = $1 and record_id = $2 order by id',
    [personId, recordId],
  );
  return Promise.all(
    found.map(async ({ sealed, ...file }) => ({
      ...file,
      name: (await vault.open(personId, sealed, `file:${file.id}`)).toString('utf8'),
    })),
  );
}

/** The content of one file of a person; null when it is not theirs or not there. */
export async function readFile(
  reader: Reader,
  vault: Vault,
  personId: string,
  fileId: string,
): Promise<Buffer | null> {
  const pieces = await rows<{ id: string; sealed: Buffer }>(
    reader,
    'select id, sealed from record_chunk where person_id = $1 and file_id = $2 order by number',
    [personId, fileId],
  );
  if (pieces.length === 0) return null;
  return Buffer.concat(
    await Promise.all(pieces.map(({ id, sealed }) => vault.open(personId, sealed, `chunk:${id}`))),
  );
}
