import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, releaseResults } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { name } from './api-words.ts';

const cell = z.strictObject({
  group: name.describe('what the group is: "clients with 10 to 50 staff"'),
  people: z.int().min(0).max(2_147_483_647),
  figures: z.record(name, z.number()).default({}),
});

/** What an analysis found, on its way out. */
export const resultsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/results',
      {
        ...scoped(house, 'decisions'),
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          ...about(
            'decisions',
            'releaseResults',
            'Let figures out: only those about groups that are large enough come back',
            'decisions',
          ),
          body: z.strictObject({
            of: z.union([z.strictObject({ purpose: name }), z.strictObject({ publication: name })]),
            cells: z.array(cell).min(1).max(10_000),
          }),
          response: {
            200: z
              .object({ released: z.array(cell), withheld: z.int() })
              .describe('What may be seen, and how many figures may not'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await releaseResults(inside, { ...request.body, by: actorOf(request) }),
        })),
    );
  };
