import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type DueKeys, daysOfPage, dueKeys } from './due-keys.rules.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';
import { goesOn } from './rows.rules.ts';
import { dueStatement } from './statement.rules.ts';

/** A record and a rule's day for it: what of it goes then, and the day that the period counted from. */
export type DueRecord = {
  person_id: string;
  id: string;
  point: string;
  fields: string[];
  counted_from: Day;
  goes_on: Day;
};

/** Where a walk through due records has come to. */
export type Place = Pick<DueRecord, 'person_id' | 'id'>;

const BATCH = 1_000;

/** The hosted records that a rule no longer keeps on `today`, by person, after `after`: a batch of at most a thousand. */
export async function dueRecords(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  { today, after, limit = BATCH }: { today: Day; after?: Place | undefined; limit?: number },
): Promise<DueRecord[]> {
  const keys = dueKeys(policy, rule, { day: today });
  return keys ? dated(reader, policy, rule, keys, { after, limit }) : [];
}

/** Those of these records that it no longer keeps: what was found a while ago is asked for again before it goes. */
export async function stillDue(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  { today, people, records }: { today: Day; people: readonly string[]; records: readonly string[] },
): Promise<DueRecord[]> {
  const keys = dueKeys(policy, rule, { day: today, people, records });
  return keys ? dated(reader, policy, rule, keys, { limit: records.length }) : [];
}

/** How many records a rule finds due, of how many people, and the first of them by person: looked through once for all three. */
export async function countDue(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  { today, first }: { today: Day; first: number },
): Promise<{ due: number; people: number; first: DueRecord[] }> {
  const keys = dueKeys(policy, rule, { day: today });
  if (!keys) return { due: 0, people: 0, first: [] };
  const limit = keys.put(first, 'int');
  const { column, day } = daysOfPage(policy, rule, keys);
  const found = await rows<Found & { due: number; people: number; id: string | null }>(
    reader,
    `with due as materialized (select r.person_id, r.id, r.point, ${column} from ${keys.from} where ${keys.where}),
       k as (select * from due order by person_id, id limit ${limit}),
       counted as (select coalesce(sum(n), 0)::int as due, count(*)::int as people from (select count(*) as n from due group by person_id) d)
     select counted.due, counted.people, k.person_id, k.id, k.point, ${day} as counted_from
     from counted left join k on true order by k.person_id, k.id`,
    keys.parameters,
  );
  return {
    due: found[0]?.due ?? 0,
    people: found[0]?.people ?? 0,
    first: asDue(
      policy,
      rule,
      found.flatMap(({ due: _, people: __, ...one }) => (one.id === null ? [] : [one])),
    ),
  };
}

type Found = Omit<DueRecord, 'goes_on' | 'fields'>;

async function dated(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  keys: DueKeys,
  { after, limit }: { after?: Place | undefined; limit: number },
): Promise<DueRecord[]> {
  const { parameters, put } = keys;
  const next = after
    ? `and (r.person_id, r.id) > (${put(after.person_id, 'uuid')}, ${put(after.id, 'uuid')})`
    : '';
  const { column, day } = daysOfPage(policy, rule, keys);
  const page = `select r.person_id, r.id, r.point, ${column} from ${keys.from} where ${keys.where} ${next}
    order by r.person_id, r.id limit ${put(limit, 'int')}`;
  const found = await rows<Found>(
    reader,
    `select k.person_id, k.id, k.point, ${day} as counted_from from (${page}) k order by k.person_id, k.id`,
    parameters,
  );
  return asDue(policy, rule, found);
}

/** With the fields that the rule covers at each point, and the day on which they go. */
function asDue(policy: Policy, rule: RetentionRule, found: readonly Found[]): DueRecord[] {
  const fields = new Map(reachOf(policy, rule).map((one) => [one.point, one.fields]));
  const days = new Map<Day, Day>();
  return found.map((record) => {
    const goes = days.get(record.counted_from) ?? goesOn(policy, rule, record.counted_from);
    days.set(record.counted_from, goes);
    return { ...record, fields: fields.get(record.point) ?? [], goes_on: goes };
  });
}

/** A rule's days for these records, come or not. */
export async function daysOf(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  { today, people, records }: { today: Day; people: readonly string[]; records?: readonly string[] },
): Promise<DueRecord[]> {
  const statement = dueStatement(policy, rule, { day: today, people, records });
  return statement ? rows<DueRecord>(reader, statement.sql, statement.parameters) : [];
}

/** The records of one person that a rule covers, due or not: what goes when they ask for it to go at once. */
export async function recordsUnder(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  personId: string,
): Promise<DueRecord[]> {
  const reach = reachOf(policy, rule);
  const found = await rows<DueRecord>(
    reader,
    `select person_id, id, point, (stored_at at time zone $3)::date as counted_from, (stored_at at time zone $3)::date as goes_on
     from record where person_id = $1 and point = any($2) order by id`,
    [personId, reach.map(({ point }) => point), policy.organisation.zone],
  );
  return found.map((record) => ({
    ...record,
    fields: reach.find(({ point }) => point === record.point)?.fields ?? [],
  }));
}
