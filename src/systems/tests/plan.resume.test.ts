import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openLedger, signingKeyOf } from '../../evidence/index.ts';
import { connectVault, KEY_MIGRATIONS, newKey, readKeyRing } from '../../store/index.ts';
import { withClone, withDatabase } from '../../store/testing.ts';
import { openDatabase } from '../database/open.ts';
import { viewPlan } from '../plan/approval.ts';
import { withPostgres } from './foreign.ts';
import { ann, GOLDEN, type Golden, goldenMap } from './golden.ts';
import { contentOf, scriptOf, wantedOf } from './golden-script.ts';
import type { Killing } from './killed.ts';
import { MARIADB, withMariadb } from './mariadb.ts';
import { approve, connectorTo, execute, plannedFor, said, type TestHouse } from './planning.ts';

const DEEP = process.env.KEPT_DEEP === '1';

type Child = Pick<Killing, 'address' | 'keys' | 'ring' | 'pem' | 'now'>;

/** A house whose store and vault another process can open as well. */
const withOpenHouse = <T>(work: (house: TestHouse, child: Child) => Promise<T>): Promise<T> =>
  withDatabase((store) =>
    withClone('keys', KEY_MIGRATIONS, async (keys) => {
      const ring = newKey();
      const now = store.clock.now();
      const vault = await connectVault(keys, readKeyRing(ring), now);
      const { privateKey } = generateKeyPairSync('ed25519');
      openLedger(store, signingKeyOf('killed.example/ledger', privateKey));
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      try {
        return await work({ store, vault }, { address: store.address, keys, ring, pem, now });
      } finally {
        await vault.close();
      }
    }),
  );

/** Whether it was killed; else it came to its end. */
function runUntilKilled(killing: Killing): boolean {
  const ran = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./killed.ts', import.meta.url)), JSON.stringify(killing)],
    { encoding: 'utf8' },
  );
  if (ran.signal !== 'SIGKILL' && ran.status !== 0) throw new Error(ran.stderr);
  return ran.signal === 'SIGKILL';
}

/**
 * The plan on a database of its own, killed at the n-th moment (or at each one after another, `again`), then resumed. Answers
 * whether there was such a moment.
 */
async function survives(
  golden: Golden,
  url: string,
  kind: Killing['kind'],
  { moment, nth, again }: { moment: Killing['moment']; nth: number; again: boolean },
): Promise<boolean> {
  const before = await contentOf(url, golden);
  const connector = connectorTo(url, goldenMap(golden));
  let killed = false;
  await withOpenHouse(async (house, child) => {
    const planId = await plannedFor(house, [connector], { who: golden.who ?? ann });
    await approve(house, planId);
    const killing = { ...child, planId, url, kind, map: golden.map, moment, nth };
    killed = runUntilKilled(killing);
    // Not a word of "done" while there is more to do.
    if (killed) expect((await viewPlan(house.store.db, house.vault, planId)).state).not.toBe('done');
    // A batch has three moments: each time it is another one of them.
    for (let more = again && killed, at = nth + 4; more; at += 4)
      more = runUntilKilled({ ...killing, nth: at });

    await execute(house, planId, [connector], { batch: 1 });

    const view = await viewPlan(house.store.db, house.vault, planId);
    expect([view.state, said(view)]).toEqual(['done', golden.plan]);
    for (const item of view.items) {
      if (['delete', 'anonymise'].includes(item.act))
        expect([item.written, item.left_over]).toEqual([item.count, 0]);
    }
    const [steps] = await house.store.rows<{ n: number }>(
      'select count(*)::int as n from plan_step where writes and written_at is null',
    );
    expect(steps?.n).toBe(0);
  });
  await connector.close();
  expect(await contentOf(url, golden)).toEqual(wantedOf(golden, before));
  return killed;
}

async function withSqlite<T>(golden: Golden, work: (fresh: () => string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-killed-'));
  try {
    const first = join(folder, 'first.db');
    const database = new DatabaseSync(first);
    database.exec(scriptOf(golden, 'sqlite'));
    database.close();
    let made = 0;
    return await work(() => {
      const file = join(folder, `${++made}.db`);
      copyFileSync(first, file);
      return `sqlite:${file}`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A database of the case's own on a server that is there. */
async function freshIn(server: string, nth: number, golden: Golden): Promise<string> {
  const name = `golden_${nth}`;
  const database = await openDatabase(server, { readOnly: false });
  await database.run(`create database ${name}`);
  await database.close();
  const url = server.replace('/kept?', `/${name}?`);
  const fresh = await openDatabase(url, { readOnly: false });
  for (const statement of scriptOf(golden, 'mysql').split(';\n'))
    if (statement.trim() !== '') await fresh.run(statement);
  await fresh.close();
  return url;
}

const killedAlways = GOLDEN['medical retain'] as Golden;

test(
  'killed at one batch after another, before and after its commit, a plan ends as if nothing had happened',
  () =>
    withSqlite(killedAlways, async (fresh) => {
      expect(await survives(killedAlways, fresh(), 'sqlite', { moment: 'batch', nth: 1, again: true })).toBe(
        true,
      );
    }),
  60_000,
);

test(
  'killed inside a transaction of the database, nothing of the batch stays',
  () =>
    withPostgres([scriptOf(killedAlways, 'postgres')], async (url) => {
      expect(
        await survives(killedAlways, url, 'postgres', { moment: 'statement', nth: 2, again: false }),
      ).toBe(true);
    }),
  60_000,
);

describe.skipIf(!DEEP).each(Object.entries(GOLDEN))('%s: killed at every moment', (_, golden) => {
  test.each(['batch', 'statement'] as const)(
    'SQLite, by %s',
    (moment) =>
      withSqlite(golden, async (fresh) => {
        let nth = 1;
        while (await survives(golden, fresh(), 'sqlite', { moment, nth, again: false })) nth++;
        expect(nth).toBeGreaterThan(2);
      }),
    600_000,
  );

  test.skipIf(!MARIADB || golden.not === 'mysql').each(['batch', 'statement'] as const)(
    'MariaDB, by %s',
    (moment) =>
      withMariadb('kept', ['create database kept;'], async (server) => {
        let nth = 1;
        while (
          await survives(golden, await freshIn(server, nth, golden), 'mysql', { moment, nth, again: false })
        )
          nth++;
        expect(nth).toBeGreaterThan(2);
      }),
    600_000,
  );

  test.each(['batch', 'statement'] as const)(
    'PostgreSQL, by %s',
    async (moment) => {
      let nth = 1;
      for (let killed = true; killed; nth++) {
        await withPostgres([scriptOf(golden, 'postgres')], async (url) => {
          killed = await survives(golden, url, 'postgres', { moment, nth, again: false });
        });
      }
      expect(nth).toBeGreaterThan(2);
    },
    600_000,
  );
});
