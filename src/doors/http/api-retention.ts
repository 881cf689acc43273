import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  certificateOf,
  disposeDue,
  explainRow,
  forecastRetention,
  type House,
  hold,
  listCertificates,
  lookAtHold,
  previewRetention,
  release,
  review,
} from '../../procedures/index.ts';
import { HOLD_KINDS, openReviews, REVIEW_OUTCOMES, standingHolds } from '../../retention/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import {
  anything,
  day,
  daySaid,
  id,
  identities,
  instantSaid,
  name,
  nextPage,
  page,
  pageOf,
  readCursor,
} from './api-words.ts';

const names = z.array(name).max(100).default([]);

/** What goes when and why, what is held, and the certificates of what went. */
export const retentionApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/preview',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about(
            'retention',
            'previewRetention',
            'What would go on a day, by rule, with reasons',
            'retention',
          ),
          querystring: z.object({ on: day.optional().describe('Today unless told') }),
          response: { 200: previewed.describe('Rules with something due; others have nothing') },
        },
      },
      ({ query }) => previewRetention(house, query.on ?? null),
    );

    app.get(
      '/retention/rows',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about(
            'retention',
            'explainRow',
            'Every rule about one row of a connected system, with its days and what keeps it',
            'retention',
          ),
          querystring: z.object({
            system: name,
            table: z.string().trim().min(1).max(300),
            key: z
              .union([z.string().max(300), z.array(z.string().max(300)).min(1).max(16)])
              .transform((key) => (typeof key === 'string' ? [key] : key))
              .describe('The value of its key; again for each further column'),
            on: day.optional().describe('Today unless told'),
          }),
          response: { 200: explained.describe('The rules, with the reason that wins for each') },
        },
      },
      ({ query }) => explainRow(house, { ...query, on: query.on ?? null }),
    );

    app.get(
      '/retention/forecast',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'forecastRetention', 'How much goes in which week', 'retention'),
          querystring: z.object({ weeks: z.coerce.number().int().min(1).max(104).default(12) }),
          response: {
            200: z
              .object({
                from: daySaid,
                weeks: z.array(z.object({ week: daySaid, rule: z.string(), records: z.int() })),
              })
              .describe('Weeks by their first day; what is overdue counts to the first'),
          },
        },
      },
      ({ query }) => forecastRetention(house, query.weeks),
    );

    app.post(
      '/retention/run',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'runRetention', 'Do now what the night would do', 'retention'),
          body: z.strictObject({}),
          response: { 200: z.object({ disposals: z.array(disposal) }).describe('What went, by rule') },
        },
      },
      async () => ({ disposals: await disposeDue(house) }),
    );

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

    app.get(
      '/retention/certificates',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listCertificates', 'What went, certificate by certificate', 'retention'),
          querystring: z.strictObject(page),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({
                    id,
                    at: instantSaid,
                    kind: z.string(),
                    statement: z.record(z.string(), anything),
                  }),
                ),
                next: nextPage,
              })
              .describe('The newest first'),
          },
        },
      },
      async ({ query: { limit, cursor } }) =>
        pageOf(await listCertificates(house, { before: readCursor(cursor), limit: limit + 1 }), limit),
    );

    app.get(
      '/retention/certificates/:id',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'certificateOf', 'What went, signed for anybody to check', 'retention'),
          params: z.object({ id }),
          response: {
            200: z
              .object({
                id: z.string(),
                at: instantSaid,
                statement: z.record(z.string(), anything),
                jws: z.string(),
                file: z.string().describe('To keep: what "kept verify --certificate" checks offline'),
              })
              .describe('The statement and its signature'),
          },
        },
      },
      ({ params }) => certificateOf(house, params.id),
    );
  };

const previewed = z.object({
  on: daySaid,
  rules: z.array(
    z.object({
      rule: z.string(),
      says: z.string(),
      then: z.string(),
      because: z.string(),
      due: z.int(),
      people: z.int(),
      kept: z.record(z.string(), z.int()),
      samples: z.array(
        z.object({
          record: id,
          point: z.string(),
          countedFrom: daySaid,
          goesOn: daySaid,
          fields: z.array(z.string()),
          because: z.string(),
        }),
      ),
    }),
  ),
  rows: z
    .array(
      z.object({
        rule: z.string(),
        system: z.string(),
        table: z.string(),
        says: z.string(),
        then: z.string(),
        because: z.string(),
        due: z.int(),
        withoutDay: z.int(),
        kept: z.record(z.string(), z.int()),
        samples: z.array(
          z.object({
            key: z.array(z.string()),
            countedFrom: daySaid,
            goesOn: daySaid,
            because: z.string(),
          }),
        ),
        fault: z.string().nullable(),
      }),
    )
    .describe('Rows of connected systems, by rule and table'),
});

const explained = z.object({
  on: daySaid,
  rules: z.array(
    z.object({
      rule: z.string(),
      says: z.string(),
      because: z.string(),
      duty: z.string().nullable(),
      then: z.string(),
      keep: z.string(),
      days: z.array(z.object({ of: z.string(), day: daySaid.nullable() })),
      countedFrom: daySaid.nullable(),
      goesOn: daySaid.nullable(),
      waits: z.boolean(),
      kept: z.array(z.object({ kind: z.string(), reference: z.string(), until: daySaid.nullable() })),
    }),
  ),
});

const disposal = z.object({
  system: z.string().optional().describe('Where it was rows of a connected system'),
  table: z.string().optional(),
  fault: z.string().nullable().optional().describe('Why not all of it was done'),
  rule: z.string(),
  records: z.int(),
  redacted: z.int(),
  people: z.int(),
  forgotten: z.int(),
  kept: z.int(),
  verified: z.boolean(),
});

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
});
