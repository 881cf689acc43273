import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import { answerByErasing, closeRequest, type House, takeRequest } from '../../procedures/index.ts';
import { findRequest, REQUEST_KINDS, type Request } from '../../requests/index.ts';
import { type Reader, rows } from '../../store/index.ts';
import { about, scoped, write } from './api-door.ts';
import { day, daySaid, id, identity, name, nextPage, page, pageOf, readCursor } from './api-words.ts';

const request = z.object({
  id,
  kind: z.enum(REQUEST_KINDS),
  person: id,
  route: z.string(),
  received: daySaid,
  due: daySaid,
  answered: daySaid.nullable(),
  outcome: z.string().nullable(),
});

const said = (one: Request): z.infer<typeof request> => ({
  id: one.id,
  kind: one.kind,
  person: one.person_id,
  route: one.route,
  received: one.received_on,
  due: one.due_on,
  answered: one.answered_on,
  outcome: one.outcome,
});

/** What people ask of us, with its clock. */
export const requestsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/requests',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 16 * 1024,
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
            route: name.default('email'),
            received: day.optional(),
          }),
          response: {
            201: request
              .pick({ id: true, kind: true, received: true, due: true })
              .describe('Opened; its clock runs from the day it was received'),
          },
        },
      },
      (asked, reply) =>
        write(house, asked, reply, async (inside) => {
          const { kind, identity: who, route, received } = asked.body;
          const opened = await takeRequest(inside, {
            kind,
            identities: [who],
            route,
            receivedOn: received ?? null,
          });
          const { id: requestId, received_on, due_on } = opened;
          return {
            status: 201,
            body: { id: requestId, kind: opened.kind, received: received_on, due: due_on },
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
        const { items, next } = pageOf(await requestsBefore(house.store.db, query), query.limit);
        return { requests: items.map(said), next };
      },
    );

    app.get(
      '/requests/:id',
      {
        ...scoped(house, 'requests'),
        schema: {
          ...about('requests', 'showRequest', 'One request', 'requests'),
          params: z.strictObject({ id }),
          response: { 200: request.describe('The request as it stands') },
        },
      },
      async ({ params }) => {
        const found = await findRequest(house.store.db, params.id);
        if (!found) throw new Refused('requests.not-found', 'There is no such request.');
        return said(found);
      },
    );

    app.post(
      '/requests/:id/decisions',
      {
        ...scoped(house, 'requests'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('requests', 'decideRequest', 'Answer a request; the outcome "erase" erases', 'requests'),
          params: z.strictObject({ id }),
          body: z.strictObject({ outcome: z.string().min(1).max(2_000) }),
          response: {
            200: z
              .object({
                id,
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
              .describe('Answered; and what was erased for it, by rule'),
          },
        },
      },
      (asked, reply) =>
        write(house, asked, reply, async (inside) => {
          const { outcome } = asked.body;
          const one = { id: asked.params.id, by: 'staff' };
          const disposed = outcome === 'erase' ? await answerByErasing(inside, one) : [];
          if (outcome !== 'erase') await closeRequest(inside, { ...one, outcome });
          const answered = await findRequest(inside.store.db, one.id);
          return { status: 200, body: { id: one.id, answered: answered?.answered_on ?? null, disposed } };
        }),
    );
  };

/** One more than a page, to know whether there is another. */
const requestsBefore = (
  reader: Reader,
  query: {
    limit: number;
    cursor?: string | undefined;
    state?: string | undefined;
    kind?: string | undefined;
  },
): Promise<Request[]> =>
  rows<Request>(
    reader,
    `select id, person_id, kind, route, received_on, due_on, answered_on, outcome from request
     where ($1::uuid is null or id < $1) and ($2::text is null or (answered_on is null) = ($2 = 'open'))
       and ($3::text is null or kind = $3)
     order by id desc limit $4`,
    [readCursor(query.cursor), query.state ?? null, query.kind ?? null, query.limit + 1],
  );
