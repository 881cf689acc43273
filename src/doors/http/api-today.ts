import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { House } from '../../procedures/index.ts';
import { TODAY_GROUPS, TODAY_WHATS } from '../today.rules.ts';
import { todayOf } from '../today.ts';
import { about, scoped } from './api-door.ts';
import { daySaid, instantSaid } from './api-words.ts';

/** The first thing that staff see. */
export const todayApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/today',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about(
            'requests',
            'showToday',
            'What is late, due this week, broken, at risk, or waits for others',
            'requests',
          ),
          querystring: z.object({
            what: z.enum(TODAY_WHATS).optional().describe('Only rows of this; all without'),
          }),
          response: {
            200: z
              .object({
                today: daySaid.describe('By the organisation’s calendar'),
                asOf: instantSaid,
                rows: z.array(
                  z.object({
                    group: z.enum(TODAY_GROUPS),
                    what: z.enum(TODAY_WHATS).describe('What `id` is of'),
                    id: z.string(),
                    says: z.string(),
                    because: z.string(),
                    due: daySaid.nullable(),
                  }),
                ),
              })
              .describe('The worst first'),
          },
        },
      },
      ({ query }) => todayOf(house, query),
    );
  };
