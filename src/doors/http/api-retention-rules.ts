import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sayRecipient } from '../../policy/index.ts';
import { type House, policyInForce } from '../../procedures/index.ts';
import { about, scoped } from './api-door.ts';

const named = z.object({ name: z.string(), says: z.string() });

/** The rules as they are declared, and the names that holds and media may use. */
export const rulesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/rules',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listRules', 'What is declared about how long things are kept', 'retention'),
          response: {
            200: z
              .object({
                rules: z.array(rule),
                officers: z.array(named),
                data: z.array(named).describe('Kinds of data that a hold can be narrowed to'),
                points: z.array(named).describe('Collection points'),
              })
              .describe('As the policy in force says it'),
          },
        },
      },
      async () => {
        const { retention, organisation, data, collection, recipients } = await policyInForce(house);
        return {
          rules: Object.entries(retention).map(([name, one]) => ({
            name,
            says: one.says ?? name,
            keep: one.keep,
            then: one.then,
            because: one.because,
            duty: one.duty ?? null,
            review: one.review?.stages.map(({ by, approvers }) => ({ by, approvers })) ?? [],
            undoWindow: one['undo-window'] ?? null,
            destroyer:
              one.certificate === 'destroyer' && one['held-by']
                ? { name: one['held-by'], says: sayRecipient({ recipients }, one['held-by']) }
                : null,
          })),
          officers: Object.entries(organisation.officers).map(([name, one]) => ({
            name,
            says: (typeof one === 'object' && one.says) || name,
          })),
          data: Object.entries(data).map(([name, one]) => ({ name, says: one.says ?? name })),
          points: Object.entries(collection).map(([name, one]) => ({ name, says: one.kind })),
        };
      },
    );
  };

const rule = z.object({
  name: z.string(),
  says: z.string(),
  keep: z.string().describe('A period, or "while"'),
  then: z.string(),
  because: z.string(),
  duty: z.string().nullable(),
  review: z.array(z.object({ by: z.string(), approvers: z.int() })).describe('Empty: nobody is asked'),
  undoWindow: z.string().nullable(),
  destroyer: named.nullable().describe('Whose certificate ends a medium under it'),
});
