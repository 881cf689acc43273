import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import {
  approveCampaign,
  endList,
  type House,
  makeList,
  neededFor,
  noteRefused,
  policyInForce,
  queueMailing,
  STOP_ROUTES,
  stampExport,
  takeMail,
  takeStop,
  useList,
} from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { daySaid, id, identity, instant, instantSaid, name } from './api-words.ts';

const sentence = z.string().min(1).max(1_000);
const everyone = z.union([z.literal('everyone'), z.array(identity).min(1).max(10_000)]);

/** Does it, and puts a refusal on record: outside the transaction that the refusal undid. */
async function noting<T>(
  house: House,
  kind: 'mailing' | 'list' | 'message',
  about: { purpose?: string; recipient?: string | null; message?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Refused && /^(mailing|list|message|mail)\./.test(thrown.code))
      await noteRefused(house, kind, { ...about, code: thrown.code });
    throw thrown;
  }
}

/** What is sent, who approved it, which lists leave for it, and what comes back by mail. */
export const mailingsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/mailings',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          ...about('mailings', 'queueMailing', 'Send a mailing to those of them who may get it', 'mailings'),
          body: z.strictObject({
            purpose: name,
            subject: z.string().min(1).max(200),
            text: z.string().min(1).max(100_000),
            html: z.string().min(1).max(500_000).optional().describe('The same words with their look'),
            to: everyone,
            campaign: id.nullable().default(null).describe('The approved campaign that it belongs to'),
            through: name
              .nullable()
              .default(null)
              .describe('By which platform; refused where it is not the declared one'),
          }),
          response: {
            202: z
              .object({ queued: z.int(), unknown: z.int() })
              .describe('How many wait to be decided about at the moment of sending'),
          },
        },
      },
      (request, reply) => {
        const { html, ...mailing } = request.body;
        const about = { purpose: mailing.purpose, recipient: mailing.through };
        return noting(house, 'mailing', about, () =>
          write(house, request, reply, async (inside) => ({
            status: 202,
            body: await queueMailing(inside, { ...mailing, ...(html !== undefined && { html }) }),
          })),
        );
      },
    );

    app.get(
      '/campaigns/needs',
      {
        ...scoped(house, 'mailings'),
        schema: {
          ...about('mailings', 'showCampaignNeeds', 'What an approval for a purpose has to say', 'mailings'),
          querystring: z.object({ purpose: name }),
          response: {
            200: z
              .object({
                needed: z.boolean(),
                approvedBy: z.string().nullable(),
                similarTo: z.string().nullable(),
                topics: z.array(z.string()),
                partner: z.string().nullable(),
                sender: z.string(),
                atMost: z.object({ messages: z.int(), per: z.string() }).nullable(),
              })
              .describe('What the policy asks for'),
          },
        },
      },
      async (request) => neededFor(await policyInForce(house), request.query.purpose),
    );

    app.post(
      '/campaigns',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('mailings', 'approveCampaign', 'Approve a campaign, and answer for it', 'mailings'),
          body: z.strictObject({
            purpose: name,
            approvedBy: name.describe('A role of the policy'),
            promotes: sentence.describe('What it is about'),
            relevance: sentence.describe('Why it is of use to those who get it'),
            similar: sentence
              .nullable()
              .default(null)
              .describe('To what they bought or asked for it is similar'),
            topic: name.nullable().default(null),
            partner: name.nullable().default(null).describe('Whose products, where not our own'),
            sender: name.optional().describe('In whose name; the organisation unless told'),
            messages: z.int().min(1).max(1_000).default(1).describe('How many of them one person gets'),
          }),
          response: { 201: z.object({ id, until: daySaid }).describe('Approved, until that day') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { sender, ...approval } = request.body;
          return {
            status: 201,
            body: await approveCampaign(inside, { ...approval, ...(sender && { sender }) }),
          };
        }),
    );

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

    app.post(
      '/opt-outs',
      {
        ...scoped(house, 'permissions'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about(
            'permissions',
            'takeStop',
            'Enter that somebody told us to stop: by letter, on the telephone',
            'permissions',
          ),
          body: z.strictObject({
            identity,
            route: z.enum(STOP_ROUTES),
            at: instant.optional(),
            purposes: z.array(name).max(100).default([]).describe('All marketing unless told'),
            reference: name
              .nullable()
              .default(null)
              .describe('Where the letter or the note is filed; no names'),
          }),
          response: {
            201: z
              .object({ known: z.boolean(), purposes: z.array(z.string()) })
              .describe('Counts from now on; whether we knew them'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await takeStop(inside, { ...request.body, at: request.body.at ?? inside.clock.now() }),
        })),
    );

    // A mail server pipes what arrives at our addresses here, whole, as it came.
    app.post(
      '/mail',
      {
        ...scoped(house, 'mail'),
        bodyLimit: 5 * 1024 * 1024,
        schema: {
          ...about('mailings', 'takeMail', 'Hand over a mail that came to one of our addresses', 'mail'),
          consumes: ['message/rfc822'],
          body: z.string(),
          response: {
            202: z
              .object({ understood: z.enum(['opt-out', 'bounce', 'complaint', 'auto-reply', 'request', 'nothing']) })
              .describe('What it was understood as'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 202,
          body: { understood: await takeMail(inside, request.body) },
        })),
    );
  };
