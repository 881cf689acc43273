import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

/** The registers of those who want no marketing calls: people, and companies (PECR reg 21, 26). */
export const CALL_LISTS = ['tps', 'ctps'] as const;
export type CallList = (typeof CALL_LISTS)[number];

/** A list in which somebody has stood longer than anybody can say. */
const LONG_AGO: Day = '1900-01-01';

/** A number of the list, hashed, and since when it is listed where the file says so. */
export type Listed = { hash: Uint8Array; since: Day | null };

/** Numbers at a time: enough to be quick, few enough to keep in memory. */
const AT_ONCE = 5_000;

/**
 * Takes a whole list as it stood on `asOf`: numbers that are no longer on it are taken out. Since when a number is listed comes
 * from the file, or from the list before this one, where it was not yet there; without either it counts as listed for long,
 * which lets nobody be called. Refuses `permission.old-list` for one that is older than what we have, and
 * `permission.empty-list`.
 */
export async function importCallList(
  tx: Tx,
  list: CallList,
  {
    asOf,
    numbers,
    digest,
    now,
  }: { asOf: Day; numbers: AsyncIterable<Listed>; digest: () => string; now: Instant },
): Promise<{ id: string; numbers: number }> {
  const [before] = await rows<{ as_of: Day | null }>(
    tx,
    'select max(as_of) as as_of from call_list_import where list = $1',
    [list],
  );
  if (before?.as_of && before.as_of >= asOf)
    throw new Refused(
      'permission.old-list',
      `The ${list.toUpperCase()} list that we have is of ${before.as_of}; this one, of ${asOf}, is no newer.`,
    );
  let count = 0;
  let some: Listed[] = [];
  const write = async () => {
    await rows(
      tx,
      `insert into call_list as known (hash, list, listed_on, seen_on)
       select distinct on (hash) hash, $3, coalesce(since, $5), $4 from unnest($1::bytea[], $2::date[]) as listed (hash, since)
       on conflict (hash, list) do update set seen_on = $4, listed_on = least(known.listed_on, coalesce(excluded.listed_on, known.listed_on))`,
      [
        some.map(({ hash }) => hash),
        some.map(({ since }) => since),
        list,
        asOf,
        // New on it since the list before: listed that day at the earliest.
        before?.as_of ?? LONG_AGO,
      ],
    );
    count += some.length;
    some = [];
  };
  for await (const one of numbers) {
    some.push(one);
    if (some.length >= AT_ONCE) await write();
  }
  if (some.length > 0) await write();
  if (count === 0)
    throw new Refused('permission.empty-list', 'The list holds no telephone number; nothing was changed.');
  await rows(tx, 'delete from call_list where list = $1 and seen_on < $2', [list, asOf]);
  const id = newId(now);
  await rows(
    tx,
    'insert into call_list_import (list, as_of, id, numbers, digest, imported_at) values ($1, $2, $3, $4, $5, $6)',
    [list, asOf, id, count, digest(), now],
  );
  return { id, numbers: count };
}
