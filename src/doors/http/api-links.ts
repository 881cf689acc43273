import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, listLinks, noteLinkRead } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { instantSaid } from './api-words.ts';

/** The addresses of others that the notice relies on, and what the last look found there. */
export const linksApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/links',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about(
            'assurance',
            'listLinks',
            'Addresses that the notice relies on, and the last look',
            'board',
          ),
          response: { 200: z.object({ links: z.array(link) }).describe('In the order of the policy') },
        },
      },
      async () => ({
        links: (await listLinks(house)).map(({ address, by, reviewed, known }) => ({
          address,
          by,
          reviewed,
          outcome: known?.outcome ?? null,
          says: known?.says ?? null,
          lookedAt: known?.looked_at ?? null,
          failures: known?.failures ?? 0,
          failedSince: known?.failed_since ?? null,
          changedAt: known?.changed_at ?? null,
          certificateUntil: known?.certificate_until ?? null,
        })),
      }),
    );

    app.post(
      '/links/read',
      {
        ...scoped(house, 'attestations'),
        bodyLimit: 8 * 1024,
        schema: {
          ...about(
            'assurance',
            'noteLinkRead',
            'Say that somebody has read the words of a page that changed',
            'attestations',
          ),
          body: z.strictObject({ address: z.string().min(1).max(2_000) }),
          response: { 200: z.object({ address: z.string() }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { address } = request.body;
          await noteLinkRead(inside, address, actorOf(request));
          return { status: 200, body: { address } };
        }),
    );
  };

const link = z.object({
  address: z.string(),
  by: z.array(z.string()).describe('The declarations that name it'),
  reviewed: z.boolean().describe('Somebody reads it again when its words change'),
  outcome: z
    .enum(['answers', 'not-readable', 'dead', 'not-looked', 'off'])
    .nullable()
    .describe('Null: never looked at'),
  says: z.string().nullable(),
  lookedAt: instantSaid.nullable(),
  failures: z.int().describe('Looks in a row at which it was dead'),
  failedSince: instantSaid.nullable(),
  changedAt: instantSaid.nullable().describe('Since when it says what nobody has read'),
  certificateUntil: instantSaid.nullable(),
});
