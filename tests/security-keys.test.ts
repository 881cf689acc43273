import type { InjectOptions } from 'fastify';
import { expect, test } from 'vitest';
import { readConfig } from '../src/doors/config.ts';
import { makeServer } from '../src/doors/http/server.ts';
import { type Api, withApi } from './api-server.ts';
import { signedIn } from './staff-client.ts';

const later = '2026-11-22T11:30:00.000Z' as const;

test('keys are made, listed, rotated and revoked; what is kept is a hash, and each act is in the ledger', () =>
  withApi(async ({ call, key, store }) => {
    const made = await call('POST', '/api/keys', { name: 'shop', scopes: ['requests', 'keys'] });
    expect(made.status).toBe(201);
    const shop = String(made.json.key);
    const asks = async (as: string) => (await call('GET', '/api/requests', undefined, { key: as })).status;
    expect(await asks(shop)).toBe(200);

    store.clock.set(later);
    await asks(shop);
    const listed = await call('GET', '/api/keys');
    expect(listed.text).not.toContain(shop);
    expect(listed.json.keys).toContainEqual(
      expect.objectContaining({ id: made.json.id, name: 'shop', used: later, revoked: null }),
    );
    // Nowhere in the database, neither as it is nor as the answer of a write that may be repeated.
    const [kept] = await store.rows<{ text: string }>(
      `select (select string_agg(k::text, '') from api_key k) || coalesce((select string_agg(i::text, '') from idempotency i), '') as text`,
    );
    expect(kept?.text).not.toContain(shop.slice(5));

    const rotated = await call('POST', `/api/keys/${made.json.id}/rotate`, {});
    expect([await asks(shop), await asks(String(rotated.json.key))]).toEqual([401, 200]);
    expect((await call('DELETE', `/api/keys/${rotated.json.id}`)).status).toBe(200);
    expect(await asks(String(rotated.json.key))).toBe(401);
    expect((await call('POST', `/api/keys/${made.json.id}/rotate`, {})).json.code).toBe('key.revoked');
    const acts = await store.rows<{ kind: string }>(
      `select kind from evidence_entry where kind like 'key.%' and actor like 'key:%' order by id`,
    );
    expect(acts.map(({ kind }) => kind)).toEqual(['key.made', 'key.revoked', 'key.made', 'key.revoked']);
    expect(await asks(key)).toBe(200);
  }));

test('nobody gives a key what they may not do themselves', () =>
  withApi(async ({ call, keyWith }) => {
    const narrow = await keyWith(['keys', 'events']);
    const asks = async (scopes: string[]) =>
      (await call('POST', '/api/keys', { name: 'more', scopes }, { key: narrow })).json.code ?? 'made';
    expect(await asks(['events'])).toBe('made');
    expect(await asks(['events', 'staff'])).toBe('key.beyond');
    const strong = await call('POST', '/api/keys', { name: 'strong', scopes: ['people'] });
    expect((await call('POST', `/api/keys/${strong.json.id}/rotate`, {}, { key: narrow })).json.code).toBe(
      'key.beyond',
    );
  }));

type Injected = InjectOptions;

/** How many of `times` such requests are answered with each status. */
async function tally(app: Api['app'], times: number, asked: (turn: number) => Injected) {
  const seen: Record<number, number> = {};
  for (let turn = 0; turn < times; turn += 1) {
    const { statusCode } = await app.inject(asked(turn));
    seen[statusCode] = (seen[statusCode] ?? 0) + 1;
  }
  return seen;
}

test('wrong keys are counted by address, right ones each by themselves, and the public by address', () =>
  withApi(async ({ one, key, keyWith }) => {
    const app = await makeServer(one, { perMinute: 5, apiPerMinute: 20 });
    try {
      const other = await keyWith(['requests']);
      const asks = (as: string, remoteAddress = '10.2.0.1') => ({
        url: '/api/requests',
        remoteAddress,
        headers: { authorization: `Bearer ${as}` },
      });
      expect(await tally(app, 8, (turn) => asks(`kept_${turn}${'x'.repeat(42)}`))).toEqual({
        401: 5,
        429: 3,
      });
      expect(await tally(app, 8, () => ({ url: '/api/requests', remoteAddress: '10.2.0.2' }))).toEqual({
        401: 5,
        429: 3,
      });
      // A right key is not kept out by those who guess at the same address, and has a limit of its own.
      expect(await tally(app, 25, () => asks(key))).toEqual({ 200: 20, 429: 5 });
      expect(await tally(app, 3, () => asks(other))).toEqual({ 200: 3 });
      // A junk header does not get the public's acts past the public's limit.
      const opens = (turn: number) => ({
        url: '/api/ledger/checkpoint',
        remoteAddress: '10.2.0.3',
        headers: { authorization: `Bearer kept_${turn}${'y'.repeat(42)}` },
      });
      expect(await tally(app, 8, opens)).toEqual({ 404: 5, 429: 3 });
    } finally {
      await app.close();
    }
  }));

