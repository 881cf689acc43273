import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { notLater } from './medium.ts';

/** What a destroyer certified: which numbers, how and when. The paper is kept elsewhere; its hash is here. */
export type Destruction = {
  id: string;
  number: string;
  destroyer: string;
  method: string;
  destroyed_on: Day;
  document: string;
  entered_at: Instant;
  matched: string[];
  /** Numbers that were none of ours when it came, and of which nobody has said yet what is wrong. */
  unmatched: string[];
};

export const destructions = (reader: Reader, limit = 200): Promise<Destruction[]> =>
  rows<Destruction>(
    reader,
    `select d.id, d.number, d.destroyer, d.method, d.destroyed_on, d.document, d.entered_at,
       array(select i.serial from destruction_item i where i.destruction = d.id and i.medium is not null order by 1) as matched,
       array(select i.serial from destruction_item i
         where i.destruction = d.id and i.medium is null and i.settled_at is null order by 1) as unmatched
     from destruction d order by d.entered_at desc, d.id desc limit $1`,
    [limit],
  );

export type NewDestruction = {
  number: string;
  destroyer: string;
  method: string;
  on: Day;
  document: string;
  serials: readonly string[];
};

/**
 * Writes down a certificate and closes each medium whose number is on it: of those that this destroyer has, and that they had
 * by that day. Refuses `destruction.known` for one that is here already, and `medium.too-late`.
 */
export async function enterDestruction(
  tx: Tx,
  asked: NewDestruction,
  { now, today, by }: { now: Instant; today: Day; by: string },
): Promise<{ id: string; closed: { id: string; rule: string; serial: string }[]; unmatched: string[] }> {
  notLater(asked.on, today);
  const id = newId(now);
  const made = await rows(
    tx,
    `insert into destruction (id, number, destroyer, method, destroyed_on, document, entered_at, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
    [id, asked.number, asked.destroyer, asked.method, asked.on, asked.document, now, by],
  );
  if (made.length === 0)
    throw new Refused(
      'destruction.known',
      `The certificate ${asked.number} of ${asked.destroyer} is here already.`,
    );
  const closed = await rows<{ id: string; rule: string; serial: string }>(
    tx,
    `update medium m set closed_at = $2, certificate = $3, destroyer = $4, destroyed_on = $5, destruction = $1
     where m.serial = any($6) and m.handed_to = $4 and m.closed_at is null and m.handed_on <= $5::date
     returning m.id, m.rule, m.serial`,
    [id, now, asked.number, asked.destroyer, asked.on, asked.serials],
  );
  const serials = [...new Set(asked.serials)];
  const mediumOf = new Map(closed.map((one) => [one.serial, one.id]));
  await rows(
    tx,
    'insert into destruction_item (destruction, serial, medium) select $1, serial, medium from unnest($2::text[], $3::uuid[]) as listed (serial, medium)',
    [id, serials, serials.map((serial) => mediumOf.get(serial) ?? null)],
  );
  return { id, closed, unmatched: serials.filter((serial) => !mediumOf.has(serial)) };
}

/**
 * Somebody says what is wrong with a number on a certificate: that it is this medium of ours, which is closed by it, or why it
 * is none. Refuses `destruction.no-number` and `destruction.other-medium` (not with that destroyer by that day, or closed).
 */
export async function settleNumber(
  tx: Tx,
  {
    destruction,
    serial,
    medium,
    because,
  }: {
    destruction: string;
    serial: string;
    medium: string | null;
    because: string;
  },
  { now, by }: { now: Instant; by: string },
): Promise<void> {
  const settled = await rows(
    tx,
    `update destruction_item set medium = $3, settled_at = $4, settled_by = $5, because = $6
     where destruction = $1 and serial = $2 and medium is null and settled_at is null returning 1`,
    [destruction, serial, medium, now, by, because],
  );
  if (settled.length === 0)
    throw new Refused(
      'destruction.no-number',
      'No such number of that certificate waits for an explanation.',
    );
  if (medium === null) return;
  const closed = await rows(
    tx,
    `update medium m set closed_at = $3, certificate = d.number, destroyer = d.destroyer, destroyed_on = d.destroyed_on, destruction = d.id
     from destruction d where m.id = $2 and d.id = $1 and m.handed_to = d.destroyer and m.closed_at is null
       and m.handed_on <= d.destroyed_on returning 1`,
    [destruction, medium, now],
  );
  if (closed.length === 0)
    throw new Refused(
      'destruction.other-medium',
      'That medium was not with this destroyer by that day, or it is closed already.',
    );
}
