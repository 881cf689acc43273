import { type Instant, Refused } from '../base/index.ts';
import type { Draft } from '../mail/index.ts';
import { type Reader, rows } from '../store/index.ts';
import type { House } from './house.ts';
import { type Look, loggedLook } from './people.ts';

export const TIMELINE_KINDS = ['event', 'permission', 'request', 'answer', 'mail', 'decision'] as const;

/** One thing that happened with a person, in codes: what they wrote is not in it. */
export type TimelineItem = {
  id: string;
  what: (typeof TIMELINE_KINDS)[number];
  at: Instant;
  /** Of an event its kind, of a permission its state, of a request its kind, of a mail its state, of a decision its verdict. */
  kind: string;
  purpose: string | null;
  channel: string | null;
  /** What explains it: the source, the outcome, the code. */
  detail: string | null;
};

/** Where a page goes on. */
export type TimelinePlace = Pick<TimelineItem, 'at' | 'id' | 'what'>;

/**
 * What happened with a person, the last first. A moment is cut to the millisecond, as it is shown, so that a page goes on exactly
 * where the one before ended. A request is there as what was asked, and again as what was answered: at noon of that day.
 */
export const timelineOf = (
  reader: Reader,
  personId: string,
  { before, limit }: { before: TimelinePlace | null; limit: number },
): Promise<TimelineItem[]> =>
  rows<TimelineItem>(
    reader,
    `select id, what, at, kind, purpose, channel, detail from (
       select id, 'event' as what, date_trunc('milliseconds', at) as at, kind, null as purpose, null as channel, null as detail
         from event where person_id = $1
       union all
       select id, 'permission', date_trunc('milliseconds', at), state, purpose, channel, source from permission where person_id = $1
       union all
       select id, 'request', date_trunc('milliseconds', opened_at), kind, null, route, null from request where person_id = $1
       union all
       select id, 'answer', (answered_on + time '12:00') at time zone 'UTC', kind, null, route, outcome from request
         where person_id = $1 and answered_on is not null
       union all
       select id, 'mail', date_trunc('milliseconds', coalesce(settled_at, queued_at)), state, purpose, channel, code
         from outbox where person_id = $1
       union all
       select id, 'decision', date_trunc('milliseconds', decided_at), verdict, purpose, channel, code from decision where person_id = $1
     ) happened
     where $2::timestamptz is null or (at, id, what) < ($2, $3::uuid, $4::text)
     order by at desc, id desc, what desc limit $5`,
    [personId, before?.at ?? null, before?.id ?? null, before?.what ?? null, limit],
  );

/** What a mail that waits will say, for a reason that the ledger keeps. Refuses `outbox.nothing-waits`. */
export async function openWaitingMail(house: House, id: string, look: Look): Promise<Draft> {
  const [found] = await house.store.rows<{ person_id: string; sealed: Buffer }>(
    'select person_id, sealed from outbox where id = $1 and sealed is not null',
    [id],
  );
  if (!found)
    throw new Refused(
      'outbox.nothing-waits',
      'No mail with this id waits: it left, or was refused, or never was.',
    );
  const personId = await loggedLook(house, found.person_id, look, 'mail');
  const opened = await house.vault.open(personId, found.sealed, `mail:${id}`);
  return JSON.parse(opened.toString('utf8')) as Draft;
}
