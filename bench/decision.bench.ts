/*
 * How many decisions a second one process answers over HTTP, asked by a connected system with its key, against a bare route
 * that lets the same key in and reads one row by its primary key.
 *
 *   node bench/decision.bench.ts [people] [seconds]
 */
import autocannon from 'autocannon';
import { keyOf, makeApiKey, SCOPES } from '../src/doors/http/keys.ts';
import { loadTsx } from '../src/doors/tsx-loader.ts';
import { addressOf, say, withPeople } from './people.ts';

const people = Number(process.argv[2] ?? 100_000);
const seconds = Number(process.argv[3] ?? 8);
const CONNECTIONS = 32;

// Pages are React, which Node reads only with the loader in place.
await loadTsx();
const { makeServer } = await import('../src/doors/http/server.ts');
await withPeople(people, async (house) => {
  const app = await makeServer(house, { perMinute: 1e9, apiPerMinute: 1e9 });
  const key = (await makeApiKey(house, { name: 'bench', scopes: SCOPES, by: 'bench' })).key;
  const ids = (await house.store.rows<{ id: string }>('select id from person limit 5000')).map(
    ({ id }) => id,
  );
  app.get('/bare', async (request) => {
    await keyOf(house, request);
    const id = ids[Math.floor(Math.random() * ids.length)];
    return (await house.store.rows('select id, made_at from person where id = $1', [id]))[0];
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const run = async (what: string, options: Pick<autocannon.Options, 'requests' | 'method' | 'url'>) => {
    const result = await autocannon({ ...options, headers, connections: CONNECTIONS, duration: seconds });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${what}: ${result.non2xx} refused`);
    say(
      what,
      `${Math.round(result.requests.average).toLocaleString('en')} a second, p99 ${result.latency.p99} ms`,
    );
    return result.requests.average;
  };
  const decide = {
    url,
    requests: Array.from({ length: 2_000 }, () => ({
      method: 'POST' as const,
      path: '/api/decisions',
      body: JSON.stringify({
        act: 'send',
        purpose: 'news',
        channel: 'email',
        identity: { kind: 'email', value: addressOf(Math.floor(Math.random() * people)) },
      }),
    })),
  };
  await run('  (warming up)', decide);
  const bare = await run('a bare route with the same key and one row by its key', {
    url: `${url}/bare`,
    method: 'GET',
  });
  const ours = await run(`a decision about one of ${people.toLocaleString('en')} people`, decide);
  say('  of the bare route', `${((100 * ours) / bare).toFixed(0)} %`);
  await app.close();
  if (ours < 0.4 * bare)
    throw new Error('a decision is more than two and a half times as dear as a bare row');
});
process.exit();
