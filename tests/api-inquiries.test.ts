import { expect, test } from 'vitest';
import { withApi } from './api-server.ts';

const LETTER = { authority: 'ICO', reference: 'IC-2041', receivedOn: '2026-11-16', replyBy: '2026-11-30' };

test('a letter of an authority is entered, and answered once', () =>
  withApi(async ({ call, store }) => {
    const entered = await call('POST', '/api/inquiries', LETTER);
    expect(entered.status, entered.text).toBe(201);
    const path = `/api/inquiries/${String(entered.json.id)}/reply`;

    const both = await Promise.all([call('POST', path, {}), call('POST', path, {})]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { json } = await call('GET', '/api/inquiries');
    expect(json.inquiries).toMatchObject([{ ...LETTER, repliedOn: store.clock.today('Europe/London') }]);
    expect(
      await store.rows(`select kind from evidence_entry where kind like 'inquiry.%' order by id`),
    ).toEqual([{ kind: 'inquiry.received' }, { kind: 'inquiry.answered' }]);
  }));

test.each([
  ['that has not come yet', { receivedOn: '2027-01-04', replyBy: '2027-01-05' }, 'inquiry.from-the-future'],
  ['whose day was over before it came', { replyBy: '2026-11-02' }, 'inquiry.due-before'],
])('a letter %s is refused, and nothing is entered', (_, change, code) =>
  withApi(async ({ call, store }) => {
    const { json } = await call('POST', '/api/inquiries', { ...LETTER, ...change });

    expect(json.code).toBe(code);
    expect(await store.rows(`select 1 from evidence_entry where kind like 'inquiry.%'`)).toEqual([]);
  }),
);

test('there is no reply to a letter that nobody entered, nor one of tomorrow', () =>
  withApi(async ({ call }) => {
    const { status, json } = await call(
      'POST',
      '/api/inquiries/0191d0a0-0000-7000-8000-000000000001/reply',
      {},
    );
    expect([status, json.code]).toEqual([404, 'inquiry.not-found']);
    const { json: entered } = await call('POST', '/api/inquiries', LETTER);
    const early = await call('POST', `/api/inquiries/${String(entered.id)}/reply`, { on: '2027-06-01' });
    expect(early.json.code).toBe('inquiry.from-the-future');
  }));
