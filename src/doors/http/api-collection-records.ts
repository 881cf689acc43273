import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  checkPassword,
  type House,
  listRecords,
  lookAtRecord,
  lookAtTelemetry,
  readRecordFile,
} from '../../procedures/index.ts';
import { about, actorOf, scoped } from './api-door.ts';
import { id, identity, instantSaid, name, nextPage, page, pageOf, readCursor } from './api-words.ts';

/** Why somebody looks, as everywhere: a word, and an id of what it is for. In the body, for these are acts. */
const reason = z
  .string()
  .regex(
    /^[a-z][a-z-]{2,39}(:[0-9a-f-]{36})?$/,
    'a word in small letters and dashes, and an id after a colon',
  )
  .describe('Why you look, for the ledger; no names');

const shown = z
  .object({
    id,
    person: id,
    point: z.string(),
    notice: z.string(),
    storedAt: instantSaid,
    fields: z.record(z.string(), z.string()),
    apart: z.array(
      z.object({ field: z.string(), kind: z.string(), category: z.string().nullable(), text: z.string() }),
    ),
    files: z.array(
      z.object({
        id,
        field: z.string(),
        name: z.string(),
        type: z.string(),
        bytes: z.int(),
        fenced: z.boolean(),
      }),
    ),
    sources: z.array(
      z.object({
        how: z.string(),
        who: z.string(),
        evidence: z.string().nullable(),
        route: z.string().nullable(),
        consentProof: z.object({ wording: z.string(), on: z.string(), covers: z.string() }).nullable(),
        at: instantSaid,
      }),
    ),
  })
  .describe('Numbers and passwords are masked; sensitive passages are shown only with explicit consent');

/** What is stored of what came in. Looking is an act: it says why, and the ledger keeps that. */
export const recordsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/records',
      {
        ...scoped(house, 'collection'),
        schema: {
          ...about(
            'collection',
            'listRecords',
            'What came in at a point, without what is in it',
            'collection',
          ),
          querystring: z.strictObject({ ...page, point: name }),
          response: {
            200: z
              .object({
                items: z.array(z.object({ id, person: id, notice: z.string(), storedAt: instantSaid })),
                next: nextPage,
              })
              .describe('The newest first'),
          },
        },
      },
      async ({ query: { cursor, limit, point } }) => {
        const found = await listRecords(house, { point, before: readCursor(cursor), limit: limit + 1 });
        const { items, next } = pageOf(found, limit);
        return {
          items: items.map((one) => ({
            id: one.id,
            person: one.person_id,
            notice: one.notice_version,
            storedAt: one.stored_at,
          })),
          next,
        };
      },
    );

    app.post(
      '/records/:id/look',
      {
        ...scoped(house, 'collection', { reads: true }),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'lookAtRecord', 'Look at a record, for a reason', 'collection'),
          params: z.strictObject({ id }),
          body: z.strictObject({
            reason,
            for: z
              .string()
              .regex(/^[a-z][a-z0-9-]{0,79}$/, 'the name of a purpose of the policy')
              .optional()
              .describe('The purpose that you look for: some fields are shown for theirs alone'),
          }),
          response: { 200: shown },
        },
      },
      (request) => lookAtRecord(house, request.params.id, { by: actorOf(request), ...request.body }),
    );

    app.post(
      '/records/:id/files/:file/look',
      {
        ...scoped(house, 'collection', { reads: true }),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'lookAtFile', 'Read a file of a record, for a reason', 'collection'),
          params: z.strictObject({ id, file: id }),
          body: z.strictObject({ reason }),
          response: {
            200: z
              .object({ name: z.string(), type: z.string(), content: z.string() })
              .describe('The content in Base64'),
          },
        },
      },
      async (request) => {
        const { id: record, file } = request.params;
        const look = { by: actorOf(request), reason: request.body.reason };
        const read = await readRecordFile(house, { record, file }, look);
        return { ...read, content: read.content.toString('base64') };
      },
    );

    app.post(
      '/telemetry/:point/look',
      {
        ...scoped(house, 'collection', { reads: true }),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'lookAtTelemetry', 'Look at the newest events of a point', 'collection'),
          params: z.strictObject({ point: name }),
          body: z.strictObject({ reason }),
          response: {
            200: z
              .object({
                items: z.array(
                  z.object({ takenAt: instantSaid, events: z.array(z.record(z.string(), z.string())) }),
                ),
              })
              .describe('The newest batch first, as it is kept'),
          },
        },
      },
      async (request) => {
        const look = { by: actorOf(request), reason: request.body.reason };
        return { items: await lookAtTelemetry(house, request.params.point, look) };
      },
    );

    app.post(
      '/credentials/check',
      {
        ...scoped(house, 'collection', { reads: true }),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'collection',
            'checkPassword',
            'Whether a password is the one that was given',
            'collection',
          ),
          body: z.strictObject({
            point: name,
            field: name,
            identity,
            password: z.string().min(1).max(1_000),
          }),
          response: { 200: z.object({ right: z.boolean() }).describe('Nothing else is ever told of it') },
        },
      },
      async ({ body }) => ({ right: await checkPassword(house, body) }),
    );
  };
