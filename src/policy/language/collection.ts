import { z } from 'zod';
import { clock, line, name, named, period, refersTo, says, someOf } from './words.ts';

/**
 * How data comes in, and the page at `/forms/{point}` that it comes in by: a form, the visitors' kiosk, a signpost to whoever
 * is responsible, the page on which a client opens a session. Null: no page of the public's; staff or machines enter it.
 */
export const COLLECTION_PAGES = {
  form: 'form',
  newsletter: 'form',
  quotation: 'form',
  order: 'form',
  booking: 'form',
  application: 'form',
  survey: 'form',
  testimonial: 'form',
  referral: 'form',
  'support-case': 'form',
  account: 'form',
  'visitor-book': 'kiosk',
  camera: 'signpost',
  'remote-session': 'session',
  import: null,
  api: null,
  telemetry: null,
  phone: null,
  email: null,
  post: null,
  'in-person': null,
  'social-media': null,
} as const satisfies Record<string, 'form' | 'kiosk' | 'signpost' | 'session' | null>;

const COLLECTION_KINDS = Object.keys(COLLECTION_PAGES) as (keyof typeof COLLECTION_PAGES)[];

const need = z.enum(['required', 'optional']);
const field = z.union([
  need,
  z.strictObject({
    need,
    because: line.optional().describe('the need it serves'),
    without: line.optional().describe('what we cannot do for you without it'),
    question: line.optional().describe('the label on the form'),
    duty: z
      .enum(['contract', 'statute', 'management'])
      .optional()
      .describe(
        'of points for staff: the duty of an employer that the field serves; where one field names its duty, all of them do',
      ),
    law: line.optional().describe('the statute that asks for it, where the duty is one'),
  }),
]);

/** Where data comes in. Only the declared fields are taken; everything else is refused at the door. */
export const collection = named(
  z
    .strictObject({
      says: says.optional(),
      kind: z.enum(COLLECTION_KINDS),
      from: z.enum(['the-person', 'a-third-party', 'both']).default('the-person'),
      source: z
        .strictObject({
          who: line,
          evidence: line.optional(),
          lists: z
            .enum(['refused', 'with-consent-proof'])
            .default('refused')
            .describe('whether bought lists may come in'),
          policy: z
            .enum(['ours', 'theirs'])
            .default('ours')
            .describe('whose policy governs what they collected'),
        })
        .optional(),
      'tell-within': period.optional().describe('Art 14: how soon a person hears where we got their data'),
      people: someOf('people').optional(),
      'least-age': z
        .int()
        .min(1)
        .max(25)
        .optional()
        .describe(
          'of forms: how old people must be; asked without a date of birth, refused below it, kept nowhere',
        ),
      fields: z.record(name, field).default({}),
      purposes: someOf('purposes'),
      asks: someOf('purposes').optional().describe('consent questions: never pre-ticked, each its own'),
      offers: someOf('purposes')
        .optional()
        .describe('soft opt-in: the chance to say no, at the moment of collection'),
      without: line.optional().describe('what we cannot do for people who tell us nothing here'),
      begins: refersTo('relationships').optional(),
      confirmed: z
        .strictObject({
          within: z
            .string()
            .regex(/^P\d{1,2}D$/, 'a link is good for whole days, like P7D')
            .describe('how long the link is good'),
          lapses: refersTo('events')
            .optional()
            .describe('what happens to whoever never followed it, on the day the time is over'),
        })
        .optional()
        .describe(
          'what it begins and records happens only once a link sent to the e-mail address was followed; until then nothing is open',
        ),
      agrees: name
        .optional()
        .describe(
          'the field with the amount that people agree to: for the purposes of this point that ask for it no more is taken',
        ),
      'reached-by': name
        .optional()
        .describe(
          'the field in which people say how they want to be reached (by e-mail, text message, phone or post): for the purposes of this point every other way is refused then',
        ),
      records: refersTo('events').optional(),
      stores: name
        .optional()
        .describe(
          'the records it fills (its own name unless told), or nowhere: relayed by e-mail and nothing kept',
        ),
      'relays-to': line.optional(),
      anonymous: z
        .strictObject({
          'minimum-group': z.int().min(2).default(5),
          name: z.enum(['never', 'optional']).default('never'),
        })
        .optional(),
      recording: z
        .strictObject({
          announced: z.boolean(),
          coverage: z.enum(['all', 'some']),
          'only-for': someOf('purposes'),
        })
        .optional(),
      'controlled-by': refersTo('recipients')
        .optional()
        .describe('who is the controller, where it is not us'),
      opens: z.enum(['they-open', 'we-open']).optional().describe('who opens a remote session'),
      'time-limit': period.optional(),
      'case-bound': z.boolean().default(false).describe('files belong to one case and go with it'),
      'sets-aside': z
        .strictObject({
          fields: z.union([name.transform((only) => [only]), z.array(name).min(1).max(50)]),
          people: z.int().min(1).max(1_000).default(5).describe('how many people a file may name'),
        })
        .optional()
        .describe(
          'a text or PDF in these fields that names more people than that is read by nobody; its sender is asked to mask it',
        ),
      'fire-roll': z.boolean().default(false),
      'out-by': clock
        .optional()
        .describe(
          'of a visitor book: when visitors are out; whoever is still inside is told to staff. 19:00 unless told',
        ),
      'numbers-in-text': z
        .enum(['refuse', 'mask'])
        .optional()
        .describe(
          'what becomes of a card or account number that somebody types into a field of free text; refused unless told',
        ),
      systems: someOf('systems').optional(),
    })
    .refine(({ confirmed, begins }) => confirmed === undefined || begins !== undefined, {
      message: 'what waits for a confirmed address needs "begins": the relationship that it opens',
      path: ['begins'],
    }),
);

/** What we must send, or may send whatever was opted out of: never with marketing in it. */
export const messages = named(
  z.strictObject({
    says,
    kind: z.enum(['owed', 'service']).default('owed'),
    on: refersTo('happenings').optional(),
    within: period.optional(),
    people: someOf('people').optional(),
    channel: z.enum(['email', 'sms', 'phone', 'post', 'page']).default('email'),
    purpose: refersTo('purposes').optional(),
    acknowledged: z.boolean().default(false).describe('the person confirms they have read it'),
  }),
);
