import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { countsFrom, pointsOf, type RetentionRule } from './due.rules.ts';

/** A record whose time has come: the rule, and the day it counted from. */
export type DueRecord = { person_id: string; id: string; point: string; counted_from: Day };

/**
 * The hosted records that a rule no longer keeps on `today`, oldest first: set-based, by the index on events. A record
 * that came in after the event belongs to something newer (they applied again) and is not due by it.
 */
export async function dueRecords(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  today: Day,
  limit = 1_000,
): Promise<DueRecord[]> {
  const { events, which } = countsFrom(rule);
  const points = pointsOf(policy, rule);
  if (rule.keep === 'while' || events.length === 0 || points.length === 0) return [];
  const zone = policy.organisation.zone;
  return rows<DueRecord>(
    reader,
    `with counted as (
       select person_id, ${which === 'latest' ? 'max' : 'min'}(at) as at
       from event where kind = any($1) group by person_id
       having (${which === 'latest' ? 'max' : 'min'}(at) at time zone $5)::date + $2::interval <= $3::date
     )
     select r.person_id, r.id, r.point, (c.at at time zone $5)::date as counted_from
     from counted c join record r using (person_id)
     where r.point = any($4) and r.stored_at <= c.at
     order by c.at, r.person_id, r.id limit $6`,
    [events, rule.keep, today, points, zone, limit],
  );
}

/** The records of one person that a rule covers, due or not: what goes when they ask for it to go at once. */
export const recordsUnder = (
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  personId: string,
): Promise<DueRecord[]> =>
  rows<DueRecord>(
    reader,
    `select person_id, id, point, (stored_at at time zone $3)::date as counted_from from record
     where person_id = $1 and point = any($2) order by id`,
    [personId, pointsOf(policy, rule), policy.organisation.zone],
  );
