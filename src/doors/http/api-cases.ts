import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endCase, type House, removeCase, reviewOf, staffOf } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { id, instantSaid, reference } from './api-words.ts';

/** Cases: who works on them, whether they are still needed, and their end. They are opened where people report a problem. */
export const casesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const staff = scoped(house, 'collection');

    for (const [act, summary, work] of [
      ['close', 'Close a case: from now its retention counts', endCase],
      ['purge', 'Remove a closed case with everything bound to it', removeCase],
    ] as const)
      app.post(
        `/cases/:id/${act}`,
        {
          ...staff,
          bodyLimit: 4 * 1024,
          schema: {
            ...about('collection', `${act}Case`, summary, 'collection'),
            params: z.strictObject({ id }),
            body: z.strictObject({}),
            response: {
              200: z
                .object({ id, closedAt: instantSaid.optional(), files: z.int().optional() })
                .describe('Done'),
            },
          },
        },
        (request, reply) =>
          write(house, request, reply, async (inside) => ({
            status: 200,
            body: { id: request.params.id, ...(await work(inside, request.params.id, actorOf(request))) },
          })),
      );

    const worked = { 200: z.object({ id }).describe('Noted') };
    app.post(
      '/cases/:id/review',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'collection',
            'reviewCase',
            'Note that a case is still needed: what cites it goes on',
            'collection',
          ),
          params: z.strictObject({ id }),
          body: z.strictObject({ by: reference }),
          response: worked,
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await reviewOf(inside, request.params.id, request.body.by, actorOf(request)),
        })),
    );
    app.post(
      '/cases/:id/staff',
      {
        ...staff,
        bodyLimit: 16 * 1024,
        schema: {
          ...about(
            'collection',
            'assignCase',
            'Say who of ours works on a case, and nobody else',
            'collection',
          ),
          params: z.strictObject({ id }),
          body: z.strictObject({ staff: z.array(reference).max(100) }),
          response: worked,
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await staffOf(inside, request.params.id, request.body.staff, actorOf(request)),
        })),
    );
  };
