import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import {
  approveRequestPlan,
  certificateFor,
  type House,
  planRequest,
  requestPackage,
  requestPlan,
  signRequestTask,
} from '../../procedures/index.ts';
import { about, actorOf, scoped } from './api-door.ts';
import { plan, planSaid } from './api-requests-plan-words.ts';
import { id } from './api-words.ts';

const one = { params: z.strictObject({ id }) };

/**
 * What would be done for a request in every system, its approval, and the tasks that people do. None of these waits for an
 * `Idempotency-Key`: a plan is looked at again by looking, and approved by its hash, which is good for one approval.
 */
export const requestPlansApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/requests/:id/plan',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about(
            'requests',
            'planRequest',
            'Look into every system and say what would be done',
            'requests',
          ),
          ...one,
          body: z.strictObject({
            changes: z
              .array(
                z.strictObject({
                  what: z.string().min(1).max(200).describe('The kind of data, or "table.column"'),
                  was: z.string().max(5_000).optional(),
                  becomes: z.string().max(5_000),
                }),
              )
              .max(100)
              .default([])
              .describe('For a correction: what is right'),
          }),
          response: { 201: plan.describe('What would be done; nothing has been') },
        },
      },
      async (asked, reply) => {
        const changes = asked.body.changes.map(({ what, was, becomes }) => ({
          what,
          becomes,
          ...(was !== undefined && { was }),
        }));
        const seen = await planRequest(house, asked.params.id, { by: actorOf(asked), changes });
        reply.code(201);
        return planSaid(seen);
      },
    );

    app.get(
      '/requests/:id/plan',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about(
            'requests',
            'showPlan',
            'The newest plan of a request, and how far it has come',
            'requests',
          ),
          ...one,
          response: { 200: plan.describe('System by system and table by table') },
        },
      },
      async ({ params }) => {
        const seen = await requestPlan(house, params.id);
        if (!seen) throw new Refused('requests.no-plan', 'Nothing was planned for this request yet.');
        return planSaid(seen);
      },
    );

    app.post(
      '/requests/:id/plan/approval',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'requests',
            'approvePlan',
            'Approve what the plan showed; it is then carried out',
            'requests',
          ),
          ...one,
          body: z.strictObject({
            hash: z
              .string()
              .regex(/^[0-9a-f]{64}$/)
              .describe('The hash of what was looked at'),
          }),
          response: { 200: plan.describe('Approved') },
        },
      },
      async (asked) =>
        planSaid(
          await approveRequestPlan(house, asked.params.id, { hash: asked.body.hash, by: actorOf(asked) }),
        ),
    );

    app.post(
      '/requests/:id/plan/tasks',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('requests', 'signTask', 'Sign for a task that no software could do', 'requests'),
          ...one,
          body: z.strictObject({
            number: z.int().min(0).max(1_000_000),
            note: z.string().min(1).max(2_000).describe('What was done, without names'),
            count: z.int().min(0).max(2_147_483_647).optional().describe('How many entries it was'),
          }),
          response: { 200: plan.describe('Signed') },
        },
      },
      async (asked) =>
        planSaid(await signRequestTask(house, asked.params.id, { ...asked.body, by: actorOf(asked) })),
    );

    app.get(
      '/requests/:id/certificate',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about('requests', 'showCertificate', 'The signed certificate of what was done', 'requests'),
          ...one,
          response: {
            200: z.object({ certificate: z.string() }).describe('A signed document, checked offline'),
          },
        },
      },
      async ({ params }) => {
        const certificate = await certificateFor(house, params.id);
        if (!certificate)
          throw new Refused('requests.no-certificate', 'Nothing was done in systems for this request yet.');
        return { certificate };
      },
    );

    app.get(
      '/requests/:id/package',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about(
            'requests',
            'fetchPackage',
            'The file of an answered access or portability request',
            'requests',
          ),
          ...one,
          produces: ['application/zip'],
          response: {
            200: {
              description: 'A zip archive, for thirty days after the answer',
              content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
            },
          },
        },
      },
      async (asked, reply) => {
        const { name, zip } = await requestPackage(house, asked.params.id, { by: actorOf(asked) });
        return reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(zip as never);
      },
    );
  };
