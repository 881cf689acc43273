import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addDays } from '../../base/index.ts';
import { compile } from '../../policy/index.ts';
import { type House, policyInForce } from '../../procedures/index.ts';
import { boardHistory, type PROMISE_STATES } from '../../proof/index.ts';
import { AGREEMENT_STATES, mapOf } from '../map.rules.ts';
import { about, scoped } from './api-door.ts';
import { daySaid } from './api-words.ts';

const count = z.int().min(0);

/** What somebody looks at to see the whole: where data goes, and how promises stood over time. */
export const overviewApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/map',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about(
            'assurance',
            'showMap',
            'People, collection points, systems and recipients as declared',
            'board',
          ),
          response: {
            200: z
              .object({
                nodes: z.array(
                  z.object({
                    id: z.string(),
                    name: z.string(),
                    says: z.string(),
                    kind: z.enum(['people', 'point', 'system', 'recipient']),
                    form: z
                      .string()
                      .nullable()
                      .describe('The kind of point or system, the role of a recipient'),
                    where: z.array(z.string()).describe('Countries'),
                    data: z.array(z.string()),
                    agreement: z
                      .object({ state: z.enum(AGREEMENT_STATES), until: daySaid.nullable() })
                      .nullable(),
                  }),
                ),
                edges: z.array(z.object({ from: z.string(), to: z.string() })),
              })
              .describe('What leads from whom to whom'),
          },
        },
      },
      async () => {
        const policy = await policyInForce(house);
        return mapOf(policy, house.clock.today(policy.organisation.zone));
      },
    );

    app.get(
      '/board/history',
      {
        ...scoped(house, 'board'),
        schema: {
          ...about(
            'assurance',
            'showBoardHistory',
            'How many promises were in which state, day by day',
            'board',
          ),
          querystring: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(90) }),
          response: {
            200: z
              .object({
                days: z.array(
                  z.object({
                    on: daySaid,
                    totals: z.object({
                      broken: count,
                      'at-risk': count,
                      unproven: count,
                      proven: count,
                      attested: count,
                      kept: count,
                    } satisfies Record<(typeof PROMISE_STATES)[number], unknown>),
                  }),
                ),
              })
              .describe('At the end of each day, from the first that was noted'),
          },
        },
      },
      async ({ query }) => {
        const policy = await policyInForce(house);
        const { zone } = policy.organisation;
        const today = house.clock.today(zone);
        const ids = compile(policy).promises.map(({ id }) => id);
        return {
          days: await boardHistory(house.store.db, ids, {
            from: addDays(today, 1 - query.days),
            today,
            zone,
          }),
        };
      },
    );
  };
