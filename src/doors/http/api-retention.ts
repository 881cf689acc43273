import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  disposeDue,
  explainRow,
  forecastRetention,
  type House,
  previewRetention,
} from '../../procedures/index.ts';
import { about, scoped } from './api-door.ts';
import { day, daySaid, id, name } from './api-words.ts';

/** What goes when and why, on a day, of one row and in the weeks ahead; and doing now what the night would do. */
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
                rows: z
                  .array(
                    z.object({
                      rule: z.string(),
                      system: z.string(),
                      table: z.string(),
                      lookedOn: daySaid.nullable().describe('When it was counted; null: no night has looked'),
                      weeks: z.array(z.object({ week: daySaid, rows: z.int() })),
                      more: z.boolean().describe('There are more than could be looked at'),
                    }),
                  )
                  .describe('Rows of connected systems, as the last night saw them'),
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
        more: z.boolean().describe('There are more than could be looked at'),
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
