import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { OUTCOMES, SUPPLIERS } from '../../collection/index.ts';
import {
  checkSupplier,
  type House,
  noteBounce,
  owedTelling,
  settleAccuracy,
  takeImport,
  tellDone,
  waitingForAccuracy,
} from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, identity, name } from './api-words.ts';

const line = z.string().max(500);
const from = {
  supplier: line.min(1).describe('Who supplies all of it: one that was checked'),
  evidence: line.optional(),
  bought: z.boolean().optional(),
  kind: z.enum(SUPPLIERS).optional().describe('What kind of supplier, where the policy asks'),
};
const text = z.string().max(8_000_000);

/** What others supply, who has to hear of it, and who has to be asked whether it is still right. */
export const importApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/suppliers',
      {
        ...scoped(house, 'collection'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about(
            'collection',
            'checkSupplier',
            'Write down that a supplier of data was checked',
            'collection',
          ),
          body: z.strictObject({ point: name, name: line.min(1), evidence: line, checkedOn: day }),
          response: {
            201: z.object({ id, validTo: daySaid }).describe('What they send may come in until then'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await checkSupplier(inside, request.body, actorOf(request)),
        })),
    );

    app.post(
      '/collection/:point/import',
      {
        ...scoped(house, 'collection'),
        bodyLimit: 16 * 1024 * 1024,
        schema: {
          ...about(
            'collection',
            'importRows',
            'Take data that somebody else supplies, row by row',
            'collection',
          ),
          params: z.strictObject({ point: name }),
          body: z.discriminatedUnion('format', [
            z.strictObject({ ...from, format: z.literal('csv'), text }),
            z.strictObject({ ...from, format: z.literal('ndjson'), text }),
            z.strictObject({
              ...from,
              format: z.literal('rows'),
              rows: z.array(z.record(name, z.union([z.string(), z.number(), z.boolean()]))).max(10_000),
            }),
          ]),
          response: {
            200: z
              .object({
                taken: z.int(),
                refused: z.array(z.object({ row: z.int(), code: z.string(), message: z.string() })),
              })
              .describe('What became of each row'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await takeImport(inside, request.params.point, request.body, actorOf(request)),
        })),
    );

    app.get(
      '/told',
      {
        ...scoped(house, 'collection'),
        schema: {
          ...about(
            'collection',
            'listOwedTelling',
            'Who has yet to hear where we got their data',
            'collection',
          ),
          querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({ id, person: id, point: z.string(), dueOn: daySaid, letter: z.boolean() }),
                ),
              })
              .describe('The most urgent first; "letter": one is on its way'),
          },
        },
      },
      async ({ query }) => ({
        items: (await owedTelling(house, query.limit)).map((one) => ({
          id: one.id,
          person: one.person_id,
          point: one.point,
          dueOn: one.due_on,
          letter: one.mail_id !== null,
        })),
      }),
    );

    app.post(
      '/told/:id',
      {
        ...scoped(house, 'collection'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'tellDone', 'They were told, by letter or telephone', 'collection'),
          params: z.strictObject({ id }),
          body: z.strictObject({ how: z.enum(['post', 'phone', 'in-person', 'email']) }),
          response: { 200: z.object({ id }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await tellDone(inside, { ...request.params, ...request.body }, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );

    app.post(
      '/bounces',
      {
        ...scoped(house, 'collection'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'noteBounce', 'A mail to this address came back', 'collection'),
          body: z.strictObject({ identity }),
          response: {
            202: z.object({ noted: z.boolean() }).describe('The same whether or not we know them'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await noteBounce(inside, request.body.identity, actorOf(request));
          return { status: 202, body: { noted: true } };
        }),
    );

    app.get(
      '/accuracy',
      {
        ...scoped(house, 'collection'),
        schema: {
          ...about('collection', 'listAccuracy', 'Whose data has to be confirmed or corrected', 'collection'),
          querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({ id, person: id, because: z.enum(['stale', 'bounced']), dueOn: daySaid }),
                ),
              })
              .describe('The most urgent first'),
          },
        },
      },
      async ({ query }) => ({
        items: (await waitingForAccuracy(house, query.limit)).map((one) => ({
          id: one.id,
          person: one.person_id,
          because: one.because,
          dueOn: one.due_on,
        })),
      }),
    );

    app.post(
      '/accuracy/:id',
      {
        ...scoped(house, 'collection'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'settleAccuracy', 'Confirmed, corrected or removed', 'collection'),
          params: z.strictObject({ id }),
          body: z.strictObject({ outcome: z.enum(OUTCOMES) }),
          response: { 200: z.object({ id }).describe('Settled') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await settleAccuracy(inside, { ...request.params, ...request.body }, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );
  };
