import { expect, test } from 'vitest';
import { identitiesOf } from '../src/people/index.ts';
import { FOLLOWING_TABLES, STAYING } from '../src/procedures/following.ts';
import {
  destroyKeys,
  forgetLater,
  makeLink,
  sendPreferencesLink,
  sendWaiting,
} from '../src/procedures/index.ts';
import { type Api, LOOKING, type Said, who, withApi } from './api-server.ts';

const says = async ({ call }: Api, name: string, state: string, purpose = 'news'): Promise<string> => {
  const said = await call('POST', '/api/permissions', {
    identity: who(name),
    purpose,
    state,
    wording: 'v1',
    source: 'form',
  });
  expect(said.status).toBe(201);
  return String(said.json.person);
};

const happens = async ({ call }: Api, name: string, kind: string, at: string): Promise<void> => {
  const said = await call('POST', '/api/events', { kind, identity: who(name), at });
  expect(said.status).toBe(201);
};

const may = async ({ call }: Api, name: string, purpose = 'news'): Promise<unknown> =>
  (await call('POST', '/api/decisions', { act: 'send', purpose, identity: who(name) })).json.code;

const merge = (
  { call }: Api,
  into: string,
  gone: string,
  how: 'merge' | 'unmerge' = 'merge',
): Promise<Said> => call('POST', `/api/people/${into}/${how}`, { with: gone });

/** Every row that is about these two, with who it is about: what a merge and its undoing must leave as it was. */
async function everythingOf({ store }: Api, people: readonly string[]): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const table of ['identity', 'event', 'record', 'permission', 'request', 'outbox', 'relationship'])
    found[table] = await store.rows(
      `select (to_jsonb(t) - 'sealed' ${table === 'relationship' ? "- 'id'" : ''}) as row from ${table} t where person_id = any($1) order by to_jsonb(t) - 'sealed' - 'id' #>> '{}'`,
      [people],
    );
  found.suppression = await store.rows(
    'select encode(hash, $1) as hash, scope, reason from suppression order by 1, 2',
    ['hex'],
  );
  return found;
}

test('every table that is about people says what a merge does with it', () =>
  withApi(async ({ store }) => {
    const tables = await store.rows<{ name: string }>(
      `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname = 'person_id' and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped`,
    );

    expect(tables.map(({ name }) => name).sort()).toEqual(
      [...FOLLOWING_TABLES, ...Object.keys(STAYING)].sort(),
    );
  }));

test('a person known by three addresses is looked up by any of them, for a reason that the ledger keeps', () =>
  withApi(async ({ call, store }) => {
    const phone = { kind: 'phone', value: '01632 960961' };
    const account = { kind: 'external', value: 'shop:4711' };
    const known = await call('POST', '/api/people', { identities: [who('ada'), phone, account] });
    expect(known.status).toBe(200);

    for (const identity of [who('ADA'), { ...phone, value: '+441632960961' }, account]) {
      const found = await call('POST', '/api/people/find', { identities: [identity] }, LOOKING);
      expect(found).toMatchObject({ status: 200, json: known.json });
    }
    const seen = await call('GET', `/api/people/${known.json.person}`, undefined, LOOKING);
    expect(seen.json).toMatchObject({
      identities: [{ hint: 'a…@people.example' }, { hint: 'shop:…' }, { hint: '…961' }],
      categories: [],
    });
    expect(seen.text).not.toContain('ada@');
    const looks = await store.rows<{ body: string }>(
      `select body from evidence_entry where kind = 'people.looked-at' order by id`,
    );
    expect(looks.map(({ body }) => JSON.parse(body))).toEqual([
      ...[1, 2, 3].map(() => ({ reason: 'answering-request', shown: 'id' })),
      { reason: 'answering-request', shown: 'profile' },
    ]);
  }));

test('nobody looks without a reason or without the scope, and a look at nobody is not kept', () =>
  withApi(async (api) => {
    const ada = await says(api, 'ada', 'granted');
    const weak = await api.keyWith(['decisions', 'permissions']);

    expect((await api.call('GET', `/api/people/${ada}`)).json.code).toBe('people.no-reason');
    expect(
      (await api.call('GET', `/api/people/${ada}`, undefined, { ...LOOKING, key: weak })).json.code,
    ).toBe('key.scope');
    expect(
      (await api.call('GET', `/api/people/${ada}`, undefined, { ...LOOKING, key: null })).json.code,
    ).toBe('key.missing');
    const nobody = '01a207a2-3280-7065-a623-cc6c8f3c7643';
    expect((await api.call('GET', `/api/people/${nobody}`, undefined, LOOKING)).json.code).toBe(
      'people.not-found',
    );
    const looks = await api.store.rows(`select 1 from evidence_entry where kind = 'people.looked-at'`);
    expect(looks).toEqual([]);
  }));

