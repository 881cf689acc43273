import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Instant, Refused } from '../../base/index.ts';
import {
  acceptInvitation,
  changeRole,
  type House,
  type Invitation,
  inviteStaff,
  openInvitation,
  policyInForce,
  removeStaff,
  resetStaff,
  STAFF_ROLES,
  type StaffRole,
} from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { id, instantSaid, name } from './api-words.ts';
import { SCOPES } from './keys.ts';
import { PASSWORD_LENGTH, staffAuthOf } from './staff-auth.ts';
import { askAuth } from './staff-bridge.ts';
import { weaknessOf } from './staff-password.rules.ts';
import { scopesOf } from './staff-roles.rules.ts';
import { csrfOf, memberOf, refuseForeign, refuseForged } from './staff-session.ts';
import { tell } from './staff-sign-in.ts';

const role = z.enum(STAFF_ROLES);
const address = z.email().max(320);
const password = z.string().min(1).max(1_000);
const token = z.strictObject({ token: z.string().min(1).max(200) });

const link = z
  .object({ id, link: z.string(), expires: instantSaid })
  .describe('Hand the link over: it works once, until then, and cannot be shown again');

/** Where an invitation leads. What is behind # goes into no log. */
export const linkOf = (house: House, invitation: Invitation): string =>
  `${house.baseUrl}/console/join#${invitation.token}`;

const saidOf = (house: House, invitation: Invitation): z.infer<typeof link> => ({
  id: invitation.id,
  link: linkOf(house, invitation),
  expires: invitation.expires,
});

