import { Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  goesByItself,
  type RowReason,
  type RowRule,
  rowRulesOf,
  type SettledRow,
  settledPage,
  waitsFirst,
} from '../retention/index.ts';
import { alone, type Connector } from '../systems/index.ts';
import { disposeKeys, finishOpen, type RowsWork, rowsHouse } from './disposal-rows-plan.ts';
import type { House, Moment } from './house.ts';

/** What one rule did in one table of a connected system. */
export type RowDisposal = {
  rule: string;
  system: string;
  table: string;
  /** Rows whose day had come. */
  due: number;
  /** Rows that were deleted, of this table and of what belongs to its rows. */
  records: number;
  /** Rows that lost what names somebody, and stay. */
  redacted: number;
  kept: Record<string, number>;
  leftOver: number;
  /** Why it was not done, or not to the end. */
  fault: string | null;
};

/** Rules for connected systems, and the databases that software reaches; closed however it ends. */
export async function withRows<T>(
  house: House,
  policy: Policy,
  work: (rules: RowRule[], connectorOf: (system: string) => Connector | undefined) => Promise<T>,
): Promise<T> {
  const rules = rowRulesOf(policy);
  const connectors = new Map(
    (rules.length > 0 ? (house.connect?.(policy) ?? []) : []).map((one) => [one.describe().name, one]),
  );
  try {
    return await work(rules, (system) => connectors.get(system));
  } finally {
    for (const connector of connectors.values()) await connector.close();
  }
}

/**
 * Runs every rule on the rows of connected systems: found by the database itself, a page at a time; planned, journalled,
 * written in batches, read again and certified. What an earlier run left open when it died is gone on with first. One run at
 * a time: where another is at it, nothing is done.
 */
export async function disposeRows(house: House, policy: Policy, moment: Moment): Promise<RowDisposal[]> {
  if (rowRulesOf(policy).length === 0) return [];
  try {
    return await alone(house.store.pool, 'retention of rows', () =>
      withRows(house, policy, async (rules, connectorOf) => {
        const work: RowsWork = { house, policy, moment, connectorOf };
        await finishOpen(work);
        const disposals: RowDisposal[] = [];
        for (const one of rules) {
          const disposal = await disposeOf(work, one);
          await noteLook(house, disposal, moment);
          disposals.push(disposal);
        }
        // What stayed for the sake of rows that went after it goes the same night.
        if (disposals.some(({ records }) => records > 0))
          for (const [at, one] of rules.entries()) {
            const before = disposals[at];
            if (!before || (before.kept['other-rows'] ?? 0) === 0) continue;
            const again = await disposeOf(work, one);
            disposals[at] = {
              ...again,
              due: before.due,
              records: before.records + again.records,
              redacted: before.redacted + again.redacted,
              leftOver: before.leftOver + again.leftOver,
            };
            await noteLook(house, disposals[at], moment);
          }
        return disposals;
      }),
    );
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.plan-busy') return [];
    throw error;
  }
}

async function disposeOf(work: RowsWork, one: RowRule): Promise<RowDisposal> {
  const { house, policy, moment, connectorOf } = work;
  const disposal: RowDisposal = { ...nothingOf(one) };
  const connector = connectorOf(one.rows.system);
  const why = whyNot(one, connector);
  if (why !== null || !connector) return { ...disposal, fault: why };
  const looking = rowsHouse(house, policy, moment.today);
  try {
    let after: SettledRow['key'] | null = null;
    do {
      const page = await settledPage(looking, connector, one, { after });
      after = page.after;
      disposal.due += page.due.length;
      for (const { rows, spares } of groupsOf(page.due, disposal.kept)) {
        const done = await disposeKeys(work, one, connector, rows, spares);
        disposal.records += done.deleted;
        disposal.redacted += done.anonymised;
        disposal.leftOver += done.left;
        disposal.fault ??= done.fault;
        for (const [kind, n] of Object.entries(done.kept))
          disposal.kept[kind] = (disposal.kept[kind] ?? 0) + n;
      }
    } while (after !== null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // One system that does not answer, or whose map is outdated, keeps no other from its turn.
    disposal.fault ??= error.message;
  }
  return disposal;
}

export const nothingOf = ({ name, rows: { system, table } }: RowRule): RowDisposal => ({
  rule: name,
  system,
  table,
  due: 0,
  records: 0,
  redacted: 0,
  kept: {},
  leftOver: 0,
  fault: null,
});

/** Why a rule can't be run on a table by itself; null: it can. */
export function whyNot(one: RowRule, connector: Connector | undefined): string | null {
  if (!connector?.dueRows || !connector.planDue)
    return `${one.rows.system} is not reached by software from here: set the address that its declaration names.`;
  if (!goesByItself(one)) return 'The rule leaves it to people: they decide row by row.';
  if (waitsFirst(one.rule))
    return 'The rule asks people first, which is not done for rows of connected systems: nothing goes.';
  return null;
}

type Group = { rows: SettledRow[]; spares: NonNullable<RowReason['spares']> };

/** Rows that go, by the columns of them that are held; what stays whole is only counted. */
function groupsOf(due: readonly SettledRow[], kept: Record<string, number>): Group[] {
  const groups = new Map<string, Group>();
  for (const row of due) {
    for (const kind of new Set(row.kept.map((reason) => reason.kind))) kept[kind] = (kept[kind] ?? 0) + 1;
    if (row.kept.some(({ spares }) => spares === null)) continue;
    const spares = row.kept.flatMap((reason) => reason.spares ?? []);
    const name = JSON.stringify(spares);
    const group = groups.get(name) ?? { rows: [], spares };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()];
}

const noteLook = (house: House, one: RowDisposal, { now, today }: Moment): Promise<unknown> =>
  house.store.rows(
    `insert into retention_look (rule, system, "table", looked_on, looked_at, due, gone, kept, left_over, fault)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (rule, system, "table") do update set looked_on = excluded.looked_on, looked_at = excluded.looked_at,
       due = excluded.due, gone = excluded.gone, kept = excluded.kept, left_over = excluded.left_over, fault = excluded.fault`,
    [
      one.rule,
      one.system,
      one.table,
      today,
      now,
      one.due,
      one.records + one.redacted,
      JSON.stringify(one.kept),
      one.leftOver,
      one.fault,
    ],
  );
