import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refused } from '../../base/index.ts';
import {
  base64Of,
  consistencyProof,
  entriesPage,
  inclusionProof,
  latestCheckpoint,
} from '../../evidence/index.ts';
import type { House } from '../../procedures/index.ts';
import { about, scoped } from './api-door.ts';
import { anything, cursorOf, id, instantSaid, nextPage, page, readCursor } from './api-words.ts';

const promise = z
  .object({ id, at: instantSaid, commitment: z.string(), signature: z.string() })
  .describe('The log’s signed word that the entry is in, or will be');

const hash = z.string().describe('32 bytes in base64');
const path = z.array(hash).describe('From the leaf upwards, RFC 9162');
const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The ledger, for whoever checks us: signed roots and proofs are for everyone, the entries for auditors. */
export const ledgerApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/ledger/checkpoint',
      {
        schema: {
          ...about('ledger', 'showCheckpoint', 'The newest signed root, as a C2SP signed note'),
          response: {
            200: {
              description: 'A signed note: origin, size, root, signatures',
              content: { 'text/plain': { schema: z.string() } },
            },
          },
        },
      },
      async (_request, reply) => {
        const checkpoint = await latestCheckpoint(house.store.db);
        if (!checkpoint) throw new Refused('ledger.empty', 'The ledger has no checkpoint yet.');
        return reply.type('text/plain; charset=utf-8').send(checkpoint.note);
      },
    );

    app.get(
      '/ledger/entries',
      {
        ...scoped(house, 'ledger'),
        schema: {
          ...about('ledger', 'listEntries', 'Entries, the newest first', 'ledger'),
          querystring: z.strictObject({
            ...page,
            kind: z
              .string()
              .regex(/^[a-z][a-z0-9.-]*$/)
              .max(100)
              .optional()
              .describe('One kind, or all of a room with a dot at the end: permission.'),
          }),
          response: {
            200: z
              .object({
                entries: z.array(
                  z.object({
                    id,
                    at: instantSaid,
                    kind: z.string().nullable(),
                    actor: z.string().nullable(),
                    body: anything,
                    leaf: z.int().nullable(),
                    promise,
                  }),
                ),
                next: nextPage,
              })
              .describe('A page of entries; kind, actor and body are null where the content was erased'),
          },
        },
      },
      async ({ query: { limit, cursor, kind } }) => {
        const found = await entriesPage(house.store, {
          before: readCursor(cursor),
          limit,
          ...(kind !== undefined && { kind }),
        });
        return { entries: found.entries, next: found.next === null ? null : cursorOf(found.next) };
      },
    );

    app.get(
      '/ledger/proof',
      {
        schema: {
          ...about('ledger', 'prove', 'That an entry is in the ledger, or that it only ever grew'),
          querystring: z.strictObject({
            entry: id.optional().describe('An entry: inclusion in the newest checkpoint'),
            from: size.optional().describe('An older size: consistency with `to`'),
            to: size.optional(),
          }),
          response: {
            200: z
              .union([
                z.object({
                  index: z.int(),
                  leaf: hash,
                  path,
                  checkpoint: z.object({ size: z.int(), root: hash, note: z.string() }),
                  promise,
                  text: z.string().describe('The same as c2sp.org/tlog-proof, to keep in a file'),
                }),
                z.object({ from: z.int(), to: z.int(), fromRoot: hash, toRoot: hash, path }),
              ])
              .describe('The proof'),
          },
        },
      },
      async ({ query: { entry, from, to } }) => {
        if (entry !== undefined && from === undefined && to === undefined) {
          const {
            index,
            leaf,
            path: up,
            checkpoint,
            promise: given,
            text,
          } = await inclusionProof(house.store, entry);
          const { note } = checkpoint;
          return {
            index,
            leaf: base64Of(leaf),
            path: up.map(base64Of),
            checkpoint: { size: checkpoint.size, root: base64Of(checkpoint.root), note },
            promise: given,
            text,
          };
        }
        if (entry === undefined && from !== undefined && to !== undefined && from <= to) {
          const proof = await consistencyProof(house.store, from, to);
          return {
            from,
            to,
            fromRoot: base64Of(proof.fromRoot),
            toRoot: base64Of(proof.toRoot),
            path: proof.path.map(base64Of),
          };
        }
        throw new Refused(
          'ledger.which-proof',
          'Ask for ?entry= (that it is in), or for ?from= and ?to= (that the ledger only grew), from not above to.',
        );
      },
    );
  };
