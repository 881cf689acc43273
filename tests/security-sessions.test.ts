import { expect, test } from 'vitest';
import { instant, millisecondsOf } from '../src/base/index.ts';
import { TEST_START } from '../src/store/testing.ts';
import { type Api, LOOKING, who, withApi } from './api-server.ts';
import { type Browser, browserOn, codeOf, halfSignedIn, PASSWORD, signedIn } from './staff-client.ts';

const inMinutes = (minutes: number) => instant(millisecondsOf(TEST_START) + minutes * 60_000);
const SESSION = '__Secure-kept.session_token';

const signIn = (browser: Browser, email: string, password: string) =>
  browser.send('POST', '/staff/auth/sign-in/email', { email, password });

test('sign-in does not tell whether an address is known, neither when it is wrong nor when it is locked', () =>
  withApi(async (api) => {
    const owner = await signedIn(api);
    const answers = async (email: string, ip: string) => {
      const said = [];
      for (let turn = 0; turn < 7; turn += 1)
        said.push(await signIn(browserOn(api.app, { ip }), email, 'not the password at all'));
      return said.map(({ status, text }) => [status, text]);
    };

    const known = await answers(owner.email, '10.1.1.1');
    const unknown = await answers('nobody@larkhill.example', '10.1.1.2');
    const nonsense = await answers('no address', '10.1.1.3');

    expect(known).toEqual(unknown);
    expect(known).toEqual(nonsense);
    expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    // Locked is locked, for the right password too; who comes from elsewhere is not kept out by a stranger.
    expect((await signIn(browserOn(api.app, { ip: '10.1.1.1' }), owner.email, PASSWORD)).json.code).toBe(
      'staff.locked',
    );
    expect((await signIn(browserOn(api.app, { ip: '10.1.1.9' }), owner.email, PASSWORD)).status).toBe(200);
    api.store.clock.set(inMinutes(16));
    expect((await signIn(browserOn(api.app, { ip: '10.1.1.1' }), owner.email, PASSWORD)).status).toBe(200);
    const [locks] = await api.store.rows<{ n: number }>(
      `select count(*)::int as n from evidence_entry where kind = 'staff.locked'`,
    );
    expect(locks?.n).toBe(3);
  }));

test('five wrong codes end the try, whatever the next one is', () =>
  withApi(async (api) => {
    const owner = await signedIn(api);
    const thief = browserOn(api.app);
    await signIn(thief, owner.email, PASSWORD);
    const statuses = [];
    for (const code of ['000001', '000002', '000003', '000004', '000005'])
      statuses.push((await thief.send('POST', '/staff/auth/two-factor/verify-totp', { code })).status);
    const right = await thief.send('POST', '/staff/auth/two-factor/verify-totp', {
      code: codeOf(owner.uri, 1),
    });

    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect(right.json.code).toBe('staff.locked');
    expect((await thief.send('GET', '/staff/me')).status).toBe(401);
  }));

test('cookies are for the server alone: http only, same site, secure behind https, and hold no name', () =>
  withApi(async (api) => {
    const owner = await signedIn(api);
    await signIn(owner, owner.email, PASSWORD);
    expect(owner.set.length).toBeGreaterThan(0);
    const again = await signedIn(api, 'responder');
    for (const cookie of [...owner.set, ...again.set]) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Strict/i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).not.toMatch(/Domain=/i);
      expect(cookie).not.toContain('larkhill.example');
    }
    // The session's own secret is in no body that a script could read.
    const token = decodeURIComponent(again.cookies.get(SESSION) ?? '').split('.')[0] ?? 'none';
    expect(token.length).toBeGreaterThan(20);
    expect((await again.meet()).text).not.toContain(token);
  }));

test('a session is made anew at sign-in, and one that somebody else put into the browser is not taken up', () =>
  withApi(async (api) => {
    const thief = await signedIn(api, 'responder');
    const planted = thief.cookies.get(SESSION) ?? '';
    const victim = browserOn(api.app);
    victim.cookies.set(SESSION, planted);
    const owner = await halfSignedIn(api, 'owner');

    await signIn(victim, owner.email, PASSWORD);

    expect(victim.cookies.get(SESSION)).not.toBe(planted);
    expect((await victim.meet()).json).toMatchObject({ email: owner.email });
    // A forged signature opens nothing.
    const forger = browserOn(api.app);
    forger.cookies.set(SESSION, `${decodeURIComponent(planted).split('.')[0]}.${'A'.repeat(43)}%3D`);
    expect((await forger.send('GET', '/staff/me')).status).toBe(401);
  }));

