import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Instant, millisecondsOf, Refused } from '../../base/index.ts';
import type { House, StaffRole } from '../../procedures/index.ts';
import { SESSION_SECONDS, sessionTokenIn } from './staff-auth.ts';

/** Somebody of staff who signed in. */
export type Member = { id: string; session: string; role: StaffRole; name: string; email: string };

type Seen = Member & {
  second: boolean;
  began_at: Instant | null;
  seen_at: Instant | null;
};

/** Who does nothing for half an hour has gone for coffee: in milliseconds. */
const IDLE = 30 * 60_000;
const NOTED_EVERY = 60_000;

export const hasSession = (request: FastifyRequest): boolean =>
  /\bkept\.session_token=/.test(request.headers.cookie ?? '');

/**
 * Who is signed in. Refuses `staff.signed-out` (no session, an ended one, an idle one) and `staff.second-factor-missing`: without
 * one nothing is open but the way to set it up (`settingUp`).
 */
export async function memberOf(
  house: House,
  request: FastifyRequest,
  { settingUp = false }: { settingUp?: boolean } = {},
): Promise<Member & { second: boolean }> {
  const token = sessionTokenIn(house, request.headers.cookie);
  if (!token) throw signedOut();
  // Its end is by the machine's clock, as better-auth wrote it; idleness is by the clock of the house.
  const [seen] = await house.store.rows<Seen>(
    `select s.id as session, u.id, u.role, u.name, u.email, u.two_factor_enabled as second, s.began_at, s.seen_at
     from staff_session s join staff_user u on u.id = s.user_id
     where s.token = $1 and s.expires_at > now() and u.removed_at is null`,
    [token],
  );
  if (!seen) throw signedOut();
  await keepAlive(house, seen);
  if (!seen.second && !settingUp)
    throw new Refused(
      'staff.second-factor-missing',
      'Set up your second factor first: an authenticator app on your phone.',
    );
  const { began_at: _began, seen_at: _seen, ...member } = seen;
  return member;
}

/** Ends a session that was left alone or is too old, by the clock of the house; else notes that it is in use. */
async function keepAlive(house: House, { session, began_at, seen_at }: Seen): Promise<void> {
  const now = house.clock.now();
  const since = (at: Instant | null) => (at === null ? 0 : millisecondsOf(now) - millisecondsOf(at));
  if (since(seen_at) > IDLE || since(began_at) > SESSION_SECONDS * 1_000) {
    await house.store.rows('delete from staff_session where id = $1', [session]);
    throw signedOut();
  }
  if (seen_at === null || since(seen_at) > NOTED_EVERY)
    await house.store.rows(
      'update staff_session set seen_at = $2, began_at = coalesce(began_at, $2) where id = $1',
      [session, now],
    );
}

/** What a page of ours says with each write, and no page of anybody else's can know. */
export const csrfOf = (house: House, { session }: Pick<Member, 'session'>): string =>
  house.vault.lookupHash('staff-csrf', session).toString('base64url');

/** Refuses `staff.forged`: a write that a page of ours did not send. */
export function refuseForged(house: House, request: FastifyRequest, member: Pick<Member, 'session'>): void {
  refuseForeign(house, request, { needed: true });
  const said = Buffer.from(String(request.headers['kept-csrf'] ?? ''));
  const expected = Buffer.from(csrfOf(house, member));
  if (said.length !== expected.length || !timingSafeEqual(said, expected)) throw forged();
}

/** Browsers say whose page sends something, and pages can't change that. Refuses `staff.forged`. */
export function refuseForeign(house: House, request: FastifyRequest, { needed }: { needed: boolean }): void {
  const { origin } = request.headers;
  if (origin === undefined && !needed && request.headers['sec-fetch-site'] === undefined) return;
  const ours = [new URL(house.baseUrl).origin, `${request.protocol}://${request.host}`];
  if (origin === undefined || !ours.includes(origin)) throw forged();
}

const signedOut = () => new Refused('staff.signed-out', 'You are not signed in, or no longer. Sign in.');

const forged = () =>
  new Refused(
    'staff.forged',
    'This did not come from a page of this address: send "Origin", and "Kept-Csrf" with what /api/staff/me says.',
  );
