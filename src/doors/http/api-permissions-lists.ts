import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { CALL_LISTS } from '../../permission/index.ts';
import { type House, takeCallList } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, id, name } from './api-words.ts';

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
          const taken = await takeCallList(inside, request.params.list, {
            asOf,
            bytes: Readable.from([Buffer.from(numbers.join('\n'))]),
            by: actorOf(request),
          });
          return { status: 201, body: taken };
        }),
    );

    // As it comes: a register has more numbers than anybody wants to hold.
    app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    app.put(
      '/call-lists/:list',
      {
        ...scoped(house, 'permissions'),
        schema: {
          ...about(
            'permissions',
            'putCallList',
            'Take the file of a register of numbers that want no calls, of any length',
            'permissions',
          ),
          consumes: ['text/csv'],
          params: z.strictObject({ list: z.enum(CALL_LISTS) }),
          querystring: z.strictObject({
            asOf: day.describe('the date of the list; after 28 days it counts no more'),
            column: name.optional().describe('which column holds the numbers, by name or by number from 1'),
          }),
          body: z.unknown().describe('CSV, a number in each line; a heading may stand before them'),
          response: { 201: z.object({ id, numbers: z.int() }).describe('How many numbers are on it') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { asOf, column } = request.query;
          const taken = await takeCallList(inside, request.params.list, {
            asOf,
            bytes: fileIn(request.body),
            column,
            by: actorOf(request),
          });
          return { status: 201, body: taken };
        }),
    );
  };

function fileIn(body: unknown): Readable {
  if (body instanceof Readable) return body;
  throw new Refused('http.unknown-media', 'The file of a register is sent as text/csv.');
}
