import type { FastifyInstance } from 'fastify';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { sendWaiting } from '../src/procedures/index.ts';
import { type Api, withApi } from './api-server.ts';

const form = (app: FastifyInstance, url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

const ask = (app: FastifyInstance, kind: string, who: string, more: Record<string, string> = {}) =>
  form(app, '/requests/new', { kind, email: `${who}@people.example`, ...more });

/** The letters that left, oldest first. */
async function letters({ one, mail }: Api): Promise<{ to: string; subject: string; text: string }[]> {
  await sendWaiting(one);
  return Promise.all(
    mail.arrived.map(async ({ to, raw }) => {
      const { subject = '', text = '' } = await new PostalMime().parse(raw);
      return { to, subject, text };
    }),
  );
}

/** The person's own page, from the newest letter that went to them. */
async function linkTo(api: Api, who: string): Promise<string> {
  const letter = (await letters(api)).findLast(({ to }) => to === `${who}@people.example`);
  const link = /(\/requests\/\S+)/.exec(letter?.text ?? '')?.[1];
  if (!link) throw new Error(`no letter with a link went to ${who}`);
  return link;
}

const open = async (api: Api, body: Record<string, unknown>) => {
  const made = await api.call('POST', '/api/requests', {
    kind: 'access',
    identity: { kind: 'email', value: 'ada@people.example' },
    ...body,
  });
  expect(made.status, made.text).toBe(201);
  return String(made.json.id);
};
const decide = (api: Api, id: string, body: Record<string, unknown>) =>
  api.call('POST', `/api/requests/${id}/decisions`, body);
const show = async (api: Api, id: string) => (await api.call('GET', `/api/requests/${id}`)).json;

describe('asking on the form', () => {
  test('the answer is the same for somebody known and for a stranger, and each has a letter of their own', () =>
    withApi(async (api) => {
      await open(api, { kind: 'question' });

      const known = await ask(api.app, 'access', 'ada');
      const stranger = await ask(api.app, 'access', 'nobody');

      expect(known.statusCode).toBe(200);
      expect(stranger.statusCode).toBe(known.statusCode);
      expect(stranger.body).toBe(known.body);
      expect(known.body).toMatch(/22 December 2026|23 December 2026|22 Dec/);
    }));

  test('the link of the letter proves who asks, by a button and never by being opened', () =>
    withApi(async (api) => {
      await ask(api.app, 'access', 'ada', { words: 'everything since 2020' });
      const link = await linkTo(api, 'ada');
      const [request] = await api.store.rows<{ id: string; proven_on: string | null }>('select id, proven_on from request');
      const page = await api.app.inject({ url: link });

      expect(page.statusCode, page.body).toBe(200);
      expect(page.body).toContain('Was it you who asked?');
      expect(page.body).toContain('everything since 2020');
      expect((await show(api, request?.id ?? '')).confirmed).toBeNull();
      const refused = await decide(api, request?.id ?? '', { outcome: 'answer', says: 'Here it is.' });
      expect(refused.json.code).toBe('requests.identity-open');

      const confirmed = await form(api.app, link, { do: 'confirm' });
      expect(confirmed.body).not.toContain('Was it you who asked?');
      expect((await show(api, request?.id ?? '')).confirmed).toBe('2026-11-22');
      expect((await decide(api, request?.id ?? '', { outcome: 'answer', says: 'Here it is.' })).status).toBe(200);
      expect((await api.app.inject({ url: link })).body).toContain('We answered');
    }));

  test('a link that is not whole opens nothing, and says the same as one to nothing', () =>
    withApi(async (api) => {
      await ask(api.app, 'access', 'ada');
      const link = await linkTo(api, 'ada');
      const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');

      const cut = await api.app.inject({ url: link.slice(0, -2) });
      const bare = await api.app.inject({ url: `/requests/${id}` });
      expect([cut.statusCode, bare.statusCode]).toEqual([404, 404]);
      expect(bare.body).toBe(cut.body);
    }));

  test('what is wrong is said beside its field, and what was typed is still there', () =>
    withApi(async (api) => {
      const wrong = await form(api.app, '/requests/new', { email: 'not an address', words: '<b>bold</b>' });

      expect(wrong.statusCode).toBe(422);
      expect(wrong.body).toContain('Please say what you would like.');
      expect(wrong.body).toContain('&lt;b&gt;bold&lt;/b&gt;');
      expect(await api.store.rows('select 1 from request')).toEqual([]);
    }));

  test('somebody who asks for another is asked for authority, and the other can give it', () =>
    withApi(async (api) => {
      await ask(api.app, 'access', 'ada', { agent: 'Bob, solicitor' });
      const link = await linkTo(api, 'ada');
      const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');
      expect(await show(api, id)).toMatchObject({ waitsFor: 'authority', due: null });

      await form(api.app, link, { do: 'confirm' });

      expect(await show(api, id)).toMatchObject({ waitsFor: null, due: '2026-12-22', confirmed: '2026-11-22' });
    }));
});

describe('the clock', () => {
  test('only a doubt that was written down moves it, and what was asked for starts it', () =>
    withApi(async (api) => {
      const id = await open(api, { received: '2026-11-02' });
      expect((await decide(api, id, { outcome: 'identify', doubt: ' ', wanted: ' ' })).json.code).toBe('requests.no-doubt');
      expect((await show(api, id)).due).toBe('2026-12-02');

      await decide(api, id, { outcome: 'identify', doubt: 'the address is new', wanted: 'a call back', on: '2026-11-03' });
      expect(await show(api, id)).toMatchObject({ due: null, waitsFor: 'identity', confirmed: null });
      await decide(api, id, { outcome: 'identified', on: '2026-11-17' });

      const now = await show(api, id);
      expect(now).toMatchObject({ due: '2026-12-17', waitsFor: null, confirmed: '2026-11-17' });
      expect((now.clock as { moves: unknown[] }).moves).toHaveLength(2);
    }));

  test('an extension is told with its reason within the month, once', () =>
    withApi(async (api) => {
      const id = await open(api, { received: '2026-11-02' });

      expect((await decide(api, id, { outcome: 'extend', reason: 'complexity', why: 'four archives' })).status).toBe(200);
      expect((await show(api, id)).due).toBe('2027-02-02');
      const again = await decide(api, id, { outcome: 'extend', reason: 'complexity', why: 'more' });
      expect(again.json.code).toBe('requests.extended-already');

      const late = await open(api, { kind: 'portability', received: '2026-10-01' });
      const refused = await decide(api, late, { outcome: 'extend', reason: 'complexity', why: 'x' });
      expect(refused.json.code).toBe('requests.extension-too-late');
    }));

  test('an answer in the thread ends a pause', () =>
    withApi(async (api) => {
      await ask(api.app, 'access', 'ada');
      const link = await linkTo(api, 'ada');
      const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');
      await decide(api, id, { outcome: 'clarify', question: 'Which years?' });
      expect(await show(api, id)).toMatchObject({ due: null, waitsFor: 'clarification' });

      await form(api.app, link, { do: 'say', words: '2024 and 2025' });

      expect((await show(api, id)).waitsFor).toBeNull();
      const thread = await api.call('GET', `/api/requests/${id}/thread`);
      expect(thread.text).toContain('2024 and 2025');
      const [look] = await api.store.rows<{ body: string }>(
        "select body from evidence_entry where kind = 'people.looked-at'",
      );
      expect(look?.body).toContain(id);
    }));

  test('asked again while it is open it is one request; after the answer it is flagged, and never refused by itself', () =>
    withApi(async (api) => {
      const first = await open(api, {});
      const again = await open(api, { route: 'phone' });
      expect(again).toBe(first);
      await decide(api, first, { outcome: 'answer', says: 'Nothing is held.' });

      const repeat = await open(api, {});
      expect(repeat).not.toBe(first);
      expect(await show(api, repeat)).toMatchObject({ repeats: first, answered: null });
    }));

  test('two who ask at once for the same are one request', () =>
    withApi(async (api) => {
      const ids = await Promise.all([1, 2, 3, 4].map(() => open(api, {})));

      expect(new Set(ids).size).toBe(1);
    }));
});

describe('what stops at once', () => {
  test('marketing stops for good, without any proof, and the request is done', () =>
    withApi(async (api) => {
      await ask(api.app, 'marketing-objection', 'ada');
      const [request] = await api.store.rows<{ answered_on: string; outcome: string }>('select * from request');
      expect(request).toMatchObject({ answered_on: '2026-11-22', outcome: 'stopped' });
      expect((await api.store.rows('select 1 from suppression')).length).toBeGreaterThan(0);
    }));

  test('a restriction stands until the person was told that it ends', () =>
    withApi(async (api) => {
      const id = await open(api, { kind: 'restriction' });
      expect(await show(api, id)).toMatchObject({ stopped: [{ kind: 'restriction', purpose: null, lifted: null }] });

      const untold = await decide(api, id, { outcome: 'lift', why: 'settled' });
      expect(untold.json.code).toBe('requests.not-told');
      await decide(api, id, { outcome: 'tell-lifting', why: 'the address was checked', liftOn: '2026-11-23' });
      expect((await decide(api, id, { outcome: 'lift', why: 'settled' })).status).toBe(200);
      const now = await show(api, id);
      expect((now.stopped as { lifted: string | null }[])[0]?.lifted).not.toBeNull();
    }));
});

describe('a refusal', () => {
  test('carries its reasons and every way to complain, and an exemption works only where it reaches', () =>
    withApi(async (api) => {
      const id = await open(api, { kind: 'erasure' });
      const outside = await decide(api, id, { outcome: 'refuse', ground: 'E4', reasoning: 'advice of counsel' });
      expect(outside.json.code).toBe('refusal.ground-does-not-reach');

      const access = await open(api, {});
      const refused = await decide(api, access, { outcome: 'refuse', ground: 'E4', reasoning: 'advice of counsel' });
      expect(refused.status, refused.text).toBe(200);
      const letter = (await letters(api)).findLast(({ subject }) => subject.includes('cannot'));
      for (const said of ['advice of counsel', '/complaints/new', 'Information Commission', 'court'])
        expect(letter?.text).toContain(said);
      expect(await show(api, access)).toMatchObject({
        outcome: 'refused',
        refusals: [{ ground: 'E4', carries: ['reasons', 'complaint-to-controller', 'complaint-to-regulator', 'court'] }],
      });
    }));

  test('of marketing there is none', () =>
    withApi(async (api) => {
      const id = await open(api, { kind: 'objection' });
      for (const ground of ['E4', 'data-is-accurate'])
        expect((await decide(api, id, { outcome: 'refuse', ground, reasoning: 'no' })).json.code).toBe(
          'refusal.ground-does-not-reach',
        );
    }));
});

test('a complaint is acknowledged by its first letter, and its outcome says where else to go', () =>
  withApi(async (api) => {
    const sent = await form(api.app, '/complaints/new', { email: 'ada@people.example', words: 'You wrote to me twice.' });
    expect(sent.statusCode, sent.body).toBe(200);
    expect((await letters(api)).at(-1)?.text).toContain('This acknowledges it.');
    const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');
    expect(await show(api, id)).toMatchObject({ due: null, clock: { owes: 'outcome' } });

    await decide(api, id, { outcome: 'progress', says: 'We found both mails.' });
    await decide(api, id, { outcome: 'answer', says: 'You were right; it is mended.' });
    expect((await letters(api)).at(-1)?.text).toContain('Information Commission');
  }));

test('hostile text is text, everywhere', () =>
  withApi(async (api) => {
    const nasty = '<script>alert(1)</script>\r\nBcc: all@people.example\r\n\u2028{{7*7}} ‮ \u0000';
    const sent = await ask(api.app, 'rectification', 'ada', { words: nasty, name: nasty, agent: nasty });
    expect(sent.statusCode, sent.body).toBe(200);
    const link = await linkTo(api, 'ada');
    const page = await api.app.inject({ url: link });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('<script>alert');
    expect(api.mail.arrived.every(({ to }) => !to.includes('all@people.example'))).toBe(true);
  }));
