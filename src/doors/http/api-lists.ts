import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endList, type House, makeList, stampExport, useList } from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { noting } from './api-noting.ts';
import { id, identity, instantSaid, name } from './api-words.ts';

const everyone = z.union([z.literal('everyone'), z.array(identity).min(1).max(10_000)]);

/** Lists of people that leave for a platform or an advertiser, and what comes out of one: stamped with purpose and last day. */
export const listsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/lists',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          ...about(
            'mailings',
            'makeList',
            'A list for the platform that sends, or for an advertiser',
            'mailings',
          ),
          body: z.strictObject({
            kind: z.enum(['handover', 'audience']),
            purpose: name,
            recipient: name,
            to: everyone,
          }),
          response: {
            201: z
              .object({
                id,
                people: z.array(z.string()),
                leftOut: z.record(z.string(), z.int()),
                expires: instantSaid,
              })
              .describe(
                'Addresses, or their hashes; how many were left out, and why; the last moment it may be used',
              ),
          },
        },
      },
      (request, reply) =>
        noting(house, 'list', request.body, () =>
          // Never replayed from the store of answers: that would keep the addresses.
          makeList(house, request.body).then((made) => {
            reply.code(201);
            return made;
          }),
        ),
    );

    app.post(
      '/lists/exports',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about(
            'mailings',
            'stampExport',
            'Stamp what came out of a platform with its purpose',
            'mailings',
          ),
          body: z.strictObject({ purpose: name, recipient: name, people: z.int().min(0).max(2_147_483_647) }),
          response: { 201: z.object({ id, expires: instantSaid }).describe('Its stamp') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await stampExport(inside, request.body),
        })),
    );

    app.post(
      '/lists/:id/uses',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('mailings', 'useList', 'May this list be used for this?', 'mailings'),
          params: z.object({ id }),
          body: z.strictObject({ purpose: name, recipient: name.nullable().default(null) }),
          response: {
            200: z.object({ allowed: z.boolean(), code: z.string() }).describe('Logged either way'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await useList(inside, request.params.id, request.body),
        })),
    );

    app.post(
      '/lists/:id/ended',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('mailings', 'endList', 'Tell that a list was deleted', 'mailings'),
          params: z.object({ id }),
          body: z.strictObject({}),
          response: { 200: z.object({ id }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await endList(inside, request.params.id);
          return { status: 200, body: { id: request.params.id } };
        }),
    );
  };
