import { z } from 'zod';
import { line, name, named, period, refersTo, says, someOf } from './words.ts';

export const COLLECTION_KINDS = [
  'form',
  'newsletter',
  'order',
  'booking',
  'application',
  'survey',
  'testimonial',
  'referral',
  'support-case',
  'visitor-book',
  'account',
  'import',
  'api',
  'telemetry',
  'phone',
  'email',
  'post',
  'in-person',
  'social-media',
  'camera',
  'remote-session',
] as const;

const need = z.enum(['required', 'optional']);
const field = z.union([
  need,
  z.strictObject({
    need,
    because: line.optional().describe('the need it serves'),
    without: line.optional().describe('what we cannot do for you without it'),
    question: line.optional().describe('the label on the form'),
  }),
]);

/** Where data comes in. Only the declared fields are taken; everything else is refused at the door. */
export const collection = named(
  z.strictObject({
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
    fields: z.record(name, field).default({}),
    purposes: someOf('purposes'),
    asks: someOf('purposes').optional().describe('consent questions: never pre-ticked, each its own'),
    offers: someOf('purposes')
      .optional()
      .describe('soft opt-in: the chance to say no, at the moment of collection'),
    without: line.optional().describe('what we cannot do for people who tell us nothing here'),
    begins: refersTo('relationships').optional(),
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
    'controlled-by': refersTo('recipients').optional().describe('who is the controller, where it is not us'),
    opens: z.enum(['they-open', 'we-open']).optional().describe('who opens a remote session'),
    'time-limit': period.optional(),
    'case-bound': z.boolean().default(false).describe('files belong to one case and go with it'),
    'fire-roll': z.boolean().default(false),
    systems: someOf('systems').optional(),
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
