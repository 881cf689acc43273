import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import { about, actorOf, mayGive, scoped, write } from './api-door.ts';
import { id, instantSaid, name } from './api-words.ts';
import { listApiKeys, makeApiKey, revokeApiKey, rotateApiKey, SCOPES } from './keys.ts';

const scopes = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);
const shown = z.object({ id, key: z.string() }).describe('Shown once; only its hash is kept');

/** The keys of connected systems. What is answered once is in no list and no log: no answer with a key is kept for a repeat. */
export const keysApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/keys',
      {
        ...scoped(house, 'keys'),
        schema: {
          ...about('keys', 'listKeys', 'All API keys, the newest first', 'keys'),
          response: {
            200: z
              .object({
                keys: z.array(
                  z.object({
                    id,
                    name: z.string(),
                    scopes: z.array(z.string()),
                    made: instantSaid,
                    by: z.string().nullable().describe('Who made it, as the ledger has it'),
                    used: instantSaid.nullable().describe('When last, to the minute'),
                    revoked: instantSaid.nullable(),
                  }),
                ),
              })
              .describe('What they may do, and no key itself'),
          },
        },
      },
      async () => ({
        keys: (await listApiKeys(house)).map((one) => ({
          id: one.id,
          name: one.name,
          scopes: one.scopes,
          made: one.made_at,
          by: one.made_by,
          used: one.last_used_at,
          revoked: one.revoked_at,
        })),
      }),
    );

    app.post(
      '/keys',
      {
        ...scoped(house, 'keys'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('keys', 'makeKey', 'Make an API key for a connected system', 'keys'),
          body: z.strictObject({ name, scopes }),
          response: { 201: shown },
        },
      },
      async (request, reply) => {
        const { body } = request;
        const beyond = body.scopes.filter((scope) => !mayGive(request, scope));
        if (beyond.length > 0)
          throw new Refused('key.beyond', `You can't give what you may not do: ${beyond.join(', ')}.`, {
            beyond,
          });
        const asked = { name: body.name, scopes: [...new Set(body.scopes)], by: actorOf(request) };
        const made = await makeApiKey(house, asked);
        reply.code(201);
        return made;
      },
    );

    app.post(
      '/keys/:id/rotate',
      {
        ...scoped(house, 'keys'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('keys', 'rotateKey', 'A new key in the place of an old one, which ends at once', 'keys'),
          params: z.strictObject({ id }),
          body: z.strictObject({}),
          response: { 201: shown },
        },
      },
      async (request, reply) => {
        const old = (await listApiKeys(house)).find((one) => one.id === request.params.id.toLowerCase());
        if (old?.scopes.some((scope) => !mayGive(request, scope)))
          throw new Refused('key.beyond', 'This key may do more than you may.');
        const made = await rotateApiKey(house, request.params.id, actorOf(request));
        reply.code(201);
        return made;
      },
    );

    app.delete(
      '/keys/:id',
      {
        ...scoped(house, 'keys'),
        schema: {
          ...about('keys', 'revokeKey', 'End an API key', 'keys'),
          params: z.strictObject({ id }),
          response: { 200: z.object({ id }).describe('It opens nothing any more') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await revokeApiKey(inside, request.params.id, actorOf(request));
          return { status: 200, body: { id: request.params.id.toLowerCase() } };
        }),
    );
  };
