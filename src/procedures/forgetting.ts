import type { Instant } from '../base/index.ts';
import { forgetPeople } from '../evidence/index.ts';
import { allFormerIdsOf } from '../people/index.ts';
import { eraseRowsOf, rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';

const KEYS_AT_ONCE = 1_000;
const PEOPLE_AT_ONCE = 500;

/**
 * Whether something still has to reach somebody: a request that is open, a mail that has not left, or a letter that goes by
 * post. Nobody tells us that it was printed, and without their key nobody could: it has a week.
 */
const waits = (person: string, now: string): string => `(
  exists (select from request where person_id = ${person} and answered_on is null)
  or exists (select from outbox where person_id = ${person} and state in ('queued', 'sending'))
  or exists (select from request_event where person_id = ${person} and kind = 'told' and facts ->> 'by' = 'post'
       and recorded_at > ${now}::timestamptz - interval '7 days'))`;

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
  'decision_review',
  'hand_over',
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
  { now, actor }: { now: Instant; actor: string },
): Promise<number> {
  const bare = await rows<{ id: string; waits: boolean }>(
    tx,
    `select p.id, ${waits('p.id', '$2')} as waits
     from person p where p.id = any($1)
       and not exists (select 1 from record where person_id = p.id)
       and not exists (select 1 from relationship where person_id = p.id and ended_on is null)
       and not exists (
         select from (
           select distinct on (purpose, channel) state from permission where person_id = p.id
           order by purpose, channel, at desc, recorded_at desc, id desc) now
         where state in ('granted', 'confirmed', 'offered'))`,
    [people, now],
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

/**
 * Forgets those of whom nothing is left, now that their last letter has left and their last request was answered: until then
 * their address is needed. Answers how many.
 */
export async function forgetLater(house: Pick<House, 'store'>, now: Instant): Promise<number> {
  for (let forgotten = 0; ; ) {
    const ready = await house.store.rows<{ person_id: string }>(
      `select person_id from forget_later p where not ${waits('p.person_id', '$1')} order by person_id limit $2`,
      [now, PEOPLE_AT_ONCE],
    );
    if (ready.length === 0) return forgotten;
    forgotten += await house.store.inTransaction(async (tx) => {
      const people = ready.map(({ person_id }) => person_id);
      // People first, as whoever queues them holds them before the queue.
      await rows(tx, 'select 1 from person where id = any($1::uuid[]) order by id for update', [people]);
      const mine = await rows<{ person_id: string }>(
        tx,
        'delete from forget_later where person_id = any($1::uuid[]) returning person_id',
        [people],
      );
      const ids = mine.map(({ person_id }) => person_id);
      return forgetThoseWithNothingLeft(tx, ids, { now, actor: 'worker' });
    });
    if (ready.length < PEOPLE_AT_ONCE) return forgotten;
  }
}

/**
 * Destroys the keys of people who are gone: of this run, and of one that died before it could. Outside any transaction, for
 * no rollback brings a key back.
 */
export async function destroyKeys(house: Pick<House, 'store' | 'vault'>, now: Instant): Promise<void> {
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
