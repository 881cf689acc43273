import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, stateTraining, stepTraining } from '../../procedures/index.ts';
import { reasons, verdict } from './api-decisions.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, id, identity, name } from './api-words.ts';

const answered = z.object({
  training: id.describe('the id under which statement and answer are kept'),
  verdict,
  code: z.string(),
  because: reasons,
  leaveOut: z.array(z.int()).describe('which of `about` have to be left out, counted from 0'),
});

const stated = z.strictObject({
  purpose: name,
  data: z.array(name).min(1).max(100).describe('the kinds of data in it'),
  people: z.array(name).max(20).optional().describe('categories of people, where known'),
  about: z.array(identity).min(1).max(1_000).describe('everybody whose data is in it'),
  output: z
    .enum(['no-decisions', 'decisions-about-people'])
    .describe('whether what comes out decides about people'),
  decision: name.optional().describe('which decision of the policy, where it does'),
  reviewer: name.optional().describe('the role that reviews what comes out before it is used'),
  reviewOn: day.optional().describe('by when'),
  instructions: z
    .array(z.strictObject({ processing: name, evidence: name }))
    .max(20)
    .optional()
    .describe('customers’ instructions to use what we hold for them, and the reference of what shows each'),
});

const step = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begun') }),
  z.strictObject({
    step: z.literal('reviewed'),
    by: name.describe('the role'),
    usable: z.boolean().describe('whether what comes out may be used'),
  }),
]);

/** What models are trained on: stated before it is done, and reviewed after. */
export const trainingApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/trainings',
      {
        ...scoped(house, 'decisions'),
        bodyLimit: 512 * 1024,
        schema: {
          ...about(
            'decisions',
            'stateTraining',
            'Say what a model is about to be trained on; kept with the answer',
            'decisions',
          ),
          body: stated,
          response: {
            201: answered.describe('It may be'),
            // By content type: a key that may not ask is a problem, a training that may not be is an answer.
            403: { description: 'It may not', content: { 'application/json': { schema: answered } } },
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const body = await stateTraining(inside, { ...request.body, by: actorOf(request) });
          return { status: body.verdict === 'allow' ? 201 : 403, body };
        }),
    );

    app.post(
      '/trainings/:id/steps',
      {
        ...scoped(house, 'decisions'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about(
            'decisions',
            'stepTraining',
            'Say that a training began, or that its reviewer looked at what comes out',
            'decisions',
          ),
          params: z.strictObject({ id }),
          body: step,
          response: { 201: z.object({ training: id }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const training = request.params.id;
          await stepTraining(inside, { training, step: request.body, by: actorOf(request) });
          return { status: 201, body: { training } };
        }),
    );
  };
