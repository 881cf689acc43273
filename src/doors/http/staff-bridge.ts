import type { FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import type { Replying } from './idempotency.ts';
import { AUTH_PATH, staffAuthOf } from './staff-auth.ts';

/** The ways of better-auth that are open, and no others. */
type Way =
  | 'sign-in/email'
  | 'sign-out'
  | 'change-password'
  | 'two-factor/enable'
  | 'two-factor/verify-totp'
  | 'two-factor/verify-backup-code'
  | 'two-factor/generate-backup-codes';

type Answer = Record<string, unknown>;

/** What their refusals are in our words; whatever is not here is a fault. */
const REFUSALS: Readonly<Record<string, () => Refused>> = {
  INVALID_EMAIL_OR_PASSWORD: wrong,
  INVALID_EMAIL: wrong,
  INVALID_PASSWORD: wrong,
  PASSWORD_TOO_LONG: wrong,
  INVALID_CODE: wrong,
  INVALID_BACKUP_CODE: wrong,
  INVALID_TWO_FACTOR_COOKIE: () =>
    new Refused('staff.signed-out', 'That took too long. Begin again with your password.'),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: locked,
  ACCOUNT_TEMPORARILY_LOCKED: locked,
  TOTP_ALREADY_ENABLED: () =>
    new Refused(
      'staff.second-factor-set',
      'You have a second factor. An owner can reset it, and "kept staff reset" on the server.',
    ),
  TOTP_NOT_ENABLED: () =>
    new Refused('staff.second-factor-missing', 'Set up your second factor first: an authenticator app.'),
  BACKUP_CODES_NOT_ENABLED: () =>
    new Refused('staff.second-factor-missing', 'Set up your second factor first: an authenticator app.'),
};

/** One answer for all that may be wrong: whether an address is known is nobody's business. */
export function wrong(): Refused {
  return new Refused('staff.wrong', 'That is not right. Check the address, the password or the code.');
}

export function locked(): Refused {
  return new Refused('staff.locked', 'That was wrong too often. Wait a quarter of an hour.');
}

/**
 * Puts a request of ours to better-auth and carries its cookies back. Our routes have said who may send it and what it holds, so it is
 * always from our own address. With `without: 'cookies'` whatever session the browser came with plays no part in it.
 */
export async function askAuth(
  house: House,
  request: FastifyRequest,
  reply: Replying,
  way: Way,
  body: Readonly<Record<string, string | boolean>>,
  { without }: { without?: 'cookies' } = {},
): Promise<Answer> {
  const auth = await staffAuthOf(house);
  const headers = new Headers({ 'content-type': 'application/json', origin: new URL(house.baseUrl).origin });
  if (request.headers.cookie && without !== 'cookies') headers.set('cookie', request.headers.cookie);
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await auth.handler(new Request(`${house.baseUrl}${AUTH_PATH}/${way}`, asked));
  const said = ((await response.json().catch(() => null)) ?? {}) as Answer;
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (response.ok) return said;
  throw (
    REFUSALS[String(said.code)]?.() ?? new Error(`sign-in: ${way} ${response.status} ${String(said.code)}`)
  );
}
