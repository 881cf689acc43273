import { expect, test } from 'vitest';
import { makeLink, proposePolicy } from '../src/procedures/index.ts';
import { type Api, LOOKING, type Said, who, withApi } from './api-server.ts';

const says = async (
  { call }: Api,
  name: string,
  state: string,
  more: Record<string, unknown> = {},
): Promise<Said> =>
  call('POST', '/api/permissions', {
    identity: who(name),
    purpose: 'news',
    state,
    wording: 'v1',
    source: 'shop',
    ...more,
  });

const may = async ({ call }: Api, asked: Record<string, unknown>): Promise<unknown> =>
  (await call('POST', '/api/decisions', { act: 'send', purpose: 'news', ...asked })).json.code;

const page = async ({ app }: Api, url: string, form?: Record<string, string | string[]>) => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form ?? {}))
    for (const one of [value].flat()) body.append(name, one);
  return app.inject({
    method: form ? 'POST' : 'GET',
    url,
    ...(form && {
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  });
};

const choicesOf = (api: Api, personId: unknown): string =>
  `/preferences/${makeLink(api.one.vault, { kind: 'preferences', personId: String(personId), purpose: 'all' })}`;

test('what we knew on a day can be asked: late news change what was true, not what we knew', () =>
  withApi(async (api) => {
    api.store.clock.set('2026-11-02T10:00:00.000Z');
    const { json } = await says(api, 'ada', 'granted');
    api.store.clock.set('2026-11-20T10:00:00.000Z');
    await says(api, 'ada', 'withdrawn', { at: '2026-11-05T10:00:00.000Z', wording: null });
    const stood = async (query: string) => {
      const said = await api.call(
        'GET',
        `/api/people/${json.person}/permissions${query}`,
        undefined,
        LOOKING,
      );
      return (said.json.current as { state: string }[]).map(({ state }) => state);
    };

    expect(await stood('')).toEqual(['withdrawn']);
    expect(await stood('?at=2026-11-03T00:00:00Z')).toEqual(['granted']);
    expect(await stood('?at=2026-11-10T00:00:00Z')).toEqual(['withdrawn']);
    expect(await stood('?at=2026-11-10T00:00:00Z&known=2026-11-10T00:00:00Z')).toEqual(['granted']);
    expect(await stood('?known=2026-11-01T00:00:00Z')).toEqual([]);
  }));

test('a yes is an act of the person: what was done for another reason, for another, or by a child alone is refused', () =>
  withApi(async (api) => {
    const codeOf = async (more: Record<string, unknown>) =>
      (await says(api, 'ada', 'granted', more)).json.code;

    expect(await codeOf({ evidence: { how: 'pre-ticked' } })).toBe('permission.deemed');
    expect(await codeOf({ source: 'continued-use' })).toBe('permission.deemed');
    expect(await codeOf({ saidBy: 'agent' })).toBe('permission.no-authority');
    expect(await codeOf({ age: 12 })).toBe('permission.guardian-needed');
    expect(await codeOf({ wording: null })).toBe('permission.no-wording');
    expect(await may(api, { identity: who('ada') })).toBe('send.no-consent');

    await says(api, 'ada', 'granted', { saidBy: 'agent', evidence: { authority: 'power of attorney 17' } });
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');
    await says(api, 'bea', 'granted', { age: 12, saidBy: 'guardian', evidence: { authority: 'form 4' } });
    expect(await may(api, { identity: who('bea') })).toBe('send.consent');
  }));

test('a child’s own yes of before stops counting when the age is heard, until they are old enough', () =>
  withApi(async (api) => {
    await says(api, 'ada', 'granted');
    await says(api, 'ada', 'asked', { purpose: 'wedding-lists', age: 12 });

    expect(await may(api, { identity: who('ada') })).toBe('send.child-without-guardian');
    api.store.clock.set('2027-11-23T10:00:00.000Z');
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');
  }));

test('a question that has materially changed is asked again; another change of the notice asks nobody', () =>
  withApi(async (api) => {
    const version = (await api.call('GET', '/api/purposes')).json.policy;
    await says(api, 'ada', 'granted', { wording: version });
    const edited = async (from: string, to: string) => {
      const [row] = await api.store.rows<{ files: Record<string, string> }>(
        'select files from policy_version where in_force_at is not null and replaced_at is null',
      );
      const files = { ...row?.files };
      files['policy.yaml'] = (files['policy.yaml'] ?? '').replace(from, to);
      await proposePolicy(api.one, files);
      await api.store.rows(
        `update policy_version set replaced_at = now() where in_force_at is not null and replaced_at is null
           and exists (select 1 from policy_version where in_force_at is null)`,
      );
      await api.store.rows('update policy_version set in_force_at = now() where in_force_at is null');
    };

    await edited('website: https://larkhill.example', 'website: https://pottery.larkhill.example');
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');
    await edited(
      '    data: [contact-details]\n    channels: [email]\n  offers:',
      '    data: [contact-details, application]\n    channels: [email]\n  offers:',
    );
    expect(await may(api, { identity: who('ada') })).toBe('send.asked-anew');
    await says(api, 'ada', 'granted', { wording: (await api.call('GET', '/api/purposes')).json.policy });
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');
  }));

test('the preference page pauses, ends a pause, keeps what is on, and gives a receipt that the check page reads', () =>
  withApi(async (api) => {
    const { json } = await says(api, 'ada', 'granted');
    const link = choicesOf(api, json.person);
    const shown = (await page(api, link)).body;
    // A purpose that reaches people by no channel is a use, and no e-mail.
    expect(shown).toContain('This use');
    expect(shown.match(/By e-mail/g)).toHaveLength(2);

    const on = ['news:email'];
    expect((await page(api, link, { wishes: 'shown', on, pause: '2026-12-24' })).statusCode).toBe(200);
    expect(await may(api, { identity: who('ada') })).toBe('send.paused');
    expect((await page(api, link, { wishes: 'shown', on, pause: '2020-01-01' })).statusCode).toBe(422);
    await page(api, link, { wishes: 'shown', on, pause: '' });
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');

    const receipt = (await page(api, `${link}/receipts/${json.id}`)).body;
    const checked = await page(api, '/verify', { document: receipt });
    expect(checked.statusCode).toBe(200);
    expect(checked.body).toContain('This receipt holds');
    expect(checked.body).toContain('stands in our ledger');
    expect(checked.body).not.toContain('ada@');
    const forged = await page(api, '/verify', { document: `${receipt.slice(0, -6)}AAAAAA` });
    expect([forged.statusCode, forged.body.includes('It does not hold')]).toEqual([422, true]);
    expect((await page(api, `${link}/receipts/${String(json.id).replace(/^./, 'f')}`)).statusCode).toBe(404);
  }));

test('scanners unsubscribe nobody: looking changes nothing, however often and by whatever method', () =>
  withApi(async (api) => {
    const { json } = await says(api, 'ada', 'granted');
    const token = makeLink(api.one.vault, {
      kind: 'unsubscribe',
      personId: String(json.person),
      purpose: 'news',
    });
    const url = `/unsubscribe/${token}`;

    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'] as const)
      await api.app.inject({ method, url, headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } });
    expect(await may(api, { identity: who('ada') })).toBe('send.consent');

    const pressed = await api.app.inject({
      method: 'POST',
      url,
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(pressed.statusCode).toBe(200);
    expect(await may(api, { identity: who('ada') })).toBe('send.suppressed');
  }));

test('a decision names its promises and its evidence, and is kept with what was asked and known', () =>
  withApi(async (api) => {
    const { json } = await says(api, 'ada', 'granted');
    const { json: said } = await api.call('POST', '/api/decisions', {
      act: 'send',
      purpose: 'news',
      identity: who('ada'),
    });

    expect(said).toMatchObject({ verdict: 'allow', code: 'send.consent', evidence: [json.id] });
    expect(said.promises).toEqual(expect.arrayContaining(['MUT-001']));
    expect(said.validUntil).toBe('2026-11-22T10:05:00.000Z');
    // What lets a message leave is durable before it is answered.
    const [kept] = await api.store.rows('select verdict, code, facts from decision where id = $1', [
      said.decision,
    ]);
    expect(kept).toMatchObject({ verdict: 'allow', facts: { permission: { state: 'granted' } } });
  }));

test('a list is screened line by line as single questions are answered, and comes out as it came in', () =>
  withApi(async (api) => {
    await says(api, 'ada', 'granted');
    await says(api, 'bea', 'withdrawn', { wording: null });
    const list =
      'name;E-Mail\r\n"Ada; the first";ada@people.example\r\nBea;BEA@people.example\r\nNobody;nobody@people.example\r\nBad;no address\r\nAda;ada@people.example\r\n';
    const screened = await api.app.inject({
      method: 'POST',
      url: '/api/decisions/screen?purpose=news',
      payload: `\ufeff${list}`,
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'text/csv' },
    });

    expect(screened.statusCode).toBe(200);
    expect(screened.body.replace('\ufeff', '').split('\r\n')).toEqual([
      'name;E-Mail;verdict;code',
      '"Ada; the first";ada@people.example;allow;send.consent',
      'Bea;BEA@people.example;deny;send.suppressed',
      'Nobody;nobody@people.example;deny;send.no-consent',
      'Bad;no address;deny;screen.malformed',
      'Ada;ada@people.example;allow;send.consent',
      '',
    ]);
    for (const [name, code] of [
      ['ada', 'send.consent'],
      ['bea', 'send.suppressed'],
      ['nobody', 'send.no-consent'],
    ] as const)
      expect(await may(api, { identity: who(name) })).toBe(code);
    const refused = await api.app.inject({
      method: 'POST',
      url: '/api/decisions/screen?purpose=nothing',
      payload: list,
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'text/csv' },
    });
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'screen.unknown-purpose']);
  }));
