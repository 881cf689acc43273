import { z } from 'zod';
import { line, name, named, refersTo, says, someOf } from './words.ts';

/** A category of people. `while` derives membership from relationships, so that nobody keeps it by hand. */
export const people = named(
  z.strictObject({
    says,
    while: someOf('relationships').optional(),
    children: z.boolean().default(false).describe('true where some of them are likely to be under 18'),
  }),
);

/** That a person is something to us from a day until a day. Gives the events `<name>-started` and `<name>-ended`. */
export const relationships = named(
  z.strictObject({
    says,
    sale: z
      .boolean()
      .default(false)
      .describe('true where it begins with a sale or its negotiation (soft opt-in)'),
  }),
);

/** What happens to a person once: an application is rejected, a mail is opened. */
export const events = named(
  z.strictObject({
    says,
    interaction: z.boolean().default(false).describe('counts as the person being active'),
    machine: z
      .boolean()
      .default(false)
      .describe('may be caused by a machine (a mail scanner), so never counts alone'),
  }),
);

export const SPECIAL = [
  'ethnic-origin',
  'political-opinions',
  'beliefs',
  'trade-union-membership',
  'genetic',
  'biometric',
  'health',
  'sex-life',
  'sexual-orientation',
] as const;

export const FIELD_KINDS = [
  'text',
  'long-text',
  'email',
  'phone',
  'date',
  'number',
  'file',
  'choice',
  'secret',
] as const;

/** A kind of personal data, with the fields it is made of. Special categories are those of Art 9(1); `criminal` is Art 10. */
export const data = named(
  z.strictObject({
    says,
    fields: z
      .union([
        z.array(name).min(1).max(100),
        z.record(
          name,
          z.union([
            z.enum(FIELD_KINDS),
            z.strictObject({ kind: z.enum(FIELD_KINDS).default('text'), says: line.optional() }),
          ]),
        ),
      ])
      .default([]),
    special: z.union([z.enum(SPECIAL).transform((one) => [one]), z.array(z.enum(SPECIAL)).min(1)]).optional(),
    criminal: z.boolean().default(false),
    protect: z.enum(['tokenise', 'hash', 'seal', 'mask']).optional(),
    guarded: z
      .strictObject({
        field: name,
        unless: z.record(name, line).describe('what another field says where it need not be guarded'),
        for: someOf('purposes').describe('whoever looks at a record for one of these sees it'),
      })
      .optional()
      .describe(
        'a field that is hidden from all others who look at a record; the person has it in their copy',
      ),
    from: refersTo('recipients')
      .optional()
      .describe('who supplies it, where it does not come from the person'),
  }),
);
