import { threadId } from 'node:worker_threads';
import type pg from 'pg';
import type { Clock, Instant } from '../../base/index.ts';
import {
  type Address,
  connect,
  connectVault,
  createDatabase,
  dropDatabase,
  type KeyRing,
  openPool,
  type Store,
  type Vault,
} from '../../store/index.ts';

/** What a twin stands on: a store and a vault of its own. `clear` gives the place back. */
export type Plot = { store: Store; vault: Vault; keys: Store; clear(): Promise<void> };

/** The prepared, empty databases that every place is a copy of. */
export const TEMPLATES = ['twin_data', 'twin_keys'] as const;

/**
 * A pair of databases for one twin after another, with connections that know their tables and statements by then. Copying
 * them costs more than most proofs: what the last twin wrote is raked off instead. After so many twins the pair is laid
 * out anew, for deleted rows still take up pages.
 */
const TWINS_EACH = 25;

/** Removes every row but those of tables that the templates fill, past the triggers of what is never to be deleted. */
const RAKE = `do $$
declare t record;
begin
  set local session_replication_role = replica;
  for t in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'pgboss') and pg_relation_size(c.oid) > 0
      and (n.nspname, c.relname) not in (('public', 'migration'), ('pgboss', 'version'))
  loop execute format('delete from %s', t.name); end loop;
end $$`;

/** What a raked database still has, and an untouched one has too: what those tables hold, and numbers that were drawn. */
const LEFT = `select (select string_agg(m::text, '|' order by m::text) from migration m) as migrations,
  (select count(*)::int from pg_class where relkind in ('r', 'p', 'i', 'v', 'S') and oid >= 16384) as relations,
  (select count(*)::int from pg_sequences where last_value is not null) as drawn`;

type Bed = {
  names: readonly [data: string, keys: string];
  pools: readonly [data: pg.Pool, keys: pg.Pool];
  twins: number;
};

/** Whether the last twin has given back what it was lent: nothing that is still under way may write into the next one's plot. */
const atRest = ({ pools }: Bed): boolean =>
  pools.every((pool) => pool.idleCount === pool.totalCount && pool.waitingCount === 0);

/** Lays out plots on a server where the templates stand, and takes them back. */
export function plotsOn(
  admin: Address,
  address: (database: string) => Address,
  ring: KeyRing,
): { plot(clock: Clock, now: Instant): Promise<Plot>; close(): Promise<void> } {
  const free: Bed[] = [];
  let beds = 0;
  let asNew: string | null = null;
  const left = async ({ pools }: Bed): Promise<string> =>
    JSON.stringify(await Promise.all(pools.map(async (pool) => (await pool.query(LEFT)).rows)));

  const layOut = async (): Promise<Bed> => {
    beds += 1;
    const names = [`twin_${threadId}_${beds}`, `twin_${threadId}_${beds}_keys`] as const;
    for (const [at, name] of names.entries()) await createDatabase(admin, name, TEMPLATES[at]);
    const [data, keys] = names;
    const bed = { names, pools: [openPool(address(data), 4), openPool(address(keys), 2)] as const, twins: 0 };
    asNew ??= await left(bed);
    return bed;
  };
  const remove = async ({ pools, names }: Bed): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.end()));
    for (const name of names) await dropDatabase(admin, name);
  };
  const rake = async (bed: Bed): Promise<boolean> => {
    await Promise.all(bed.pools.map((pool) => pool.query(RAKE)));
    return (await left(bed)) === asNew;
  };

  return {
    async plot(twinClock, now) {
      const bed = free.pop() ?? (await layOut());
      const [data, own] = bed.names;
      const [dataPool, keysPool] = bed.pools;
      const store = connect(address(data), { clock: twinClock, pool: dataPool });
      const keys = connect(address(own), { clock: twinClock, pool: keysPool });
      const vault = await connectVault(address(own), ring, now, { pool: keysPool });
      return {
        store,
        vault,
        keys,
        async clear() {
          await Promise.all([store.close(), keys.close(), vault.close()]);
          bed.twins += 1;
          const again = bed.twins < TWINS_EACH && atRest(bed) && (await rake(bed).catch(() => false));
          if (again) free.push(bed);
          else await remove(bed);
        },
      };
    },
    async close() {
      await Promise.all(free.flatMap(({ pools }) => pools.map((pool) => pool.end())));
    },
  };
}
