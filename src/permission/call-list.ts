import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';

/** The registers of those who want no marketing calls: people, and companies (PECR reg 21, 26). */
export const CALL_LISTS = ['tps', 'ctps'] as const;
export type CallList = (typeof CALL_LISTS)[number];

/** A list in which somebody has stood longer than anybody can say. */
const LONG_AGO: Day = '1900-01-01';

/** Numbers of the list, hashed, one behind the other, and since when each is listed where the file says so. */
export type Listed = { hashes: Uint8Array; since: readonly (Day | null)[] };

/**
 * Takes a whole list as it stood on `asOf`: numbers that are no longer on it are taken out. Since when a number is listed comes
 * from the file, or from the list before this one, where it was not yet there; without either it counts as listed for long,
 * which lets nobody be called. In sets: a list of millions costs what has changed in it. Refuses `permission.old-list` for one
 * that is older than what we have, and `permission.empty-list`.
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
  // Two of the same register at once would each take out what the other brings.
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`call-list:${list}`]);
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
  await rows(tx, 'create temporary table call_list_come (hash bytea not null, since date) on commit drop');
  let count = 0;
  for await (const some of numbers) {
    await stage(tx, some);
    count += some.since.length;
  }
  if (count === 0)
    throw new Refused('permission.empty-list', 'The list holds no telephone number; nothing was changed.');
  // New on it since the list before: listed that day at the earliest.
  await replace(tx, list, before?.as_of ?? LONG_AGO);
  const id = newId(now);
  await rows(
    tx,
    'insert into call_list_import (list, as_of, id, numbers, digest, imported_at) values ($1, $2, $3, $4, $5, $6)',
    [list, asOf, id, count, digest(), now],
  );
  return { id, numbers: count };
}

/** One parameter of bytes for all hashes: an array of them would be written and read as text. */
const stage = (tx: Tx, { hashes, since }: Listed): Promise<unknown> =>
  since.some((one) => one !== null)
    ? rows(
        tx,
        `insert into call_list_come (hash, since)
         select substr($1::bytea, 1 + (n - 1)::int * $2::int, $2::int), day
         from unnest($3::date[]) with ordinality as told (day, n)`,
        [hashes, hashes.length / since.length, since],
      )
    : rows(
        tx,
        `insert into call_list_come (hash)
         select substr($1::bytea, 1 + (n - 1) * $2::int, $2::int) from generate_series(1, $3::int) as n`,
        [hashes, hashes.length / since.length, since.length],
      );

/** What is no longer on the list goes, what is new comes, and nothing is written of what stays as it is. */
async function replace(tx: Tx, list: CallList, listedOn: Day): Promise<void> {
  await rows(
    tx,
    `create temporary table call_list_new on commit drop as
     select hash, min(since) as since from call_list_come group by hash`,
  );
  await rows(tx, 'analyze call_list_new');
  await rows(
    tx,
    'delete from call_list c where c.list = $1 and not exists (select 1 from call_list_new n where n.hash = c.hash)',
    [list],
  );
  await rows(
    tx,
    `update call_list c set listed_on = n.since from call_list_new n
     where c.list = $1 and n.hash = c.hash and n.since < c.listed_on`,
    [list],
  );
  await rows(
    tx,
    `insert into call_list (hash, list, listed_on)
     select n.hash, $1, coalesce(n.since, $2) from call_list_new n
     where not exists (select 1 from call_list c where c.list = $1 and c.hash = n.hash) order by n.hash`,
    [list, listedOn],
  );
}
