import { newId } from '../base/index.ts';
import { appendPermission, type Said } from '../permission/index.ts';
import { rows, type Tx } from '../store/index.ts';

/**
 * Appends what a person said so that it counts after all that was said at the very same millisecond before: the order is by
 * id then, and ids of one millisecond come in any order. The caller holds the person.
 */
export async function appendInOrder(tx: Tx, said: Said): Promise<string> {
  const id = await appendPermission(tx, said);
  const [last] = await rows<{ id: string }>(
    tx,
    `select id from permission
     where person_id = $1 and purpose = $2 and channel = $3 and at = $4 and recorded_at = $5 order by id desc limit 1`,
    [said.personId, said.purpose, said.channel, said.at, said.now],
  );
  if (!last || last.id === id) return id;
  let later = newId(said.now);
  while (later <= last.id) later = newId(said.now);
  await rows(tx, 'update permission set id = $3 where person_id = $1 and id = $2', [
    said.personId,
    id,
    later,
  ]);
  return later;
}
