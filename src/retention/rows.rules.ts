import { addDays, addPeriod, type Day, daysBetween } from '../base/index.ts';
import { endOfFinancialYear } from '../law/index.ts';
import type { Policy, SystemTable } from '../policy/index.ts';
import type { DueRule, Keeps, Spares } from '../systems/index.ts';
import { countsFrom, relationshipsOf } from './due.rules.ts';
import { fieldsOf, type RetentionRule } from './reach.rules.ts';

/** One table of a connected system that a rule covers. */
export type RowRule = {
  name: string;
  rule: RetentionRule;
  rows: NonNullable<RetentionRule['rows']>[number];
};

/** What a rule has done by itself, and not by people. */
const GOING: readonly RetentionRule['then'][] = ['erase', 'destroy', 'anonymise', 'suppress'];
export const goesByItself = ({ rule }: RowRule): boolean => GOING.includes(rule.then);

/** The maps of tables that a policy has for a system; none where it is no database. */
export const tablesOf = (policy: Policy, system: string): Record<string, SystemTable> =>
  policy.systems[system]?.tables ?? {};

/**
 * Every table that a rule covers, owners before what they own: a row may count from what belongs to it, and has to be found due
 * before that has gone by a rule of its own.
 */
export function rowRulesOf(policy: Policy): RowRule[] {
  const all = Object.entries(policy.retention).flatMap(([name, rule]) =>
    (rule.rows ?? []).map((rows): RowRule => ({ name, rule, rows })),
  );
  const depth = ({ rows }: RowRule) => depthOf(tablesOf(policy, rows.system), rows.table);
  return all.toSorted((one, other) => depth(one) - depth(other));
}

function depthOf(map: Record<string, SystemTable>, table: string, seen: readonly string[] = []): number {
  const owners = (map[table]?.['owned-by'] ?? []).filter(
    (link) => link.table !== table && !seen.includes(link.table),
  );
  return Math.max(0, ...owners.map((link) => 1 + depthOf(map, link.table, [...seen, table])));
}

/** The first day on which what began to count on `from` is no longer kept; the financial year's end where the rule says so. */
export function goesOn(policy: Policy, rule: RetentionRule, from: Day): Day {
  if (rule.keep === 'while') return from;
  const begins = countsFrom(policy, rule).yearEnd
    ? endOfFinancialYear(from, policy.organisation['financial-year-ends'])
    : from;
  return addPeriod(begins, rule.keep);
}

const FARTHEST = 2 ** 17;

/** Days by which a period that ends today may differ from one that begins today: months do, and years of account end once. */
const SLACK = { months: 10, yearEnd: 370 };

/** The last day from which a period is over on `today`: what a database can compare its own days with. */
export function begunBy(policy: Policy, rule: RetentionRule, today: Day): Day {
  const known = begun.get(policy) ?? new Map<RetentionRule, [today: Day, day: Day]>();
  begun.set(policy, known);
  const [on, day] = known.get(rule) ?? [];
  if (on === today && day) return day;
  const found = searchBegunBy(policy, rule, today);
  known.set(rule, [today, found]);
  return found;
}

/** The search takes longer than the statement that asks for its day, and all of a day ask for the same. */
const begun = new WeakMap<Policy, Map<RetentionRule, [today: Day, day: Day]>>();

function searchBegunBy(policy: Policy, rule: RetentionRule, today: Day): Day {
  const near = daysBetween(today, goesOn(policy, rule, today));
  const slack = countsFrom(policy, rule).yearEnd ? SLACK.yearEnd : SLACK.months;
  let [over, open] = [Math.min(near + slack, FARTHEST), Math.max(near - slack, 0) - 1];
  while (over - open > 1) {
    const middle = (over + open) >> 1;
    if (goesOn(policy, rule, addDays(today, -middle)) <= today) over = middle;
    else open = middle;
  }
  return addDays(today, -over);
}

/** What Kept itself has to be asked of whose row it is: days that count, and what must not go on. */
export type OfPeople = {
  events: string[];
  /** Kept while one of these goes on: the day is that of their end. */
  lasting: string[];
  during: string[];
};

export function ofPeople(policy: Policy, { rule, rows }: RowRule): OfPeople {
  const said = rows.from?.days.flatMap((day) => ('event' in day ? [day.event] : []));
  const events =
    said === undefined ? countsFrom(policy, rule).events : countsFrom(policy, { from: asFrom(said) }).events;
  return {
    events: rule.keep === 'while' ? [] : events,
    lasting: rule.keep === 'while' ? (rule.while ?? []) : [],
    during: [
      ...(rule.keep === 'while' ? [] : (rule.while ?? [])),
      ...(rule.unless ? relationshipsOf(policy, rule.unless) : []),
    ],
  };
}

