/*
 * How long the board takes to load with many people, how long the worker needs to look at all of it once, and which controls
 * take longest.
 *
 *   node bench/board.bench.ts [people] [company]
 */
import { join } from 'node:path';
import { currentBoard, refreshBoard } from '../src/doors/live.ts';
import { loadPolicy } from '../src/policy/index.ts';
import { fillWithFacts } from './board-facts.ts';
import { say, withPeople } from './people.ts';

const people = Number(process.argv[2] ?? 20_000);
const company = process.argv[3] ?? 'outserve';
const { policy } = loadPolicy(join(import.meta.dirname, '../examples', company));
if (!policy) throw new Error(`there is no example ${company}`);

const MOST_MILLISECONDS = 1_000;

await withPeople(
  0,
  async (house) => {
    const { store } = house;
    const time = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
      const start = performance.now();
      const result = await work();
      return [performance.now() - start, result];
    };
    const [filled] = await time(() => fillWithFacts(house, policy, people));
    const tables = await store.rows<{ name: string; n: number }>(
      `select relname::text as name, n_live_tup::int as n from pg_stat_user_tables where n_live_tup > 100 order by 2 desc`,
    );
    say(
      `${people.toLocaleString('en')} people, ${tables.reduce((sum, { n }) => sum + n, 0).toLocaleString('en')} rows, filled in`,
      `${(filled / 1000).toFixed(0)} s`,
    );
    const [first, refreshed] = await time(() => refreshBoard(house));
    say(`the worker looks at all ${refreshed.looked} controls`, `${(first / 1000).toFixed(1)} s`);
    const slowest = await store.rows<{ control: string; path: string; ms: number }>(
      'select control, path, milliseconds as ms from control_state order by 3 desc limit 15',
    );
    for (const { control, path, ms } of slowest) say(`  ${control} ${path}`, `${ms} ms`);
    await store.rows(`insert into person (id, made_at) select gen_random_uuid(), now()`);
    const [again, looked] = await time(() => refreshBoard(house));
    say(
      `the worker looks again where something changed: ${looked.looked} controls`,
      `${again.toFixed(0)} ms`,
    );
    const loads: number[] = [];
    for (let n = 0; n < 20; n++) loads.push((await time(() => currentBoard(house, { aheadFrom: 0 })))[0]);
    const p95 = loads.sort((a, b) => a - b)[18] ?? 0;
    say('the board loads, 95 of 100 times within', `${p95.toFixed(0)} ms`);
    if (p95 > MOST_MILLISECONDS) throw new Error(`the board takes longer than ${MOST_MILLISECONDS} ms`);
  },
  { policy },
);
