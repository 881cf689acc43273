import { expect, test } from 'vitest';
import { destroyKeys, forgetLater, sendWaiting } from '../src/procedures/index.ts';
import { type Api, who, withApi } from './api-server.ts';

const yes = (name: string, wording = 'v1') => ({
  identity: who(name),
  purpose: 'news',
  state: 'granted',
  wording,
  source: 'form',
});

const once = (key: string, more: object = {}) => ({ headers: { 'idempotency-key': key }, ...more });

const permissions = async ({ store }: Api): Promise<number> =>
  (await store.rows<{ n: number }>('select count(*)::int as n from permission'))[0]?.n ?? -1;

test('the same Idempotency-Key twice has one effect and one answer', () =>
  withApi(async (api) => {
    const first = await api.call('POST', '/api/permissions', yes('ada'), once('k-1'));
    const again = await api.call('POST', '/api/permissions', yes('ada'), once('k-1'));
    const other = await api.call('POST', '/api/permissions', yes('ada'), once('k-2'));

    expect([first.status, first.replayed]).toEqual([201, false]);
    expect([again.status, again.replayed, again.text]).toEqual([201, true, first.text]);
    expect(other.json.id).not.toBe(first.json.id);
    expect(await permissions(api)).toBe(2);
  }));

test('fifty at once with one key, through two servers, have one effect and one answer', () =>
  withApi(async (api) => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        api.call('POST', '/api/permissions', yes('ada'), once('k', { on: n % 2 ? api.app : api.second })),
      ),
    );

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await permissions(api)).toBe(1);
  }));

test('a key with another body, or in another key’s hands, is another matter', () =>
  withApi(async (api) => {
    await api.call('POST', '/api/permissions', yes('ada'), once('k'));

    const changed = await api.call('POST', '/api/permissions', yes('ada', 'v2'), once('k'));
    expect([changed.status, changed.json.code]).toEqual([422, 'http.key-reused']);
    const strange = await api.call('POST', '/api/permissions', yes('ada'), once('two words'));
    expect([strange.status, strange.json.code]).toEqual([400, 'http.bad-key']);
    const somebody = await api.keyWith(['permissions']);
    const theirs = await api.call('POST', '/api/permissions', yes('bo'), once('k', { key: somebody }));
    expect([theirs.status, theirs.replayed]).toEqual([201, false]);
    expect(await permissions(api)).toBe(2);
  }));

test('what was refused is not kept: the same key may try again, and then it counts', () =>
  withApi(async (api) => {
    const early = { kind: 'order-started', identity: who('ada'), at: '2026-11-24T00:00:00Z' };
    const refused = await api.call('POST', '/api/events', early, once('k'));
    expect([refused.status, refused.json.code]).toEqual([422, 'event.from-the-future']);
    expect(await api.store.rows('select 1 from idempotency')).toEqual([]);
    expect(await api.store.rows('select 1 from person')).toEqual([]);

    api.store.clock.set('2026-11-25T00:00:00.000Z');
    const taken = await api.call('POST', '/api/events', early, once('k'));

    expect([taken.status, taken.replayed]).toEqual([201, false]);
  }));

test('an effect that is undone takes its key with it, and whoever waited for it does the work', () =>
  withApi(async (api) => {
    // The ledger's row cannot be written: the last thing that the effect does fails.
    await api.store.rows('alter table evidence_entry add constraint closed check (false) not valid');
    const broken = await api.call('POST', '/api/permissions', yes('ada'), once('k'));
    expect(broken.status).toBe(500);
    expect(await permissions(api)).toBe(0);
    await api.store.rows('alter table evidence_entry drop constraint closed');

    const mended = await api.call('POST', '/api/permissions', yes('ada'), once('k'));

    expect([mended.status, mended.replayed]).toEqual([201, false]);
    expect(await permissions(api)).toBe(1);
  }));

test('an answer is kept for a day and no longer', () =>
  withApi(async (api) => {
    await api.call('POST', '/api/permissions', yes('ada'), once('k'));
    api.store.clock.set('2026-11-23T09:59:00.000Z');
    expect((await api.call('POST', '/api/permissions', yes('ada'), once('k'))).replayed).toBe(true);
    api.store.clock.set('2026-11-23T10:00:00.000Z');
    expect((await api.call('POST', '/api/permissions', yes('ada'), once('k'))).replayed).toBe(false);
    api.store.clock.set('2026-11-25T10:00:00.000Z');
    await api.call('POST', '/api/permissions', yes('bo'), once('another'));

    expect(await api.store.rows('select key from idempotency')).toEqual([{ key: 'another' }]);
  }));

test('erasing once is erasing once, and the keys are destroyed when it is certain', () =>
  withApi(async (api) => {
    const { call, store } = api;
    const [{ hash: notice } = { hash: '' }] = await store.rows<{ hash: string }>(
      'select hash from policy_version',
    );
    const fields = { name: 'Ada', email: who('ada').value, letter: 'Hire me' };
    await call('POST', '/api/collection/application-form', { fields, notice }, once('form', { key: null }));
    await call('POST', '/api/collection/application-form', { fields, notice }, once('form', { key: null }));
    expect(await store.rows('select 1 from record')).toHaveLength(1);
    const [person] = await store.rows<{ id: string }>('select id from person');
    const request = await call('POST', '/api/requests', { kind: 'erasure', identity: who('ada') });
    const path = `/api/requests/${request.json.id}/decisions`;

    const erased = await call('POST', path, { outcome: 'erase' }, once('e'));
    const again = await call('POST', path, { outcome: 'erase' }, once('e'));

    expect(erased.json.disposed).toMatchObject([{ records: 1, verified: true }]);
    expect([again.replayed, again.text]).toEqual([true, erased.text]);
    // Their address is needed for the letters that say so, and goes when these have left.
    expect(await forgetLater(api.one, api.one.clock.now())).toBe(0);
    await sendWaiting(api.one);
    expect(await forgetLater(api.one, api.one.clock.now())).toBe(1);
    await destroyKeys(api.one, api.one.clock.now());
    const forgotten = await api.one.vault.forgottenSince('2026-01-01T00:00:00.000Z');
    expect(forgotten.map(({ personId }) => personId)).toEqual([person?.id]);
  }));
