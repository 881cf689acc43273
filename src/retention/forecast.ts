import { addDays, type Day, daysBetween } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { countDue } from './due.ts';
import { allDaysOf, dueKeys } from './due-keys.rules.ts';
import type { RetentionRule } from './reach.rules.ts';
import { type Suspended, settleDue } from './reasons.ts';
import { goesOn } from './rows.rules.ts';

/** One rule on one day: how much would go, how much stays though it is due, and a few of each. */
export type PreviewedRule = {
  rule: string;
  says: string;
  then: RetentionRule['then'];
  because: string;
  due: number;
  people: number;
  /** Of the first thousand that are due: those that stay, by what keeps them. */
  kept: Record<string, number>;
  samples: {
    record: string;
    point: string;
    countedFrom: Day;
    goesOn: Day;
    fields: string[];
    because: string;
  }[];
};

export type Preview = { on: Day; rules: PreviewedRule[] };

const [LOOKED_AT, SAMPLES] = [1_000, 3];

/** What the nightly run of the day `on` would find, by rule; reads only. Nothing of it names anybody. */
export async function preview(
  reader: Reader,
  policy: Policy,
  {
    on,
    suspended = async () => [],
  }: { on: Day; suspended?: (people: readonly string[]) => Promise<Suspended[]> },
): Promise<Preview> {
  const rules: PreviewedRule[] = [];
  for (const [name, rule] of Object.entries(policy.retention)) {
    const { first, ...counted } = await countDue(reader, policy, rule, { today: on, first: LOOKED_AT });
    if (counted.due === 0) continue;
    const settled = await settleDue(reader, policy, name, first, {
      today: on,
      suspended: await suspended([...new Set(first.map(({ person_id }) => person_id))]),
    });
    const kept: Record<string, number> = {};
    for (const one of settled)
      for (const { kind } of one.kept.slice(0, 1)) kept[kind] = (kept[kind] ?? 0) + 1;
    rules.push({
      rule: name,
      says: rule.says ?? name,
      then: rule.then,
      because: rule.because,
      ...counted,
      kept,
      samples: settled.slice(0, SAMPLES).map(({ record, because, go, whole }) => ({
        record: record.id,
        point: record.point,
        countedFrom: record.counted_from,
        goesOn: record.goes_on,
        fields: whole ? record.fields : go,
        because,
      })),
    });
  }
  return { on, rules };
}

/** How many records go in which week, by rule, from `from` on: what is overdue already counts to the first week. */
export type Forecast = { from: Day; weeks: { week: Day; rule: string; records: number }[] };

export async function forecast(
  reader: Reader,
  policy: Policy,
  { from, weeks }: { from: Day; weeks: number },
): Promise<Forecast> {
  const until = addDays(from, weeks * 7 - 1);
  const found: Forecast['weeks'] = [];
  for (const [name, rule] of Object.entries(policy.retention)) {
    const keys = dueKeys(policy, rule, { day: until });
    if (!keys) continue;
    const { join, day } = allDaysOf(policy, rule, keys);
    const days = await rows<{ counted: Day; records: number }>(
      reader,
      `select ${day} as counted, count(*)::int as records from ${keys.from} ${join} where ${keys.where} group by 1`,
      keys.parameters,
    );
    const going = days.map(({ counted, records }) => [goesOn(policy, rule, counted), records] as const);
    for (const [week, records] of byWeek(from, going)) found.push({ week, rule: name, records });
  }
  return { from, weeks: found };
}

/** So many of each day as so many of each week from `from` on, in order; what lies before counts to the first. */
export function byWeek(from: Day, days: Iterable<readonly [Day, number]>): [Day, number][] {
  const weeks = new Map<number, number>();
  for (const [day, n] of days) {
    const week = Math.max(0, Math.floor(daysBetween(from, day) / 7));
    weeks.set(week, (weeks.get(week) ?? 0) + n);
  }
  return [...weeks].sort(([a], [b]) => a - b).map(([week, n]) => [addDays(from, week * 7), n]);
}
