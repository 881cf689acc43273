import { z } from 'zod';
import { date, line, name, named, period, refersTo, says, someOf, url } from './words.ts';

/** What people may see of us, published: each text and outlet with the person's own permission, or only figures. */
export const publications = named(
  z.strictObject({
    says,
    kind: z.enum(['testimonial', 'survey-results', 'statistics']),
    outlets: z.array(name).min(1),
    permission: z.enum(['each-text-and-outlet', 'none']).default('none'),
    'minimum-group': z.int().min(2).optional(),
    collection: refersTo('collection').optional(),
  }),
);

export const decisions = named(
  z.strictObject({
    says,
    automated: z.boolean(),
    significant: z.boolean(),
    basis: z.enum(['contract', 'consent', 'law', 'legitimate-interests']),
    logic: says.optional().describe('how it works and what it means for the person: Art 13(2)(f)'),
    'review-by': refersTo('officers').optional(),
    'negative-by': z.enum(['human-only', 'either']).default('human-only'),
    platform: refersTo('recipients').optional(),
    people: someOf('people').optional(),
    data: someOf('data').optional(),
    'only-under': refersTo('relationships').optional(),
  }),
);

export const cookies = named(
  z
    .strictObject({
      says: says.optional(),
      ask: z.literal('consent').optional(),
      exemption: z
        .enum(['communication', 'strictly-necessary', 'statistical', 'appearance', 'emergency-location'])
        .optional(),
      objection: z.boolean().default(false),
      'only-on': line.optional().describe('the act of the visitor that sets it: play, login, click'),
      provider: refersTo('recipients').optional(),
      items: z
        .array(
          z.strictObject({
            name: line,
            by: line,
            keeps: z.union([period, z.literal('session')]),
            says: line.optional(),
          }),
        )
        .default([]),
    })
    .refine((cookie) => (cookie.ask === undefined) !== (cookie.exemption === undefined), {
      message: 'say either "ask: consent" or which exemption',
    }),
);

const within = z.strictObject({
  within: period.optional(),
  verify: z.enum(['email-link', 'signed-in', 'document', 'when-in-doubt', 'none']).default('email-link'),
  routes: z
    .array(z.enum(['web', 'email', 'post', 'phone', 'account', 'link', 'in-person']))
    .min(1)
    .default(['web', 'email']),
  says: says.optional(),
});

/** The same of what nobody is harmed by, whoever asks it: a "no" is as easy as a "yes". UK GDPR Art 7(3), 12(2), 21(3). */
const harmless = within.extend({ verify: within.shape.verify.unwrap().default('none') });

/** What people can ask of us, how, and by when they have an answer. */
export const rights = z
  .strictObject({
    access: within.optional(),
    rectification: within.optional(),
    erasure: within.optional(),
    restriction: within.optional(),
    objection: within.optional(),
    portability: within
      .extend({
        'hands-over-within': period
          .optional()
          .describe('how soon a file goes to another organisation, from when the person asks for that'),
      })
      .optional(),
    withdrawal: harmless.optional(),
    'marketing-objection': harmless.optional(),
    'human-review': within.optional(),
    complaint: harmless.extend({ 'acknowledge-within': period.optional() }).optional(),
  })
  .default({});

export const SAFEGUARDS = [
  'encryption',
  'transport',
  'access',
  'network',
  'malware',
  'patching',
  'device',
  'training',
  'vetting',
  'review',
  'recovery',
  'remote-support',
  'disposal',
  'credentials',
  'logging',
  'link-monitor',
  'standard',
] as const;

/** How data is protected. Shown by a probe of ours where one exists, else by somebody's dated word. */
export const safeguards = named(
  z.strictObject({
    says,
    kind: z.enum(SAFEGUARDS),
    protects: someOf('data').optional(),
    systems: someOf('systems').optional(),
    shown: refersTo('attestations').optional(),
  }),
);

export const incidents = z
  .strictObject({
    'notify-regulator-within': period.optional(),
    'notify-clients-within': period.optional(),
    'tell-people': z.enum(['high-risk', 'always']).default('high-risk'),
  })
  .optional();

export const attestations = named(
  z.strictObject({
    says,
    by: refersTo('officers'),
    every: period,
    from: date
      .optional()
      .describe('the day the first interval begins; without it, the day the policy took effect'),
    evidence: z.enum(['document', 'certificate', 'statement']).default('statement'),
  }),
);