test('who granted and who objected are together one who objected, at every address', () =>
  withApi(async (api) => {
    const granted = await says(api, 'granted', 'granted');
    const objected = await says(api, 'objected', 'objected');
    api.store.clock.set('2026-11-23T10:00:00.000Z');
    const later = await says(api, 'later', 'granted');
    expect([await may(api, 'granted'), await may(api, 'later')]).toEqual(['send.consent', 'send.consent']);

    expect((await merge(api, granted, objected)).status).toBe(200);
    expect((await merge(api, granted, later)).status).toBe(200);

    for (const name of ['granted', 'objected', 'later']) expect(await may(api, name)).toBe('send.suppressed');
    const history = await api.call('GET', `/api/people/${later}/permissions`, undefined, LOOKING);
    expect(history.json.current).toMatchObject([{ purpose: 'news', state: 'objected', source: 'merge' }]);
    expect((history.json.history as { state: string }[]).map(({ state }) => state).sort()).toEqual([
      'granted',
      'granted',
      'objected',
      'objected',
      'objected',
    ]);
  }));

test('a merge moves all that is theirs, sealed so that it opens; undoing it restores what was', () =>
  withApi(async (api) => {
    const { call, store, one } = api;
    const ada = await says(api, 'ada', 'granted');
    const bo = await says(api, 'bo', 'objected');
    await says(api, 'bo', 'offered', 'offers');
    await happens(api, 'ada', 'order-started', '2026-03-01T10:00:00Z');
    await happens(api, 'bo', 'order-started', '2026-01-05T10:00:00Z');
    await happens(api, 'bo', 'order-ended', '2026-02-01T10:00:00Z');
    await happens(api, 'bo', 'order-started', '2026-05-01T10:00:00Z');
    const [{ hash: notice } = { hash: '' }] = await store.rows<{ hash: string }>(
      'select hash from policy_version',
    );
    const fields = { name: 'Bo', email: who('bo').value, message: 'Hello from Bo' };
    await call('POST', '/api/collection/contact-form', { fields, notice });
    await call('POST', '/api/requests', { kind: 'access', identity: who('bo') });
    const before = await everythingOf(api, [ada, bo]);

    expect((await merge(api, ada, bo)).status).toBe(200);

    const ours = await everythingOf(api, [ada]);
    expect(ours.record).toHaveLength(1);
    expect(ours.request).toHaveLength(1);
    expect(ours.event).toHaveLength(4);
    expect((await everythingOf(api, [bo])).identity).toEqual([]);
    const spans = await store.rows(
      'select began_on, ended_on from relationship where person_id = $1 order by 1',
      [ada],
    );
    // Bo's order of January ended; Ada's of March went on when Bo's of May began.
    expect(spans).toEqual([
      { began_on: '2026-01-05', ended_on: '2026-02-01' },
      { began_on: '2026-03-01', ended_on: null },
    ]);
    expect((await identitiesOf(store.db, one.vault, ada)).map(({ value }) => value).sort()).toEqual([
      who('ada').value,
      who('bo').value,
    ]);
    const [record] = await store.rows<{ id: string; sealed: Buffer }>('select id, sealed from record');
    const opened = record && (await one.vault.open(ada, record.sealed, `record:${record.id}`));
    expect(JSON.parse(String(opened))).toEqual(fields);

    expect((await merge(api, ada, bo, 'unmerge')).status).toBe(200);

    expect(await everythingOf(api, [ada, bo])).toEqual(before);
    expect((await identitiesOf(store.db, one.vault, bo)).map(({ value }) => value)).toEqual([
      who('bo').value,
    ]);
    const [again] = await store.rows<{ id: string; sealed: Buffer }>('select id, sealed from record');
    expect(again && JSON.parse(String(await one.vault.open(bo, again.sealed, `record:${again.id}`)))).toEqual(
      fields,
    );
    expect([await may(api, 'ada'), await may(api, 'bo')]).toEqual(['send.consent', 'send.suppressed']);
  }));

test('a no that was said while they were one counts for both afterwards', () =>
  withApi(async (api) => {
    const ada = await says(api, 'ada', 'granted');
    const bo = await says(api, 'bo', 'granted');
    await merge(api, ada, bo);
    api.store.clock.set('2026-11-24T10:00:00.000Z');
    await says(api, 'bo', 'withdrawn');

    await merge(api, ada, bo, 'unmerge');

    expect([await may(api, 'ada'), await may(api, 'bo')]).toEqual(['send.suppressed', 'send.suppressed']);
  }));

test('the unsubscribe link in an old mail to who was merged stops the mails to who they are now', () =>
  withApi(async (api) => {
    const ada = await says(api, 'ada', 'granted');
    const bo = await says(api, 'bo', 'granted');
    const link = makeLink(api.one.vault, { kind: 'unsubscribe', personId: bo, purpose: 'news' });
    await merge(api, ada, bo);
    api.store.clock.set('2026-11-24T10:00:00.000Z');

    expect((await api.call('POST', `/unsubscribe/${link}`, undefined, { key: null })).status).toBe(200);

    expect([await may(api, 'ada'), await may(api, 'bo')]).toEqual(['send.suppressed', 'send.suppressed']);
  }));

