import { z } from 'zod';
import { channel, clock, line, name, named, period, refersTo, says, someOf } from './words.ts';

export const BASES = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'recognised-legitimate-interest',
  'legitimate-interests',
] as const;

export const PURPOSE_KINDS = [
  'service',
  'marketing',
  'analysis',
  'profiling',
  'training',
  'recruitment',
  'employment',
  'accounts',
  'security',
  'legal',
] as const;

/** Why a purpose may use special-category or criminal data: a condition of Art 9(2) and, in the UK, of DPA 2018 Schedule 1. */
const special = z.strictObject({
  condition: z.enum([
    'explicit-consent',
    'employment-law',
    'vital-interests',
    'made-public',
    'legal-claims',
    'substantial-public-interest',
    'health-care',
    'public-health',
    'research',
    'official-authority',
  ]),
  'schedule-1': z.int().min(1).max(40).optional().describe('paragraph of DPA 2018 Schedule 1'),
  'policy-document': refersTo('assessments').optional(),
  'known-by': name
    .optional()
    .describe(
      'the field of a record that says on which day the person was told of it; no such record is made without',
    ),
});

/**
 * What has to be so each time the purpose is claimed, beyond its basis. Who of ours asks and under which number is said by the
 * system that asks; what the person is to us, and whether a case is open, is looked up.
 */
const only = z.strictObject({
  while: z
    .union([someOf('relationships'), z.record(name, someOf('relationships'))])
    .optional()
    .describe(
      'as long as the person is this to us; by topic, where what may be done for one thing ordered is not for another: `{ webinars: webinar-order }`',
    ),
  after: someOf('events')
    .optional()
    .describe('or once this has happened: they wrote to us, they rang. Beside `while` either will do'),
  by: z
    .union([name.transform((one) => [one]), z.array(name).min(1).max(50)])
    .optional()
    .describe('the roles of ours that may claim it'),
  'up-to': z
    .literal('agreed')
    .optional()
    .describe(
      'an amount is named each time, no higher than the person agreed to where a point `agrees` on one',
    ),
  citing: z
    .strictObject({
      says: line.describe('what is named each time: the number of the order, the law that asks for it'),
      case: someOf('collection')
        .optional()
        .describe('it is the number of a case of the person, opened there and not closed'),
      'reviewed-every': period
        .refine((text) => !text.includes('T'), 'reviews are due on days: P28D, P1M')
        .optional()
        .describe('how long a case carries before somebody has to look at it again'),
      assigned: z
        .boolean()
        .default(false)
        .describe('true: only whoever works on that case, as the case says'),
    })
    .optional(),
});

/** Why data is used. A use without a live purpose is refused. */
export const purposes = named(
  z.strictObject({
    says,
    kind: z.enum(PURPOSE_KINDS).default('service'),
    basis: z.enum(BASES),
    interest: says
      .optional()
      .describe('the interest pursued, where the basis is legitimate interests: Art 13(1)(d)'),
    law: line.optional().describe('the duty, where the basis is a legal obligation'),
    condition: z
      .enum(['public-request', 'national-security', 'emergency', 'crime', 'safeguarding'])
      .optional()
      .describe('which condition of Annex 1, where the basis is a recognised legitimate interest'),
    assessment: refersTo('assessments').optional(),
    special: special.optional(),
    only: only.optional().describe('what has to be so each time it is claimed'),
    role: z.enum(['controller', 'processor', 'joint-controller']).default('controller'),
    people: someOf('people'),
    data: someOf('data'),
    systems: someOf('systems').optional(),
    recipients: someOf('recipients').optional(),
    channels: z.array(channel).min(1).optional(),
    topics: z.array(name).optional(),
    confirm: z
      .enum(['double-opt-in', 'single-opt-in'])
      .optional()
      .describe(
        'double-opt-in: a yes counts once it is confirmed by the link in a mail, wherever it was said',
      ),
    tracking: z
      .enum(['asked-separately', 'none'])
      .optional()
      .describe('opens and clicks: a permission of their own, or not at all'),
    'tracked-for': refersTo('purposes')
      .optional()
      .describe('the purpose that people agree to when opens and clicks may be recorded'),
    'approved-by': refersTo('officers')
      .optional()
      .describe('whose approval a campaign needs before it may leave'),
    'soft-opt-in': z
      .strictObject({
        from: someOf('relationships').describe('the sales or negotiations in which the details were given'),
        similar: line.describe('to which products or services what we send is similar'),
      })
      .optional()
      .describe('PECR reg 22(3)'),
    partner: refersTo('recipients').optional().describe('whose products it promotes, where not our own'),
    platform: refersTo('recipients').optional().describe('the only way these messages may leave'),
    'at-most': z.strictObject({ messages: z.int().min(1), per: period }).optional(),
    invites: z
      .strictObject({
        to: refersTo('collection').describe('the survey'),
        after: refersTo('happenings').describe('what they must have come to or done'),
        'at-most': z.int().min(1).max(5).default(2).describe('for each time: the invitation, and reminders'),
      })
      .optional()
      .describe(
        'invitations to a survey: only to those to whom it happened, by one purpose each time, without advertising',
      ),
    'quiet-hours': z
      .strictObject({ from: clock, to: clock })
      .optional()
      .describe('when nothing is sent, by the clock of the organisation’s zone'),
    'inactive-after': period
      .optional()
      .describe('nothing more is sent to people who did nothing for so long'),
    'minimum-group': z
      .int()
      .min(2)
      .max(1000)
      .optional()
      .describe('results are released only for groups of at least this many'),
    'reviewed-by': refersTo('officers')
      .optional()
      .describe('whose review a model needs before its output is used'),
  }),
);
