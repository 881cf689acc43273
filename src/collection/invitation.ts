import type { Instant } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** Somebody to whom what a survey asks about happened, and how often they were asked about that time. */
export type Invitee = { personId: string; event: string; asked: number; elsewhere: boolean };

/**
 * Of these people those to whom it happened in a span of time, each with the last time of it; `asked`: how often this purpose
 * asked them about that, `elsewhere`: whether another one did.
 */
export const inviteesAmong = (
  reader: Reader,
  people: readonly string[],
  { kind, from, until, purpose }: { kind: string; from: Instant; until: Instant; purpose: string },
): Promise<Invitee[]> =>
  rows(
    reader,
    `select came.person_id as "personId", came.id as event,
       (select count(*)::int from survey_invitation i where i.person_id = came.person_id and i.event = came.id and i.purpose = $5) as asked,
       exists (select 1 from survey_invitation i where i.person_id = came.person_id and i.event = came.id and i.purpose <> $5) as elsewhere
     from (select distinct on (e.person_id) e.person_id, e.id from event e
       where e.person_id = any($1::uuid[]) and e.kind = $2 and e.at >= $3 and e.at < $4
       order by e.person_id, e.at desc, e.id desc) came`,
    [people, kind, from, until, purpose],
  );

/** Writes down who was asked, by the ids of the mails. */
export const keepInvitations = (
  tx: Tx,
  invited: readonly { personId: string; id: string; event: string }[],
  { point, purpose, now }: { point: string; purpose: string; now: Instant },
): Promise<unknown> =>
  rows(
    tx,
    `insert into survey_invitation (person_id, id, event, point, purpose, invited_at)
     select person_id, id, event, $4, $5, $6 from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked (person_id, id, event)`,
    [
      invited.map(({ personId }) => personId),
      invited.map(({ id }) => id),
      invited.map(({ event }) => event),
      point,
      purpose,
      now,
    ],
  );
