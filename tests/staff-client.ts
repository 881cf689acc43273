import type { FastifyInstance } from 'fastify';
import { staffAuthOf } from '../src/doors/http/staff-auth.ts';
import { acceptInvitation, inviteFirstOwner, inviteStaff, type StaffRole } from '../src/procedures/index.ts';
import { type Api, type Said, saidBy } from './api-server.ts';
import { codeOf } from './totp.ts';

export { codeOf } from './totp.ts';

export const PASSWORD = 'four quiet otters swim';

/** A browser as far as sign-in knows: it keeps cookies and says which page it is on. */
export type Browser = {
  cookies: Map<string, string>;
  /** What the last answer set, as it came. */
  set: string[];
  csrf: string;
  send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Said>;
  /** Learns the token that writes need. */
  meet(): Promise<Said>;
};

const BASE = 'https://privacy.larkhill.example';

export function browserOn(app: FastifyInstance, { origin = BASE, ip = '127.0.0.1' } = {}): Browser {
  const browser: Browser = {
    cookies: new Map(),
    set: [],
    csrf: '',
    async send(method, path, body, headers = {}) {
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        remoteAddress: ip,
        headers: {
          ...(method !== 'GET' && { origin }),
          ...(browser.csrf && { 'kept-csrf': browser.csrf }),
          ...(browser.cookies.size > 0 && {
            cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          }),
          ...headers,
        },
        ...(body !== undefined && { payload: body as object }),
      });
      browser.set = [answer.headers['set-cookie'] ?? []].flat();
      for (const cookie of browser.set) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (/max-age=0(;|$)/i.test(cookie)) browser.cookies.delete(name);
        else browser.cookies.set(name, value);
      }
      return saidBy(answer);
    },
    async meet() {
      const me = await browser.send('GET', '/staff/me');
      browser.csrf = String(me.json.csrf ?? '');
      return me;
    },
  };
  return browser;
}

export type Someone = Browser & { id: string; email: string; uri: string; backupCodes: string[] };

/** Hashing is slow on purpose: once is enough for all who have the same password. */
let hash: string | undefined;

/** Somebody with this role, with a password and no second factor yet, signed in with it. */
export async function halfSignedIn(
  { one, app }: Pick<Api, 'one' | 'app'>,
  role: StaffRole = 'owner',
  email = `${role}@larkhill.example`,
  from?: { origin?: string },
): Promise<Browser & { id: string; email: string }> {
  const invitation =
    (role === 'owner' ? await inviteFirstOwner(one) : null) ??
    (await inviteStaff(one, { role, email, by: 'test' }));
  hash ??= await (await staffAuthOf(one)).hashPassword(PASSWORD);
  const passwordHash = hash;
  const id = await acceptInvitation(one, {
    token: invitation.token,
    name: `The ${role}`,
    email,
    passwordHash,
  });
  const browser = browserOn(app, from);
  await browser.send('POST', '/staff/auth/sign-in/email', { email, password: PASSWORD });
  await browser.meet();
  return Object.assign(browser, { id, email });
}

/** Somebody with this role, signed in with both factors. */
export async function signedIn(
  api: Pick<Api, 'one' | 'app'>,
  role: StaffRole = 'owner',
  email?: string,
  from?: { origin?: string },
): Promise<Someone> {
  const half = await halfSignedIn(api, role, email, from);
  const { json } = await half.send('POST', '/staff/auth/two-factor/enable', { password: PASSWORD });
  const uri = String(json.uri);
  await half.send('POST', '/staff/auth/two-factor/verify-totp', { code: codeOf(uri) });
  await half.meet();
  return Object.assign(half, { uri, backupCodes: json.backupCodes as string[] });
}
