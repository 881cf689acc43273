import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ASKERS, CAMERA_REASONS } from '../../collection/index.ts';
import {
  callRoll,
  endSession,
  type House,
  listenToCall,
  lookIntoSession,
  openRemoteSession,
  openSurvey,
  publishTestimonial,
  surveyResults,
  takeCall,
  takeCameraRequest,
  testimonialsAt,
  withdrawTestimonialFor,
} from '../../procedures/index.ts';
import { about, actorOf, scoped, write } from './api-door.ts';
import { day, daySaid, id, identity, instant, instantSaid, name } from './api-words.ts';

const line = z.string().min(1).max(500);
const cell = z.object({ label: z.string(), count: z.int() });

/** What the kinds of collection points have besides their fields: visits, results, testimonials, calls, sessions, cameras. */
export const collectionKindsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    const staff = scoped(house, 'collection');
    const reading = scoped(house, 'collection', { reads: true });

    app.post(
      '/visits/:point/roll',
      {
        ...scoped(house, 'fire-roll', { reads: true }),
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'collection',
            'callRoll',
            'Who is in the building now, for a fire or a drill',
            'fire-roll',
          ),
          params: z.strictObject({ point: name }),
          body: z.strictObject({ reason: z.string().regex(/^[a-z][a-z-]{2,39}$/) }),
          response: {
            200: z
              .object({
                point: z.string(),
                at: instantSaid,
                inside: z.array(
                  z.object({
                    badge: z.string(),
                    since: instantSaid,
                    fields: z.record(z.string(), z.string()),
                  }),
                ),
              })
              .describe('The look is in the ledger'),
          },
        },
      },
      (request) =>
        callRoll(house, request.params.point, { by: actorOf(request), reason: request.body.reason }),
    );

    app.post(
      '/surveys/openings',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about(
            'collection',
            'openSurvey',
            'Open a survey of which the policy says how often there is one',
            'collection',
          ),
          body: z.strictObject({
            point: name,
            until: day.describe('The last day on which it takes answers'),
          }),
          response: { 201: z.object({ id, until: daySaid }).describe('It takes answers from today') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await openSurvey(inside, request.body, actorOf(request)),
        })),
    );

    app.get(
      '/collection/:point/results',
      {
        schema: {
          ...about('collection', 'surveyResults', 'Results of an anonymous survey, for groups large enough'),
          params: z.strictObject({ point: name }),
          response: {
            200: z
              .object({
                minimumGroup: z.int(),
                answers: z.int().nullable(),
                questions: z.array(
                  z.object({
                    field: z.string(),
                    answered: z.int().nullable(),
                    cells: z.array(cell),
                    withheld: z.boolean(),
                  }),
                ),
              })
              .describe('Never fewer than the smallest group'),
          },
        },
      },
      ({ params }) => surveyResults(house, params.point),
    );

    app.get(
      '/testimonials',
      {
        schema: {
          ...about('collection', 'listTestimonials', 'The testimonials that stand in a place now'),
          querystring: z.strictObject({ outlet: name.optional() }),
          response: {
            200: z
              .object({
                items: z.array(z.object({ id, outlet: z.string(), text: z.string(), by: z.string() })),
              })
              .describe('Each with the person’s own permission'),
          },
        },
      },
      async ({ query }) => ({ items: await testimonialsAt(house, query.outlet ?? null) }),
    );

    const placed = z.strictObject({ outlet: name });
    app.post(
      '/testimonials/:record/publish',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'publishTestimonial', 'Put a testimonial in one place', 'collection'),
          params: z.strictObject({ record: id }),
          body: placed,
          response: { 200: z.object({ id, outlet: z.string() }).describe('It stands there') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: await publishTestimonial(inside, { ...request.params, ...request.body }, actorOf(request)),
        })),
    );

    app.post(
      '/testimonials/:record/withdraw',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'withdrawTestimonial', 'The person took it back', 'collection'),
          params: z.strictObject({ record: id }),
          body: z.strictObject({ outlet: name.nullable().default(null) }),
          response: { 200: z.object({ withdrawn: z.int() }).describe('It stands there no more') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 200,
          body: {
            withdrawn: await withdrawTestimonialFor(
              inside,
              { ...request.params, ...request.body },
              actorOf(request),
            ),
          },
        })),
    );

    app.post(
      '/calls',
      {
        ...staff,
        bodyLimit: 16 * 1024,
        schema: {
          ...about('collection', 'takeCall', 'A call as the telephone system lists it', 'collection'),
          body: z.strictObject({
            point: name,
            identity: identity.nullable().default(null),
            beganAt: instant,
            announced: z.boolean(),
            recording: line.nullable().default(null).describe('Its reference there; null: not recorded'),
            declined: z.boolean().default(false).describe('The caller did not want to be recorded'),
          }),
          response: { 201: z.object({ id }).describe('Listed') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await takeCall(inside, request.body, actorOf(request)),
        })),
    );

    app.post(
      '/calls/:id/listenings',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'listenToCall', 'Ask to listen to a recording, for a purpose', 'collection'),
          params: z.strictObject({ id }),
          body: z.strictObject({ purpose: name }),
          response: { 201: z.object({ listening: id, recording: z.string() }).describe('Written down') },
        },
      },
      // Not in one transaction with the answer: that somebody was refused stays written down.
      async (request, reply) => {
        const heard = await listenToCall(house, { ...request.params, ...request.body }, actorOf(request));
        return reply.code(201).send(heard);
      },
    );

    app.post(
      '/sessions/:point/open',
      {
        ...staff,
        bodyLimit: 16 * 1024,
        schema: {
          ...about('collection', 'openSession', 'Open a session, where that is for us to do', 'collection'),
          params: z.strictObject({ point: name }),
          body: z.strictObject({
            fields: z.record(name, z.string().max(2_000)).default({}),
            notice: name.nullable().default(null),
            case: id.nullable().default(null),
            areas: z.string().max(2_000).default(''),
          }),
          response: {
            201: z
              .object({ code: z.string(), expiresAt: instantSaid, areas: z.array(z.string()) })
              .describe('The code that lets in'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { case: caseId, ...opening } = request.body;
          return {
            status: 201,
            body: await openRemoteSession(inside, request.params.point, { ...opening, caseId }, 'staff'),
          };
        }),
    );

    app.post(
      '/sessions/look',
      {
        ...reading,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'lookIntoSession', 'May I look at this area now?', 'collection'),
          body: z.strictObject({ code: line, area: line, engineer: line }),
          response: {
            200: z
              .object({ allowed: z.boolean(), code: z.string(), expiresAt: instantSaid.nullable() })
              .describe('Written down either way'),
          },
        },
      },
      (request) => lookIntoSession(house, request.body, actorOf(request)),
    );

    app.post(
      '/sessions/close',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'closeSession', 'The work is done: close the session', 'collection'),
          body: z.strictObject({ code: line }),
          response: { 200: z.object({ closed: z.boolean() }).describe('Nobody looks any more') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          await endSession(inside, request.body.code, actorOf(request));
          return { status: 200, body: { closed: true } };
        }),
    );

    app.post(
      '/cameras/:point/requests',
      {
        ...staff,
        bodyLimit: 4 * 1024,
        schema: {
          ...about('collection', 'askForFootage', 'Somebody asks for camera pictures', 'collection'),
          params: z.strictObject({ point: name }),
          body: z.strictObject({ asker: z.enum(ASKERS), because: z.enum(CAMERA_REASONS) }),
          response: {
            201: z
              .object({
                id,
                answer: z.enum(['passed-on', 'refused']),
                code: z.string(),
                ask: z.string().nullable(),
                contact: z.string().nullable(),
              })
              .describe('Logged either way; whom to ask'),
          },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => ({
          status: 201,
          body: await takeCameraRequest(inside, request.params.point, request.body, actorOf(request)),
        })),
    );
  };
