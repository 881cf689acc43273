import { z } from 'zod';
import { date, email, line, name, says, someOf, url } from './words.ts';

const contact = z.union([email, url, line]);

/** A role that signs for things or decides. A person's name has no place in a policy: people leave, roles stay. */
const officer = z.union([
  z.enum(['required', 'appointed']),
  z.strictObject({
    says: says.optional(),
    contact: contact.optional(),
    required: z
      .boolean()
      .default(false)
      .describe('true where Art 37 makes a data protection officer mandatory'),
  }),
]);

/** Who we are: what every page's foot, every letter and the law's own lists ask for. */
export const organisation = z.strictObject({
  name: line.describe('the legal name'),
  'short-name': line.optional(),
  illustration: z
    .boolean()
    .default(false)
    .describe('true: every page says that this is not that company’s notice'),
  'legal-form': line.optional(),
  jurisdiction: z
    .string()
    .regex(/^(uk|eu-[a-z]{2})$/, 'a jurisdiction is uk, or eu- and two letters like eu-de'),
  establishment: z
    .enum(['england-and-wales', 'scotland', 'northern-ireland', 'abroad'])
    .default('england-and-wales')
    .describe('where requests are handled: its public holidays move due days'),
  zone: line.default('Europe/London'),
  website: url.optional(),
  'company-number': line.optional(),
  'registered-in': line.optional(),
  'vat-number': line.optional(),
  'registered-office': line.optional(),
  business: line.optional().describe('the line of business that we are in, as the notice tells it'),
  'head-office': line
    .optional()
    .describe('where we work from, where that is told beside the registered office'),
  'verified-by': someOf('attestations')
    .optional()
    .describe('the signatures that say that names, numbers and addresses here are still right'),
  'financial-year-ends': z
    .string()
    .regex(/^\d{2}-\d{2}$/, 'the last day of the financial year is written like 03-31')
    .default('03-31'),
  roles: z.array(z.enum(['controller', 'processor', 'joint-controller'])).min(1),
  contacts: z.strictObject({
    privacy: contact.describe('where people write about their data'),
    phone: line.optional(),
    post: line.optional(),
    complaints: contact.optional(),
    marketing: contact.optional().describe('where people write to stop marketing'),
    security: contact.optional(),
  }),
  officers: z.record(name, officer).default({}),
  representative: z
    .strictObject({ says, contact, in: line })
    .optional()
    .describe('Art 27: who acts for us in the UK or the EU'),
  registrations: z
    .strictObject({
      regulator: z
        .strictObject({
          reference: line,
          expires: date,
          'warns-days-before': z
            .array(z.int().min(1).max(365))
            .min(1)
            .max(10)
            .optional()
            .describe('how many days before its end somebody is told; 60, 30 and 7 unless said'),
        })
        .optional(),
    })
    .default({}),
  appearance: z
    .strictObject({
      colour: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'a colour is written like #0b5fff')
        .default('#1d4f91'),
      logo: line.optional(),
    })
    .optional(),
});
