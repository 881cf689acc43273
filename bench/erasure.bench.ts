/*
 * What an access and an erasure cost against the SQL that somebody would write by hand: SELECTs, and DELETEs in one
 * transaction. Ours plans, freezes the keys in a journal, asks nobody, deletes, and reads everything again by key and by
 * identity. Then one who has very many rows, and the memory that this takes.
 *
 *   node bench/erasure.bench.ts [people] [leavers] [rows of the one with many]      20,000, 100 and 100,000 unless told
 *   node bench/erasure.bench.ts 1000000 200 1000000                                  the size that was promised: some 4 GB
 *
 * KEPT_BENCH_KEEP=1 leaves the database there, and finds it the next time: filling it takes longest.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Day, newId } from '../src/base/index.ts';
import { openLedger } from '../src/evidence/index.ts';
import { aSigningKey } from '../src/evidence/testing.ts';
import { createDatabase, dropDatabase, siblingOf } from '../src/store/index.ts';
import { type TestStore, testServer, withVault } from '../src/store/testing.ts';
import {
  approvePlan,
  type Connector,
  closePlan,
  executePlan,
  makePlan,
  type PlanHouse,
  sqlConnector,
  viewPlan,
} from '../src/systems/index.ts';
import { type SystemTables, systemTables } from '../src/systems/map/map.ts';

const [first = '20000', second = '100', third = '100000'] = process.argv.slice(2);
const OWN = 10; // tables that point at people
const BELOW = 9; // tables that point at those: twenty with the people themselves
const EACH = 2;
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
const begun = performance.now();
const progress = (what: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(6)} s  ${what}\n`);

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}
const median = (all: number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const map: SystemTables = systemTables.parse({
  people: { key: 'id', person: true, identifies: { email: 'email' }, then: 'delete' },
  ...Object.fromEntries(
    numbers(OWN).map((n) => [
      `own_${n}`,
      { key: 'id', 'owned-by': { table: 'people', by: { person_id: 'id' } }, then: 'delete' },
    ]),
  ),
  ...Object.fromEntries(
    numbers(BELOW).map((n) => [
      `below_${n}`,
      { key: 'id', 'owned-by': { table: `own_${n}`, by: { own_id: 'id' } }, then: 'delete' },
    ]),
  ),
});

const connectorTo = (url: string): Connector =>
  sqlConnector({ name: 'bench', kind: 'postgres', url, map, secret: Buffer.alloc(32) });

const known = (email: string) => [{ kind: 'email' as const, value: email }];

type Times = Record<'plan' | 'view' | 'approve' | 'execute' | 'close', number[]>;
const noTimes = (): Times => ({ plan: [], view: [], approve: [], execute: [], close: [] });

/** From the search to the end, and closed. Answers how many rows. */
async function eraseOne(
  house: PlanHouse & { store: TestStore },
  connector: Connector,
  email: string,
  times: Times,
): Promise<number> {
  const { store, vault } = house;
  const now = store.clock.now();
  const [planId, planMs] = await timed(() =>
    makePlan(house, {
      personId: newId(now),
      asked: { intent: 'erase', identities: known(email), on: '2026-11-22' as Day },
      systems: [connector],
      by: 'bench',
      now,
    }),
  );
  const [view, viewMs] = await timed(() => viewPlan(store.db, vault, planId));
  const [, approveMs] = await timed(() => approvePlan(house, { planId, hash: view.hash, by: 'bench', now }));
  const [state, executeMs] = await timed(() =>
    executePlan(house, planId, { systems: [connector], clock: store.clock, by: 'bench' }),
  );
  if (state !== 'done') throw new Error(`the plan is ${state}`);
  const [, closeMs] = await timed(() => closePlan(house, planId, now));
  times.plan.push(planMs);
  times.approve.push(approveMs);
  times.execute.push(executeMs);
  times.view.push(viewMs);
  times.close.push(closeMs);
  return view.items.reduce((sum, { count }) => sum + count, 0);
}

// The one who has very many rows leaves in a process of its own, so that its memory is its own.
if (first === 'many') {
  const connector = connectorTo(second);
  await withVault(async (store, vault) => {
    openLedger(store, aSigningKey());
    const times = noTimes();
    const [rows, ms] = await timed(() => eraseOne({ store, vault }, connector, 'many@example.org', times));
    process.stdout.write(
      JSON.stringify({ rows, ms, times, megabytes: process.resourceUsage().maxRSS / 1024 }),
    );
  });
  await connector.close();
  process.exit();
}

