import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, othersNamed, removeOthers } from '../../procedures/index.ts';
import { about, actorOf, scoped } from './api-door.ts';
import { id } from './api-words.ts';

const one = { params: z.strictObject({ id }) };

const others = z.object({
  candidates: z.array(
    z.object({
      kind: z.enum(['email', 'phone', 'name']),
      value: z.string().describe('What a decision names'),
      count: z.int().min(1).describe('How often it was found'),
      seen: z.string().describe('Where it was found first, with some words around it'),
      removed: z.boolean(),
    }),
  ),
  more: z.boolean().describe('There are more than anybody would read: look at the tables themselves'),
});

/** Other people in somebody's copy: software finds who may be named, a person decides who is taken out (DPA 2018 Sch 2 ¶16). */
export const requestOthersApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/requests/:id/others',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about('requests', 'listOthers', 'Other people whom the data of a request name', 'requests'),
          ...one,
          response: { 200: others.describe('Candidates, the most frequent first') },
        },
      },
      async (asked) => {
        const { candidates, more } = await othersNamed(house, asked.params.id, { by: actorOf(asked) });
        return { candidates: [...candidates], more };
      },
    );

    app.post(
      '/requests/:id/others',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 512 * 1024,
        schema: {
          ...about('requests', 'removeOthers', 'Decide who is taken out of the copy', 'requests'),
          ...one,
          body: z.strictObject({
            remove: z
              .array(z.string().min(1).max(320))
              .max(2_000)
              .describe('The values of all who go; whoever is not named stays'),
          }),
          response: {
            200: z.object({ removed: z.int().min(0) }).describe('Decided; it holds when the copy is made'),
          },
        },
      },
      async (asked) => {
        await removeOthers(house, asked.params.id, { values: asked.body.remove, by: actorOf(asked) });
        return { removed: new Set(asked.body.remove).size };
      },
    );
  };
