import { z } from 'zod';
import { DUTIES, line, name, period, says } from './words.ts';

const oneOrMore = z.union([line.transform((one) => [one]), z.array(line).min(1).max(32)]);

/**
 * `owned-by` and `accessed-by`: rows are joined where columns here equal columns there. The same form says that a row over
 * there points here (an address that a customer has): only the columns differ.
 */
const link = z.strictObject({
  table: line.describe('the other table, as it is called in this map'),
  by: z
    .record(line, line)
    .refine((by) => Object.keys(by).length > 0, 'names at least one column')
    .describe('column here: column there; several for a composite key'),
  when: z
    .record(line, oneOrMore)
    .optional()
    .describe('only rows whose column has one of these values: a polymorphic link'),
  match: z.enum(['exact', 'email']).default('exact').describe('email: compared without regard to case'),
  tells: z
    .array(line)
    .max(50)
    .optional()
    .describe('of a row with several owners: the columns that tell of this one, and go when this one leaves'),
});
const links = z.union([link.transform((one) => [one]), z.array(link).max(50)]);

/** By what a person can be looked up in a table. */
export const IDENTITY_COLUMNS = ['email', 'phone', 'username', 'external'] as const;

/** What is put in place of a value. */
const anonymised = z.union([
  z.null().transform(() => 'null' as const),
  z.enum(['null', 'keyed-hash', 'redacted-text']),
  z.strictObject({ constant: z.union([z.string().max(500), z.number(), z.boolean()]) }),
  z.strictObject({ 'truncated-date': z.enum(['month', 'year', 'decade']) }),
  z.strictObject({ bucket: z.number().positive().describe('the width of the buckets') }),
]);

/** One table of a system's map: how its rows lead to people, what they hold of them, and what becomes of them. */
export const systemTable = z
  .strictObject({
    key: oneOrMore.optional().describe('what tells its rows apart; absent: it has no key'),
    person: z.boolean().default(false).describe('its rows are people'),
    identifies: z
      .partialRecord(z.enum(IDENTITY_COLUMNS), oneOrMore)
      .default({})
      .describe('columns by which a person is looked up here'),
    'owned-by': links.default([]),
    'accessed-by': links
      .default([])
      .describe('people who dealt with the row; it is not theirs to have erased'),
    shared: z
      .boolean()
      .default(false)
      .describe('a row may belong to several people: it lives until the last of them leaves'),
    columns: z.record(line, name).default({}).describe('column: the kind of data that it holds'),
    dates: z
      .array(line)
      .max(200)
      .optional()
      .describe('columns that hold a day; a rule that counts from another one is an error then'),
    then: z.enum(['delete', 'anonymise', 'keep']),
    anonymise: z.record(line, anonymised).default({}),
    'keep-until': z
      .strictObject({
        from: line.optional().describe('the column of the day that the period counts from'),
        period,
        duty: z.enum(DUTIES).optional().describe('the legal duty that orders it kept'),
        because: says,
      })
      .optional(),
    because: says.optional(),
  })
  .refine((table) => table.then !== 'anonymise' || Object.keys(table.anonymise).length > 0, {
    message: '"then: anonymise" needs "anonymise": what is put in place of which column',
    path: ['anonymise'],
  })
  .refine(
    (table) => table.then !== 'keep' || table.because !== undefined || table['keep-until'] !== undefined,
    {
      message: '"then: keep" needs "because" or "keep-until": people are told why',
      path: ['because'],
    },
  );

/** The map of a system: its tables by name, with their schema where that is not the default one. */
export const systemTables = z.record(line, systemTable);
export type SystemTable = z.infer<typeof systemTable>;
export type SystemTables = z.infer<typeof systemTables>;
export type SystemLink = z.infer<typeof link>;