const asFrom = (events: string[]): RetentionRule['from'] =>
  events.length > 0 ? { latest: events } : undefined;

export const asksOfPeople = ({ events, lasting, during }: OfPeople): boolean =>
  events.length + lasting.length + during.length > 0;

/** Whether rows of this are emptied of what names somebody, and stay. */
export const anonymises = (policy: Policy, { rule, rows }: RowRule): boolean =>
  rule.then === 'anonymise' || tablesOf(policy, rows.system)[rows.table]?.then === 'anonymise';

/** A rule as the database is asked for it; what only Kept knows of is looked at row by row. */
export function dueRuleOf(policy: Policy, one: RowRule, today: Day): DueRule {
  const { rule, rows } = one;
  const { events, lasting } = ofPeople(policy, one);
  const elsewhere = events.length + lasting.length > 0;
  const which = whichOf(one);
  return {
    table: rows.table,
    starts:
      rule.keep === 'while'
        ? []
        : (rows.from?.days ?? []).flatMap((day) =>
            'event' in day
              ? []
              : [{ column: day.column, ...(day.table !== undefined && { table: day.table }) }],
          ),
    which,
    // Where the earliest counts, a day that Kept knows of may come before all of these.
    begunBy:
      rule.keep === 'while' || (elsewhere && which === 'earliest') ? null : begunBy(policy, rule, today),
    needsDay: !elsewhere,
    zone: policy.organisation.zone,
    when: rows.when ?? {},
    unless: rows.unless.map(({ table, when = {} }) => ({ table, when })),
    anonymises: anonymises(policy, one),
  };
}

export const whichOf = ({ rule, rows }: RowRule): 'latest' | 'earliest' =>
  rows.from?.which ?? (typeof rule.from === 'object' && 'earliest' in rule.from ? 'earliest' : 'latest');

/**
 * What other rules keep of rows that go along with those of this one: a table with a rule of its own goes by that, and what
 * the law orders kept stays whoever it belongs to.
 */
export function keptByOthers(policy: Policy, one: RowRule, today: Day): Keeps[] {
  return rowRulesOf(policy).flatMap((other): Keeps[] => {
    const same = other.rows.table === one.rows.table;
    if (other.rows.system !== one.rows.system || (same && (other.name === one.name || !other.rule.duty)))
      return [];
    const rule = { ...dueRuleOf(policy, other, today), anonymises: false };
    return [
      {
        table: other.rows.table,
        because: `${other.name}: ${other.rule.because}`,
        ...(other.rule.duty && { duty: other.rule.duty }),
        then: other.rule.then === 'anonymise' ? 'anonymise' : 'delete',
        notDueBy: asksOfPeople(ofPeople(policy, other)) ? null : rule,
      },
    ];
  });
}

/**
 * The columns of a system that hold these kinds of data, of the table of a rule and of all that belongs to its rows; and those by
 * which we know whose they are, for without them the hold would find nothing another night. None where nothing is held.
 */
export function heldColumns(
  policy: Policy,
  { rows }: RowRule,
  data: readonly string[],
  because: string,
): Spares[] {
  const held = new Set([...data, ...fieldsOf(policy, { data: [...data] })]);
  const map = tablesOf(policy, rows.system);
  const below = [...belowOf(map, rows.table)];
  const named = (table: string) =>
    Object.entries(map[table]?.columns ?? {}).flatMap(([name, kind]) => (held.has(kind) ? [name] : []));
  const holding = below.filter((table) => named(table).length > 0);
  if (holding.length === 0) return [];
  return below.flatMap((table): Spares[] => {
    const columns = [...named(table), ...Object.values(map[table]?.identifies ?? {}).flat()];
    if (columns.length === 0) return [];
    // Where nothing that is held belongs to a row, nobody needs to be known by it.
    return [{ table, columns, because, ...(!holding.includes(table) && { holding }) }];
  });
}

/** A table and every table whose rows belong to its rows. */
function belowOf(map: Record<string, SystemTable>, table: string, found = new Set<string>()): Set<string> {
  if (found.has(table)) return found;
  found.add(table);
  for (const [id, declared] of Object.entries(map))
    if (declared['owned-by'].some((link) => link.table === table)) belowOf(map, id, found);
  return found;
}
