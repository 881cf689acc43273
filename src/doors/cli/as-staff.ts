import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';

type Said = { status: number; json: Record<string, unknown> };
export type AsStaff = { send(method: 'GET' | 'POST', path: string, body?: object): Promise<Said> };

/**
 * Signs somebody of staff in, as the console does and through the same doors, and works in their name: a shell on the server
 * is nobody, and what people agree to takes a person. Password and code come from KEPT_STAFF_PASSWORD and KEPT_STAFF_CODE, or
 * are asked for. Refuses as signing in does.
 */
export async function asStaff<T>(
  house: House,
  email: string,
  work: (staff: AsStaff) => Promise<T>,
): Promise<T> {
  const { makeServer } = await import('../http/server.ts');
  const app = await makeServer(house);
  const cookies = new Map<string, string>();
  let csrf = '';
  const send: AsStaff['send'] = async (method, path, body) => {
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: {
        origin: new URL(house.baseUrl).origin,
        ...(csrf && { 'kept-csrf': csrf }),
        ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
      },
      ...(body !== undefined && { payload: body }),
    });
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0(;|$)/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const json = answer.json() as Record<string, unknown>;
    if (answer.statusCode >= 400)
      throw new Refused(String(json.code ?? 'staff.refused'), String(json.detail ?? 'That was refused.'));
    return { status: answer.statusCode, json };
  };
  try {
    const password = process.env.KEPT_STAFF_PASSWORD ?? (await ask(`Password of ${email}: `));
    await send('POST', '/staff/auth/sign-in/email', { email, password });
    const code = process.env.KEPT_STAFF_CODE ?? (await ask('Code of the authenticator app: '));
    await send('POST', '/staff/auth/two-factor/verify-totp', { code });
    csrf = String((await send('GET', '/staff/me')).json.csrf);
    const done = await work({ send });
    await send('POST', '/staff/auth/sign-out', {});
    return done;
  } finally {
    await app.close();
  }
}

/** Asks without showing what is typed. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
