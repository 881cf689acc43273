import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { signingKeyFor, verifyDocument } from '../src/evidence/index.ts';
import { carryOutRequests, forgetLater, sendWaiting } from '../src/procedures/index.ts';
import { type Api, LOOKING, withApi } from './api-server.ts';

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
      const [request] = await api.store.rows<{ id: string; proven_on: string | null }>(
        'select id, proven_on from request',
      );
      const page = await api.app.inject({ url: link });

      expect(page.statusCode, page.body).toBe(200);
      expect(page.body).toContain('Was it you who asked?');
      expect(page.body).toContain('everything since 2020');
      expect(page.body).not.toContain('own link');
      expect((await show(api, request?.id ?? '')).confirmed).toBeNull();
      const refused = await decide(api, request?.id ?? '', { outcome: 'answer', says: 'Here it is.' });
      expect(refused.json.code).toBe('requests.identity-open');

      const confirmed = await form(api.app, link, { do: 'confirm' });
      expect(confirmed.body).not.toContain('Was it you who asked?');
      expect((await show(api, request?.id ?? '')).confirmed).toBe('2026-11-22');
      expect((await decide(api, request?.id ?? '', { outcome: 'answer', says: 'Here it is.' })).status).toBe(
        200,
      );
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

      expect(await show(api, id)).toMatchObject({
        waitsFor: null,
        due: '2026-12-22',
        confirmed: '2026-11-22',
      });
    }));
});

describe('the clock', () => {
  test('only a doubt that was written down moves it, and what was asked for starts it', () =>
    withApi(async (api) => {
      const id = await open(api, { received: '2026-11-02' });
      expect((await decide(api, id, { outcome: 'identify', doubt: ' ', wanted: ' ' })).json.code).toBe(
        'requests.no-doubt',
      );
      expect((await show(api, id)).due).toBe('2026-12-02');

      await decide(api, id, {
        outcome: 'identify',
        doubt: 'the address is new',
        wanted: 'a call back',
        on: '2026-11-03',
      });
      expect(await show(api, id)).toMatchObject({ due: null, waitsFor: 'identity', confirmed: null });
      await decide(api, id, { outcome: 'identified', on: '2026-11-17' });

      const now = await show(api, id);
      expect(now).toMatchObject({ due: '2026-12-17', waitsFor: null, confirmed: '2026-11-17' });
      expect((now.clock as { moves: unknown[] }).moves).toHaveLength(2);
    }));

  test('an extension is told with its reason within the month, once', () =>
    withApi(async (api) => {
      const id = await open(api, { received: '2026-11-02' });

      expect(
        (await decide(api, id, { outcome: 'extend', reason: 'complexity', why: 'four archives' })).status,
      ).toBe(200);
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
      const [request] = await api.store.rows<{ answered_on: string; outcome: string }>(
        'select * from request',
      );
      expect(request).toMatchObject({ answered_on: '2026-11-22', outcome: 'stopped' });
      expect((await api.store.rows('select 1 from suppression')).length).toBeGreaterThan(0);
    }));

  test('a restriction stands until the person was told that it ends', () =>
    withApi(async (api) => {
      const id = await open(api, { kind: 'restriction' });
      expect(await show(api, id)).toMatchObject({
        stopped: [{ kind: 'restriction', purpose: null, lifted: null }],
      });

      const untold = await decide(api, id, { outcome: 'lift', why: 'settled' });
      expect(untold.json.code).toBe('requests.not-told');
      await decide(api, id, {
        outcome: 'tell-lifting',
        why: 'the address was checked',
        liftOn: '2026-11-23',
      });
      expect((await decide(api, id, { outcome: 'lift', why: 'settled' })).status).toBe(200);
      const now = await show(api, id);
      expect((now.stopped as { lifted: string | null }[])[0]?.lifted).not.toBeNull();
    }));
});

