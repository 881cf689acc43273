import { type Instant, newId } from '../base/index.ts';
import type { Live } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Store, type Tx } from '../store/index.ts';
import { allKeepers, boardFrom } from './board.ts';
import { factTables, newestEntries } from './facts.ts';
import { keepHistory, provenFor } from './history.ts';
import type { Keeper } from './keepers.ts';
import { isDue } from './look.rules.ts';
import { keepLooks, type Look, lookAt, looksFor } from './look.ts';
import { tellOwners } from './owners.ts';

/** So many looks are kept at once: pages read them while the rest is still being looked at. */
const AT_ONCE = 20;

export type Refreshed = { looked: number; changed: number; milliseconds: number };

/**
 * Looks again at every control whose facts were written to, or whose last look is getting old, the oldest first; keeps what was
 * found, appends what changed to the history and tells the owners. One process at a time: the others find it done.
 * `liveNow` is asked anew for each look, so that each says its own moment; `goOn`, whether to stop before the rest.
 */
export async function lookAgain(
  store: Pick<Store, 'db' | 'inTransaction'>,
  policy: Policy,
  { liveNow, baseUrl, goOn }: { liveNow: () => Promise<Live>; baseUrl: string; goOn: () => boolean },
): Promise<Refreshed> {
  const began = performance.now();
  const started = await liveNow();
  const lease = newId(started.now);
  if (!(await takeLease(store, lease, started.now))) return { looked: 0, changed: 0, milliseconds: 0 };
  try {
    const tables = await factTables(store.db);
    const [place] = await rows<{ position: string | null }>(
      store.db,
      'select (select id from evidence_entry order by id desc limit 1) as position',
    );
    const before = await looksFor(store.db, policy.hash);
    const newest = await newestEntries(
      store.db,
      [...before.values()].flatMap(({ kinds }) => kinds),
    );
    const due = allKeepers(policy)
      .filter(({ key }) => isDue(before.get(key), { now: started.now, today: started.today, tables, newest }))
      .sort((a, b) => (before.get(a.key)?.at ?? '').localeCompare(before.get(b.key)?.at ?? ''));
    const after = new Map(before);
    for (let from = 0; from < due.length && goOn(); from += AT_ONCE) {
      const looked: [Keeper, Look][] = [];
      for (const one of due.slice(from, from + AT_ONCE)) {
        if (!goOn()) break;
        const look = await lookAt(await liveNow(), one, { tables, position: place?.position ?? null });
        if (!look) continue;
        after.set(one.key, look);
        looked.push([one, look]);
      }
      const { now } = await liveNow();
      const ours = await store.inTransaction(async (tx) => {
        if (!(await holdsLease(tx, lease, now))) return false;
        await keepLooks(tx, policy.hash, looked);
        return true;
      });
      if (!ours) return { looked: from, changed: 0, milliseconds: Math.round(performance.now() - began) };
    }
    const { now } = await liveNow();
    const changed = await store.inTransaction(async (tx) => {
      // Whoever took over has seen more than we did.
      if (!(await holdsLease(tx, lease, now))) return 0;
      await rows(tx, 'delete from control_state where policy <> $1', [policy.hash]);
      const board = boardFrom(policy, after, await provenFor(tx, policy.hash), now);
      const changes = await keepHistory(tx, board, { before, after, tables });
      await tellOwners(tx, changes, { now, baseUrl });
      return changes.length;
    });
    return { looked: due.length, changed, milliseconds: Math.round(performance.now() - began) };
  } finally {
    await giveLeaseBack(store, lease);
  }
}

/** One that died with the lease in its hand keeps the others waiting no longer than this, in minutes. */
const LEASE_MINUTES = 10;

/** Until when the lease is held, and by whom: a process that slept past its end must not write over the next one's looks. */
const heldBy = (lease: string, now: Instant): string =>
  `${new Date(Date.parse(now) + LEASE_MINUTES * 60_000).toISOString()} ${lease}`;

const takeLease = async (store: Pick<Store, 'db'>, lease: string, now: Instant): Promise<boolean> =>
  (
    await rows(
      store.db,
      `insert into meta (name, value) values ('board-looked-at', $2)
       on conflict (name) do update set value = excluded.value
       where coalesce(nullif(split_part(meta.value, ' ', 1), '')::timestamptz
         not between $1::timestamptz and $1::timestamptz + interval '${LEASE_MINUTES} minutes', true)
       returning name`,
      [now, heldBy(lease, now)],
    )
  ).length > 0;

/** Whether the lease is still ours; if so, for another while. Held until the transaction ends. */
const holdsLease = async (tx: Tx, lease: string, now: Instant): Promise<boolean> =>
  (
    await rows(
      tx,
      `update meta set value = $2 where name = 'board-looked-at' and split_part(value, ' ', 2) = $1 returning name`,
      [lease, heldBy(lease, now)],
    )
  ).length > 0;

const giveLeaseBack = (store: Pick<Store, 'db'>, lease: string): Promise<unknown> =>
  rows(
    store.db,
    `update meta set value = '' where name = 'board-looked-at' and split_part(value, ' ', 2) = $1`,
    [lease],
  );
