import type { Instant } from '../base/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';

/** A record, and the fields that go from it. */
export type Redaction = { person_id: string; id: string; fields: readonly string[] };

/**
 * Takes fields out of records that stay: the value, its fenced or tokenised parts, and its files. A field that is gone
 * already is gone twice, which changes nothing. Answers how many records had any.
 */
export async function redactRecords(
  tx: Tx,
  vault: Vault,
  redactions: readonly Redaction[],
  now: Instant,
): Promise<number> {
  let redacted = 0;
  for (const { person_id, id, fields } of redactions) {
    const [record] = await rows<{ sealed: Buffer }>(
      tx,
      'select sealed from record where person_id = $1 and id = $2 for update',
      [person_id, id],
    );
    if (!record) continue;
    const context = `record:${id}`;
    const values: Record<string, string> = JSON.parse(
      (await vault.open(person_id, record.sealed, context)).toString('utf8'),
    );
    const left = Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
    await rows(
      tx,
      `update record set sealed = $3, gone = array(select distinct unnest(gone || $4::text[]) order by 1)
       where person_id = $1 and id = $2`,
      [person_id, id, await vault.seal(person_id, JSON.stringify(left), context, now), fields],
    );
    for (const table of ['record_part', 'record_file'])
      await rows(tx, `delete from ${table} where person_id = $1 and record_id = $2 and field = any($3)`, [
        person_id,
        id,
        fields,
      ]);
    redacted += 1;
  }
  return redacted;
}
