import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import {
  type House,
  knowPerson,
  loggedLook,
  lookAtPerson,
  lookUpPerson,
  mergePeople,
  openLink,
  unmergePeople,
} from '../../procedures/index.ts';
import { about, actorOf, reasonOf, scoped, write } from './api-door.ts';
import { permissionsOf } from './api-permissions.ts';
import { daySaid, id, identities, instantSaid, nextPage, page, readCursor } from './api-words.ts';

const profile = z
  .object({
    id,
    since: instantSaid,
    identities: z.array(z.object({ kind: z.enum(['email', 'phone', 'external']), hint: z.string() })),
    relationships: z.array(z.object({ kind: z.string(), began_on: daySaid, ended_on: daySaid.nullable() })),
    categories: z.array(z.string()),
    holds: z.object({ records: z.int(), openRequests: z.int() }),
  })
  .describe('The least that serves: hints instead of addresses, numbers instead of contents');

/** People: who they are, that two are one. Every look says why, and the ledger keeps that. */
export const peopleApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/people',
      {
        ...scoped(house, 'people'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('people', 'knowPerson', 'Tell that these addresses are one person’s', 'people'),
          body: z.strictObject({ identities }),
          response: { 200: z.object({ person: id }).describe('The person known by all of them from now on') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: { person: await knowPerson(inside, request.body.identities, actorOf(request)) },
        })),
    );

    // A POST although it changes nothing: an address in a URL ends in every log on the way.
    app.post(
      '/people/find',
      {
        ...scoped(house, 'people', { reads: true }),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('people', 'findPerson', 'Look a person up by any of their addresses', 'people'),
          body: z.strictObject({ identities }),
          response: { 200: z.object({ person: id }).describe('The person known by any of them') },
        },
      },
      async (request) => {
        const look = { by: actorOf(request), reason: reasonOf(request) };
        return { person: await lookUpPerson(house, request.body.identities, look) };
      },
    );

    app.get(
      '/people/:id',
      {
        ...scoped(house, 'people'),
        schema: {
          ...about('people', 'lookAtPerson', 'Look at a person, for a reason', 'people'),
          params: z.strictObject({ id }),
          response: { 200: profile },
        },
      },
      async (request) =>
        lookAtPerson(house, request.params.id, { by: actorOf(request), reason: reasonOf(request) }),
    );

    const two = {
      params: z.strictObject({ id }),
      body: z.strictObject({ with: id }),
      response: {
        200: z.object({ person: id, merge: id }).describe('Who stays, and the id of the merge'),
      },
    };
    app.post(
      '/people/:id/merge',
      {
        ...scoped(house, 'people'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'people',
            'mergePeople',
            'Make one of two who are the same; the stricter permission wins',
            'people',
          ),
          ...two,
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { merge } = await mergePeople(inside, { ...bothIn(request), by: actorOf(request) });
          return { status: 200, body: { person: bothIn(request).into, merge } };
        }),
    );
    app.post(
      '/people/:id/unmerge',
      {
        ...scoped(house, 'people'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('people', 'unmergePeople', 'Make two again of those who were merged by mistake', 'people'),
          ...two,
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { merge } = await unmergePeople(inside, { ...bothIn(request), by: actorOf(request) });
          return { status: 200, body: { person: bothIn(request).into, merge } };
        }),
    );

    const mayRead = scoped(house, 'permissions');
    app.get(
      '/people/:id/permissions',
      {
        ...mayRead,
        // The person, by the signed link of their mails, or a key that says why.
        preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
          if (request.headers['kept-link'] === undefined) await mayRead.preParsing(request, reply);
          else await request.server.limits.unknown(request, reply);
        },
        schema: {
          ...about('permissions', 'listPermissions', 'What a person has said, newest first', 'permissions'),
          security: [{ key: ['permissions'] }, { session: [] }, { link: [] }],
          params: z.strictObject({ id }),
          querystring: z.strictObject({ ...page, ...permissionsOf.asked }),
          response: {
            200: permissionsOf.said
              .extend({ next: nextPage })
              .describe('Where they stand, and how they came there'),
          },
        },
      },
      async (request) => {
        const { cursor, limit, at, known } = request.query;
        // First, for a look that was refused was none.
        const before = readCursor(cursor);
        const personId = await whose(house, request, request.params.id);
        return permissionsOf.read(house.store.db, personId, { before, limit, at, known });
      },
    );
  };

const bothIn = (request: { params: unknown; body: unknown }): { into: string; gone: string } => {
  const { id: into } = z.object({ id }).parse(request.params);
  const { with: gone } = z.object({ with: id }).parse(request.body);
  return { into: into.toLowerCase(), gone: gone.toLowerCase() };
};

/** The person that is asked about, if the asker may: it is they themselves, or a key whose look is kept. */
async function whose(house: House, request: FastifyRequest, asked: string): Promise<string> {
  const link = request.headers['kept-link'];
  if (link === undefined)
    return loggedLook(house, asked, { by: actorOf(request), reason: reasonOf(request) }, 'permissions');
  const { personId } = await openLink(house, String(link), 'preferences');
  // The same refusal as for a link that is not ours: whether the other id exists is nobody's business.
  if (personId !== asked.toLowerCase())
    throw new Refused('link.invalid', 'This link is not for the person that is asked about.');
  return personId;
}
