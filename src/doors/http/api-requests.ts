import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  decideRequest,
  eraseHosted,
  type House,
  loggedLook,
  sayAboutRequest,
  seeRequest,
  takeRequest,
} from '../../procedures/index.ts';
import { findRequest, listRequests, REQUEST_KINDS, ROUTES } from '../../requests/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { decision, request, said, seen, standing, thread, threadOf } from './api-requests-words.ts';
import { day, daySaid, id, identity, name, nextPage, page, pageOf, readCursor } from './api-words.ts';

const one = { params: z.strictObject({ id }) };

/** What people ask of us, with its clock. */
export const requestsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/requests',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about(
            'requests',
            'openRequest',
            'Open what somebody asked of us, by whatever route',
            'requests',
          ),
          body: z.strictObject({
            kind: z.enum(REQUEST_KINDS),
            identity,
            route: z.enum(ROUTES).default('email'),
            received: day.optional(),
            words: z.string().max(10_000).default('').describe('What they asked, as they put it'),
            format: z
              .string()
              .max(20)
              .optional()
              .describe('Of a file to take along: the format they ask for'),
            name: name.optional(),
            agent: name.optional().describe('Who asks for them; their authority is asked for'),
            about: name
              .optional()
              .describe(
                'The purpose objected to or withdrawn from, or processing that we do for somebody else',
              ),
            customer: name.optional().describe('Whose data it is, where we process for others'),
            vouched: z
              .boolean()
              .default(true)
              .describe('false: whoever took it cannot tell who asks; they confirm by a link'),
          }),
          response: {
            201: request
              .pick({ id: true, kind: true, received: true, due: true, owner: true })
              .extend({ joined: z.boolean().describe('It was open already, and this was added to it') })
              .describe('Opened; its clock runs from the day it was received'),
          },
        },
      },
      (asked, reply) =>
        write(house, asked, reply, async (inside) => {
          const { identity: who, received, ...body } = asked.body;
          const opened = await takeRequest(inside, {
            ...body,
            identities: [who],
            receivedOn: received ?? null,
            actor: actorOf(asked),
          });
          const { kind, received: receivedOn, due, owner } = said(opened);
          return {
            status: 201,
            body: { id: opened.id, kind, received: receivedOn, due, owner, joined: opened.joined },
          };
        }),
    );

    app.get(
      '/requests',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about('requests', 'listRequests', 'Requests, the newest first', 'requests'),
          querystring: z.strictObject({
            ...page,
            state: z.enum(['open', 'answered']).optional(),
            kind: z.enum(REQUEST_KINDS).optional(),
          }),
          response: {
            200: z.object({ requests: z.array(request), next: nextPage }).describe('A page of requests'),
          },
        },
      },
      async ({ query }) => {
        const found = await listRequests(house.store.db, {
          state: query.state,
          kind: query.kind,
          before: readCursor(query.cursor),
          limit: query.limit + 1,
        });
        const { items, next } = pageOf(found, query.limit);
        return { requests: items.map(said), next };
      },
    );

    app.get(
      '/requests/:id',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about(
            'requests',
            'showRequest',
            'One request, its clock and everything that moved it',
            'requests',
          ),
          ...one,
          response: { 200: seen.describe('The request as it stands, without anything that somebody wrote') },
        },
      },
      async ({ params }) => standing(await seeRequest(house, params.id)),
    );

    app.get(
      '/requests/:id/thread',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about(
            'requests',
            'readThread',
            'What was written about a request; the look is logged',
            'requests',
          ),
          ...one,
          response: { 200: thread.describe('The words, oldest first') },
        },
      },
      async (asked) => {
        const found = await seeRequest(house, asked.params.id);
        const look = { by: actorOf(asked), reason: `answering-request:${found.request.id}` };
        await loggedLook(house, found.request.person_id, look, 'thread');
        return threadOf(found);
      },
    );

    app.post(
      '/requests/:id/thread',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('requests', 'addToThread', 'Add what somebody said or wrote about a request', 'requests'),
          ...one,
          body: z.strictObject({
            words: z.string().min(1).max(10_000),
            by: z
              .enum(['person', 'staff'])
              .default('staff')
              .describe('Who said it; a call is noted as theirs'),
            on: day.optional(),
          }),
          response: { 201: z.object({ id }).describe('Added') },
        },
      },
      (asked, reply) =>
        write(house, asked, reply, async (inside) => {
          const { words, by, on } = asked.body;
          const from = by === 'person' ? 'person' : actorOf(asked);
          await sayAboutRequest(inside, { id: asked.params.id, words, by: from, ...(on && { on }) });
          return { status: 201, body: { id: asked.params.id } };
        }),
    );

    app.post(
      '/requests/:id/decisions',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about(
            'requests',
            'decideRequest',
            'Decide about a request: ask, extend, refuse, answer, erase, restrict, lift',
            'requests',
          ),
          ...one,
          body: decision,
          response: {
            200: z
              .object({
                id,
                due: daySaid.nullable(),
                answered: daySaid.nullable(),
                disposed: z.array(
                  z.object({
                    rule: z.string(),
                    records: z.int(),
                    people: z.int(),
                    forgotten: z.int(),
                    verified: z.boolean(),
                  }),
                ),
              })
              .describe('As it stands now; and what was erased for it, by rule'),
          },
        },
      },
      (asked, reply) =>
        write(house, asked, reply, async (inside) => {
          const requestId = asked.params.id;
          const by = actorOf(asked);
          const { body } = asked;
          const disposed = body.outcome === 'erase' ? await eraseHosted(inside, { id: requestId, by }) : [];
          if (body.outcome === 'sent')
            await decideRequest(inside, requestId, { outcome: 'answer', says: '' }, by);
          else if (body.outcome !== 'erase') await decideRequest(inside, requestId, body, by);
          const now = await findRequest(inside.store.db, requestId);
          return {
            status: 200,
            body: { id: requestId, due: now?.due_on ?? null, answered: now?.answered_on ?? null, disposed },
          };
        }),
    );
  };
