import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { casesPage, endCase, type House, removeCase, reviewOf, staffOf } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { daySaid, id, instantSaid, nextPage, page, pageOf, readCursor, reference } from './api-words.ts';

const seenCase = z
  .object({
    id,
    person: id,
    point: z.string(),
    openedAt: instantSaid,
    closedAt: instantSaid.nullable(),
    reviewedAt: instantSaid.nullable(),
    reviewOn: daySaid
      .nullable()
      .describe('By when somebody has to look whether it is still needed; null: no purpose asks for that'),
    staff: z.array(z.string()),
    files: z.int(),
  })
  .describe('A case without what is in it');

/** Cases: who works on them, whether they are still needed, and their end. They are opened where people report a problem. */
export const casesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const staff = scoped(house, 'collection');

    app.get(
      '/cases',
      {
        ...staff,
        schema: {
          ...about('collection', 'listCases', 'Support cases, without what is in them', 'collection'),
          querystring: z.strictObject({ ...page, state: z.enum(['open', 'closed']).default('open') }),
          response: {
            200: z.object({ items: z.array(seenCase), next: nextPage }).describe('The newest first'),
          },
        },
      },
      async ({ query: { cursor, limit, state } }) => {
        const asked = { open: state === 'open', before: readCursor(cursor), limit: limit + 1 };
        return pageOf(await casesPage(house, asked), limit);
      },
    );

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
          body: z.strictObject({
            by: reference.optional().describe('Who looked; left out: whoever calls'),
          }),
          response: worked,
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await reviewOf(
            inside,
            request.params.id,
            request.body.by ?? actorOf(request),
            actorOf(request),
          ),
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
