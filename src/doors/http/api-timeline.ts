import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Instant, Refused } from '../../base/index.ts';
import {
  type House,
  loggedLook,
  openWaitingMail,
  TIMELINE_KINDS,
  type TimelineItem,
  timelineOf,
} from '../../procedures/index.ts';
import { about, actorOf, reasonOf, scoped } from './api-door.ts';
import { id, instantSaid, nextPage, page, pageOf, readCursor } from './api-words.ts';

const item = z.object({
  id,
  what: z.enum(TIMELINE_KINDS),
  at: instantSaid,
  kind: z
    .string()
    .describe(
      'Of an event its kind, of a permission or mail its state, of a request or answer its kind, of a decision its verdict',
    ),
  purpose: z.string().nullable(),
  channel: z.string().nullable(),
  detail: z.string().nullable().describe('What explains it: a source, an outcome, a code'),
});

const mail = z.object({
  id,
  person: id,
  class: z.string(),
  purpose: z.string(),
  channel: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'refused', 'unsure']),
  code: z.string().nullable().describe('Why it was refused'),
  queued: instantSaid,
  settled: instantSaid.nullable(),
});

/** Each in the words of an index: a page is found, however many mails stand otherwise. */
const STANDS = {
  waiting: "state in ('queued', 'sending')",
  settled: "state in ('sent', 'refused', 'unsure')",
  unsure: "state = 'unsure'",
} as const;

/** What happened with a person, and the mails that wait for one or left. */
export const timelineApi =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/people/:id/timeline',
      {
        ...scoped(house, 'people'),
        schema: {
          ...about('people', 'showTimeline', 'What happened with a person, the last first', 'people'),
          params: z.strictObject({ id }),
          querystring: z.strictObject(page),
          response: {
            200: z
              .object({ items: z.array(item), next: nextPage })
              .describe('In codes: what they wrote is not in it'),
          },
        },
      },
      async (request) => {
        const { cursor, limit } = request.query;
        const before = placeIn(cursor);
        const look = { by: actorOf(request), reason: reasonOf(request) };
        const personId = await loggedLook(house, request.params.id, look, 'timeline');
        const found = await timelineOf(house.store.db, personId, { before, limit: limit + 1 });
        const last = found.length > limit ? found[limit - 1] : undefined;
        return { items: found.slice(0, limit), next: last ? placeOf(last) : null };
      },
    );

    app.get(
      '/outbox',
      {
        ...scoped(house, 'outbox'),
        schema: {
          ...about('outbox', 'listOutbox', 'Mails that wait or left, the newest first', 'outbox'),
          querystring: z.strictObject({
            ...page,
            state: z
              .enum(['waiting', 'settled', 'unsure'])
              .optional()
              .describe('Waiting: not yet sent or refused'),
          }),
          response: {
            200: z.object({ mails: z.array(mail), next: nextPage }).describe('Without what they say'),
          },
        },
      },
      async ({ query: { cursor, limit, state } }) => {
        const found = await house.store.rows<z.infer<typeof mail>>(
          `select id, person_id as person, class, purpose, channel, state, code, queued_at as queued, settled_at as settled
           from outbox
           where ($1::uuid is null or id < $1) ${state ? `and ${STANDS[state]}` : ''}
           order by id desc limit $2`,
          [readCursor(cursor), limit + 1],
        );
        const { items, next } = pageOf(found, limit);
        return { mails: items, next };
      },
    );

    app.get(
      '/outbox/:id',
      {
        ...scoped(house, 'outbox'),
        schema: {
          ...about('outbox', 'openMail', 'What a mail that waits will say, for a reason', 'outbox'),
          params: z.strictObject({ id }),
          response: {
            200: z
              .object({ to: z.string(), subject: z.string(), text: z.string() })
              .describe('Footer and links are added when it leaves'),
          },
        },
      },
      async (request) =>
        openWaitingMail(house, request.params.id, { by: actorOf(request), reason: reasonOf(request) }),
    );
  };

const placeOf = ({ at, id: last, what }: TimelineItem): string =>
  Buffer.from(`${at} ${last} ${what}`).toString('base64url');

const place = z.tuple([z.iso.datetime(), id, z.enum(TIMELINE_KINDS)]);

/** Refuses `http.bad-cursor`. */
function placeIn(cursor: string | undefined): Pick<TimelineItem, 'at' | 'id' | 'what'> | null {
  if (cursor === undefined) return null;
  const read = place.safeParse(Buffer.from(cursor, 'base64url').toString('utf8').split(' '));
  if (!read.success)
    throw new Refused('http.bad-cursor', 'A cursor is the "next" of the page before, as it came.');
  const [at, last, what] = read.data;
  return { at: at as Instant, id: last, what };
}