const people = Number(first);
const leavers = Number(second);
const many = Number(third);
const admin = await testServer();
const keep = process.env.KEPT_BENCH_KEEP === '1';
const name = `kept_bench_erasure_${keep ? `${people}_${many}` : process.pid}`;
const address = siblingOf(admin, name);
const client = await (async () => {
  if (keep) {
    const there = new pg.Client({ ...address });
    const found = await there.connect().then(
      () => true,
      () => false,
    );
    if (found) return there;
  }
  await createDatabase(admin, name);
  const fresh = new pg.Client({ ...address });
  await fresh.connect();
  return fresh;
})();
const filled =
  (await client.query("select 1 from pg_indexes where indexname = 'people_by_email'")).rows.length > 0;

const [, loadMs] = await timed(async () => {
  if (filled) return;
  progress('people');
  await client.query('create table people (id int primary key, email text not null, name text)');
  await client.query(
    `insert into people select n, 'person' || n || '@example.org', 'Somebody ' || n from generate_series(1, ${people}) n`,
  );
  for (const n of numbers(OWN)) {
    progress(`own_${n}`);
    await client.query(
      `create table own_${n} (id int primary key, person_id int not null, words text, at date)`,
    );
    await client.query(
      `insert into own_${n} select n, (n - 1) / ${EACH} + 1, 'some words ' || n, date '2026-01-01' from generate_series(1, ${people * EACH}) n`,
    );
    await client.query(`create index on own_${n} (person_id)`);
    await client.query(`alter table own_${n} add foreign key (person_id) references people (id)`);
  }
  for (const n of numbers(BELOW)) {
    progress(`below_${n}`);
    await client.query(`create table below_${n} (id int primary key, own_id int not null, words text)`);
    await client.query(
      `insert into below_${n} select n, n, 'some words ' || n from generate_series(1, ${people * EACH}) n`,
    );
    await client.query(`create index on below_${n} (own_id)`);
    await client.query(`alter table below_${n} add foreign key (own_id) references own_${n} (id)`);
  }
  await client.query('create index people_by_email on people (lower(trim(cast(email as text))))');
  progress('vacuum');
  await client.query('vacuum analyze');
});
// Two who have very many rows; those of an earlier run have left.
const ids = await client.query<{ people: number; own: number }>(
  'select (select max(id) from people) as people, (select max(id) from own_0) as own',
);
const top = ids.rows[0] ?? { people: 0, own: 0 };
for (const who of [1, 2]) {
  progress(`${many} rows of one person`);
  await client.query(
    "insert into people select $1::int, 'many' || $2::text || '@example.org', 'Many' where not exists (select 1 from people where email = 'many' || $2::text || '@example.org')",
    [top.people + who, who === 1 ? '' : '2'],
  );
  await client.query(
    `insert into own_0 select ${top.own + (who - 1) * many} + n, (select id from people where email = 'many${who === 1 ? '' : '2'}@example.org'), 'some words', date '2026-01-01' from generate_series(1, ${many}) n`,
  );
}
await client.query('analyze own_0');
const { rows: firsts } = await client.query<{ id: number }>(
  'select min(id) as id from people where id >= $1',
  [Math.floor(people / 2)],
);
const from = (firsts[0]?.id ?? 0) + 2;

if (!filled) say(`loaded: ${people} people, ${1 + OWN + BELOW} tables`, `${(loadMs / 1000).toFixed(1)} s`);

const url =
  address.connectionString ??
  `postgres://${address.user ?? 'postgres'}${address.password ? `:${address.password}` : ''}@${encodeURIComponent(address.host ?? 'localhost')}:${address.port ?? 5432}/${name}`;
const connector = connectorTo(url);

async function selectByHand(email: string): Promise<number> {
  let rows = 0;
  const found = await client.query('select * from people where lower(trim(email)) = $1', [email]);
  rows += found.rows.length;
  const id = found.rows[0]?.id;
  for (const n of numbers(OWN))
    rows += (await client.query(`select * from own_${n} where person_id = $1`, [id])).rows.length;
  for (const n of numbers(BELOW))
    rows += (
      await client.query(
        `select b.* from below_${n} b join own_${n} o on o.id = b.own_id where o.person_id = $1`,
        [id],
      )
    ).rows.length;
  return rows;
}

