import { z } from 'zod';
import { type Day, type Instant, instant as instantOf, Refused } from '../../base/index.ts';

/*
 * The shapes that all parts of the API speak in. Every text has a length, every number a bound, every moment is one that
 * the store can hold: what gets past these is understood, whatever becomes of it.
 */

export const identity = z
  .strictObject({
    kind: z.enum(['email', 'phone', 'external']),
    value: z.string().min(1).max(320),
  })
  .describe('An address or number by which somebody is known');

/** All of one person: more than ten addresses are a mistake. */
export const identities = z.array(identity).min(1).max(10);

export const name = z.string().min(1).max(200);
export const id = z.uuid();
/** Of money, in the currency of whoever speaks of it. */
export const amount = z.number().min(0.01).max(999_999_999.99);
/** Somebody of ours, by the short name or number that our systems have for them: evidence names nobody by an address. */
export const reference = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^@\s]+$/, 'a reference has no spaces and no @');

/** Nothing of ours is older, and nothing that has happened is later. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

export const instant = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((text, context): Instant => {
    const milliseconds = Date.parse(text);
    if (milliseconds >= EARLIEST && milliseconds < LATEST) return instantOf(milliseconds);
    context.addIssue({ code: 'custom', message: 'not a moment from 1900 to 2199' });
    return z.NEVER;
  });

export const day = z.iso
  .date()
  .refine((text) => text >= '1900' && text < '2200', 'not a day from 1900 to 2199')
  .transform((text) => text as Day);

/** A moment and a day as they are answered. */
export const instantSaid = z.iso.datetime();
export const daySaid = z.iso.date();

/** What can be any JSON, in answers. */
export const anything: z.ZodType<unknown> = z.unknown();

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most'),
  cursor: z.string().min(1).max(200).optional().describe('The `next` of the page before'),
};

export const nextPage = z
  .string()
  .nullable()
  .describe('Hand it back as `cursor` for the next page; null: this was the last');

/** Where a list goes on, as callers see it: opaque, so that they do not build their own. */
export const cursorOf = (lastId: string): string => Buffer.from(`after:${lastId}`).toString('base64url');

/** The id in a cursor; null for the first page. Refuses `http.bad-cursor`. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const said = /^after:(.+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  const read = id.safeParse(said);
  if (!read.success)
    throw new Refused('http.bad-cursor', 'A cursor is the "next" of the page before, as it came.');
  return read.data;
}

/** A page of `limit` out of one more than that: what comes, and where the next page begins. */
export function pageOf<Item extends { id: string }>(
  found: readonly Item[],
  limit: number,
): { items: Item[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? cursorOf(last.id) : null };
}
