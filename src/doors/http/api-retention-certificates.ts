import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { certificateOf, type House, listCertificates } from '../../procedures/index.ts';
import { about, scoped } from './api-door.ts';
import { anything, id, instantSaid, nextPage, page, pageOf, readCursor } from './api-words.ts';

/** The certificates of what went. */
export const certificatesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/certificates',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listCertificates', 'What went, certificate by certificate', 'retention'),
          querystring: z.strictObject(page),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({
                    id,
                    at: instantSaid,
                    kind: z.string(),
                    statement: z.record(z.string(), anything),
                  }),
                ),
                next: nextPage,
              })
              .describe('The newest first'),
          },
        },
      },
      async ({ query: { limit, cursor } }) =>
        pageOf(await listCertificates(house, { before: readCursor(cursor), limit: limit + 1 }), limit),
    );

    app.get(
      '/retention/certificates/:id',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'certificateOf', 'What went, signed for anybody to check', 'retention'),
          params: z.object({ id }),
          response: {
            200: z
              .object({
                id: z.string(),
                at: instantSaid,
                statement: z.record(z.string(), anything),
                jws: z.string(),
                file: z.string().describe('To keep: what "kept verify --certificate" checks offline'),
              })
              .describe('The statement and its signature'),
          },
        },
      },
      ({ params }) => certificateOf(house, params.id),
    );
  };
