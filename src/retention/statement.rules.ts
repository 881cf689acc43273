import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Counted, countsFrom, relationshipsOf } from './due.rules.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';

/** A statement of one rule, and its parameters. */
export type Statement = { sql: string; parameters: unknown[] };

export type Asked = {
  /** Relationships are looked at as of this day. */
  day: Day;
  /** Only records of these people. */
  people?: readonly string[] | undefined;
  /** Only these records. */
  records?: readonly string[] | undefined;
};

/**
 * The hosted records that a rule has a day for, with that day: one set-based statement of `person_id, id, point, fields,
 * counted_from, goes_on`. Null where the rule reaches nothing of ours. For the board, and for who wants to know of some people
 * when theirs go; what is due by a day is found by `dueKeys`.
 */
export function dueStatement(policy: Policy, rule: RetentionRule, asked: Asked): Statement | null {
  const reach = reachOf(policy, rule);
  const counted = countsFrom(policy, rule);
  const lasting = rule.keep === 'while';
  if (reach.length === 0 || rule['held-by'] !== undefined) return null;
  if (!lasting && counted.events.length === 0 && !counted.collected) return null;
  const parameters: unknown[] = [];
  const put = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
  const zone = put(policy.organisation.zone, 'text');
  let dayAt: string | undefined;
  // PostgreSQL refuses a parameter that nothing mentions.
  const day = () => {
    dayAt ??= put(asked.day, 'date');
    return dayAt;
  };
  const keep = lasting ? `interval '0'` : put(rule.keep, 'interval');
  const { during, unless } = waitsFor(policy, rule, put);
  const points = put(
    reach.map(({ point }) => point),
    'text[]',
  );
  const fields = put(
    reach.map(({ fields }) => JSON.stringify(fields)),
    'jsonb[]',
  );
  const people = asked.people && put(asked.people, 'uuid[]');
  const records = asked.records && put(asked.records, 'uuid[]');
  const stored = `(r.stored_at at time zone ${zone})::date`;
  const source = lasting
    ? `(select person_id, max(ended_on) as on_day from relationship where kind = any(${during})
        ${people ? `and person_id = any(${people})` : ''} group by person_id having bool_and(ended_on is not null)) h`
    : eventsOf(counted, { put, people, zone });
  const sql = `select r.person_id, r.id, r.point, reach.fields, d.on_day as counted_from, (d.on_day + ${keep})::date as goes_on
    from record r
    join (select point, array(select jsonb_array_elements_text(f)) as fields from unnest(${points}, ${fields}) as listed (point, f)) reach using (point)
    left join ${source} using (person_id)
    cross join lateral (select ${dayOf(policy, counted, lasting, stored)} as on_day) d
    where d.on_day is not null
      ${people ? `and r.person_id = any(${people})` : ''} ${records ? `and r.id in (select unnest(${records}))` : ''}
      and (cardinality(reach.fields) = 0 or not r.gone @> reach.fields)
      ${during && !lasting ? `and ${noneGoes(during, day())}` : ''} ${unless ? `and ${noneGoes(unless, day())}` : ''}`;
  return { sql, parameters };
}

/** Whether a hosted record is here of which something that the rule covers is left. Null where the rule reaches nothing of ours. */
export function hereStatement(policy: Policy, rule: RetentionRule): Statement | null {
  const reach = reachOf(policy, rule);
  if (reach.length === 0 || rule['held-by'] !== undefined) return null;
  return {
    // Point by point, by the index: one is enough, and there may be millions.
    sql: `select exists (
      select from (select point, array(select jsonb_array_elements_text(f)) as fields from unnest($1::text[], $2::jsonb[]) as listed (point, f)) reach
      cross join lateral (select from record r where r.point = reach.point and (cardinality(reach.fields) = 0 or not r.gone @> reach.fields)
        order by r.stored_at limit 1) found) as here`,
    parameters: [reach.map(({ point }) => point), reach.map(({ fields }) => JSON.stringify(fields))],
  };
}

/** The relationships that a rule waits for the end of, and those that make somebody an exception. */
export function waitsFor(
  policy: Policy,
  rule: RetentionRule,
  put: (value: unknown, type: string) => string,
): { during: string | null; unless: string | null } {
  const during = rule.while ? put(rule.while, 'text[]') : null;
  const unless = rule.unless ? put(relationshipsOf(policy, rule.unless), 'text[]') : null;
  return { during, unless };
}

export const noneGoes = (kinds: string, day: string): string =>
  `not exists (select from relationship w where w.person_id = r.person_id and w.kind = any(${kinds})
     and w.began_on <= ${day} and (w.ended_on is null or w.ended_on > ${day}))`;

function eventsOf(
  { events, which }: Counted,
  {
    put,
    people,
    zone,
  }: { put: (value: unknown, type: string) => string; people: string | undefined; zone: string },
): string {
  if (events.length === 0)
    return '(select null::uuid as person_id, null::date as on_day, null::timestamptz as at where false) h';
  const best = which === 'latest' ? 'max(at)' : 'min(at)';
  return `(select person_id, ${best} as at, (${best} at time zone ${zone})::date as on_day from event
     where kind = any(${put(events, 'text[]')}) ${people ? `and person_id = any(${people})` : ''} group by person_id) h`;
}

/** The day that a record counts from, in SQL; null: it has none yet. */
function dayOf(
  policy: Policy,
  { events, which, collected, yearEnd }: Counted,
  lasting: boolean,
  stored: string,
): string {
  if (lasting) return `case when ${stored} <= h.on_day then h.on_day end`;
  if (!collected)
    // A record that came in after the event belongs to something newer (they applied again) and has no day by it yet.
    return `case when r.stored_at <= h.at then h.on_day end`;
  const day =
    events.length === 0 ? stored : `${which === 'latest' ? 'greatest' : 'least'}(h.on_day, ${stored})`;
  return yearEnd ? yearEndAfter(day, policy.organisation['financial-year-ends']) : day;
}

/** The last day of the financial year that contains `on`; as `endOfFinancialYear` of the rulebook. */
function yearEndAfter(on: string, ends: string): string {
  const [month = 12, date = 31] = ends.split('-').map(Number);
  const endIn = (year: string) =>
    month === 2 && date >= 28 ? `(make_date(${year}, 3, 1) - 1)` : `make_date(${year}, ${month}, ${date})`;
  const year = `extract(year from ${on})::int`;
  return `case when ${on} <= ${endIn(year)} then ${endIn(year)} else ${endIn(`${year} + 1`)} end`;
}
