import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerInquiry, enterInquiry, type House, listInquiries } from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, reference } from './api-words.ts';

/** What an authority asks of us, and by when: of a complaint that somebody took to it, or of its own accord. */
export const inquiriesApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const staff = scoped(house, 'requests');

    app.get(
      '/inquiries',
      {
        ...staff,
        schema: {
          ...about('requests', 'listInquiries', 'What authorities asked of us', 'requests'),
          response: { 200: z.object({ inquiries: z.array(inquiry) }).describe('The newest first') },
        },
      },
      async () => ({
        inquiries: (await listInquiries(house)).map((one) => ({
          id: one.id,
          authority: one.authority,
          reference: one.reference,
          receivedOn: one.received_on,
          replyBy: one.reply_by,
          repliedOn: one.replied_on,
        })),
      }),
    );

    app.post(
      '/inquiries',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('requests', 'enterInquiry', 'Enter a letter of an authority', 'requests'),
          body: z.strictObject({
            authority: z.string().min(2).max(60).describe('Which authority, by its name or short name'),
            reference: reference.optional().describe('Its number on the letter; no names'),
            receivedOn: day,
            replyBy: day.describe('The last day for our reply, as the letter says'),
          }),
          response: { 201: z.object({ id }).describe('Entered') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { reference: number = null, ...letter } = request.body;
          return {
            status: 201,
            body: await enterInquiry(inside, { ...letter, reference: number }, actorOf(request)),
          };
        }),
    );

    app.post(
      '/inquiries/:id/reply',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('requests', 'answerInquiry', 'Note that we replied to an authority', 'requests'),
          params: z.strictObject({ id }),
          body: z.strictObject({ on: day.optional().describe('Left out: today') }),
          response: { 200: z.object({ id, on: daySaid }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await answerInquiry(inside, request.params.id, request.body.on ?? null, actorOf(request)),
        })),
    );
  };

const inquiry = z.object({
  id,
  authority: z.string(),
  reference: z.string().nullable(),
  receivedOn: daySaid,
  replyBy: daySaid,
  repliedOn: daySaid.nullable(),
});
