import { createHmac, timingSafeEqual } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import type { KyselyPlugin } from 'kysely';
import { newId } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';

/** Where staff sign in, below the public address. */
export const AUTH_PATH = '/api/staff/auth';

/** However busy: after twelve hours somebody signs in again, in seconds. */
export const SESSION_SECONDS = 12 * 3_600;

/** What a password has to be long: a sentence is easier to remember than a riddle, and harder to guess. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** As much of better-auth as is used here. */
export type StaffAuth = {
  handler(request: Request): Promise<Response>;
  hashPassword(password: string): Promise<string>;
};

const made = new WeakMap<House, Promise<StaffAuth>>();

/** The sign-in of a house. Loaded when somebody signs in: a twin, a worker and most of the public's visits never need it. */
export function staffAuthOf(house: House): Promise<StaffAuth> {
  const known = made.get(house) ?? makeStaffAuth(house);
  made.set(house, known);
  return known;
}

async function makeStaffAuth(house: House): Promise<StaffAuth> {
  const [{ betterAuth }, { twoFactor }, { hashPassword }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/two-factor'),
    import('better-auth/crypto'),
  ]);
  const auth = betterAuth({
    ...settings(house),
    database: { db: house.store.db.withPlugin(datesForThem), type: 'postgres' },
    plugins: [
      twoFactor({
        issuer: 'Kept',
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'staff_second_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
  return {
    handler: (request) => auth.handler(request),
    hashPassword,
  };
}

const COOKIE = /(?:^|;\s*)(?:__Secure-)?kept\.session_token=([^;]+)/;

/**
 * The token of a session out of a cookie header, if we signed it; null: none, or somebody else's making. Asked with every request of
 * staff, so it is read here, as better-auth signs it (the token, a dot, its HMAC-SHA-256 in base64), and costs next to nothing.
 */
export function sessionTokenIn(house: House, cookies: string | undefined): string | null {
  const [, value] = COOKIE.exec(cookies ?? '') ?? [];
  const [, token = '', given = ''] = /^([\w-]+)\.([A-Za-z0-9+/]{43}=)$/.exec(decoded(value ?? '')) ?? [];
  const [secret] = secretsOf(house);
  const signature = createHmac('sha256', secret?.value ?? '')
    .update(token)
    .digest();
  const said = Buffer.from(given, 'base64');
  return said.length === signature.length && timingSafeEqual(said, signature) ? token : null;
}

/** A part of a cookie as it was before it was made fit for a header; empty where it can't be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('\0', '');
  } catch {
    return '';
  }
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Nothing of theirs is on but what is asked for: no sign-up, no mails, no telemetry, no log, no limiter (ours come first). */
const settings = (house: House): BetterAuthOptions => ({
  appName: 'Kept',
  baseURL: house.baseUrl,
  basePath: AUTH_PATH,
  secrets: secretsOf(house),
  trustedOrigins: [house.baseUrl],
  telemetry: { enabled: false },
  logger: { disabled: true },
  rateLimit: { enabled: false },
  emailAndPassword: {
    enabled: true,
    disableSignUp: true,
    minPasswordLength: PASSWORD_LENGTH.least,
    maxPasswordLength: PASSWORD_LENGTH.most,
    revokeSessionsOnPasswordReset: true,
  },
  session: {
    modelName: 'staff_session',
    fields: {
      ...TIMES,
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    expiresIn: SESSION_SECONDS,
    disableSessionRefresh: true,
    cookieCache: { enabled: false },
  },
  user: { modelName: 'staff_user', fields: { ...TIMES, emailVerified: 'email_verified' } },
  account: {
    modelName: 'staff_account',
    fields: {
      ...TIMES,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'staff_verification', fields: { ...TIMES, expiresAt: 'expires_at' } },
  advanced: {
    cookiePrefix: 'kept',
    useSecureCookies: house.baseUrl.startsWith('https:'),
    defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
    // Where somebody signs in from is nobody's business once they are in.
    ipAddress: { disableIpTracking: true },
    database: { generateId: () => newId(house.clock.now()) },
  },
});

/** Out of the keystore's hash keys, the current one first: second factors stay readable when it gets a new version. */
const secretsOf = ({ vault }: House): { version: number; value: string }[] =>
  vault.lookupHashes('staff-sign-in', 'secret').map((hash) => ({
    version: hash[0] ?? 0,
    value: hash.subarray(1).toString('base64url'),
  }));

/** Our store reads moments as text; they expect dates. */
const datesForThem: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    const rows = result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          /_(at|until)$/.test(name) && typeof value === 'string' ? new Date(value) : value,
        ]),
      ),
    );
    return { ...result, rows };
  },
};
