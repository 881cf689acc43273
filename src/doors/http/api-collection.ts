import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPublic, MOST_FILES, SUPPLIERS, type Submitted, type Upload } from '../../collection/index.ts';
import {
  type House,
  pointNamed,
  policyInForce,
  refuseClosedSurvey,
  refuseEntered,
  takeSubmission,
  takeTelemetry,
} from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { name } from './api-words.ts';

/** A form that passes on sends a mail, and done again it would send another: who has a key asks again. */
const ONCE = { attempts: 1 };

/** Base64 of the files that a form takes, with room for the words around them. */
const LARGEST_BODY = 24 * 1024 * 1024;

const line = z.string().max(500);
const source = z.strictObject({
  who: line.min(1),
  kind: z.enum(SUPPLIERS).optional().describe('What kind of supplier, where the policy asks'),
  evidence: line.optional(),
  route: z.enum(['direct', 'agency', 'platform']).optional(),
  bought: z.boolean().optional(),
  consentProof: z.strictObject({ wording: line, on: line, covers: line }).optional(),
});

const file = z.strictObject({
  field: name,
  name: z.string().min(1).max(200),
  content: z.base64().max(14 * 1024 * 1024),
});

const event = z.record(
  z.string().min(1).max(200),
  z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]),
);

const submission = z.strictObject({
  fields: z.record(name, z.string().max(100_000)).default({}),
  consents: z
    .array(name)
    .max(50)
    .default([])
    .describe('The purposes they said yes to, each by its own question'),
  declined: z
    .array(name)
    .max(50)
    .default([])
    .describe('The purposes they said no to, where that was offered'),
  notice: name.nullable().default(null).describe('Version of the notice that was shown'),
  source: source.optional().describe('Who supplied it, where that is not the person'),
  age: z
    .int()
    .min(0)
    .max(120)
    .optional()
    .describe('How old they are, where the form asks; looked at and kept nowhere'),
  outlets: z.array(name).max(50).optional().describe('Where a testimonial may appear'),
  files: z.array(file).max(MOST_FILES).optional(),
  events: z.array(event).max(1_000).optional().describe('A batch, where the point takes telemetry'),
});

const answered = z.object({
  point: z.string(),
  stored: z.boolean(),
  relayed: z.boolean(),
  confirm: z.boolean(),
  record: z.uuid().optional(),
  badge: z.string().optional(),
  taken: z.int().optional(),
  dropped: z.int().optional(),
  incomplete: z.int().optional(),
});

/** What comes in by a collection point, whoever sends it: the forms of the public, and what staff and systems enter. */
export const collectionApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const entered = scoped(house, 'collection');
    app.post(
      '/collection/:point',
      {
        bodyLimit: LARGEST_BODY,
        // What only staff and systems enter needs a key; a form of the public's does not.
        preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
          // One that is no name is refused by its schema, in a moment.
          const { success, data } = z.object({ point: name }).safeParse(request.params);
          if (success && !isPublic(pointNamed(await policyInForce(house), data.point)))
            await entered.preParsing(request, reply);
        },
        schema: {
          ...about('collection', 'submit', 'Send what somebody filled in at a collection point'),
          security: [{}, { key: ['collection'] }],
          params: z.strictObject({ point: name }),
          body: submission,
          response: { 201: answered.describe('Taken; the same whether or not the person was known') },
        },
      },
      (request, reply) =>
        write<z.infer<typeof answered>>(
          house,
          request,
          reply,
          async (inside) => {
            const { events, ...sent } = request.body;
            const { point: at } = request.params;
            refuseEntered(await policyInForce(inside), at);
            await refuseClosedSurvey(inside, at);
            if (events) {
              const { point, ...batch } = await takeTelemetry(inside, at, { ...sent, events });
              return {
                status: 201,
                body: { point, stored: batch.taken > 0, relayed: false, confirm: false, ...batch },
              };
            }
            const taken = await takeSubmission(inside, at, submittedOf(sent), actorOf(request));
            const { record, badge, ...rest } = taken;
            // Whoever enters a record goes on with it; a visitor of a form gets the number of what they will ask about.
            const theirs = pointNamed(await policyInForce(inside), at);
            const numbered = !isPublic(theirs) || theirs.kind === 'support-case';
            return {
              status: 201,
              body: { ...rest, ...(numbered && record && { record }), ...(badge && { badge }) },
            };
          },
          ONCE,
        ),
    );
  };

function submittedOf(body: Omit<z.infer<typeof submission>, 'events'>): Submitted {
  const { fields, consents, declined, notice, outlets, age, files = [] } = body;
  return {
    fields,
    consents,
    declined,
    notice,
    source: body.source ?? null,
    ...(outlets && { outlets }),
    ...(age !== undefined && { age }),
    files: files.map(
      (one): Upload => ({ field: one.field, name: one.name, content: Buffer.from(one.content, 'base64') }),
    ),
  };
}
