import { newId } from '../base/index.ts';
import { appendPermission, type Said } from '../permission/index.ts';
import { rows, type Tx } from '../store/index.ts';

/**
 * Appends what a person said so that it counts after all that was said at the very same millisecond before: the order is by
 * id then, and ids of one millisecond come in any order. The caller holds the person.
 */
export async function appendInOrder(tx: Tx, said: Said): Promise<string> {
  const { id, last } = await appendPermission(tx, said);
  if (last === null || last < id) return id;
  let later = newId(said.now);
  while (later <= last) later = newId(said.now);
  await rows(tx, 'update permission set id = $3 where person_id = $1 and id = $2', [
    said.personId,
    id,
    later,
  ]);
  return later;
}
