import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { createLog, type Day, startOf } from '../../base/index.ts';
import { openLedger, signingKeyOf } from '../../evidence/index.ts';
import { connectVault, KEY_MIGRATIONS, newKey, readKeyRing } from '../../store/index.ts';
import { type TestStore, withClone, withDatabase } from '../../store/testing.ts';
import { withPostgres } from '../../systems/tests/foreign.ts';
import { approveProposal, disposeDue, type House, listProposals, proposePolicy } from '../index.ts';
import { policyNamed } from './houses.ts';
import type { KilledRun } from './killed-disposal.ts';
import { column, reaching, SHOP } from './shop.ts';

/* A run on a connected system that is killed by the operating system, whatever it is at: the next one comes to the same end. */

const DEEP = process.env.KEPT_DEEP === '1';
const GOES: Day = '2026-11-21';

const { files } = policyNamed('retcon-policy');
const WAITING = {
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace(
    '    unless: [member]\n    keep: P36M',
    `    unless: [member]
    keep: P36M
    review: { stages: [{ by: owner }], within: P14D }
    undo-window: P3D`,
  ),
};

const VISITS = `insert into visits values (1, 9, '2026-05-01 12:00Z', '10.0.0.1'), (2, 9, '2026-06-01 12:00Z', '10.0.0.2')`;

/** Three customers whose day is today, with what belongs to them; two visits that lose their address come later. */
const ROWS = `
  insert into customers select n, 'p' || n || '@people.example', 'P' || n, '2023-11-21 12:00Z' from generate_series(1, 3) n;
  insert into customers values (9, 'new@people.example', 'New', '2026-11-01 12:00Z');
  insert into subscriptions select n, n, 'ended' from generate_series(1, 3) n;
  create table seen (what text not null);
  create function note() returns trigger language plpgsql as $$ begin
    insert into seen values (tg_table_name || ' ' || old.id); return old; end $$;
  create trigger gone after delete on customers for each row execute function note();
  create trigger gone after delete on subscriptions for each row execute function note();
  create trigger emptied after update on visits for each row when (old.address is distinct from new.address) execute function note();`;

type Child = Omit<KilledRun, 'nth'>;

/** A house whose store, vault and shop another process opens as well; all of it was agreed to, and its day has come. */
const withAgreed = <T>(work: (house: House, shop: pg.Client, child: Child) => Promise<T>): Promise<T> =>
  withPostgres([SHOP, ROWS], (url, shop) =>
    withDatabase((store) =>
      withClone('keys', KEY_MIGRATIONS, async (keys) => {
        const ring = newKey();
        const vault = await connectVault(keys, readKeyRing(ring), store.clock.now());
        const { privateKey } = generateKeyPairSync('ed25519');
        openLedger(store, signingKeyOf('killed.example/ledger', privateKey));
        const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
        const log = createLog('warn');
        const base = { store, vault, clock: store.clock, log, mailer: null, baseUrl: 'https://k.example' };
        const house = reaching(base, url);
        try {
          goTo(store, '2026-11-04');
          await proposePolicy(house, WAITING);
          await disposeDue(house);
          const [{ id, hash } = { id: '', hash: '' }] = await listProposals(house);
          await approveProposal(house, { id, hash }, { by: 'staff:b', role: 'owner' });
          await shop.query(VISITS);
          goTo(store, GOES);
          const now = store.clock.now();
          return await work(house, shop, { address: store.address, keys, ring, pem, now, url });
        } finally {
          await vault.close();
        }
      }),
    ),
  );

const goTo = ({ clock }: TestStore, day: Day) =>
  clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + 3 * 3_600_000).toISOString());

/** Whether it was killed; else it came to its end. */
function runUntilKilled(run: KilledRun): boolean {
  const script = fileURLToPath(new URL('./killed-disposal.ts', import.meta.url));
  const ran = spawnSync(process.execPath, [script, JSON.stringify(run)], { encoding: 'utf8' });
  if (ran.signal !== 'SIGKILL' && ran.status !== 0) throw new Error(ran.stderr);
  return ran.signal === 'SIGKILL';
}

/** Everything went that was to go, once, with one certificate for each rule, and nothing is left open. */
async function endedWell({ store }: House, shop: pg.Client): Promise<void> {
  expect(await column(shop, 'select id from customers')).toEqual([9]);
  expect(await column(shop, 'select count(*)::int from subscriptions')).toEqual([0]);
  expect(await column(shop, 'select address from visits')).toEqual([null, null]);
  expect(await column(shop, 'select what from seen order by what')).toEqual([
    ...['customers 1', 'customers 2', 'customers 3'],
    ...['subscriptions 1', 'subscriptions 2', 'subscriptions 3'],
    ...['visits 1', 'visits 2'],
  ]);
  const certified = await store.rows(
    `select body::jsonb ->> 'rule' as rule, body::jsonb -> 'tables' as tables, (body::jsonb ->> 'leftBehind')::int as left,
       jsonb_array_length(body::jsonb -> 'approvals') as approvals
     from evidence_entry where kind = 'retention.disposed' order by 1`,
  );
  expect(certified).toEqual([
    {
      rule: 'customers',
      tables: { customers: { delete: 3 }, subscriptions: { delete: 3 } },
      left: 0,
      approvals: 1,
    },
    { rule: 'visits', tables: { visits: { anonymise: 2 } }, left: 0, approvals: null },
  ]);
  expect(
    await store.rows('select state, gone from retention_proposal order by closed_at nulls last'),
  ).toEqual([{ state: 'done', gone: 3 }]);
  expect(
    await store.rows(
      `select state from plan where state <> 'closed' union all select rule from retention_plan
       union all select mark from retention_proposed_row`,
    ),
  ).toEqual([]);
  const [completed] = await store.rows<{ n: number }>(
    `select count(*)::int as n from evidence_entry where kind = 'retention.completed'`,
  );
  expect(completed?.n).toBe(1);
}

test(
  'killed at one moment after another, run after run, it ends as if nothing had happened',
  () =>
    withAgreed(async (house, shop, child) => {
      let killed = 0;
      // Each process gets a little further than the one before.
      for (let nth = 8; runUntilKilled({ ...child, nth }); nth += 17) killed += 1;
      expect(killed).toBeGreaterThan(1);
      await endedWell(house, shop);
    }),
  120_000,
);

test.skipIf(!DEEP)(
  'killed at every moment there is, the next run ends it',
  async () => {
    let killed = true;
    let nth = 1;
    for (; killed; nth += 1)
      await withAgreed(async (house, shop, child) => {
        killed = runUntilKilled({ ...child, nth });
        await disposeDue(house);
        await endedWell(house, shop);
      });
    console.log(`killed at ${nth - 2} moments`);
    expect(nth).toBeGreaterThan(20);
  },
  3_600_000,
);
