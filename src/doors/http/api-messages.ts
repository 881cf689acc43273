import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type House, openDuties, owedMessages, sendMessage, showMessage } from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { noting } from './api-noting.ts';
import { id, identity, instant, instantSaid, name } from './api-words.ts';

/** Messages that must be sent, or that the service needs: whatever was opted out of, and never with advertising in them. */
export const messagesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/messages',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 256 * 1024,
        schema: {
          ...about(
            'mailings',
            'sendMessage',
            'Send a message that the policy owes or the service needs',
            'mailings',
          ),
          body: z.strictObject({
            message: name.describe('Its name in the policy'),
            identity,
            subject: z.string().min(1).max(200),
            text: z.string().min(1).max(100_000),
          }),
          response: { 202: z.object({ id }).describe('It waits to be sent') },
        },
      },
      (request, reply) =>
        noting(house, 'message', { message: request.body.message }, () =>
          write(house, request, reply, async (inside) => ({
            status: 202,
            body: await sendMessage(inside, request.body),
          })),
        ),
    );

    app.post(
      '/messages/evidence',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('mailings', 'showMessage', 'Tell that an owed message went another way', 'mailings'),
          body: z.strictObject({
            message: name,
            identity,
            how: z.enum(['post', 'phone', 'in-person', 'page', 'other-system']),
            at: instant.optional(),
          }),
          response: { 201: z.object({ closed: z.int() }).describe('How many duties that closed') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await showMessage(inside, { ...request.body, at: request.body.at ?? inside.clock.now() }),
        })),
    );

    app.get(
      '/messages/owed',
      {
        ...scoped(house, 'mailings'),
        schema: {
          ...about(
            'mailings',
            'listOwedMessages',
            'What is owed and has not gone, the most urgent first',
            'mailings',
          ),
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({
                    id,
                    message: z.string(),
                    person: id,
                    opened_at: instantSaid,
                    due_at: instantSaid,
                  }),
                ),
              })
              .describe('Each with its last moment'),
          },
        },
      },
      async (request) => {
        await openDuties(house);
        return { items: await owedMessages(house.store.db, request.query.limit) };
      },
    );
  };