test('a mail that waits is sealed anew and leaves; while one is leaving nobody is merged', () =>
  withApi(async (api) => {
    const [ada, bo] = [await says(api, 'ada', 'granted'), await says(api, 'bo', 'granted')];
    await sendPreferencesLink(api.one, who('bo').value);
    await api.store.rows("update outbox set state = 'sending'");
    expect((await merge(api, ada, bo)).json.code).toBe('people.mail-leaving');
    await api.store.rows("update outbox set state = 'queued'");
    expect((await merge(api, ada, bo)).status).toBe(200);

    expect(await sendWaiting(api.one)).toEqual({ sent: 1, refused: 0 });
    expect(api.mail.arrived.map(({ to }) => to)).toEqual([who('bo').value]);
  }));

test('merging is refused where it makes no sense, and then changes nothing', () =>
  withApi(async (api) => {
    const [ada, bo, cy] = [
      await says(api, 'ada', 'granted'),
      await says(api, 'bo', 'granted'),
      await says(api, 'cy', 'granted'),
    ];
    const codes: unknown[] = [];
    codes.push((await merge(api, ada, ada)).json.code);
    codes.push((await merge(api, ada, '01a207a2-3280-7065-a623-cc6c8f3c7643')).json.code);
    codes.push((await merge(api, ada, bo, 'unmerge')).json.code);
    await merge(api, ada, bo);
    codes.push((await merge(api, cy, bo)).json.code, (await merge(api, bo, cy)).json.code);
    await merge(api, cy, ada);
    codes.push((await merge(api, ada, bo, 'unmerge')).json.code);

    expect(codes).toEqual([
      'people.same-person',
      'people.not-found',
      'people.not-merged',
      'people.already-merged',
      'people.already-merged',
      'people.merged-on',
    ]);
    expect((await merge(api, cy, ada, 'unmerge')).status).toBe(200);
    expect((await merge(api, ada, bo, 'unmerge')).status).toBe(200);
    expect(await api.store.rows('select 1 from person where merged_into is not null')).toEqual([]);
  }));

test('who is forgotten after a merge is forgotten under every id: keys, rows and links of the ledger', () =>
  withApi(async (api) => {
    const { call, store, one } = api;
    const [{ hash: notice } = { hash: '' }] = await store.rows<{ hash: string }>(
      'select hash from policy_version',
    );
    const applies = async (name: string) => {
      const fields = { name, email: who(name).value, letter: 'Hire me' };
      expect((await call('POST', '/api/collection/application-form', { fields, notice })).status).toBe(201);
      return String(
        (await call('POST', '/api/people/find', { identities: [who(name)] }, LOOKING)).json.person,
      );
    };
    const [ada, bo] = [await applies('ada'), await applies('bo')];
    const [old] = await store.rows<{ sealed: Buffer; hash: Buffer }>(
      'select sealed from identity where person_id = $1',
      [bo],
    );
    await merge(api, ada, bo);
    const request = await call('POST', '/api/requests', { kind: 'erasure', identity: who('bo') });

    const decided = await call('POST', `/api/requests/${request.json.id}/decisions`, { outcome: 'erase' });

    expect(decided.json.disposed).toMatchObject([{ records: 2, people: 1, verified: true }]);
    await sendWaiting(one);
    await forgetLater(one, one.clock.now());
    await destroyKeys(one, one.clock.now());
    expect(await store.rows('select id from person')).toEqual([]);
    expect(await store.rows('select 1 from person_merge')).toEqual([]);
    expect(await store.rows('select 1 from evidence_about where person_id in ($1, $2)', [ada, bo])).toEqual(
      [],
    );
    // A copy of the row as it was before the merge, as an old backup has it.
    await expect(one.vault.open(bo, old?.sealed ?? Buffer.alloc(0), 'identity')).rejects.toMatchObject({
      code: 'vault.forgotten',
    });
  }));

test('a person reads what they said by the link in their mails, and nobody else’s', () =>
  withApi(async (api) => {
    const [ada, bo] = [await says(api, 'ada', 'granted'), await says(api, 'bo', 'objected')];
    const link = makeLink(api.one.vault, { kind: 'preferences', personId: ada, purpose: 'all' });
    const read = (person: string, token: string) =>
      api.call('GET', `/api/people/${person}/permissions`, undefined, {
        key: null,
        headers: { 'kept-link': token },
      });

    expect((await read(ada, link)).json).toMatchObject({ history: [{ state: 'granted' }], next: null });
    const theirs = await read(bo, link);
    const nobodys = await read('01a207a2-3280-7065-a623-cc6c8f3c7643', link);
    expect(theirs.status).toBe(404);
    expect(theirs.text).toBe(nobodys.text);
    expect((await read(ada, `${link}x`)).json.code).toBe('link.invalid');
  }));