test('a session ends after half an hour of nothing, after twelve hours of anything, and by signing out everywhere', () =>
  withApi(async (api) => {
    const { clock } = api.store;
    const owner = await signedIn(api);
    const open = async (browser: Browser) => (await browser.send('GET', '/staff')).status;

    clock.set(inMinutes(29));
    expect(await open(owner)).toBe(200);
    clock.set(inMinutes(58));
    expect(await open(owner)).toBe(200);
    clock.set(inMinutes(58 + 31));
    expect((await owner.send('GET', '/staff')).json.code).toBe('staff.signed-out');

    const comesBack = async (step: number) => {
      await api.store.rows('delete from staff_used_code');
      const browser = browserOn(api.app);
      await signIn(browser, owner.email, PASSWORD);
      await browser.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(owner.uri, step) });
      await browser.meet();
      return browser;
    };
    const busy = await comesBack(0);
    for (let minutes = 100; minutes <= 90 + 720; minutes += 20) {
      clock.set(inMinutes(minutes));
      await open(busy);
    }
    expect(await open(busy)).toBe(200);
    clock.set(inMinutes(90 + 725));
    expect(await open(busy)).toBe(401);

    const [here, there] = [await comesBack(0), await comesBack(0)];
    expect([await open(here), await open(there)]).toEqual([200, 200]);
    const ended = await here.send('POST', '/staff/auth/sign-out', { everywhere: true });
    expect(ended.json).toEqual({ ended: 2 });
    expect([await open(here), await open(there)]).toEqual([401, 401]);
  }));

test('a write needs a page of ours: its origin and the token of the session', () =>
  withApi(async (api) => {
    const owner = await signedIn(api);
    const invites = { email: 'robin@larkhill.example', role: 'auditor' };
    const tries = async (headers: Record<string, string>) =>
      (await owner.send('POST', '/staff', invites, headers)).json.code;

    expect(await tries({ origin: 'https://evil.example' })).toBe('staff.forged');
    expect(await tries({ origin: 'null' })).toBe('staff.forged');
    expect(await tries({ 'kept-csrf': '' })).toBe('staff.forged');
    expect(await tries({ 'kept-csrf': 'x'.repeat(owner.csrf.length) })).toBe('staff.forged');
    const other = await signedIn(api, 'privacy-lead');
    expect(await tries({ 'kept-csrf': other.csrf })).toBe('staff.forged');
    expect((await owner.send('GET', '/staff')).json).toMatchObject({ invitations: [] });
    expect((await owner.send('POST', '/staff', invites)).status).toBe(201);
    // The door itself, for who is not in: a foreign page can sign nobody in.
    const foreign = browserOn(api.app, { origin: 'https://evil.example' });
    expect((await signIn(foreign, owner.email, PASSWORD)).json.code).toBe('staff.forged');
  }));

test('each role does what it is for, and nothing is done in another’s name', () =>
  withApi(async (api) => {
    const [ada] = await Promise.all([
      api.call('POST', '/api/people', { identities: [who('ada')] }).then(({ json }) => String(json.person)),
    ]);
    const asked = {
      look: (by: Browser) => by.send('GET', `/people/${ada}`, undefined, LOOKING.headers),
      find: (by: Browser) => by.send('POST', '/people/find', { identities: [who('ada')] }, LOOKING.headers),
      open: (by: Browser) => by.send('POST', '/requests', { kind: 'access', identity: who('ada') }),
      tell: (by: Browser) => by.send('POST', '/events', { kind: 'order-started', identity: who('ada') }),
      ledger: (by: Browser) => by.send('GET', '/ledger/entries'),
      staff: (by: Browser) => by.send('GET', '/staff'),
      invite: (by: Browser) =>
        by.send('POST', '/staff', { email: `new${Math.random()}@larkhill.example`, role: 'owner' }),
      key: (by: Browser) => by.send('POST', '/keys', { name: 'shop', scopes: ['events'] }),
    };
    type Act = keyof typeof asked;
    const may: Record<Parameters<typeof signedIn>[1] & string, Act[]> = {
      owner: ['look', 'find', 'open', 'tell', 'ledger', 'staff', 'invite', 'key'],
      'privacy-lead': ['look', 'find', 'open', 'tell', 'ledger', 'staff'],
      responder: ['look', 'find', 'open', 'ledger'],
      auditor: ['look', 'find', 'ledger', 'staff'],
      integrator: ['tell'],
    };
    for (const [role, acts] of Object.entries(may)) {
      const member = await signedIn(api, role as keyof typeof may);
      for (const [act, ask] of Object.entries(asked)) {
        const said = await ask(member);
        const allowed = acts.includes(act as Act);
        expect([role, act, said.status < 300 ? 'done' : said.json.code]).toEqual([
          role,
          act,
          allowed ? 'done' : 'staff.role',
        ]);
      }
      const entries = await api.store.rows<{ kind: string }>(
        'select distinct kind from evidence_entry where actor = $1',
        [`staff:${member.id}`],
      );
      const kinds = entries.map(({ kind }) => kind);
      if (acts.includes('look')) expect(kinds).toContain('people.looked-at');
      expect(kinds.includes('staff.acted')).toBe(acts.includes('open') || acts.includes('tell'));
    }
  }));

