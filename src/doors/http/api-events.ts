import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { type Heard, type House, takeEvents } from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { id, identity, instant, name } from './api-words.ts';
import { problemOf } from './problem.ts';

const event = z.strictObject({
  id: id.optional().describe('The sender’s own; the same one twice is one event'),
  kind: name.describe('A declared event, or the start or end of a relationship: client-started'),
  identity,
  at: instant.optional().describe('When it happened; now when left out. May be long ago'),
});

const taken = z.object({ id, new: z.boolean() });
const refused = z.object({ code: z.string(), detail: z.string() });
const summary = z.object({
  taken: z.int(),
  known: z.int(),
  refused: z.int(),
  results: z.array(z.union([taken, refused])),
});

/** At once at most. */
const BULK = 1_000;

/** What happened to people, told by connected systems: one by one or a thousand at once, late, and in any order. */
export const eventsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/events',
      {
        ...scoped(house, 'events'),
        schema: {
          ...about('events', 'tellEvents', 'Tell what happened: one event, or up to 1,000', 'events'),
          body: z.union([event, z.array(event).min(1).max(BULK)]),
          response: {
            200: z
              .union([taken, summary])
              .describe('Known already; or, for many, what became of each in the order they came'),
            201: taken.describe('Taken'),
          },
        },
      },
      (request, reply) =>
        write<z.infer<typeof taken | typeof summary>>(house, request, reply, async (inside) => {
          const told = [request.body].flat();
          const heard = await takeEvents(
            inside,
            told.map((one) => ({
              id: one.id ?? null,
              kind: one.kind,
              identities: [one.identity],
              at: one.at ?? null,
            })),
          );
          if (Array.isArray(request.body)) return { status: 200, body: summaryOf(heard) };
          const [only] = heard;
          if (only instanceof Refused) throw only;
          if (!only) throw new Error('one event in, one answer out');
          return { status: only.new ? 201 : 200, body: only };
        }),
    );
  };

const summaryOf = (heard: readonly Heard[]) => {
  const done = heard.filter((one) => !(one instanceof Refused));
  const fresh = done.filter((one) => !(one instanceof Refused) && one.new);
  return {
    taken: fresh.length,
    known: done.length - fresh.length,
    refused: heard.length - done.length,
    results: heard.map((one) => {
      if (!(one instanceof Refused)) return one;
      const { code, detail } = problemOf(one);
      return { code, detail };
    }),
  };
};
