import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  addMedium,
  enterCertificate,
  explainNumber,
  type House,
  handMedia,
  listDestructions,
  listMedia,
  retire,
} from '../../procedures/index.ts';
import { MEDIUM_KINDS, MEDIUM_STATES } from '../../retention/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, instantSaid, name } from './api-words.ts';

const one = { params: z.strictObject({ id }) };
const number = z.string().trim().min(1).max(100);

/** Disks, tapes and boxes of paper, from the shelf to the certificate of who destroyed them. */
export const mediaApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/retention/media',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listMedia', 'Media and where each is on its way', 'retention'),
          response: { 200: z.object({ media: z.array(medium) }).describe('What is not destroyed first') },
        },
      },
      async () => ({
        media: (await listMedia(house)).map((found) => ({
          id: found.id,
          label: found.label,
          serial: found.serial,
          kind: found.kind,
          rule: found.rule,
          state: found.state,
          due: found.due,
          late: found.late,
          retiredOn: found.retired_on,
          handedOn: found.handed_on,
          handedTo: found.handed_to,
          destroyedOn: found.destroyed_on,
          certificate: found.certificate,
        })),
      }),
    );

    app.post(
      '/retention/media',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 8 * 1024,
        schema: {
          ...about(
            'retention',
            'registerMedium',
            'Put a disk, tape or box of paper on the list',
            'retention',
          ),
          body: z.strictObject({
            label: number.describe('What we call it: an asset number'),
            serial: number.describe('The number that the destroyer’s certificate will name'),
            kind: z.enum(MEDIUM_KINDS),
            rule: name.optional().describe('The retention rule; left out: the only one for media'),
          }),
          response: { 201: z.object({ id }).describe('Registered') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: { id: await addMedium(inside, request.body, actorOf(request)) },
        })),
    );

    app.post(
      '/retention/media/:id/retirement',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about('retention', 'retireMedium', 'It is out of use and has to be destroyed', 'retention'),
          ...one,
          body: z.strictObject({ on: day.optional().describe('Today unless told') }),
          response: { 200: z.object({ id }).describe('Noted') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await retire(inside, request.params.id, request.body.on ?? null, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );

    app.post(
      '/retention/handovers',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('retention', 'handOverMedia', 'Media leave for their destroyer', 'retention'),
          body: z.strictObject({
            media: z.array(id).min(1).max(500),
            to: name.describe('The recipient that the rule names, and no other'),
            on: day.optional().describe('Today unless told'),
          }),
          response: { 201: z.object({ handedOver: z.int() }).describe('The certificate is waited for') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { media, to, on } = request.body;
          await handMedia(inside, { ids: media, to, on: on ?? null }, actorOf(request));
          return { status: 201, body: { handedOver: new Set(media).size } };
        }),
    );

    app.get(
      '/retention/destructions',
      {
        ...scoped(house, 'retention'),
        schema: {
          ...about('retention', 'listDestructions', 'Certificates of destruction that came', 'retention'),
          response: {
            200: z.object({ destructions: z.array(destruction) }).describe('The newest first'),
          },
        },
      },
      async () => ({
        destructions: (await listDestructions(house)).map(({ destroyed_on, entered_at, ...found }) => ({
          ...found,
          destroyedOn: destroyed_on,
          entered: entered_at,
        })),
      }),
    );

    app.post(
      '/retention/destructions',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about(
            'retention',
            'enterDestruction',
            'Enter a destroyer’s certificate: what it names and they had is closed',
            'retention',
          ),
          body: z.strictObject({
            number: number.describe('The certificate’s own'),
            destroyer: name.describe('A recipient of the policy'),
            method: z.string().trim().min(3).max(200),
            on: day.optional().describe('When it was destroyed; today unless told'),
            document: z
              .string()
              .regex(/^[0-9a-f]{64}$/)
              .describe('SHA-256 of the document in hex: the document stays with you'),
            serials: z.array(number).min(1).max(500),
          }),
          response: {
            201: z
              .object({ id, closed: z.int(), unmatched: z.array(z.string()) })
              .describe('`unmatched` are none of ours: say what is wrong with each'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await enterCertificate(
            inside,
            { ...request.body, on: request.body.on ?? null },
            actorOf(request),
          ),
        })),
    );

    app.post(
      '/retention/destructions/:id/numbers',
      {
        ...scoped(house, 'retention'),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'retention',
            'explainNumber',
            'Say what a number is that fitted nothing: another of ours, or why none',
            'retention',
          ),
          ...one,
          body: z.strictObject({
            serial: number,
            medium: id.optional().describe('The one of ours that it really is'),
            because: z.string().trim().min(10).max(500),
          }),
          response: { 200: z.object({ id }).describe('Explained') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { serial, medium, because } = request.body;
          const asked = { destruction: request.params.id, serial, medium: medium ?? null, because };
          await explainNumber(inside, asked, actorOf(request));
          return { status: 200, body: { id: request.params.id } };
        }),
    );
  };

const medium = z.object({
  id,
  label: z.string(),
  serial: z.string().nullable(),
  kind: z.string(),
  rule: z.string(),
  state: z.enum(MEDIUM_STATES),
  due: daySaid.nullable().describe('The last day for the next step'),
  late: z.boolean(),
  retiredOn: daySaid.nullable(),
  handedOn: daySaid.nullable(),
  handedTo: z.string().nullable(),
  destroyedOn: daySaid.nullable(),
  certificate: z.string().nullable(),
});

const destruction = z.object({
  id,
  number: z.string(),
  destroyer: z.string(),
  method: z.string(),
  destroyedOn: daySaid,
  document: z.string(),
  entered: instantSaid,
  matched: z.array(z.string()),
  unmatched: z.array(z.string()),
});