async function deleteByHand(email: string): Promise<number> {
  let rows = 0;
  await client.query('begin');
  const found = await client.query('select id from people where lower(trim(email)) = $1', [email]);
  const id = found.rows[0]?.id;
  for (const n of numbers(BELOW))
    rows +=
      (
        await client.query(
          `delete from below_${n} where own_id in (select id from own_${n} where person_id = $1)`,
          [id],
        )
      ).rowCount ?? 0;
  for (const n of numbers(OWN))
    rows += (await client.query(`delete from own_${n} where person_id = $1`, [id])).rowCount ?? 0;
  rows += (await client.query('delete from people where id = $1', [id])).rowCount ?? 0;
  await client.query('commit');
  return rows;
}

await withVault(async (store, vault) => {
  openLedger(store, aSigningKey());
  const times = noTimes();
  const erase = (email: string) => eraseOne({ store, vault }, connector, email, times);

  const byHand: number[] = [];
  const ours: number[] = [];
  for (const n of numbers(leavers + 10)) {
    const email = `person${n + 1}@example.org`;
    const [hand, handMs] = await timed(() => selectByHand(email));
    const [read, readMs] = await timed(async () => {
      let rows = 0;
      for await (const found of connector.read(known(email))) rows += found.count;
      return rows;
    });
    if (hand !== read) throw new Error(`${hand} rows by hand, ${read} read`);
    if (n >= 10) {
      byHand.push(handMs);
      ours.push(readMs);
    }
  }
  say('access, one person: SELECTs by hand', `${median(byHand).toFixed(2)} ms`);
  say(
    'access, one person: ours',
    `${median(ours).toFixed(2)} ms, ${(median(ours) / median(byHand)).toFixed(2)} times`,
  );

  const deleted: number[] = [];
  const erased: number[] = [];
  for (const n of numbers(leavers + 10)) {
    if (n % 50 === 0) progress(`${n} have left`);
    const at = from + n * 2;
    const [hand, handMs] = await timed(() => deleteByHand(`person${at}@example.org`));
    const gone = await erase(`person${at + 1}@example.org`);
    if (hand !== gone) throw new Error(`${hand} rows by hand, ${gone} by plan`);
    if (n >= 10) {
      deleted.push(handMs);
      erased.push((times.plan.at(-1) ?? 0) + (times.approve.at(-1) ?? 0) + (times.execute.at(-1) ?? 0));
    }
  }
  say('erasure, one person: DELETEs by hand, one transaction', `${median(deleted).toFixed(2)} ms`);
  say(
    'erasure, one person: planned, approved, done, read again',
    `${median(erased).toFixed(2)} ms, ${(median(erased) / median(deleted)).toFixed(2)} times`,
  );
  say('  of that: search and journal', `${median(times.plan).toFixed(2)} ms`);
  say('           approval', `${median(times.approve).toFixed(2)} ms`);
  say('           compared again, deleted, read again', `${median(times.execute).toFixed(2)} ms`);
  say('  besides: what whoever approves is shown', `${median(times.view).toFixed(2)} ms`);
  say('           closed, the journal and its key destroyed', `${median(times.close).toFixed(2)} ms`);

  progress('the one with many rows leaves, by hand');
  const [, handMany] = await timed(() => deleteByHand('many2@example.org'));
  say(`erasure of ${many} rows: by hand`, `${(handMany / 1000).toFixed(2)} s`);
});
progress('the one with many rows leaves, by plan');
const ran = spawnSync(
  process.execPath,
  // As `kept` starts its commands: a large young generation holds a million dead rows for nothing.
  ['--max-semi-space-size=4', fileURLToPath(import.meta.url), 'many', url],
  { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
);
if (ran.status !== 0) throw new Error('the one with many rows could not leave');
const own: { rows: number; ms: number; times: Times; megabytes: number } = JSON.parse(ran.stdout);
say(`erasure of ${own.rows} rows: ours`, `${(own.ms / 1000).toFixed(2)} s`);
for (const [what, [ms = 0]] of Object.entries(own.times))
  say(`  of that: ${what}`, `${(ms / 1000).toFixed(2)} s`);
say('most memory held while they left', `${Math.round(own.megabytes)} MB`);

await connector.close();
await client.end();
if (!keep) await dropDatabase(admin, name);
process.exit();
