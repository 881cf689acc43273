import { z } from 'zod';
import { DUTIES, line, named, period, refersTo, says, someOf } from './words.ts';

const from = z.union([
  refersTo('happenings'),
  z.strictObject({
    latest: z
      .array(refersTo('happenings'))
      .min(1)
      .describe('whichever of them came last; one that has not happened is not waited for: `while` waits'),
  }),
  z.strictObject({
    earliest: z.array(refersTo('happenings')).min(1).describe('whichever of them came first'),
  }),
]);

/** Who may be asked to agree: roles of staff that may change what is kept. */
const REVIEWERS = ['owner', 'privacy-lead'] as const;

const review = z
  .strictObject({
    stages: z
      .array(
        z.strictObject({
          by: z.enum(REVIEWERS),
          approvers: z.int().min(1).max(5).default(1).describe('how many of them, each another person'),
        }),
      )
      .min(1)
      .max(5)
      .describe('one after the other; a person counts once in all of them'),
    within: z
      .string()
      .regex(/^P\d{1,3}D$/, 'a review takes whole days, like P14D')
      .default('P14D')
      .describe('how long before its day they are asked, so that it still goes on its day'),
    'escalates-to': z
      .enum(REVIEWERS)
      .optional()
      .describe('who may stand in at any stage once that time is over'),
  })
  .describe('who has to agree before anything of it goes');

/** Where a day stands that rows of a connected system count from. */
const rowDay = z.union([
  line.transform((column) => ({ column, table: undefined })),
  z.strictObject({
    table: line
      .optional()
      .describe('rows of this table that belong to the row, or that it belongs to; the latest counts'),
    column: line,
  }),
  z.strictObject({ event: refersTo('happenings').describe('of the person, as Kept was told of it') }),
]);
const rowDays = z.array(rowDay).min(1).max(8);
const whenColumns = z
  .record(line, z.union([line.transform((one) => [one]), z.array(line).min(1).max(32)]))
  .describe('only rows whose column has one of these values');

/** Rows of one table of a connected system that a rule covers; what becomes of each is said by the system's map. */
const ruleRows = z.strictObject({
  system: refersTo('systems'),
  table: line.describe('as the system’s map calls it'),
  from: z
    .union([
      rowDay.transform((only) => ({ which: 'latest' as const, days: [only] })),
      z
        .strictObject({ latest: rowDays })
        .transform(({ latest }) => ({ which: 'latest' as const, days: latest })),
      z
        .strictObject({ earliest: rowDays })
        .transform(({ earliest }) => ({ which: 'earliest' as const, days: earliest })),
    ])
    .optional()
    .describe(
      'the day that a row counts from; without it what the rule counts from, of the person whose row it is',
    ),
  when: whenColumns.optional(),
  unless: z
    .array(z.strictObject({ table: line, when: whenColumns.optional() }))
    .max(8)
    .default([])
    .describe('a row with a linked row like this is not due'),
});

const countsByRows = (rows: readonly { from?: unknown }[] | undefined): boolean =>
  rows?.every(({ from }) => from !== undefined) ?? false;

/** How long, from when, then what. `duty` is what law orders kept; everything else is a limit we set (law S0). */
export const retention = named(
  z
    .strictObject({
      says: says.optional(),
      people: someOf('people').optional(),
      data: someOf('data').optional(),
      collection: someOf('collection').optional().describe('only what came in there'),
      systems: someOf('systems').optional(),
      rows: z
        .array(ruleRows)
        .min(1)
        .max(50)
        .optional()
        .describe('tables of connected systems whose rows it covers as well'),
      from: from.optional(),
      keep: z.union([period, z.literal('while')]),
      told: says
        .optional()
        .describe('what decides how long, told to people in place of the period: Art 13(2)(a)'),
      while: someOf('relationships').optional(),
      unless: someOf('people').optional(),
      then: z.enum(['erase', 'anonymise', 'review', 'destroy', 'suppress', 'return-or-erase', 'overwrite']),
      because: z.string().trim().min(20).max(2_000).describe('why so long, in a sentence that people read'),
      duty: z.enum([...DUTIES, 'suppression']).optional(),
      'at-once-on': z.array(z.enum(['request', 'withdrawal', 'objection'])).optional(),
      'yields-to': z.array(z.enum(['hold', 'request', 'duty'])).optional(),
      holds: z
        .strictObject({
          for: z
            .array(z.enum(['legal-duty', 'legal-claim', 'request', 'incident', 'authority', 'safety']))
            .min(1),
        })
        .optional()
        .describe('the reasons that alone may hold it past its time; without it, each that "yields-to" lets'),
      'held-by': refersTo('recipients').optional().describe('who holds it, where only they can delete it'),
      certificate: z.enum(['ours', 'destroyer']).default('ours'),
      'certificate-within': period
        .optional()
        .describe('how long after they took it the destroyer’s certificate may take; P14D where left out'),
      review: review.optional(),
      'undo-window': z
        .string()
        .regex(/^P\d{1,3}D$/, 'an undo window is whole days, like P7D')
        .optional()
        .describe('for how many days before it goes it is announced, used for nothing, and can be stopped'),
      attested: refersTo('attestations').optional(),
    })
    .refine(
      (rule) => !(rule.review || rule['undo-window']) || !(rule['held-by'] || rule.then === 'overwrite'),
      {
        message: 'what somebody else deletes waits for nobody of ours: leave "review" and "undo-window" out',
        path: ['held-by'],
      },
    )
    .refine((rule) => rule.keep === 'while' || rule.from !== undefined || countsByRows(rule.rows), {
      message: 'a period needs "from": the event it counts from',
      path: ['from'],
    })
    .refine((rule) => rule.keep !== 'while' || rule.while !== undefined, {
      message: '"keep: while" needs "while": the relationships',
      path: ['while'],
    }),
);
