import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, hold, lookAtHold, release, review } from '../../procedures/index.ts';
import { HOLD_KINDS, openReviews, REVIEW_OUTCOMES, standingHolds } from '../../retention/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, identities, instantSaid, name } from './api-words.ts';

const names = z.array(name).max(100).default([]);

/** What is held back, and the single records that somebody has to decide about. */
export const holdsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/holds',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about(
            'retention',
            'listHolds',
            'The holds that stand, the next to be looked at first',
            'retention',
          ),
          response: { 200: z.object({ holds: z.array(held) }).describe('Holds') },
        },
      },
      async () => ({ holds: await standingHolds(house.store.db) }),
    );

    app.post(
      '/retention/holds',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 256 * 1024,
        schema: {
          ...about('retention', 'placeHold', 'Suspend deletion of the data named', 'retention'),
          body: z.strictObject({
            kind: z.enum(HOLD_KINDS),
            because: z.string().trim().min(10).max(500).describe('In words, without a name'),
            owner: name.describe('An officer of the policy'),
            reviewOn: day,
            data: names.describe('Kinds of data; none: all'),
            points: names.describe('Everybody’s data that came in there'),
            people: z.array(id).max(1000).default([]),
            identities: identities.optional(),
            client: z
              .strictObject({ toldOn: day, how: z.string().trim().min(3).max(300) })
              .optional()
              .describe('Where it holds what is kept for a client: when and how the client was told'),
          }),
          response: { 201: z.object({ id, people: z.int() }).describe('It stands from now on') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await hold(
            inside,
            { ...request.body, identities: request.body.identities ?? [] },
            actorOf(request),
          ),
        })),
    );

    app.post(
      '/retention/holds/:id/review',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'retention',
            'reviewHold',
            'Somebody looked at a hold, and it has to stand on',
            'retention',
          ),
          params: z.strictObject({ id }),
          body: z.strictObject({ reviewOn: day.describe('When to look again') }),
          response: { 200: z.object({ id }).describe('It stands on') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await lookAtHold(inside, request.params.id, request.body.reviewOn, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );

    app.delete(
      '/retention/holds/:id',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'liftHold', 'Let deletion go on from the next night', 'retention'),
          params: z.object({ id }),
          response: { 200: z.object({ id }).describe('Lifted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await release(inside, request.params.id, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );

    app.get(
      '/retention/reviews',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listReviews', 'What somebody has to decide', 'retention'),
          response: {
            200: z
              .object({ reviews: z.array(z.object({ id, rule: z.string(), asked_on: daySaid })) })
              .describe('Records that a rule leaves to people'),
          },
        },
      },
      async () => ({ reviews: await openReviews(house.store.db) }),
    );

    app.post(
      '/retention/reviews/:id',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about(
            'retention',
            'decideReview',
            'Keep it until a day, erase it, or note that it was given back',
            'retention',
          ),
          params: z.object({ id }),
          body: z.strictObject({
            rule: name,
            outcome: z.enum(REVIEW_OUTCOMES),
            againOn: day.optional().describe('With "keep": when to look again'),
          }),
          response: { 200: z.object({ id }).describe('Decided, and done') },
        },
      },
      async (request) => {
        const { rule, outcome, againOn } = request.body;
        await review(
          house,
          { id: request.params.id, rule, outcome, againOn: againOn ?? null },
          actorOf(request),
        );
        return { id: request.params.id };
      },
    );
  };

const held = z.object({
  id,
  kind: z.enum(HOLD_KINDS),
  because: z.string(),
  owner: z.string(),
  review_on: daySaid,
  data: z.array(z.string()),
  points: z.array(z.string()),
  placed_at: instantSaid,
  lifted_at: instantSaid.nullable(),
  people: z.int(),
  client_told_on: daySaid.nullable(),
});
