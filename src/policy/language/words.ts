import { z } from 'zod';

/** The sections of a policy whose entries have names; a reference is `section.name`. */
export const SECTIONS = [
  'people',
  'relationships',
  'events',
  'data',
  'purposes',
  'collection',
  'messages',
  'recipients',
  'prohibitions',
  'retention',
  'publications',
  'decisions',
  'processing',
  'cookies',
  'safeguards',
  'attestations',
  'scope',
  'links',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What a reference may point at: a section, or a part of the policy that has names of its own. */
export type Target = Section | 'officers' | 'assessments' | 'systems' | 'wording' | 'happenings';

/** Which schema is a reference, and to what; the loader walks the policy with it and reports what dangles. */
export const references = z.registry<{ to: Target }>();

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const name = z
  .string()
  .max(80)
  .regex(KEBAB, 'names are lower-case words joined by hyphens, like client-records');

/** The name of something declared elsewhere in the policy. */
export function refersTo(to: Target) {
  const schema = name.describe(`the name of one of your ${to}`);
  references.add(schema, { to });
  return schema;
}

/** One name or several: `a` means the same as `[a]`. */
export function someOf(to: Target) {
  const one = refersTo(to);
  return z.union([one.transform((only) => [only]), z.array(one).min(1).max(200)]);
}

export const says = z.string().trim().min(3).max(2_000).describe('in plain words, as people will read it');
export const line = z.string().trim().min(1).max(300);
export const period = z
  .string()
  .regex(
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?$/,
    'a period is written like P150D, P36M or PT72H',
  );
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written like 08:00');
export const date = z.iso.date('a date is written like 2026-11-22');
export const email = z.email();
export const url = z.union([
  z.url({ protocol: /^https?$/ }),
  z.string().regex(/^\/[\w\-/.#]*$/, 'a link is https://… or a path like /cookies'),
]);

/** ISO 3166-1 alpha-2 in lower case, `uk` for the United Kingdom, `eea` for the whole of it. */
export const country = z
  .string()
  .regex(/^([a-z]{2}|eea)$/, 'a country is two letters like uk, us, ie, or eea');
export const countries = z.union([country.transform((only) => [only]), z.array(country).min(1).max(60)]);

export const CHANNELS = ['email', 'sms', 'phone', 'post', 'digital'] as const;
export const channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof channel>;

export const named = <Entry extends z.ZodType>(entry: Entry) => z.record(name, entry).default({});

/** What law may order kept. */
export const DUTIES = [
  'accounting-records',
  'vat',
  'payroll',
  'statutory-pay',
  'minimum-wage',
  'working-time',
  'annual-leave',
  'pension',
  'accidents',
  'right-to-work',
] as const;
