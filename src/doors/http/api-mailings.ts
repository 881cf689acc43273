import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  approveCampaign,
  type House,
  inviteToSurvey,
  neededFor,
  policyInForce,
  queueMailing,
  STOP_ROUTES,
  takeMail,
  takeStop,
} from '../../procedures/index.ts';
import { about, scoped, write } from './api-door.ts';
import { noting } from './api-noting.ts';
import { day, daySaid, id, identity, instant, name } from './api-words.ts';

const sentence = z.string().min(1).max(1_000);
const everyone = z.union([z.literal('everyone'), z.array(identity).min(1).max(10_000)]);

/** What is sent, who approved it, and what comes back by mail. */
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

    app.post(
      '/surveys/invitations',
      {
        ...scoped(house, 'mailings'),
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          ...about(
            'mailings',
            'inviteToSurvey',
            'Ask people to answer a survey about what happened to them',
            'mailings',
          ),
          body: z.strictObject({
            purpose: name.describe('One that declares "invites"'),
            subject: z.string().min(1).max(200),
            text: z.string().min(1).max(20_000).describe('Without a link; the one to the survey is put in'),
            to: z.array(identity).min(1).max(10_000),
            from: day.describe('The first day of what it asks about'),
            until: day.describe('The last one'),
            reminder: z.boolean().default(false).describe('To those who were invited before'),
          }),
          response: {
            202: z
              .object({ queued: z.int(), absent: z.int(), already: z.int(), unknown: z.int() })
              .describe('How many wait to be decided about at the moment of sending, and why others do not'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 202,
          body: await inviteToSurvey(inside, request.body),
        })),
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
              .object({
                understood: z.enum(['opt-out', 'bounce', 'complaint', 'auto-reply', 'request', 'nothing']),
              })
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
