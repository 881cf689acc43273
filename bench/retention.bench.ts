/*
 * What a night costs: some of many people fall due and go, against batched DELETEs of the same rows written by hand in the
 * same run; and what the preview of a year costs.
 *
 *   node bench/retention.bench.ts [people] [due]
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
import { withVault } from '../src/store/testing.ts';

const people = Number(process.argv[2] ?? 100_000);
const due = Number(process.argv[3] ?? people / 10);
const AT_ONCE = 1_000;
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(52)} ${figure}\n`);

await withVault(async (store, vault) => {
  const { policy } = loadPolicy(join(import.meta.dirname, '../tests/mutations/retention-policy'));
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
  await fill(store.address, due * 2);
  const kept = await seconds(async () => {
    const disposals = await disposeDue(house);
    const gone = disposals.reduce((sum, { records }) => sum + records, 0);
    if (gone !== due || disposals.some(({ verified }) => !verified))
      throw new Error(`${gone} went, not ${due}`);
  });
  // What is left of the due ones is the same number again, for the hand-written way; see fill.
  const byHand = await seconds(() => deleteByHand(store.address));
  say(
    `${people} people, ${due} due: a night`,
    `${kept.toFixed(1)} s, ${Math.round(due / kept)} people a second`,
  );
  say('the same number by hand-written batched DELETEs', `${byHand.toFixed(1)} s`);
  say('ratio (goal 2.5)', (kept / byHand).toFixed(2));
  say(
    'preview of a day in a year',
    `${(await seconds(() => previewRetention(house, '2027-11-22'))).toFixed(1)} s`,
  );
  say(
    'forecast of a year by week',
    `${(await seconds(() => forecastRetention(house, 52))).toFixed(1)} s (goal 5)`,
  );
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/**
 * Everybody has an account: a record, an address, events and a relationship. Of the first half of `ended` it ended long ago;
 * the second half is for the way by hand, and a mark in the point keeps the product from it.
 */
async function fill(address: pg.ClientConfig, ended: number): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(`
    create temp table made as select gen_random_uuid() as id, n from generate_series(1, ${people + due}) n;
    insert into person (id, made_at) select id, '2025-01-01' from made;
    insert into identity (hash, person_id, kind, sealed, added_at)
      select sha256(id::text::bytea), id, 'email', '\\x${randomBytes(60).toString('hex')}', '2025-01-01' from made;
    insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
      select id, gen_random_uuid(), case when n > ${ended / 2} and n <= ${ended} then 'by-hand' else 'account-form' end, 'accounts',
        '\\x${randomBytes(200).toString('hex')}', 'v', '2025-01-01'::timestamptz + n * interval '1 second' from made;
    insert into event (person_id, id, kind, at, recorded_at)
      select id, gen_random_uuid(), kind, at::timestamptz, at::timestamptz from made,
        (values ('account-started', '2025-01-01 00:00'), ('account-ended', '2026-02-01 00:00')) as happened (kind, at)
      where kind = 'account-started' or n <= ${ended};
    insert into relationship (person_id, id, kind, began_on, ended_on)
      select id, gen_random_uuid(), 'account', '2025-01-01', case when n <= ${ended} then '2026-02-01'::date end from made;
    update event set at = '2024-12-31' where kind = 'account-started';
    analyze`);
  await client.end();
}

/** What an engineer would write who trusts the day: the due ones by batches, each in its transaction. */
async function deleteByHand(address: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
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
  await client.end();
}
