import { addDays, type Day, type Instant, startOf } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { standingHolds } from './hold.ts';
import { fieldsOf, pointsOf, type RetentionRule } from './reach.rules.ts';
import { begunBy } from './rows.rules.ts';

/** What went of what is about no person that we know: events of devices and pages, anonymous answers. */
export type GoneBatches = {
  what: 'telemetry' | 'answers';
  /** Batches of events, or answers. */
  records: number;
  events: number;
  countedFrom: Day[];
  leftBehind: number;
};

/** How many rows go in one statement. */
const AT_ONCE = 5_000;

/**
 * The points of a kind that a rule covers: those of its records, and those whose events the policy keeps in a system of the
 * rule, for until that system is connected they are here.
 */
export function batchPointsOf(policy: Policy, rule: RetentionRule): string[] {
  // What a recipient holds for us only they can delete.
  if (rule['held-by'] !== undefined) return [];
  const named = new Set(fieldsOf(policy, rule));
  const ours = new Set(pointsOf(policy, rule));
  return Object.entries(policy.collection).flatMap(([name, point]) => {
    const batches = point.kind === 'telemetry' || point.anonymous !== undefined;
    const there = rule.systems?.some((system) => point.systems?.includes(system)) ?? false;
    const about = rule.data === undefined || Object.keys(point.fields).some((field) => named.has(field));
    return batches && point.stores !== 'nowhere' && (ours.has(name) || (there && about)) ? [name] : [];
  });
}

/** Those of them that nothing holds. */
async function freePointsOf(reader: Reader, policy: Policy, rule: RetentionRule): Promise<string[]> {
  const points = batchPointsOf(policy, rule);
  if (points.length === 0) return [];
  const holds = await standingHolds(reader);
  return points.filter((point) => {
    const fields = Object.keys(policy.collection[point]?.fields ?? {});
    return !holds.some(
      (hold) =>
        hold.points.includes(point) &&
        (hold.data.length === 0 ||
          fieldsOf(policy, { data: hold.data }).some((field) => fields.includes(field))),
    );
  });
}

/**
 * Deletes what a rule no longer keeps of events and anonymous answers, some thousand at a time: an event counts from the day
 * it came in, an answer from the first day of the month in which it did, for nobody knows more. Where the rule makes anonymous,
 * their number stays. The key of a month of events goes with the last of them.
 */
export async function disposeBatches(
  tx: Tx,
  policy: Policy,
  name: string,
  { today, now }: { today: Day; now: Instant },
): Promise<GoneBatches[]> {
  const rule = policy.retention[name];
  if (!rule || rule.keep === 'while' || !['erase', 'destroy', 'anonymise', 'suppress'].includes(rule.then))
    return [];
  const points = await freePointsOf(tx, policy, rule);
  if (points.length === 0) return [];
  const begun = begunBy(policy, rule, today);
  const until = startOf(addDays(begun, 1), policy.organisation.zone);
  const gone: GoneBatches[] = [];
  for (const [what, sql, limit] of [
    ['telemetry', TELEMETRY, until],
    ['answers', ANSWERS, begun],
  ] as const) {
    const [done] = await rows<Omit<GoneBatches, 'what'>>(
      tx,
      `with gone as (${sql}),
         noted as (insert into erasure_to_note (table_name, row_id) select $3, id::text from gone on conflict do nothing),
         figures as (insert into record_figure (point, month, rule, n)
           select point, date_trunc('month', on_day)::date, $4, sum(events) from gone where $5 group by 1, 2
           on conflict (point, month, rule) do update set n = record_figure.n + excluded.n)
       select count(*)::int as records, coalesce(sum(events), 0)::int as events,
         array_remove(array[min(on_day), max(on_day)], null)::text[] as "countedFrom", 0 as "leftBehind" from gone`,
      [
        points,
        limit,
        what === 'telemetry' ? 'telemetry_batch' : 'survey_answer',
        name,
        rule.then === 'anonymise',
        ...(what === 'telemetry' ? [policy.organisation.zone] : []),
      ],
    );
    if (done && done.records > 0) gone.push({ ...done, what });
  }
  await rows(
    tx,
    `with gone as (delete from telemetry_bucket b where b.point = any($1) and (b.month + interval '1 month')::date <= $2::date
         and not exists (select from telemetry_batch t where t.bucket = b.id) returning b.id)
     insert into key_to_destroy (person_id, since) select id, $3::timestamptz from gone on conflict do nothing`,
    [points, begun, now],
  );
  return gone;
}

const TELEMETRY = `delete from telemetry_batch where id in (
    select id from telemetry_batch where point = any($1::text[]) and taken_at < $2::timestamptz order by taken_at limit ${AT_ONCE})
  returning id, point, events, (taken_at at time zone $6)::date as on_day`;
const ANSWERS = `delete from survey_answer where id in (
    select id from survey_answer where point = any($1::text[]) and month <= $2::date order by month limit ${AT_ONCE})
  returning id, point, 1 as events, month as on_day`;
