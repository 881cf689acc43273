import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCHEMA_FILE, schemaText } from '../sdk/generate.ts';
import { createKept, KeptProblem } from '../sdk/src/index.ts';
import { who, withApi } from './api-server.ts';

test('the types of the SDK are those that the server describes: else run "node sdk/generate.ts"', async () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8') === (await schemaText())).toBe(true);
});

test('the SDK drives a running server: asks, writes once, reads lists to their end, throws refusals with their code', () =>
  withApi(async ({ app, key, keyWith, store }) => {
    const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' });
    const kept = createKept({ baseUrl, key });
    const ada = { kind: 'email', value: who('ada').value } as const;

    const again = { headers: { 'idempotency-key': 'order-4711' } };
    const event = { kind: 'order-started', identity: ada };
    const [first, second] = [
      await kept.POST('/api/events', { body: event, ...again }),
      await kept.POST('/api/events', { body: event, ...again }),
    ];
    expect(second.data).toEqual(first.data);
    expect(second.response.headers.get('idempotent-replayed')).toBe('true');
    // One that is not asked for comes by itself.
    await kept.POST('/api/events', { body: { ...event, kind: 'order-ended' } });
    const [keys] = await store.rows<{ n: number }>('select count(*)::int as n from idempotency');
    expect(keys?.n).toBe(2);

    const opened: string[] = [];
    for (const kind of ['access', 'rectification', 'portability', 'erasure', 'restriction'] as const) {
      const { data } = await kept.POST('/api/requests', { body: { kind, identity: ada } });
      opened.unshift(data?.id ?? '');
    }
    const listed: string[] = [];
    for await (const request of kept.each('/api/requests', 'requests', { query: { limit: 2 } }))
      listed.push(request.id);
    expect(listed).toEqual(opened);

    const person = await kept.POST('/api/people/find', {
      params: { header: { 'Kept-Reason': 'support' } },
      body: { identities: [ada] },
    });
    const happened: string[] = [];
    const ids = new Set<string>();
    for await (const item of kept.each('/api/people/{id}/timeline', 'items', {
      path: { id: person.data?.person ?? '' },
      query: { limit: 3 },
      reason: 'support',
    })) {
      happened.push(`${item.what} ${item.kind}`);
      ids.add(`${item.what} ${item.id}`);
    }
    expect(happened).toEqual(
      expect.arrayContaining([
        'event order-started',
        'event order-ended',
        'request access',
        'request restriction',
      ]),
    );
    expect(ids.size).toBe(happened.length);

    const refused = kept.GET('/api/requests/{id}', {
      params: { path: { id: '01a207a2-3280-7065-a623-cc6c8f3c7643' } },
    });
    await expect(refused).rejects.toThrow(KeptProblem);
    await expect(refused).rejects.toMatchObject({ code: 'requests.not-found', status: 404 });
    const narrow = createKept({ baseUrl, key: await keyWith(['events']) });
    await expect(narrow.GET('/api/keys')).rejects.toMatchObject({ code: 'key.scope', status: 403 });
    // An answer that says no is an answer.
    const disclosed = await kept.POST('/api/disclosures', {
      body: { recipient: 'stranger', purpose: 'news', data: ['contact-details'], people: 1 },
    });
    expect(disclosed.response.status).toBe(403);
    expect(disclosed.error).toMatchObject({ verdict: 'deny' });
  }));
