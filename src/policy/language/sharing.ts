import { z } from 'zod';
import { TRANSFER_MECHANISMS } from '../../law/index.ts';
import { countries, date, line, named, period, refersTo, says, someOf, url } from './words.ts';

export const ROLES = [
  'processor',
  'joint-controller',
  'controller',
  'authority',
  'affiliate',
  'partner',
  'adviser',
  'acquirer',
] as const;

const dated = z.strictObject({ signed: date, expires: date.optional(), document: line.optional() });

/** Who receives data. Anyone who is not here receives nothing. */
export const recipients = named(
  z.strictObject({
    name: line.optional().describe('their trading name; without it people read what they do'),
    says: says.optional(),
    role: z.enum(ROLES),
    contact: line.optional().describe('where people reach them, where they answer for the data themselves'),
    email: z
      .email()
      .optional()
      .describe(
        'the address at which software tells them that data was corrected, erased or restricted (Art 19)',
      ),
    for: someOf('purposes').optional(),
    receives: someOf('data').optional(),
    where: countries.optional(),
    transfer: z
      .strictObject({
        mechanism: z.enum(TRANSFER_MECHANISMS),
        checked: date.optional(),
        expires: date.optional(),
        document: line.optional(),
        test: refersTo('assessments').optional(),
      })
      .optional(),
    agreement: dated.optional(),
    audit: z.strictObject({ every: period, last: date, accreditation: line.optional() }).optional(),
    policy: url.optional().describe('their own privacy policy'),
    'data-protection-policy': url
      .optional()
      .describe('what they promise about protecting data given to them'),
    'on-consent': z.boolean().default(false).describe('only with the person’s own recorded consent'),
    approval: refersTo('officers').optional().describe('who must approve each disclosure'),
    'law-requires': line.optional().describe('the law under which they may ask'),
    access: z.strictObject({ 'second-factor': z.boolean(), 'reviewed-every': period }).optional(),
    notifies: z.strictObject({ within: period }).optional().describe('how soon they tell us of a breach'),
  }),
);

/** What never happens. Each names the act at the gate that refuses it. */
export const prohibitions = named(
  z.strictObject({
    says,
    act: z
      .enum([
        'collect',
        'use',
        'send',
        'share',
        'transfer',
        'publish',
        'decide',
        'profile',
        'access',
        'sell',
        'buy-lists',
        'store',
      ])
      .optional(),
    data: someOf('data').optional(),
    people: someOf('people').optional(),
    purposes: someOf('purposes').optional(),
    recipients: someOf('recipients').optional(),
    collection: someOf('collection').optional(),
    sources: z
      .array(z.enum(['seller', 'database', 'public-register']))
      .min(1)
      .optional()
      .describe(
        'of "collect": from which kinds of suppliers nothing comes in; whoever enters data of others then names the kind',
      ),
    unless: line.optional().describe('the one lawful exception, in words'),
    except: z
      .strictObject({ purposes: someOf('purposes').optional(), recipients: someOf('recipients').optional() })
      .optional()
      .describe('what the prohibition does not meet, so that the gate can tell'),
  }),
);

/** Work done on a client's behalf, on their instructions: Art 28. */
export const processing = named(
  z.strictObject({
    says,
    controllers: line.describe('for whom'),
    people: someOf('people').optional(),
    data: someOf('data').optional(),
    instructions: z.enum(['documented', 'contract']).default('documented'),
    'removes-within': period.optional(),
    'passes-requests-on-within': period.optional(),
    'tells-of-breach-within': period.optional(),
    'at-end': z
      .strictObject({ then: z.enum(['return-or-erase', 'erase', 'return']), within: period })
      .optional(),
    holds: z
      .strictObject({
        for: z.array(z.enum(['legal-duty', 'legal-claim', 'authority', 'safety'])).min(1),
        'client-told': z.literal(true),
      })
      .optional()
      .describe(
        'what alone may hold their data past its time; the client is told which fields, why, and until when',
      ),
    keeps: line.optional().describe('what we may keep for ourselves afterwards, and as what'),
  }),
);
