import type { Clock, Instant, Log } from '../base/index.ts';
import {
  type Address,
  connect,
  finishRestore,
  KEY_MIGRATIONS,
  loadBackup,
  type Progress,
  readBackup,
  rows,
  type Store,
  type Vault,
  type WrittenBackup,
  writeBackup,
} from '../store/index.ts';
import type { House } from './house.ts';

const AT_ONCE = 1000;

/**
 * Writes down outside the data what was erased in them: of people who stay, the rows that went. Noted before it is struck
 * off, so that a crash between the two notes it again, which changes nothing. Answers how many.
 */
export async function noteErasures({
  store,
  vault,
  clock,
}: Pick<House, 'store' | 'vault' | 'clock'>): Promise<number> {
  let noted = 0;
  for (;;) {
    const waiting = await store.rows<{ table: string; id: string }>(
      'select table_name as "table", row_id as id from erasure_to_note limit $1',
      [AT_ONCE],
    );
    if (waiting.length === 0) return noted;
    await vault.noteErased(waiting, clock.now());
    await store.rows(
      `delete from erasure_to_note n using unnest($1::text[], $2::text[]) as noted (table_name, row_id)
       where n.table_name = noted.table_name and n.row_id = noted.row_id`,
      [waiting.map(({ table }) => table), waiting.map(({ id }) => id)],
    );
    noted += waiting.length;
  }
}

/** Writes the keystore to `file`: every key, wrapped under KEPT_KEY, which is not in it. Refuses as `writeBackup`. */
export const copyKeystore = (
  address: Address,
  file: string,
  { at, onProgress = () => {} }: { at: Instant; onProgress?: Progress },
): Promise<WrittenBackup> => writeBackup(address, file, { at, marks: { holds: 'keystore' }, onProgress });

/** Fills an empty keystore from `file`. Refuses as `readBackup` and `loadBackup`. */
export async function fillKeystore(
  file: string,
  { address, clock, log, onProgress }: { address: Address; clock: Clock; log: Log; onProgress?: Progress },
): Promise<number> {
  const loaded = await loadBackup(address, await readBackup(file), {
    now: clock.now(),
    log,
    migrations: KEY_MIGRATIONS,
    ...(onProgress && { onProgress }),
  });
  const keystore = connect(address, { clock, log });
  try {
    await keystore.inTransaction(finishRestore);
  } finally {
    await keystore.close();
  }
  return loaded.rows;
}

/**
 * Destroys again the keys of people whom the data do not know any more: an older copy of the keystore has brought them
 * back. Answers how many.
 */
export async function destroyStrayKeys(store: Store, vault: Vault, now: Instant): Promise<number> {
  let destroyed = 0;
  for (let after = ''; ; ) {
    const held = await vault.keysAfter(after, AT_ONCE);
    const last = held.at(-1);
    if (last === undefined) return destroyed;
    const known = await rows<{ id: string }>(
      store.db,
      'select id::text as id from person where id::text = any($1)',
      [held],
    );
    const there = new Set(known.map(({ id }) => id));
    for (const personId of held.filter((id) => !there.has(id))) {
      await vault.forget(personId, now);
      destroyed += 1;
    }
    after = last;
  }
}
