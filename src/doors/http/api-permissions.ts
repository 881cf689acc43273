import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { currentPermissions, PERMISSION_STATES } from '../../permission/index.ts';
import { type House, permissionHistory, queueMailing, takePermission } from '../../procedures/index.ts';
import type { Reader } from '../../store/index.ts';
import { about, scoped, write } from './api-door.ts';
import { id, identity, instant, instantSaid, name, pageOf } from './api-words.ts';

const state = z.enum(PERMISSION_STATES);
const standing = {
  purpose: z.string(),
  channel: z.string(),
  state,
  wording: z.string().nullable(),
  source: z.string(),
  at: instantSaid,
};

/** Where a person stands and what they said, a page at a time: for every route that shows it. */
export const permissionsOf = {
  said: z.object({
    current: z.array(z.object(standing)),
    history: z.array(z.object({ id, ...standing, recorded_at: instantSaid })),
  }),
  async read(reader: Reader, personId: string, { before, limit }: { before: string | null; limit: number }) {
    const found = await permissionHistory(reader, personId, { before, limit: limit + 1 });
    const { items, next } = pageOf(found, limit);
    return { current: await currentPermissions(reader, personId), history: items, next };
  },
};

/** What people said, and what is sent on the strength of it. */
export const permissionsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/permissions',
      {
        ...scoped(house, 'permissions'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('permissions', 'tellPermission', 'Tell what somebody said about a purpose', 'permissions'),
          body: z.strictObject({
            identity,
            purpose: name,
            channel: name.default('email'),
            state,
            wording: name.nullable().default(null),
            source: name,
            evidence: z.record(name, z.union([z.string().max(500), z.boolean(), z.null()])).optional(),
            at: instant.optional(),
          }),
          response: { 201: z.object({ id, person: id }).describe('Recorded, and about whom') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { identity: who, at, evidence, ...said } = request.body;
          const taken = await takePermission(inside, {
            ...said,
            at: at ?? inside.clock.now(),
            identities: [who],
            ...(evidence && { evidence }),
          });
          return { status: 201, body: { id: taken.id, person: taken.personId } };
        }),
    );

    app.post(
      '/mailings',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          ...about(
            'permissions',
            'queueMailing',
            'Send a mailing to those of them who may get it',
            'mailings',
          ),
          body: z.strictObject({
            purpose: name,
            subject: z.string().min(1).max(200),
            text: z.string().min(1).max(100_000),
            to: z.union([z.literal('everyone'), z.array(identity).min(1).max(10_000)]),
          }),
          response: {
            202: z
              .object({ queued: z.int(), unknown: z.int() })
              .describe('How many wait to be decided about at the moment of sending'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 202,
          body: await queueMailing(inside, request.body),
        })),
    );
  };
