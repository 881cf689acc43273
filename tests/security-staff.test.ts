import { expect, test } from 'vitest';
import { inviteFirstOwner } from '../src/procedures/index.ts';
import { withApi } from './api-server.ts';
import { browserOn, codeOf, PASSWORD, signedIn } from './staff-client.ts';

const ADDRESS = 'olive@larkhill.example';

test('the first owner comes in by the link of the start, sets up a second factor, and signs in with both', () =>
  withApi(async (api) => {
    const { one, app, store } = api;
    const first = await inviteFirstOwner(one);
    const again = await inviteFirstOwner(one);
    const olive = browserOn(app);

    expect((await olive.send('POST', '/staff/invitations/open', { token: first?.token })).json).toEqual({
      role: 'owner',
      email: null,
      again: false,
    });
    const joins = { token: first?.token, name: 'Olive', email: ADDRESS, password: PASSWORD };
    expect((await olive.send('POST', '/staff/invitations/accept', joins)).status).toBe(201);
    // Used, and the other start's link with it: there is an owner now.
    for (const token of [first?.token, again?.token])
      expect((await olive.send('POST', '/staff/invitations/accept', { ...joins, token })).json.code).toBe(
        'staff.no-invitation',
      );
    expect(await inviteFirstOwner(one)).toBeNull();

    const half = await olive.send('POST', '/staff/auth/sign-in/email', {
      email: ADDRESS,
      password: PASSWORD,
    });
    expect(half.json).toEqual({ next: 'set-up-second-factor' });
    // Nothing is open with a password alone.
    expect((await olive.meet()).json).toMatchObject({ role: 'owner', secondFactor: false, may: [] });
    for (const path of ['/today', '/staff', '/keys', '/requests', '/ledger/entries', '/outbox'])
      expect([path, (await olive.send('GET', path)).json.code]).toEqual([
        path,
        'staff.second-factor-missing',
      ]);

    const before = olive.cookies.get('__Secure-kept.session_token');
    const enabled = await olive.send('POST', '/staff/auth/two-factor/enable', { password: PASSWORD });
    expect(enabled.json).toMatchObject({ uri: expect.stringMatching(/^otpauth:\/\/totp\//) });
    expect(enabled.json.backupCodes).toHaveLength(10);
    const uri = String(enabled.json.uri);
    expect((await olive.send('POST', '/staff/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(
      401,
    );
    expect(
      (await olive.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(uri) })).status,
    ).toBe(200);
    // Another session than the one with a password alone.
    expect(olive.cookies.get('__Secure-kept.session_token')).not.toBe(before);
    await olive.meet();
    expect((await olive.send('GET', '/today')).status).toBe(200);

    // From now on the password opens nothing by itself.
    const later = browserOn(app);
    const signIn = await later.send('POST', '/staff/auth/sign-in/email', {
      email: ADDRESS,
      password: PASSWORD,
    });
    expect(signIn.json).toEqual({ next: 'second-factor' });
    expect((await later.send('GET', '/staff/me')).status).toBe(401);
    // A code works once, for whoever has it.
    expect(
      (await later.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(uri) })).json.code,
    ).toBe('staff.wrong');
    expect(
      (await later.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(uri, 1) })).status,
    ).toBe(200);
    expect((await later.meet()).json).toMatchObject({ email: ADDRESS, secondFactor: true });

    const kinds = await store.rows<{ kind: string; actor: string }>(
      `select kind, actor from evidence_entry where kind like 'staff.%' order by id`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'staff.invited',
      'staff.invited',
      'staff.joined',
      'staff.second-factor-set',
      'staff.signed-in',
    ]);
    expect(new Set(kinds.slice(2).map(({ actor }) => actor)).size).toBe(1);
  }));

test('a backup code signs in once, and renewed ones end the old', () =>
  withApi(async (api) => {
    const owner = await signedIn(api);
    const [used = '', kept = ''] = owner.backupCodes;
    const byCode = async (code: string) => {
      const browser = browserOn(api.app);
      await browser.send('POST', '/staff/auth/sign-in/email', { email: owner.email, password: PASSWORD });
      return (await browser.send('POST', '/staff/auth/two-factor/verify-backup-code', { code })).status;
    };

    expect(await byCode(used)).toBe(200);
    expect(await byCode(used)).toBe(401);
    const renewed = await owner.send('POST', '/staff/auth/two-factor/generate-backup-codes', {
      password: PASSWORD,
    });
    const [fresh = ''] = renewed.json.backupCodes as string[];
    expect(await byCode(kept)).toBe(401);
    expect(await byCode(fresh)).toBe(200);
  }));
