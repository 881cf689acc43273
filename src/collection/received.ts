import type { Live } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

/** What the ledger says of things that came in alike, and how many did. */
type CameIn = {
  point: string;
  fields: readonly string[];
  /** As noted with each of them: how many passages were taken out of its text; of a batch, how many events were taken and fields dropped. */
  takenOut: number;
  taken: number;
  dropped: number;
  times: number;
  /** The policy under which they came in; null: this release cannot read it, and nothing can be said of them by it. */
  policy: Policy | null;
};

/**
 * All that came in at these points in the last year, each with the version under which it did: what was wrong does not fade
 * behind what came after it, and what was right stays so when the form asks for less. Entries that say the same, of which there
 * are few kinds, are counted together before any is read.
 */
export async function cameIn(
  live: Live,
  policy: Policy,
  points: readonly string[],
  kinds: readonly string[] = ['collection.received'],
): Promise<CameIn[]> {
  const alike = await live.rows<Omit<CameIn, 'policy'> & { notice: string | null }>(
    `select point, body::jsonb ->> 'notice' as notice, coalesce(body::jsonb -> 'fields', '[]') as fields, times,
       coalesce((body::jsonb ->> 'takenOut')::int, 0) as "takenOut", coalesce((body::jsonb ->> 'taken')::int, 0) as taken,
       coalesce((body::jsonb ->> 'dropped')::int, 0) as dropped
     from unnest($1::text[]) as point cross join unnest($2::text[]) as kind cross join lateral (
       select body, count(*)::int as times from evidence_entry e
       where e.kind = kind.kind and e.body::jsonb ->> 'point' = point.point and e.id >= ${YEAR_AGO('$3')} group by body) alike`,
    [points, kinds, live.now],
  );
  const versions = new Map<string, Policy | null>([[policy.hash, policy]]);
  for (const { notice } of alike)
    if (notice !== null && !versions.has(notice))
      versions.set(notice, (await live.policyOf(notice)) as Policy | null);
  return alike.map(({ notice, ...one }) => ({
    ...one,
    policy: notice === null ? policy : (versions.get(notice) ?? null),
  }));
}

/** The first id that an entry of a year ago can have: ids begin with their moment, so the index of a point ends the search. */
const YEAR_AGO = (now: `$${number}`): string =>
  `(lpad(to_hex((extract(epoch from ${now}::timestamptz - interval '1 year') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** How many came in. */
export const timesOf = (all: readonly { times: number }[]): number =>
  all.reduce((sum, { times }) => sum + times, 0);

/** The fields that came in at a point without being declared there at the time. */
export const undeclaredIn = (all: readonly CameIn[]): string[] => [
  ...new Set(
    all.flatMap(({ point, fields, policy }) =>
      policy ? fields.filter((field) => !Object.hasOwn(policy.collection[point]?.fields ?? {}, field)) : [],
    ),
  ),
];
