import { newId } from '../base/index.ts';
import { appendPermissions, type Said } from '../permission/index.ts';
import { rows, type Tx } from '../store/index.ts';

/**
 * Appends what people said, each once, so that it counts after all that was said at the very same millisecond before: the
 * order is by id then, and ids of one millisecond come in any order. The caller holds the people. Answers their ids.
 */
export async function appendAllInOrder(tx: Tx, many: readonly Said[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, { id, last }] of (await appendPermissions(tx, many)).entries()) {
    const said = many[at];
    if (said === undefined || last === null || last < id) {
      ids.push(id);
      continue;
    }
    let later = newId(said.now);
    while (later <= last) later = newId(said.now);
    await rows(tx, 'update permission set id = $3 where person_id = $1 and id = $2', [
      said.personId,
      id,
      later,
    ]);
    ids.push(later);
  }
  return ids;
}

/** The same for one. */
export async function appendInOrder(tx: Tx, said: Said): Promise<string> {
  const [id] = await appendAllInOrder(tx, [said]);
  if (id === undefined) throw new Error('one thing said, one id');
  return id;
}
