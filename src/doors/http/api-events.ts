import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { cancelEvent, correctEvent, type Heard, type House, takeEvents } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
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

    app.post(
      '/events/:id/corrections',
      {
        ...scoped(house, 'events'),
        schema: {
          ...about(
            'events',
            'correctEvent',
            'It happened at another time: what counts from it moves',
            'events',
          ),
          params: z.object({ id }),
          body: z.strictObject({ at: instant }),
          response: { 200: z.object({ id }).describe('Corrected') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await correctEvent(inside, request.params.id, request.body.at, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );

    app.delete(
      '/events/:id',
      {
        ...scoped(house, 'events'),
        schema: {
          ...about(
            'events',
            'cancelEvent',
            'It did not happen: what counted from it counts from what is left',
            'events',
          ),
          params: z.object({ id }),
          response: { 200: z.object({ id }).describe('Cancelled') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await cancelEvent(inside, request.params.id, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
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
