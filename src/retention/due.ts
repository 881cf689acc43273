import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type RetentionRule, reachOf } from './reach.rules.ts';
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
  const statement = dueStatement(policy, rule, { day: today, due: true });
  if (!statement) return [];
  const { sql, parameters } = statement;
  const next = after
    ? `and (r.person_id, r.id) > ($${parameters.push(after.person_id)}::uuid, $${parameters.push(after.id)}::uuid)`
    : '';
  return rows<DueRecord>(
    reader,
    `${sql} ${next} order by r.person_id, r.id limit $${parameters.push(limit)}`,
    parameters,
  );
}

/** A rule's days for these records, come or not. */
export async function daysOf(
  reader: Reader,
  policy: Policy,
  rule: RetentionRule,
  { today, people, records }: { today: Day; people: readonly string[]; records?: readonly string[] },
): Promise<DueRecord[]> {
  const statement = dueStatement(policy, rule, { day: today, due: false, people, records });
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
