import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ACTS, asAct } from '../../gate/index.ts';
import { findPerson } from '../../people/index.ts';
import { askGate, type House, takeSubmission } from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { id, identity, name } from './api-words.ts';

export const reasons = z.array(
  z.object({ rule: z.string(), says: z.string(), source: z.string().nullable() }),
);
export const verdict = z.enum(['allow', 'deny', 'not-yet']);

/** A form that passes on sends a mail, and done again it would send another: who has a key asks again. */
const ONCE = { attempts: 1 };

/** May we? And what comes in, which asks the same. */
export const decisionsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/decisions',
      {
        ...scoped(house, 'decisions'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('decisions', 'decide', 'Ask whether something may be done', 'decisions'),
          body: z.strictObject({
            act: z.enum(ACTS),
            purpose: name.optional(),
            channel: name.optional(),
            identity: identity.optional(),
            recipient: name.optional(),
            country: z.string().max(5).optional(),
            data: z.array(name).max(100).optional(),
          }),
          response: {
            200: z
              .object({ verdict, code: z.string(), because: reasons, decision: id })
              .describe('The answer with its reasons, and the id under which it is kept'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { body } = request;
          const personId = body.identity
            ? await findPerson(inside.store.db, inside.vault, [body.identity])
            : null;
          const act = {
            act: asAct(body.act),
            purpose: body.purpose ?? '',
            channel: body.channel ?? 'email',
            personId,
            recipient: body.recipient ?? '',
            data: body.data ?? [],
            country: body.country ?? '',
          };
          const decided = await askGate(inside, act, body.identity ?? null);
          const { verdict: said, code, because } = decided;
          return { status: 200, body: { verdict: said, code, because, decision: decided.id } };
        }),
    );

    app.post(
      '/collection/:point',
      {
        bodyLimit: 256 * 1024,
        schema: {
          ...about('collection', 'submit', 'Send what somebody filled in at a collection point'),
          params: z.strictObject({ point: name }),
          body: z.strictObject({
            fields: z.record(name, z.string().max(100_000)),
            consents: z.array(name).max(50).default([]),
            declined: z.array(name).max(50).default([]),
            notice: name.nullable().default(null),
          }),
          response: {
            201: z
              .object({ point: z.string(), stored: z.boolean(), relayed: z.boolean(), confirm: z.boolean() })
              .describe('Taken; the same whether or not the person was known'),
          },
        },
      },
      (request, reply) =>
        write(
          house,
          request,
          reply,
          async (inside) => {
            const { point, stored, relayed, confirm } = await takeSubmission(
              inside,
              request.params.point,
              request.body,
            );
            return { status: 201, body: { point, stored, relayed, confirm } };
          },
          ONCE,
        ),
    );
  };
