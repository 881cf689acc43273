import { z } from 'zod';
import { line, name, says, someOf } from './words.ts';

/** A secret, or an address that differs from machine to machine: never the value itself. */
const reference = z
  .string()
  .regex(
    /^(env:[A-Z_][A-Z0-9_]{0,79}|file:[^\0]{1,300})$/,
    'a secret is named, not written: env:NAME or file:PATH',
  );

const base = z.union([
  z
    .url({ protocol: /^https?$/ })
    .refine((url) => isSafe(url), 'an address that leaves this machine begins with https://'),
  reference,
]);

/** https everywhere; without it only to this very machine. */
export function isSafe(url: string): boolean {
  const { protocol, hostname, username, search, hash } = new URL(url);
  if (username !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** Where something is in an answer: names and numbers with dots between them, `merge_fields.FNAME`. */
const place = z
  .string()
  .max(200)
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'a place in an answer is written like contact.emails.0');

/**
 * One call. `{email}`, `{email-md5}`, `{id}`, `{since}`, `{since-ms}`, `{limit}` and the system's own settings may stand in
 * path, query and body; what stands in a path is encoded, so that it never leads elsewhere.
 */
const call = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z
    .string()
    .max(300)
    .regex(/^\/[^\s?#]*$/, 'a path begins with / and has no ? or #'),
  query: z.record(line, line).default({}),
  body: z
    .record(line, z.union([line, z.number(), z.boolean(), z.array(z.json()), z.record(line, z.json())]))
    .optional(),
  'none-on': z.array(z.int().min(400).max(499)).default([]).describe('statuses that mean: nothing is there'),
  again: z
    .enum(['safe', 'never'])
    .default('safe')
    .describe('whether the same call twice is as good as once; only then it is tried again after a fault'),
});

/** How a long list comes in pages: by how many were read, by their mark of the next page, by number, or by its whole address. */
const paged = z
  .strictObject({
    kind: z.enum(['offset', 'cursor', 'page', 'link']),
    ask: line.optional().describe('the parameter that says which page: offset, after, page'),
    next: place
      .optional()
      .describe('where the mark or the address of the next page is; missing there: this was the last'),
    limit: line.optional().describe('the parameter that says how many'),
    size: z.int().min(1).max(10_000).default(100),
    first: z.int().min(0).max(1).default(1).describe('the number of the first page'),
    total: place.optional().describe('where it says how many there are in all'),
    in: z.enum(['query', 'body']).default('query').describe('where the parameters go'),
  })
  .refine(({ kind, ask }) => kind === 'link' || ask !== undefined, {
    message: 'pages are asked for by a parameter: say "ask"',
    path: ['ask'],
  })
  .refine(({ kind, next }) => (kind !== 'link' && kind !== 'cursor') || next !== undefined, {
    message: 'say "next": where the answer tells how it goes on',
    path: ['next'],
  });

const listing = call.extend({ each: place, page: paged.optional() });

/** What a platform's interface can do, as its own description says it. What it does not declare becomes a task for a person. */
export const httpApi = z.strictObject({
  says: says.optional(),
  base: base.optional(),
  settings: z.array(name).default([]).describe('what an account has to say: its list, its subscription'),
  auth: z.enum(['basic', 'bearer', 'header', 'query']).optional().describe('how one signs in there'),
  rate: z
    .strictObject({ requests: z.int().min(1), seconds: z.number().min(0.1).max(3600) })
    .optional()
    .describe('at most so many requests in so many seconds'),
  calls: z.strictObject({
    find: call
      .extend({ each: place.optional(), id: place })
      .optional()
      .describe('by an e-mail address: each record of the person'),
    read: z
      .array(listing.partial({ each: true }).extend({ what: name }))
      .default([])
      .describe('all that is held of a record'),
    change: call.extend({ fields: z.record(name, place) }).optional(),
    erase: call.optional().describe('for good: not archived, not hidden'),
    suppress: z.array(call).default([]).describe('no more mail to an address; never the other way'),
    'opt-outs': z
      .array(
        listing.extend({
          email: place,
          at: place.optional(),
          means: z.enum(['withdrawn', 'complained', 'bounced']),
        }),
      )
      .default([])
      .describe('who stopped it over there, since a moment, oldest first'),
    members: listing
      .extend({ email: place })
      .optional()
      .describe('everyone who would get mail: compared with our list of those who must not'),
  }),
});
export type HttpApi = z.infer<typeof httpApi>;
export type HttpCall = z.infer<typeof call>;
export type HttpListing = Omit<z.infer<typeof listing>, 'each'> & { each?: string | undefined };

/** `http:` of a system: which interface, where, and with which account. */
export const httpSystem = z
  .strictObject({
    pack: z.enum(['mailchimp', 'hubspot']).optional().describe('an interface that Kept knows'),
    api: httpApi.optional().describe('an interface declared here'),
    base: base.optional(),
    auth: z
      .union([
        z.strictObject({ basic: z.strictObject({ user: line, password: reference }) }),
        z.strictObject({ bearer: reference }),
        z.strictObject({ header: z.strictObject({ name: line, value: reference }) }),
        z.strictObject({ query: z.strictObject({ name: line, value: reference }) }),
      ])
      .optional(),
    settings: z
      .record(name, z.union([line.transform((one) => [one]), z.array(line).min(1).max(50)]))
      .default({}),
    purposes: someOf('purposes')
      .optional()
      .describe('whose mailings it sends: what people say about them here and there is kept in step'),
  })
  .refine((system) => (system.pack === undefined) !== (system.api === undefined), {
    message: 'say either "pack" or "api"',
  });
export type HttpSystem = z.infer<typeof httpSystem>;
