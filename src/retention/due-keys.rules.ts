import { addDays, startOf } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { countsFrom } from './due.rules.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';
import { begunBy } from './rows.rules.ts';
import { type Asked, noneGoes, waitsFor } from './statement.rules.ts';

/** The records that a rule finds due, without their days: from what table, and under which condition. */
export type DueKeys = {
  /** Parameters are put into it; `day` is asked for where a relationship is looked at. */
  from: string;
  where: string;
  parameters: unknown[];
  put: (value: unknown, type: string) => string;
};

/**
 * What the nightly run asks: the day comparison is turned round into one with the moment up to which a period has to have begun,
 * so that indexes find what is due and the rest is not looked at. Null where the rule reaches nothing of ours.
 */
export function dueKeys(policy: Policy, rule: RetentionRule, asked: Asked): DueKeys | null {
  const reach = reachOf(policy, rule);
  const { events, which, collected } = countsFrom(policy, rule);
  const lasting = rule.keep === 'while';
  if (reach.length === 0 || rule['held-by'] !== undefined) return null;
  if (!lasting && events.length === 0 && !collected) return null;
  const parameters: unknown[] = [];
  const put = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
  const zone = policy.organisation.zone;
  const points = put(
    reach.map(({ point }) => point),
    'text[]',
  );
  const people = asked.people && put(asked.people, 'uuid[]');
  const records = asked.records && put(asked.records, 'uuid[]');
  let dayAt: string | undefined;
  const day = () => {
    dayAt ??= put(asked.day, 'date');
    return dayAt;
  };
  const until = lasting
    ? ''
    : put(startOf(addDays(begunBy(policy, rule, asked.day), 1), zone), 'timestamptz');
  const kinds = events.length > 0 ? put(events, 'text[]') : '';
  const { during, unless } = waitsFor(policy, rule, put);
  // Of some people each is looked up by themselves: grouped first, the planner goes through what everybody ever did.
  const grouped = (table: string, columns: string, where: string, having: string) =>
    people
      ? `join lateral (select ${columns} from ${table} g where g.person_id = r.person_id and ${where} having ${having}) h on true`
      : `join (select g.person_id, ${columns} from ${table} g where ${where} group by g.person_id having ${having}) h using (person_id)`;
  const source = lasting
    ? grouped(
        'relationship',
        'max(g.ended_on) as on_day',
        `g.kind = any(${during})`,
        `bool_and(g.ended_on is not null) and max(g.ended_on) <= ${day()}`,
      )
    : !collected
      ? grouped(
          'event',
          `${which === 'latest' ? 'max' : 'min'}(g.at) as at`,
          `g.kind = any(${kinds}) and g.at < ${until}`,
          'count(*) > 0',
        )
      : '';
  const happened = (test: string) =>
    `exists (select from event o where o.person_id = r.person_id and o.kind = any(${kinds}) and o.at ${test} ${until})`;
  const begun = lasting
    ? `(r.stored_at at time zone ${put(zone, 'text')})::date <= h.on_day`
    : !collected
      ? `r.stored_at <= h.at${which === 'latest' ? ` and not ${happened('>=')}` : ''}`
      : events.length === 0
        ? `r.stored_at < ${until}`
        : which === 'latest'
          ? `r.stored_at < ${until} and not ${happened('>=')}`
          : `(r.stored_at < ${until} or ${happened('<')})`;
  // Of some records all that the rule covers went before, by a duty's or a request's doing.
  const covered = reach
    .filter((one) => one.fields.length > 0)
    .map((one) => `when ${put(one.point, 'text')} then ${put(one.fields, 'text[]')}`);
  const left =
    covered.length > 0
      ? `and (r.gone = '{}' or not coalesce(r.gone @> (case r.point ${covered.join(' ')} end), false))`
      : '';
  return {
    parameters,
    put,
    from: `record r ${source}`,
    where: `r.point = any(${points}) and ${begun} ${people ? `and r.person_id = any(${people})` : ''} ${records ? `and r.id in (select unnest(${records}))` : ''} ${left}
      ${during && !lasting ? `and ${noneGoes(during, day())}` : ''} ${unless ? `and ${noneGoes(unless, day())}` : ''}`,
  };
}

/** The day that each counts from, where the finding of them knows it already; null where it has to be looked up. */
export function dayFound(policy: Policy, rule: RetentionRule, keys: DueKeys): string | null {
  const { events, collected } = countsFrom(policy, rule);
  if (rule.keep === 'while') return 'h.on_day';
  if (events.length > 0 && collected) return null;
  const zone = keys.put(policy.organisation.zone, 'text');
  return `(${events.length === 0 ? 'r.stored_at' : 'h.at'} at time zone ${zone})::date`;
}

/** The later or the earlier of when a record came in and of what happened, whichever the rule counts from. */
const between = (which: 'latest' | 'earliest', stored: string, happened: string): string =>
  `${which === 'latest' ? 'greatest' : 'least'}(${stored}, ${happened})`;

/**
 * What a page `k` of records (person_id, id, point) has to bring besides, and the day that each counts from: what happened is
 * looked up person by person.
 */
export function daysOfPage(
  policy: Policy,
  rule: RetentionRule,
  keys: DueKeys,
): { column: string; day: string } {
  const found = dayFound(policy, rule, keys);
  if (found !== null) return { column: `${found} as counted_from`, day: 'k.counted_from' };
  const { events, which } = countsFrom(policy, rule);
  const zone = keys.put(policy.organisation.zone, 'text');
  const happened = `(select (${which === 'latest' ? 'max' : 'min'}(at) at time zone ${zone})::date from event o
    where o.person_id = k.person_id and o.kind = any(${keys.put(events, 'text[]')}))`;
  return { column: 'r.stored_at', day: between(which, `(k.stored_at at time zone ${zone})::date`, happened) };
}

/** The same for all of them at once: what the records are joined to besides, and the day that each counts from. */
export function allDaysOf(policy: Policy, rule: RetentionRule, keys: DueKeys): { join: string; day: string } {
  const found = dayFound(policy, rule, keys);
  if (found !== null) return { join: '', day: found };
  const { events, which } = countsFrom(policy, rule);
  const zone = keys.put(policy.organisation.zone, 'text');
  const best = which === 'latest' ? 'max' : 'min';
  return {
    join: `left join (select person_id, (${best}(at) at time zone ${zone})::date as on_day from event
      where kind = any(${keys.put(events, 'text[]')}) group by person_id) happened using (person_id)`,
    day: between(which, `(r.stored_at at time zone ${zone})::date`, 'happened.on_day'),
  };
}
