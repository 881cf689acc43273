import { addDays, type Day, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  asksOfPeople,
  begunBy,
  byWeek,
  dueRuleOf,
  ofPeople,
  type RowRule,
  rowRulesOf,
  type SettledRow,
  settledPage,
} from '../retention/index.ts';
import type { Connector } from '../systems/index.ts';
import { type RowsWork, rowsHouse } from './disposal-rows-work.ts';
import type { House } from './house.ts';

/** How many rows come due in which week, counted from a day on; what is due already is in the first. */
export type Ahead = {
  /** The day of the look. */
  on: Day;
  weeks: { week: Day; rows: number }[];
  /** There are more: only so many rows can be looked at one by one. */
  more: boolean;
};

/** The weeks that are counted each night, and the rows at which a count one by one ends. */
const [WEEKS, LOOKED_AT] = [104, 50_000];

/**
 * What comes due in the weeks ahead. Looked for by the night's run and kept, so that whoever wants to see it waits for no
 * system. Null: the system could not say it.
 */
export async function countAhead(work: RowsWork, one: RowRule, connector: Connector): Promise<Ahead | null> {
  try {
    // What only Kept knows of is looked at row by row, and of what waits for an end nobody knows the day.
    return asksOfPeople(ofPeople(work.policy, one))
      ? await oneByOne(work, one, connector)
      : await byTheDatabase(work, one, connector);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Weeks with something in them, found by halves: where two ends have counted alike nothing lies between. */
async function byTheDatabase(
  { policy, moment: { today } }: RowsWork,
  one: RowRule,
  connector: Connector,
): Promise<Ahead | null> {
  const { countDue } = connector;
  if (!countDue) return null;
  const counted = new Map<Day, number>();
  /** Rows that are due by the end of a week; -1: none is looked for before the first. */
  const dueBy = async (week: number): Promise<number> => {
    if (week < 0) return 0;
    const day = addDays(today, week * 7 + 6);
    const begun = one.rule.keep === 'while' ? day : begunBy(policy, one.rule, day);
    const known = counted.get(begun);
    if (known !== undefined) return known;
    const { due } = await countDue(dueRuleOf(policy, one, day));
    counted.set(begun, due);
    return due;
  };
  const weeks: Ahead['weeks'] = [];
  const between = async (before: number, last: number): Promise<void> => {
    const rows = (await dueBy(last)) - (await dueBy(before));
    if (rows <= 0) return;
    if (last - before === 1) {
      weeks.push({ week: addDays(today, last * 7), rows });
      return;
    }
    const middle = (before + last) >> 1;
    await between(before, middle);
    await between(middle, last);
  };
  await between(-1, one.rule.keep === 'while' ? 0 : WEEKS - 1);
  return { on: today, weeks, more: false };
}

async function oneByOne(
  { house, policy, moment: { today } }: RowsWork,
  one: RowRule,
  connector: Connector,
): Promise<Ahead> {
  const looking = rowsHouse(house, policy, addDays(today, WEEKS * 7 - 1));
  const days: [Day, number][] = [];
  let looked = 0;
  let after: SettledRow['key'] | null = null;
  do {
    const page = await settledPage(looking, connector, one, { after, reasons: false });
    for (const { goesOn } of page.due) days.push([goesOn, 1]);
    looked += page.looked;
    after = page.after;
  } while (after !== null && looked < LOOKED_AT);
  return {
    on: today,
    weeks: byWeek(today, days).map(([week, rows]) => ({ week, rows })),
    more: after !== null,
  };
}

/** What a rule will dispose of in one table of a connected system, as the last night saw it. */
export type ForecastRows = {
  rule: string;
  system: string;
  table: string;
  /** The day of that look; null: no night has looked yet. */
  lookedOn: Day | null;
  weeks: { week: Day; rows: number }[];
  more: boolean;
};

/** What the last looks saw ahead, by weeks from `from` on; reads only what is kept here. */
export async function forecastRows(
  house: House,
  policy: Policy,
  { from, weeks }: { from: Day; weeks: number },
): Promise<ForecastRows[]> {
  const rules = rowRulesOf(policy);
  if (rules.length === 0) return [];
  const looks = await house.store.rows<{
    rule: string;
    system: string;
    table: string;
    ahead: Ahead | null;
  }>('select rule, system, "table", ahead from retention_look');
  return rules.map(({ name, rows: { system, table } }) => {
    const look = looks.find((one) => one.rule === name && one.system === system && one.table === table);
    const seen = (look?.ahead?.weeks ?? []).map((one) => [one.week, one.rows] as const);
    const end = addDays(from, weeks * 7);
    return {
      rule: name,
      system,
      table,
      lookedOn: look?.ahead?.on ?? null,
      weeks: byWeek(from, seen).flatMap(([week, rows]) => (week < end ? [{ week, rows }] : [])),
      more: look?.ahead?.more ?? false,
    };
  });
}