describe('a refusal', () => {
  test('carries its reasons and every way to complain, and an exemption works only where it reaches', () =>
    withApi(async (api) => {
      const id = await open(api, { kind: 'erasure' });
      const outside = await decide(api, id, {
        outcome: 'refuse',
        ground: 'E4',
        reasoning: 'advice of counsel',
      });
      expect(outside.json.code).toBe('refusal.ground-does-not-reach');

      const access = await open(api, {});
      const refused = await decide(api, access, {
        outcome: 'refuse',
        ground: 'E4',
        reasoning: 'advice of counsel',
      });
      expect(refused.status, refused.text).toBe(200);
      const letter = (await letters(api)).findLast(({ subject }) => subject.includes('cannot'));
      for (const said of ['advice of counsel', '/complaints/new', 'Information Commission', 'court'])
        expect(letter?.text).toContain(said);
      expect(await show(api, access)).toMatchObject({
        outcome: 'refused',
        refusals: [
          {
            ground: 'E4',
            carries: ['reasons', 'complaint-to-controller', 'complaint-to-regulator', 'court'],
          },
        ],
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
    const told = await api.app.inject('/complaints');
    expect([told.statusCode, told.headers.location]).toEqual([302, '/complaints/new']);
    const sent = await form(api.app, '/complaints/new', {
      email: 'ada@people.example',
      words: 'You wrote to me twice.',
    });
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

describe('done in systems', () => {
  const applies = async (api: Api, who: string, more: Record<string, string> = {}) => {
    const [{ hash: notice } = { hash: '' }] = await api.store.rows<{ hash: string }>(
      'select hash from policy_version',
    );
    const fields = { name: who, email: `${who}@people.example`, letter: 'I make pots.', ...more };
    const sent = await api.call('POST', '/api/collection/application-form', { fields, notice });
    expect(sent.status, sent.text).toBe(201);
  };
  const planOf = async (api: Api, id: string, body: object = {}) => {
    const made = await api.call('POST', `/api/requests/${id}/plan`, body);
    expect(made.status, made.text).toBe(201);
    return made.json as {
      hash: string;
      state: string;
      items: { table: string; act: string; count: number }[];
    };
  };
  const approve = (api: Api, id: string, hash: string) =>
    api.call('POST', `/api/requests/${id}/plan/approval`, { hash });

  test('an erasure is planned, approved by its hash, done, looked at again, told, and the person forgotten', () =>
    withApi(async (api) => {
      await applies(api, 'ada');
      await applies(api, 'bob');
      const id = await open(api, { kind: 'erasure' });
      const plan = await planOf(api, id);
      expect(plan.items).toMatchObject([{ table: 'application-form', act: 'delete', count: 1 }]);
      expect((await approve(api, id, 'f'.repeat(64))).json.code).toBe('systems.plan-outdated');

      expect((await approve(api, id, plan.hash)).status).toBe(200);
      await carryOutRequests(api.one);

      expect(await show(api, id)).toMatchObject({ outcome: 'erased', answered: '2026-11-22' });
      expect(await api.store.rows('select 1 from record')).toHaveLength(1);
      expect((await letters(api)).at(-1)?.text).toContain('1 entry in our own records');
      expect(await forgetLater(api.one, api.one.clock.now())).toBe(1);
      expect(await api.store.rows('select 1 from identity')).toHaveLength(1);
      expect((await api.store.rows('select 1 from suppression')).length).toBeGreaterThan(0);
      const { certificate } = (await api.call('GET', `/api/requests/${id}/certificate`)).json;
      const publicKey = createPublicKey(signingKeyFor(api.store.db).privateKey);
      const read = await verifyDocument(String(certificate), publicKey);
      expect(read.statement).toMatchObject({ did: 'erase', counts: { delete: 1 }, leftBehind: 0 });
    }));

  test('what changed since it was looked at is not done', () =>
    withApi(async (api) => {
      await applies(api, 'ada');
      const id = await open(api, { kind: 'erasure' });
      const { hash } = await planOf(api, id);
      await approve(api, id, hash);
      await applies(api, 'ada', { letter: 'Another one.' });

      await carryOutRequests(api.one);

      expect(await show(api, id)).toMatchObject({ answered: null });
      expect(await api.store.rows('select 1 from record')).toHaveLength(2);
      const waits = (await api.call('GET', `/api/requests/${id}/plan`)).json.systems as { because: string }[];
      expect(waits[0]?.because).toContain('Plan again');
    }));

  test('a correction keeps before and after, sealed', () =>
    withApi(async (api) => {
      await applies(api, 'ada');
      const id = await open(api, { kind: 'rectification', words: 'my name is Ada L.' });
      const { hash } = await planOf(api, id, { changes: [{ what: 'name', was: 'ada', becomes: 'Ada L.' }] });
      await approve(api, id, hash);

      await carryOutRequests(api.one);

      expect(await show(api, id)).toMatchObject({ outcome: 'corrected' });
      const thread = await api.call('GET', `/api/requests/${id}/thread`);
      expect(thread.text).toContain('Ada L.');
      const facts = JSON.stringify(await api.store.rows('select facts from request_event'));
      expect(facts).not.toContain('Ada L.');
    }));

  test('a corrected address is where their letters go, and the wrong one leads to nobody', () =>
    withApi(async (api) => {
      await applies(api, 'ada');
      await applies(api, 'bob');
      const id = await open(api, { kind: 'rectification' });
      const [was, becomes] = ['ada@people.example', 'ada.l@people.example'];
      const { hash } = await planOf(api, id, { changes: [{ what: 'email', was, becomes }] });
      await approve(api, id, hash);

      await carryOutRequests(api.one);

      expect((await letters(api)).at(-1)).toMatchObject({ to: becomes });
      const find = (value: string) =>
        api.call('POST', '/api/people/find', { identities: [{ kind: 'email', value }] }, LOOKING);
      expect([(await find(becomes)).status, (await find(was)).status]).toEqual([200, 404]);

      const taken = await open(api, { kind: 'rectification', identity: { kind: 'email', value: becomes } });
      const again = { changes: [{ what: 'email', was: becomes, becomes: 'bob@people.example' }] };
      await approve(api, taken, (await planOf(api, taken, again)).hash);
      await carryOutRequests(api.one);
      expect((await find(becomes)).status).toBe(200);
    }));

  test('nothing is done while it is not known who asks', () =>
    withApi(async (api) => {
      await applies(api, 'ada');
      await ask(api.app, 'erasure', 'ada');
      const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');
      const { hash } = await planOf(api, id);

      expect((await approve(api, id, hash)).json.code).toBe('requests.identity-open');
      expect((await decide(api, id, { outcome: 'erase' })).json.code).toBe('requests.identity-open');
    }));
});

test('an access request ends in a file behind a button, for thirty days, and everybody’s answer to Art 15 is in it', () =>
  withApi(async (api) => {
    const [{ hash: notice } = { hash: '' }] = await api.store.rows<{ hash: string }>(
      'select hash from policy_version',
    );
    const fields = { name: 'Ada', email: 'ada@people.example', letter: 'I make pots.' };
    await api.call('POST', '/api/collection/application-form', { fields, notice });
    await ask(api.app, 'access', 'ada');
    const link = await linkTo(api, 'ada');
    const [{ id } = { id: '' }] = await api.store.rows<{ id: string }>('select id from request');
    await form(api.app, link, { do: 'confirm' });
    const plan = await api.call('POST', `/api/requests/${id}/plan`, {});
    await api.call('POST', `/api/requests/${id}/plan/approval`, { hash: plan.json.hash });
    await carryOutRequests(api.one);

    expect((await api.app.inject({ url: link })).body).toContain('Fetch my file');
    expect((await api.app.inject({ url: `${link}/package` })).statusCode).toBe(404);
    const file = await form(api.app, `${link}/package`, {});
    expect(file.statusCode, file.body.slice(0, 300)).toBe(200);
    expect(file.headers['content-type']).toBe('application/zip');
    const page = await entryOf(file.rawPayload, 'your-data.html');
    for (const said of ['I make pots.', 'Why we use your data', 'Who receives it', 'How to complain to us'])
      expect(page).toContain(said);
    expect((await show(api, id)).events).toContainEqual(expect.objectContaining({ kind: 'fetched' }));

    api.store.clock.set('2026-12-23T10:00:00.000Z');
    expect((await form(api.app, `${link}/package`, {})).statusCode).toBe(404);
  }));

const entryOf = (archive: Buffer, path: string): Promise<string> =>
  new Promise((read, failed) => {
    fromBuffer(archive, { lazyEntries: true }, (fault, zip) => {
      if (fault) return failed(fault);
      zip.on('end', () => failed(new Error(`no ${path} in the archive`)));
      zip.on('entry', (entry) => {
        if (entry.fileName !== path) return zip.readEntry();
        zip.openReadStream(entry, (broken, stream) => {
          if (broken) return failed(broken);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => read(Buffer.concat(chunks).toString('utf8')));
        });
      });
      zip.readEntry();
    });
  });

test.each([
  ['A copy please', 'I would like a copy of all data that you hold about me.', 'access'],
  ['Hello', 'Please delete my account and everything.', 'erasure'],
  ['My address', 'The address that you have is out of date.', 'rectification'],
  ['A complaint', 'You gave my number to somebody.', 'complaint'],
  ['Opening hours', 'When are you there?', 'question'],
])('a mail to the privacy mailbox becomes a case: %s', (subject, text, kind) =>
  withApi(async (api) => {
    const raw = `From: ada@people.example\r\nTo: privacy@larkhill.example\r\nSubject: ${subject}\r\n\r\n${text}\r\n`;
    const taken = await api.app.inject({
      method: 'POST',
      url: '/api/mail',
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'message/rfc822' },
      payload: raw,
    });
    expect(taken.json()).toEqual({ understood: 'request' });
    expect(await api.store.rows('select kind, route, owner from request')).toEqual([
      { kind, route: 'email', owner: 'manager' },
    ]);
    expect(await letters(api)).toHaveLength(1);
  }),
);
