import { z } from 'zod';
import { httpSystem } from './http.ts';
import { systemTables } from './systems.ts';
import { countries, date, line, name, period, refersTo, says, someOf } from './words.ts';

/** `assessments/<name>.md`: front matter; the answers are the text below it. */
export const assessmentSchema = z.strictObject({
  kind: z.enum(['lia', 'dpia', 'transfer-risk', 'policy-document', 'role', 'launch']),
  for: z.union([name.transform((one) => [one]), z.array(name)]).default([]),
  'approved-by': refersTo('officers'),
  approved: date,
  review: date,
  conclusion: z.enum(['go', 'go-with-measures', 'stop']).default('go'),
});
export type Assessment = z.infer<typeof assessmentSchema> & { body: string };

/** `wording/<name>.md`: what people read when we ask or tell them something. */
export const wordingSchema = z.strictObject({
  kind: z.enum(['consent-question', 'email', 'letter', 'notice-at-the-point']),
  for: name.optional(),
  version: z.int().min(1).default(1),
});
export type Wording = z.infer<typeof wordingSchema> & { body: string };

/** `systems/<name>.yaml`: where personal data lives. The map of tables is added by `kept scan`. */
export const systemSchema = z.strictObject({
  says,
  kind: z.enum(['hosted', 'postgres', 'mysql', 'sqlite', 'files', 'http', 'manual']),
  holds: someOf('data').optional(),
  where: countries.optional(),
  run: refersTo('recipients').optional().describe('the recipient who runs it, where it is not us'),
  url: line.optional().describe('by reference only: env:NAME or file:PATH'),
  http: httpSystem.optional().describe('the interface of an account at a supplier'),
  backups: z.strictObject({ keeps: period }).optional(),
  files: z
    .strictObject({
      folder: line.describe('the folder: env:NAME, or a path from the policy folder on'),
      'largest-megabytes': z
        .number()
        .positive()
        .max(1_000)
        .default(50)
        .describe('larger files are searched by their names only'),
      mentions: z
        .enum(['ask', 'delete'])
        .default('ask')
        .describe(
          'a file that names a person and is not theirs by its name: somebody looks, or it is deleted',
        ),
    })
    .optional()
    .describe('with "kind: files"'),
  'by-hand': z
    .strictObject({
      who: refersTo('officers').describe('who does by hand what software cannot do here'),
      within: z
        .string()
        .regex(/^P[1-9]\d{0,2}D$/, 'a number of days is written like P7D')
        .default('P14D'),
      how: says.optional().describe('where to look and what to do'),
      evidence: z.enum(['statement', 'document']).default('statement'),
    })
    .optional(),
  'rows-per-second': z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('at most so many rows of a database are written in a second; without it as fast as it goes'),
  tables: systemTables.optional(),
});
export type SystemDeclaration = z.infer<typeof systemSchema>;
