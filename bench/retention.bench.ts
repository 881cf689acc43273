/*
 * What a night costs: some of many people fall due and go, against batched DELETEs of the same rows written by hand in the
 * same run; what the preview of a year costs; and the same for rows of a connected database, which is found, planned, journalled,
 * written and looked at again.
 *
 *   node bench/retention.bench.ts
 *   KEPT_BENCH_PEOPLE=1000000 KEPT_BENCH_DUE=100000 node bench/retention.bench.ts
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { silentLog } from '../src/base/index.ts';
import { openLedger } from '../src/evidence/index.ts';
import { aSigningKey } from '../src/evidence/testing.ts';
import { loadPolicy } from '../src/policy/index.ts';
import {
  disposeDue,
  forecastRetention,
  type House,
  previewRetention,
  proposePolicy,
} from '../src/procedures/index.ts';
import { reaching, SHOP } from '../src/procedures/tests/shop.ts';
import { withVault } from '../src/store/testing.ts';
import { withPostgres } from '../src/systems/tests/foreign.ts';

const people = Number(process.env.KEPT_BENCH_PEOPLE ?? 60_000);
const due = Number(process.env.KEPT_BENCH_DUE ?? people / 10);
const AT_ONCE = 1_000;
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)} ${figure}\n`);

await withHouse('retention-policy', async (house, address) => {
  const client = new pg.Client(address);
  await client.connect();
  await fill(client, due * 2);
  say(
    'preview of a year',
    `${(await seconds(() => previewRetention(house, '2027-11-22'))).toFixed(1)} s (goal 5)`,
  );
  say(
    'forecast of a year by week',
    `${(await seconds(() => forecastRetention(house, 52))).toFixed(1)} s (goal 5)`,
  );
  const kept = await seconds(async () => {
    const disposals = await disposeDue(house);
    const gone = disposals.reduce((sum, { records }) => sum + records, 0);
    if (gone !== due || disposals.some(({ verified }) => !verified))
      throw new Error(`${gone} went, not ${due}`);
  });
  // What is left of the due ones is the same number again, for the hand-written way; see fill.
  const byHand = await seconds(() => deleteByHand(client));
  tell(`${people} people, ${due} due: a night`, kept, byHand);
  await client.end();
});

await withPostgres([SHOP], (url, shop) =>
  withHouse('retcon-policy', async (here) => {
    const house = reaching(here, url);
    await fillShop(shop);
    say(
      'preview of rows in a connected database',
      `${(await seconds(() => previewRetention(house, null))).toFixed(1)} s`,
    );
    const kept = await seconds(async () => {
      const gone = (await disposeDue(house)).find(({ rule }) => rule === 'customers');
      if (gone?.records !== due * 2 || !gone.verified)
        throw new Error(`${gone?.records} went, not ${due * 2}`);
    });
    const byHand = await seconds(() => deleteFromShop(shop));
    tell(`${people} rows there, ${due} due with one each of theirs`, kept, byHand);
  }),
);

process.exit();

function tell(what: string, kept: number, byHand: number): void {
  say(what, `${kept.toFixed(1)} s, ${Math.round(due / kept)} a second`);
  say('  the same number by hand-written batched DELETEs', `${byHand.toFixed(1)} s`);
  say('  ratio (goal 2.5)', (kept / byHand).toFixed(2));
}

function withHouse(
  name: string,
  work: (house: House, address: pg.ClientConfig) => Promise<void>,
): Promise<void> {
  return withVault(async (store, vault) => {
    const { policy } = loadPolicy(join(import.meta.dirname, '../tests/mutations', name));
    if (!policy) throw new Error('the policy has errors');
    openLedger(store, aSigningKey());
    const house: House = {
      store,
      vault,
      clock: store.clock,
      log: silentLog,
      mailer: null,
      baseUrl: 'https://mill.example',
    };
    await proposePolicy(house, policy.files);
    store.clock.set('2026-11-22T03:00:00.000Z');
    await work(house, store.address);
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/**
 * Everybody has an account: a record, an address, events and a relationship. Of the first half of `ended` it ended long ago;
 * the second half is for the way by hand, and a mark in the point keeps the product from it. Of as many as are due the account
 * ended lately, so that a preview of a year finds them.
 */
async function fill(client: pg.Client, ended: number): Promise<void> {
  const day = `case when n <= ${ended} then '2026-02-01' when n <= ${ended + due} then '2026-10-01' end`;
  await client.query(`
    create temp table made as select gen_random_uuid() as id, n from generate_series(1, ${people + due}) n;
    insert into person (id, made_at) select id, '2025-01-01' from made;
    insert into identity (hash, person_id, kind, sealed, added_at)
      select sha256(id::text::bytea), id, 'email', '\\x${randomBytes(60).toString('hex')}', '2025-01-01' from made;
    insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
      select id, gen_random_uuid(), case when n > ${ended / 2} and n <= ${ended} then 'by-hand' else 'account-form' end, 'accounts',
        '\\x${randomBytes(200).toString('hex')}', 'v', '2025-01-01'::timestamptz + n * interval '1 second' from made;
    insert into event (person_id, id, kind, at, recorded_at)
      select id, gen_random_uuid(), 'account-started', '2024-12-31', '2024-12-31' from made
      union all select id, gen_random_uuid(), 'account-ended', (${day})::timestamptz, (${day})::timestamptz from made where n <= ${ended + due};
    insert into relationship (person_id, id, kind, began_on, ended_on)
      select id, gen_random_uuid(), 'account', '2025-01-01', (${day})::date from made;
    analyze`);
}

/** What an engineer would write who trusts the day: the due ones by batches, each in its transaction. */
async function deleteByHand(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ person_id: string }>(
      `select r.person_id from record r join event e using (person_id)
       where r.point = 'by-hand' and e.kind = 'account-ended' and e.at + interval '90 days' <= '2026-11-22' limit ${AT_ONCE}`,
    );
    if (rows.length === 0) break;
    const ids = rows.map(({ person_id }) => person_id);
    await client.query('begin');
    for (const table of ['record', 'event', 'relationship', 'identity'])
      await client.query(`delete from ${table} where person_id = any($1)`, [ids]);
    await client.query('delete from person where id = any($1)', [ids]);
    await client.query('commit');
  }
}

/** Customers of whom some last logged in long ago, with an old file each; as many again, which the rule leaves, for the way by hand. */
function fillShop(shop: pg.Client): Promise<unknown> {
  return shop.query(`
    insert into customers select n, 'p' || n || '@people.example', 'P' || n,
        case when n <= ${due * 2} then '2020-01-01' else '2026-01-01' end::timestamptz from generate_series(1, ${people + due}) n;
    insert into subscriptions select n, n, case when n <= ${due} then 'ended' else 'active' end from generate_series(1, ${people + due}) n;
    analyze`);
}

async function deleteFromShop(shop: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await shop.query<{ id: number }>(
      `select id from customers where last_login + interval '36 months' <= '2026-11-22' limit ${AT_ONCE}`,
    );
    if (rows.length === 0) break;
    const ids = rows.map(({ id }) => id);
    await shop.query('begin');
    for (const table of ['subscriptions', 'orders', 'tickets', 'visits'])
      await shop.query(`delete from ${table} where customer_id = any($1)`, [ids]);
    await shop.query('delete from customers where id = any($1)', [ids]);
    await shop.query('commit');
  }
}
