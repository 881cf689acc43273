import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CALL_LISTS } from '../../permission/index.ts';
import { type House, takeCallList } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, id } from './api-words.ts';

/** The registers of numbers that want no marketing calls. */
export const callListsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/call-lists/:list',
      {
        ...scoped(house, 'permissions'),
        bodyLimit: 64 * 1024 * 1024,
        schema: {
          ...about(
            'permissions',
            'importCallList',
            'Take a register of numbers that want no calls, whole, as it stood on a day',
            'permissions',
          ),
          params: z.strictObject({ list: z.enum(CALL_LISTS) }),
          body: z.strictObject({
            asOf: day.describe('the date of the list; after 28 days it counts no more'),
            numbers: z.array(z.string().min(1).max(40)).min(1).max(1_000_000),
          }),
          response: { 201: z.object({ id, numbers: z.int() }).describe('How many numbers are on it') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { asOf, numbers } = request.body;
          const digest = createHash('sha256').update(numbers.join('\n')).digest('hex');
          const taken = await takeCallList(inside, request.params.list, {
            asOf,
            lines: numbers,
            digest: () => digest,
            by: actorOf(request),
          });
          return { status: 201, body: taken };
        }),
    );
  };
