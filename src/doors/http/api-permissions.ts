import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Instant } from '../../base/index.ts';
import { type LegalForm, SUBSCRIBER_TYPES } from '../../law/index.ts';
import { PERMISSION_STATES, PREFERENCE_KINDS, permissionsAsKnown, SAYERS } from '../../permission/index.ts';
import { type House, permissionHistory, takePermission, takePreference } from '../../procedures/index.ts';
import type { Reader } from '../../store/index.ts';
import { about, scoped, write } from './api-door.ts';
import { id, identity, instant, instantSaid, name, pageOf } from './api-words.ts';

const state = z.enum(PERMISSION_STATES);
const standing = {
  purpose: z.string(),
  channel: z.string(),
  state,
  wording: z.string().nullable(),
  source: z.string(),
  at: instantSaid,
};

const subscriber = z
  .enum(Object.keys(SUBSCRIBER_TYPES) as [LegalForm, ...LegalForm[]])
  .describe('who holds the line or address, by legal form (PECR reg 2)');

/** Later than anything that was said. */
const ALWAYS: Instant = '2200-01-01T00:00:00.000Z';

/** Where a person stands and what they said, a page at a time: for every route that shows it. */
export const permissionsOf = {
  said: z.object({
    current: z.array(z.object(standing)),
    history: z.array(z.object({ id, ...standing, recorded_at: instantSaid })),
  }),
  /** Where they stood at one moment, as we knew it at another. */
  asked: {
    at: instant.optional().describe('where they stood then; now where nothing is told'),
    known: instant.optional().describe('of what we had heard by then; by now where nothing is told'),
  },
  async read(
    reader: Reader,
    personId: string,
    {
      before,
      limit,
      at,
      known,
    }: { before: string | null; limit: number; at?: Instant | undefined; known?: Instant | undefined },
  ) {
    const found = await permissionHistory(reader, personId, { before, limit: limit + 1 });
    const { items, next } = pageOf(found, limit);
    const current = await permissionsAsKnown(reader, personId, { at: at ?? ALWAYS, known: known ?? ALWAYS });
    return { current, history: items, next };
  },
};

/** What people said, and what is sent on the strength of it. */
export const permissionsApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/permissions',
      {
        ...scoped(house, 'permissions'),
        bodyLimit: 64 * 1024,
        schema: {
          ...about('permissions', 'tellPermission', 'Tell what somebody said about a purpose', 'permissions'),
          body: z.strictObject({
            identity,
            purpose: name,
            channel: name.default('email'),
            state,
            wording: name.nullable().default(null),
            source: name,
            evidence: z
              .record(name, z.union([z.string().max(500), z.boolean(), z.null()]))
              .optional()
              .describe('`how` they said it, who heard it, the `authority` of whoever spoke for them'),
            saidBy: z.enum(SAYERS).default('person'),
            age: z.int().min(0).max(120).optional().describe('kept as the day from which they consent alone'),
            subscriber: subscriber.optional(),
            at: instant.optional(),
          }),
          response: { 201: z.object({ id, person: id }).describe('Recorded, and about whom') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { identity: who, at, evidence, ...told } = request.body;
          const taken = await takePermission(inside, {
            ...told,
            at: at ?? inside.clock.now(),
            identities: [who],
            ...(evidence && { evidence }),
          });
          return { status: 201, body: { id: taken.id, person: taken.personId } };
        }),
    );

    app.post(
      '/preferences',
      {
        ...scoped(house, 'permissions'),
        bodyLimit: 16 * 1024,
        schema: {
          ...about('permissions', 'tellPreference', 'Tell what else somebody wants of us', 'permissions'),
          body: z.strictObject({
            identity,
            kind: z.enum(PREFERENCE_KINDS),
            about: z.string().max(300).default('').describe('news:events, or testimonials:4711:website'),
            value: name.describe('pause: a day; topic and publication: yes or no; session: a moment'),
            source: name,
          }),
          response: { 201: z.object({ id, person: id }).describe('Recorded, and about whom') },
        },
      },
      (request, reply) =>
        write(house, request, reply, async (inside) => {
          const { identity: who, ...told } = request.body;
          const taken = await takePreference(inside, { ...told, identities: [who] });
          return { status: 201, body: { id: taken.id, person: taken.personId } };
        }),
    );
  };
