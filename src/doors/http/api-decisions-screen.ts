import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { purposeRegister } from '../../gate/index.ts';
import { type House, momentOf, policyInForce, screenList } from '../../procedures/index.ts';
import { about, scoped } from './api-door.ts';
import { name } from './api-words.ts';

const FORMS = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const;

const isForm = (type: string): type is keyof typeof FORMS => Object.hasOwn(FORMS, type);

/** What may be done at all, and lists of any length screened as they stream through. */
export const screenApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/purposes',
      {
        ...scoped(house, 'decisions'),
        schema: {
          ...about(
            'decisions',
            'listPurposes',
            'The register of purposes: what the gate goes by',
            'decisions',
          ),
          querystring: z.object({}),
          response: {
            200: z
              .object({
                policy: z.string(),
                purposes: z.array(
                  z.object({
                    purpose: z.string(),
                    says: z.string(),
                    kind: z.string(),
                    basis: z.string(),
                    people: z.array(z.string()),
                    data: z.array(z.string()),
                    systems: z.array(z.string()),
                    recipients: z.array(z.string()),
                    channels: z.array(z.string()),
                    topics: z.array(z.string()),
                    live: z.boolean(),
                    because: z.string().nullable(),
                  }),
                ),
              })
              .describe('Every purpose, with its basis and data, and whether it can run today'),
          },
        },
      },
      async () => {
        const policy = await policyInForce(house);
        const purposes = purposeRegister(policy, momentOf(house, policy).today).map((row) => ({
          ...row,
          systems: [...row.systems],
          recipients: [...row.recipients],
          channels: [...row.channels],
          topics: [...row.topics],
        }));
        return { policy: policy.hash, purposes };
      },
    );

    // As it comes: a list is longer than anything that could be held.
    app.addContentTypeParser(Object.keys(FORMS), (_request, payload, done) => done(null, payload));
    app.post(
      '/decisions/screen',
      {
        ...scoped(house, 'decisions'),
        schema: {
          ...about(
            'decisions',
            'screen',
            'Screen a list: each line comes back with its verdict and code',
            'decisions',
          ),
          consumes: Object.keys(FORMS),
          produces: Object.keys(FORMS),
          body: z.unknown().describe('CSV with any columns, or one JSON object a line'),
          response: { 200: z.unknown().describe('The same lines, each with its verdict and code') },
          querystring: z.strictObject({
            purpose: name,
            channel: name.default('email'),
            topic: name.optional(),
            column: name.optional().describe('which column holds the addresses, by name or by number from 1'),
          }),
        },
      },
      async (request, reply) => {
        const type =
          String(request.headers['content-type'] ?? '')
            .split(';')[0]
            ?.trim() ?? '';
        if (!isForm(type))
          throw new Refused('http.unknown-media', `A list is sent as ${Object.keys(FORMS).join(' or ')}.`);
        const form = FORMS[type];
        const lines = screenList(
          house,
          { ...request.query, form },
          request.body as AsyncIterable<Uint8Array>,
        );
        // The first lines are worked out before the answer begins, so that what is refused is a problem and no half list.
        const first = await lines.next();
        async function* all() {
          if (!first.done) yield first.value;
          yield* lines;
        }
        return reply.type(`${type}; charset=utf-8`).send(Readable.from(all()));
      },
    );
  };
