import { forgetPeople } from '../evidence/index.ts';
import { allFormerIdsOf } from '../people/index.ts';
import { eraseRowsOf, rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';

const KEYS_AT_ONCE = 1_000;

/**
 * What stays of somebody who is forgotten, with an id that leads nowhere any more: that a request was made and how it was
 * answered, what was decided and handed out, and the ledger. What is sealed in it can't be opened by anybody.
 */
const STAYS = [
  'request',
  'request_event',
  'plan',
  'refusal',
  'recipient_telling',
  'disclosure_about',
  'decision',
  'evidence_about',
  'key_to_destroy',
];

/**
 * Forgets those of `people` of whom we hold nothing any more and expect nothing: no record, no relationship that goes on, no standing yes, and
 * no request that is still open. A no needs no name: the suppressed address outlives it as a keyed hash. The identities go, and with the data key every copy in every backup. Answers how many.
 */
export async function forgetThoseWithNothingLeft(
  tx: Tx,
  people: readonly string[],
  { now, actor }: { now: string; actor: string },
): Promise<number> {
  const bare = await rows<{ id: string; waits: boolean }>(
    tx,
    `select p.id, exists (select from request where person_id = p.id and answered_on is null)
         or exists (select from outbox where person_id = p.id and state in ('queued', 'sending')) as waits
     from person p where p.id = any($1)
       and not exists (select 1 from record where person_id = p.id)
       and not exists (select 1 from relationship where person_id = p.id and ended_on is null)
       and not exists (
         select from (
           select distinct on (purpose, channel) state from permission where person_id = p.id
           order by purpose, channel, at desc, recorded_at desc, id desc) now
         where state in ('granted', 'confirmed', 'offered'))`,
    [people],
  );
  await rows(
    tx,
    `insert into forget_later (person_id, since) select id, $2::timestamptz from unnest($1::uuid[]) as id on conflict do nothing`,
    [bare.flatMap(({ id, waits }) => (waits ? [id] : [])), now],
  );
  const free = bare.filter(({ waits }) => !waits);
  // Whoever became them by a merge goes too: links of the ledger, and keys to older backups, know them by those ids.
  const bareIds = free.map(({ id }) => id);
  const ids = [...bareIds, ...(await allFormerIdsOf(tx, bareIds))];
  if (ids.length === 0) return 0;
  // First, for the ledger has to account for the links that go.
  await forgetPeople(tx, { people: ids, actor, at: now });
  await eraseRowsOf(tx, ids, { except: STAYS });
  await rows(
    tx,
    'insert into key_to_destroy (person_id, since) select id, $2::timestamptz from unnest($1::uuid[]) as id on conflict do nothing',
    [ids, now],
  );
  return free.length;
}

/** Forgets those for whom the last letter has left, or the last request was answered, since. Answers how many. */
export async function forgetLater(house: Pick<House, 'store'>, now: string): Promise<number> {
  if ((await house.store.rows('select 1 from forget_later limit 1')).length === 0) return 0;
  return house.store.inTransaction(async (tx) => {
    const waiting = await rows<{ person_id: string }>(tx, 'delete from forget_later returning person_id');
    return forgetThoseWithNothingLeft(
      tx,
      waiting.map(({ person_id }) => person_id),
      { now, actor: 'worker' },
    );
  });
}

/**
 * Destroys the keys of people who are gone: of this run, and of one that died before it could. Outside any transaction, for
 * no rollback brings a key back.
 */
export async function destroyKeys(house: Pick<House, 'store' | 'vault'>, now: string): Promise<void> {
  for (;;) {
    const waiting = await house.store.rows<{ person_id: string }>(
      'select person_id from key_to_destroy order by person_id limit $1',
      [KEYS_AT_ONCE],
    );
    if (waiting.length === 0) return;
    const ids = waiting.map(({ person_id }) => person_id);
    await house.vault.forgetAll(ids, now);
    await house.store.rows('delete from key_to_destroy where person_id = any($1::uuid[])', [ids]);
  }
}