test('who asks through a proxy is counted by their own address, and only a proxy that is trusted is believed', () =>
  withApi(async ({ one }) => {
    const asks = (turn: number) => ({
      url: '/api/ledger/checkpoint',
      remoteAddress: '10.9.0.1',
      headers: { 'x-forwarded-for': `192.0.2.${turn}` },
    });
    const trusting = await makeServer(one, { perMinute: 5, trustedProxies: ['10.9.0.0/16'] });
    const not = await makeServer(one, { perMinute: 5 });
    try {
      expect(await tally(trusting, 8, asks)).toEqual({ 404: 8 });
      expect(await tally(not, 8, asks)).toEqual({ 404: 5, 429: 3 });
    } finally {
      await trusting.close();
      await not.close();
    }
    expect(readConfig({ KEPT_TRUSTED_PROXY: '10.9.0.1, fd00::/8' }, {}).trustedProxies).toEqual([
      '10.9.0.1',
      'fd00::/8',
    ]);
    for (const wrong of ['everybody', '0.0.0.0/0', '10.0.0.0/33', 'true', '1'])
      expect(() => readConfig({ KEPT_TRUSTED_PROXY: wrong }, {})).toThrow(/KEPT_TRUSTED_PROXY/);
  }));

test('what is measured names routes and states and no person, and is open to a key or on this machine alone', () =>
  withApi(async ({ app, one, key, keyWith, call }) => {
    const email = 'zq-measured@people.example';
    const { json } = await call('POST', '/api/people', { identities: [{ kind: 'email', value: email }] });
    await call('GET', `/api/people/${json.person}`, undefined, { headers: { 'kept-reason': 'support' } });
    const as = (bearer: string | null, headers = {}) =>
      app.inject({
        url: '/metrics',
        headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers },
      });

    const measured = await as(key);
    expect(measured.statusCode).toBe(200);
    for (const line of [
      /^kept_http_request_seconds_count\{method="GET",route="\/api\/people\/:id",status="200"\} 1$/m,
      /^kept_outbox_mails\{state="queued"\} \d+$/m,
      /^kept_ledger_unsequenced \d+$/m,
      /^kept_requests\{state="late"\} 0$/m,
      /^kept_promises\{state="broken"\} \d+$/m,
    ])
      expect(measured.body).toMatch(line);
    expect(measured.body).not.toContain(String(json.person));
    expect(measured.body).not.toContain('zq-measured');
    // Behind a public name everybody may seem to be on this machine.
    expect((await as(null)).statusCode).toBe(401);
    expect((await as(await keyWith(['events']))).statusCode).toBe(403);

    const laptop = await makeServer({ ...one, baseUrl: 'http://127.0.0.1:7400' });
    try {
      const asks = (more: object) =>
        laptop.inject({ url: '/metrics', headers: { host: '127.0.0.1:7400' }, ...more });
      expect((await asks({})).statusCode).toBe(200);
      expect((await asks({ remoteAddress: '10.0.0.9' })).statusCode).toBe(401);
      expect(
        (await asks({ headers: { host: '127.0.0.1:7400', 'x-forwarded-for': '192.0.2.1' } })).statusCode,
      ).toBe(401);
      expect((await asks({ headers: { host: 'rebound.example' } })).statusCode).toBe(401);
    } finally {
      await laptop.close();
    }
  }));

test('no line of the log holds who asked, what they sent, or with which key or cookie', () =>
  withApi(async ({ one, key }) => {
    const lines: unknown[] = [];
    const noisy = { ...one, log: (...line: unknown[]) => lines.push(line) };
    const broken = {
      ...noisy,
      store: { ...one.store, rows: () => Promise.reject(new Error('a fault of ours')) },
    };
    const member = await signedIn({ one, app: await makeServer(one, { perMinute: 10_000 }) });
    const app = await makeServer(broken as typeof one, { perMinute: 10_000 });
    try {
      const said = await app.inject({
        method: 'POST',
        url: '/api/requests?surplus=zq-query',
        headers: {
          authorization: `Bearer ${key}`,
          cookie: [...member.cookies].join('; '),
          'user-agent': 'zq-agent',
        },
        payload: { kind: 'access', identity: { kind: 'email', value: 'zq-body@people.example' } },
      });
      expect(said.statusCode).toBeGreaterThanOrEqual(400);
      const faulty = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${key}` } });
      expect(faulty.statusCode).toBe(500);
      const written = JSON.stringify(lines);
      expect(written).toContain('http.fault');
      for (const secret of ['zq-', key, member.email, ...member.cookies.values()])
        expect(written).not.toContain(secret);
    } finally {
      await app.close();
    }
  }));