/** Who works here: who one is oneself, who else, who is let in. */
export const staffApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/staff/me',
      {
        config: { rateLimit: false },
        preParsing: (request: FastifyRequest, reply: FastifyReply) =>
          request.server.limits.unknown(request, reply),
        schema: {
          ...about('staff', 'showMe', 'Who is signed in, and what they may do'),
          security: [{ session: [] }],
          response: {
            200: z
              .object({
                id,
                name: z.string(),
                email: z.string(),
                role,
                secondFactor: z.boolean().describe('Without one nothing else is open'),
                may: z.array(z.object({ scope: z.enum(SCOPES), writes: z.boolean() })),
                csrf: z.string().describe('Send it as Kept-Csrf with every request that is no GET'),
              })
              .describe('Signed in'),
          },
        },
      },
      async (request) => {
        const member = await memberOf(house, request, { settingUp: true });
        const { second, session: _session, ...me } = member;
        return {
          ...me,
          secondFactor: second,
          may: second ? scopesOf(member.role, SCOPES) : [],
          csrf: csrfOf(house, member),
        };
      },
    );

    const door = {
      config: { rateLimit: false as const },
      bodyLimit: 16 * 1024,
      preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
        refuseForeign(house, request, { needed: false });
        await request.server.limits.signingIn(request, reply);
      },
    };

    app.post(
      '/staff/invitations/open',
      {
        ...door,
        schema: {
          ...about('staff', 'openInvitation', 'What an invitation link (/console/join#token) is for'),
          body: token,
          response: {
            200: z
              .object({
                role,
                email: z.string().nullable().describe('Null: whoever opens it says which'),
                again: z.boolean().describe('Somebody who begins anew'),
              })
              .describe('It works'),
          },
        },
      },
      async ({ body }) => {
        const { role: given, email, user_id } = await openInvitation(house, body.token);
        return { role: given, email, again: user_id !== null };
      },
    );

    app.post(
      '/staff/invitations/accept',
      {
        ...door,
        schema: {
          ...about('staff', 'acceptInvitation', 'Join by an invitation link; then sign in'),
          body: token.extend({ name, email: address.optional(), password }),
          response: { 201: z.object({ id, email: z.string() }).describe('Sign in with this address now') },
        },
      },
      async ({ body }, reply) => {
        const invited = await openInvitation(house, body.token);
        const email = (invited.email ?? body.email ?? '').toLowerCase();
        await refuseWeak(house, body.password, [body.name, email]);
        const passwordHash = await (await staffAuthOf(house)).hashPassword(body.password);
        const made = await acceptInvitation(house, {
          token: body.token,
          name: body.name,
          email: email || null,
          passwordHash,
        });
        reply.code(201);
        return { id: made, email };
      },
    );

    app.post(
      '/staff/auth/change-password',
      {
        ...door,
        preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
          refuseForged(house, request, await memberOf(house, request));
          await request.server.limits.signingIn(request, reply);
        },
        schema: {
          ...about('staff', 'changePassword', 'Take another password; all other sessions end'),
          security: [{ session: [] }],
          body: z.strictObject({ currentPassword: password, newPassword: password }),
          response: { 200: z.object({ id }).describe('Changed; this session goes on') },
        },
      },
      async (request, reply) => {
        const member = await memberOf(house, request);
        await refuseWeak(house, request.body.newPassword, [member.name, member.email]);
        await askAuth(house, request, reply, 'change-password', {
          ...request.body,
          revokeOtherSessions: true,
        });
        await tell(house, member.id, 'staff.password-changed', {});
        return { id: member.id };
      },
    );

    app.get(
      '/staff',
      {
        ...scoped(house, 'staff'),
        schema: {
          ...about('staff', 'listStaff', 'Who works here, and who is invited', 'staff'),
          response: { 200: listed },
        },
      },
      async () => listStaff(house),
    );

    app.post(
      '/staff',
      {
        ...scoped(house, 'staff'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('staff', 'inviteStaff', 'Invite somebody by a one-time link', 'staff'),
          body: z.strictObject({ email: address, role }),
          response: { 201: link },
        },
      },
      async (request, reply) => {
        const made = await inviteStaff(house, { ...request.body, by: actorOf(request) });
        reply.code(201);
        return saidOf(house, made);
      },
    );

    app.post(
      '/staff/:id/reset',
      {
        ...scoped(house, 'staff'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'staff',
            'resetStaff',
            'Let somebody begin anew who lost password or second factor',
            'staff',
          ),
          params: z.strictObject({ id }),
          body: z.strictObject({}),
          response: { 201: link },
        },
      },
      async (request, reply) => {
        const made = await resetStaff(house, request.params.id, actorOf(request));
        reply.code(201);
        return saidOf(house, made);
      },
    );

    app.post(
      '/staff/:id/role',
      {
        ...scoped(house, 'staff'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('staff', 'changeRole', 'Give somebody another role', 'staff'),
          params: z.strictObject({ id }),
          body: z.strictObject({ role }),
          response: { 200: z.object({ id, role }).describe('From now on') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const asked = { id: request.params.id.toLowerCase(), role: request.body.role };
          await changeRole(inside, { ...asked, by: actorOf(request) });
          return { status: 200, body: asked };
        }),
    );

    app.delete(
      '/staff/:id',
      {
        ...scoped(house, 'staff'),
        schema: {
          ...about('staff', 'removeStaff', 'Somebody works here no more; their sessions end', 'staff'),
          params: z.strictObject({ id }),
          response: { 200: z.object({ id }).describe('Removed') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await removeStaff(inside, request.params.id, actorOf(request));
          return { status: 200, body: { id: request.params.id.toLowerCase() } };
        }),
    );
  };

/** Refuses `staff.weak-password`. */
async function refuseWeak(house: House, chosen: string, about: readonly string[]): Promise<void> {
  const { organisation } = await policyInForce(house);
  const names = [...about, ...about.flatMap((one) => one.split(/[@\s]/)), organisation.name];
  const weakness = weaknessOf(chosen, { names, ...PASSWORD_LENGTH });
  if (weakness) throw new Refused('staff.weak-password', weakness);
}

const listed = z
  .object({
    staff: z.array(
      z.object({
        id,
        name: z.string(),
        email: z.string().nullable().describe('Null: removed'),
        role,
        since: instantSaid,
        secondFactor: z.boolean(),
        seen: instantSaid.nullable().describe('When they last did something while signed in'),
        removed: instantSaid.nullable(),
      }),
    ),
    invitations: z.array(
      z.object({ id, role, email: z.string().nullable(), expires: instantSaid, again: z.boolean() }),
    ),
  })
  .describe('The newest last');

/** Everybody, those who left as well: the ledger names them by id. */
export async function listStaff(house: House): Promise<z.infer<typeof listed>> {
  const staff = await house.store.rows<{
    id: string;
    name: string;
    email: string | null;
    role: StaffRole;
    since: Instant;
    secondFactor: boolean;
    seen: Instant | null;
    removed: Instant | null;
  }>(
    `select u.id, u.name, case when u.removed_at is null then u.email end as email, u.role, u.created_at as since,
       u.two_factor_enabled as "secondFactor", (select max(s.seen_at) from staff_session s where s.user_id = u.id) as seen,
       u.removed_at as removed
     from staff_user u order by u.id limit 1000`,
  );
  const invitations = await house.store.rows<{
    id: string;
    role: StaffRole;
    email: string | null;
    expires: Instant;
    again: boolean;
  }>(
    `select id, role, email, expires_at as expires, user_id is not null as again from staff_invitation
     where used_at is null and expires_at > $1 and not first order by id limit 1000`,
    [house.clock.now()],
  );
  return { staff, invitations };
}
