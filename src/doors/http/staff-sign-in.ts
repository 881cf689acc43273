import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import type { House } from '../../procedures/index.ts';
import { about } from './api-door.ts';
import { decoded, sessionTokenIn } from './staff-auth.ts';
import { askAuth, wrong } from './staff-bridge.ts';
import { countFailure, forgetFailures, refuseLocked, spendCode } from './staff-lock.ts';
import { hasSession, type Member, memberOf, refuseForeign, refuseForged } from './staff-session.ts';
import { statusOf } from './status.ts';

/** What somebody types who signs in: anything, for what is wrong with it is not said. */
const typed = z.string().min(1).max(1_000);
const code = z.strictObject({ code: z.string().min(1).max(40).describe('As the app or the list shows it') });

/** Signing in: a password, then a second factor, and nothing is open before both. */
export const staffSignIn =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const door = {
      config: { rateLimit: false as const },
      bodyLimit: 16 * 1024,
      preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
        refuseForeign(house, request, { needed: false });
        await request.server.limits.signingIn(request, reply);
      },
    };

    app.post(
      '/staff/auth/sign-in/email',
      {
        ...door,
        schema: {
          ...about('staff', 'signIn', 'Sign in with a password; the second factor comes next'),
          body: z.strictObject({ email: typed, password: typed }),
          response: {
            200: z
              .object({ next: z.enum(['second-factor', 'set-up-second-factor']) })
              .describe('The password is right. Cookies carry the rest: nothing is open yet'),
          },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body;
        await refuseLocked(house, email, request.ip);
        const said = await askAuth(
          house,
          request,
          reply,
          'sign-in/email',
          { email, password },
          { without: 'cookies' },
        ).catch(async (thrown: unknown) => {
          if (isWrong(thrown)) await countFailure(house, email, request.ip);
          throw thrown;
        });
        await forgetFailures(house, email, request.ip);
        // Whoever signs in anew is done with the session the browser came with, whosever it was.
        await endSessionOf(house, request);
        return {
          next: said.twoFactorRedirect ? ('second-factor' as const) : ('set-up-second-factor' as const),
        };
      },
    );

    for (const way of ['two-factor/verify-totp', 'two-factor/verify-backup-code'] as const) {
      const byApp = way === 'two-factor/verify-totp';
      app.post(
        `/staff/auth/${way}`,
        {
          ...door,
          schema: {
            ...about(
              'staff',
              byApp ? 'verifyCode' : 'verifyBackupCode',
              byApp
                ? 'Sign in with the code of an authenticator app, or finish setting it up'
                : 'Sign in with a backup code; each works once',
            ),
            body: code,
            response: {
              200: z.object({ id: z.uuid() }).describe('Signed in; who it is'),
            },
          },
        },
        async (request, reply) => {
          const settingUp =
            hasSession(request) && byApp ? await memberOf(house, request, { settingUp: true }) : null;
          if (settingUp) refuseForged(house, request, settingUp);
          const who = settingUp?.id ?? (await challenged(house, request));
          const given = request.body.code.trim();
          if (byApp) await spendCode(house, who, given);
          const said = await askAuth(house, request, reply, way, { code: given });
          const id = idIn(said.user);
          await tell(house, id, settingUp ? 'staff.second-factor-set' : 'staff.signed-in', {
            by: byApp ? 'app' : 'backup-code',
          });
          return { id };
        },
      );
    }

    const signedIn = {
      ...door,
      preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
        refuseForged(house, request, await memberOf(house, request, { settingUp: true }));
        await request.server.limits.signingIn(request, reply);
      },
    };
    const withSession = (operationId: string, summary: string) => ({
      ...about('staff', operationId, summary),
      security: [{ session: [] }],
    });

    app.post(
      '/staff/auth/two-factor/enable',
      {
        ...signedIn,
        schema: {
          ...withSession('setUpSecondFactor', 'Set up an authenticator app; its first code finishes it'),
          body: z.strictObject({ password: typed }),
          response: {
            200: z
              .object({
                uri: z.string().describe('otpauth://… to show as a QR code'),
                backupCodes: z.array(z.string()).describe('Shown once: each signs in once without the app'),
              })
              .describe('What the app needs'),
          },
        },
      },
      async (request, reply) => {
        const said = await askAuth(house, request, reply, 'two-factor/enable', {
          ...request.body,
          method: 'totp',
        });
        return { uri: String(said.totpURI), backupCodes: listIn(said.backupCodes) };
      },
    );

    app.post(
      '/staff/auth/two-factor/generate-backup-codes',
      {
        ...signedIn,
        schema: {
          ...withSession('renewBackupCodes', 'Take new backup codes; the old ones end'),
          body: z.strictObject({ password: typed }),
          response: { 200: z.object({ backupCodes: z.array(z.string()) }).describe('Shown once') },
        },
      },
      async (request, reply) => {
        const { id } = await memberOf(house, request);
        const said = await askAuth(house, request, reply, 'two-factor/generate-backup-codes', request.body);
        await tell(house, id, 'staff.backup-codes-renewed', {});
        return { backupCodes: listIn(said.backupCodes) };
      },
    );

    app.post(
      '/staff/auth/sign-out',
      {
        ...signedIn,
        schema: {
          ...withSession('signOut', 'Sign out here, or everywhere'),
          body: z.strictObject({ everywhere: z.boolean().default(false) }),
          response: { 200: z.object({ ended: z.int() }).describe('How many sessions ended') },
        },
      },
      async (request, reply) => {
        const { id, session } = await memberOf(house, request, { settingUp: true });
        const { everywhere } = request.body;
        const ended = await house.store.rows(
          'delete from staff_session where user_id = $1 and ($2 or id = $3) returning 1',
          [id, everywhere, session],
        );
        await askAuth(house, request, reply, 'sign-out', {});
        await tell(house, id, 'staff.signed-out', { sessions: ended.length });
        return { ended: ended.length };
      },
    );
  };

const isWrong = (thrown: unknown): boolean => thrown instanceof Refused && statusOf(thrown.code) === 401;

/** Keeps in the ledger what somebody did at the door. */
export const tell = (
  house: House,
  id: string,
  kind: string,
  body: Record<string, string | number>,
): Promise<unknown> =>
  house.store.inTransaction((tx) =>
    appendEvidence(tx, { kind, at: house.clock.now(), actor: `staff:${id}`, body }),
  );

async function endSessionOf(house: House, request: FastifyRequest): Promise<void> {
  const token = sessionTokenIn(house, request.headers.cookie);
  if (token) await house.store.rows('delete from staff_session where token = $1', [token]);
}

/**
 * Whose password was right a moment ago, by the cookie of that. Its signature is checked where the code is; here it only says whose code
 * is used up. Refuses `staff.wrong`.
 */
async function challenged(house: House, request: FastifyRequest): Promise<Member['id']> {
  const identifier = /(?:^|;\s*)(?:__Secure-)?kept\.two_factor=([^;]+)/.exec(
    request.headers.cookie ?? '',
  )?.[1];
  const [found] = await house.store.rows<{ value: string }>(
    'select value from staff_verification where identifier = $1',
    [decoded(identifier ?? '').split('.')[0] ?? ''],
  );
  if (!found) throw wrong();
  return found.value;
}

const idIn = (user: unknown): string =>
  typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : '';

const listIn = (codes: unknown): string[] => (Array.isArray(codes) ? codes.map(String) : []);