test('a look without a reason is no look, for staff as for keys', () =>
  withApi(async (api) => {
    const auditor = await signedIn(api, 'auditor');
    const { json } = await api.call('POST', '/api/people', { identities: [who('ada')] });
    for (const path of [
      `/people/${json.person}`,
      `/people/${json.person}/timeline`,
      `/people/${json.person}/permissions`,
    ])
      expect((await auditor.send('GET', path)).json.code).toBe('people.no-reason');
  }));

test('the last owner can neither be removed nor made less; whoever is removed or reset is out at once', () =>
  withApi(async (api: Api) => {
    const owner = await signedIn(api);
    const { id } = owner;
    expect((await owner.send('DELETE', `/staff/${id}`)).json.code).toBe('staff.last-owner');
    expect((await owner.send('POST', `/staff/${id}/role`, { role: 'auditor' })).json.code).toBe(
      'staff.last-owner',
    );

    const leaver = await signedIn(api, 'responder');
    expect((await leaver.send('GET', '/requests')).status).toBe(200);
    expect((await owner.send('DELETE', `/staff/${leaver.id}`)).status).toBe(200);
    expect((await leaver.send('GET', '/requests')).status).toBe(401);
    expect((await signIn(browserOn(api.app), leaver.email, PASSWORD)).status).toBe(401);

    const loser = await signedIn(api, 'auditor');
    const reset = await owner.send('POST', `/staff/${loser.id}/reset`, {});
    expect((await loser.send('GET', '/requests')).status).toBe(401);
    const token = String(reset.json.link).split('#')[1];
    const fresh = browserOn(api.app);
    const weak = await fresh.send('POST', '/staff/invitations/accept', {
      token,
      name: 'Al',
      password: 'short',
    });
    expect(weak.json.code).toBe('staff.weak-password');
    await fresh.send('POST', '/staff/invitations/accept', {
      token,
      name: 'Al',
      password: 'another long sentence',
    });
    expect((await signIn(fresh, loser.email, PASSWORD)).status).toBe(401);
    expect((await signIn(fresh, loser.email, 'another long sentence')).json).toEqual({
      next: 'set-up-second-factor',
    });
  }));

test('a new password needs the old one, is no obvious one, and ends all other sessions', () =>
  withApi(async (api) => {
    const here = await signedIn(api);
    const there = browserOn(api.app);
    await signIn(there, here.email, PASSWORD);
    await there.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(here.uri, 1) });
    const change = async (currentPassword: string, newPassword: string) =>
      (await here.send('POST', '/staff/auth/change-password', { currentPassword, newPassword })).json.code ??
      'changed';

    for (const weak of [
      'short',
      'aaaaaaaaaaaaaaaa',
      'owner@larkhill.example',
      'larkhill pottery limited',
      'x'.repeat(129),
    ])
      expect([weak, await change(PASSWORD, weak)]).toEqual([weak, 'staff.weak-password']);
    expect(await change('not the one before', 'nine brave herons sing')).toBe('staff.wrong');
    expect((await there.send('GET', '/staff')).status).toBe(200);
    const answer = await here.send('GET', '/staff');
    expect(answer.status).toBe(200);

    expect(await change(PASSWORD, 'nine brave herons sing')).toBe('changed');
    expect((await there.send('GET', '/staff')).status).toBe(401);
    expect((await here.send('GET', '/staff')).status).toBe(200);
    expect((await signIn(browserOn(api.app), here.email, PASSWORD)).status).toBe(401);
    expect((await signIn(browserOn(api.app), here.email, 'nine brave herons sing')).status).toBe(200);
  }));