/** Which promises a signature may show at all: for every other one it counts for nothing, on the board and in a proof. */
export const attested = z
  .record(
    z.string().regex(/^[A-Z]{2,5}-\d{3,4}$/, 'a promise is named by its id, like WEB-052'),
    z
      .string()
      .trim()
      .min(20, 'say in a sentence why nothing but a signature can show it')
      .max(300)
      .describe('why nothing but a signature can show it'),
  )
  .default({});

export const changes = z
  .strictObject({
    material: z
      .strictObject({
        tell: z.array(z.enum(['site', 'email'])).min(1),
        'decide-on': z
          .array(z.enum(['site', 'email']))
          .min(1)
          .optional()
          .describe('channels about which somebody decides, with the reason, for each material change'),
        before: z.literal('effective').default('effective'),
        notice: period.default('P14D').describe('how long people are told before a change takes effect'),
      })
      .optional(),
    'review-every': period.optional(),
    reviewed: date.optional(),
    'links-every': period
      .optional()
      .describe(
        'how often the addresses of others that the notice relies on are looked at; each week unless said',
      ),
    'gate-launches': z
      .boolean()
      .default(false)
      .describe('nothing new goes live before its effect on the notice is decided'),
    decisions: z
      .record(
        name,
        z.strictObject({
          says: says.describe('what it means for the notice'),
          on: date.describe('the day on which it was decided'),
          by: refersTo('officers'),
          affects: z
            .array(
              z
                .string()
                .max(160)
                .regex(
                  /^[a-z]+\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
                  'what is new is named like purposes.newsletter',
                ),
            )
            .min(1)
            .max(200)
            .describe('the new declarations that it is about'),
        }),
      )
      .optional()
      .describe('who decided what something new means for the notice, before it starts'),
    announcements: z
      .record(
        name,
        z.strictObject({
          way: z.enum(['site', 'email']),
          send: z.boolean().describe('whether people hear of this change that way as well'),
          says: says.describe('why, or why not'),
          on: date.describe('the day on which it was decided'),
          by: refersTo('officers'),
        }),
      )
      .optional()
      .describe('who decided, for each material change, on the ways that `material.decide-on` names'),
    'practice-within': period
      .optional()
      .describe(
        'within how long what is done, or asked for, is decided on and stands in the notice; P30D unless said',
      ),
    'must-pass-check': z
      .boolean()
      .default(false)
      .describe('a version in which "kept check" finds an error is not published; the one in force stays'),
  })
  .default({ 'gate-launches': false, 'must-pass-check': false });

/** What a word with a fixed meaning can stand for. */
export const SCOPE_MEANS = [
  /** The controller, alone or with the companies that are named. GDPR Art 4(7). */
  'us',
  /** Whoever has rights by this notice: always people, never companies. Art 4(1). */
  'people',
  /** The law as it is on the day. */
  'law',
  /** Controller, processor, personal data as the law has them. Art 4. */
  'statutory-terms',
  /** Anything that identifies somebody. Art 4(1). */
  'personal-data',
  /** What Art 9(1) protects, whatever a list says. */
  'special-category-data',
] as const;

/** Words with a fixed meaning, and whose policy governs what. */
export const scope = named(
  z.strictObject({
    says,
    'governed-by': z
      .union([z.enum(['us', 'the-client', 'the-provider', 'the-agency']), refersTo('recipients')])
      .default('us'),
    term: line.optional(),
    means: z
      .enum(SCOPE_MEANS)
      .optional()
      .describe('what the term stands for, so that it is held against what is declared'),
    people: someOf('people').optional().describe('the groups of people that this notice speaks to'),
    recipients: someOf('recipients')
      .optional()
      .describe('the companies of our group for which it speaks besides us'),
    places: z
      .record(
        name,
        z.strictObject({
          says,
          kind: z.enum(['website', 'application', 'service']),
          at: url,
          notice: url
            .optional()
            .describe('where it leads people who want to read the notice that governs it'),
        }),
      )
      .optional()
      .describe('websites, applications and services for which it holds'),
    notice: someOf('links')
      .optional()
      .describe('where the notice that governs can be read, if it is not ours'),
  }),
);

export const links = named(
  z.union([
    url.transform((to) => ({ to, says: undefined, review: undefined })),
    z.strictObject({
      to: url,
      says: line.optional(),
      review: z
        .boolean()
        .optional()
        .describe('true: when the words of that page change, somebody reads it again'),
    }),
  ]),
);
