/*
 * How many decisions a second one process answers over HTTP, asked by a connected system with its key, against a bare route
 * that lets the same key in and reads one row by its primary key; and whether it matters how many people there are.
 *
 *   npm run bench decision [people] [seconds a turn]
 *
 * Goals, on 1,000,000 people: at least 40 % of the bare route, and no less than 1/1.3 of the share that it has on 10,000.
 * The two take turns, and the medians count: another program that works the machine for a while slows both.
 */
import autocannon from 'autocannon';
import { keyOf, makeApiKey, SCOPES } from '../src/doors/http/keys.ts';
import { loadTsx } from '../src/doors/tsx-loader.ts';
import type { House } from '../src/procedures/index.ts';
import { addressOf, medianOf, say, withPeople } from './people.ts';

const FEW = 10_000;
const people = Number(process.argv[2] ?? 30_000);
const seconds = Number(process.argv[3] ?? 2);
const CONNECTIONS = 32;
const TURNS = 5;
/** Different questions, asked in turn. */
const ASKED = 500;
const GOAL = 0.4;
const FLAT = 1.3;

// Pages are React, which Node reads only with the loader in place.
await loadTsx();
const { makeServer } = await import('../src/doors/http/server.ts');

async function shareOn(house: House, count: number): Promise<number> {
  const app = await makeServer(house, { perMinute: 1e9, apiPerMinute: 1e9 });
  const key = (await makeApiKey(house, { name: 'bench', scopes: SCOPES, by: 'bench' })).key;
  const ids = (await house.store.rows<{ id: string }>('select id from person limit 500')).map(({ id }) => id);
  app.post('/bare', async (request) => {
    await keyOf(house, request);
    const { id } = request.body as { id: string };
    return (await house.store.rows('select id, made_at from person where id = $1', [id]))[0];
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  // Both are asked about as many different people: who asks has the same work with each.
  const run = async (path: string, bodyOf: (n: number) => object) => {
    const result = await autocannon({
      url,
      requests: Array.from({ length: ASKED }, (_, n) => ({
        method: 'POST' as const,
        path,
        body: JSON.stringify(bodyOf(n)),
      })),
      headers,
      connections: CONNECTIONS,
      duration: seconds,
      timeout: 60,
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${result.non2xx} were refused, ${result.errors} had no answer`);
    return { rate: result.requests.total / result.duration, p99: result.latency.p99 };
  };
  const bare = () => run('/bare', (n) => ({ id: ids[n % ids.length] }));
  const decide = () =>
    run('/api/decisions', () => ({
      act: 'send',
      purpose: 'news',
      channel: 'email',
      identity: { kind: 'email', value: addressOf(Math.floor(Math.random() * count)) },
    }));
  const turns = [];
  for (let turn = -1; turn < TURNS; turn++) {
    const both = { bare: await bare(), ours: await decide() };
    // The first turn warms up.
    if (turn >= 0) turns.push(both);
  }
  await app.close();
  const [theirs, ours] = [
    medianOf(turns.map((one) => one.bare.rate)),
    medianOf(turns.map((one) => one.ours.rate)),
  ];
  const tell = (rate: number, p99: number[]) =>
    `${Math.round(rate).toLocaleString('en')} a second, p99 ${medianOf(p99)} ms`;
  say(
    'a bare route with the same key and one row by its key',
    tell(
      theirs,
      turns.map((one) => one.bare.p99),
    ),
  );
  say(
    `a decision about one of ${count.toLocaleString('en')} people`,
    tell(
      ours,
      turns.map((one) => one.ours.p99),
    ),
  );
  say('  of the bare route', `${((100 * ours) / theirs).toFixed(0)} % (goal: ${100 * GOAL} %)`);
  return ours / theirs;
}

const shares: number[] = [];
for (const count of people > FEW ? [FEW, people] : [people])
  await withPeople(count, async (house) => {
    shares.push(await shareOn(house, count));
  });
const [few = 0, many = few] = shares;
say(
  `the share on ${FEW.toLocaleString('en')} against that`,
  `${(few / many).toFixed(2)} times (goal: ${FLAT})`,
);
if (many < GOAL) throw new Error('a decision is more than two and a half times as dear as a bare row');
if (few > FLAT * many) throw new Error('a decision is dearer the more people there are');
process.exit();
