import { Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  goesByItself,
  type Proposal,
  type RowReason,
  type RowRule,
  rowRulesOf,
  type SettledRow,
  settledPage,
  waitsFirst,
} from '../retention/index.ts';
import { alone, type Connector } from '../systems/index.ts';
import { type Ahead, countAhead } from './disposal-rows-ahead.ts';
import { finishOpen } from './disposal-rows-open.ts';
import { disposeKeys } from './disposal-rows-plan.ts';
import { disposeAgreed, proposeRowsDue } from './disposal-rows-proposed.ts';
import {
  countDone,
  countKept,
  nothingOf,
  type RowDisposal,
  type RowsWork,
  rowsHouse,
} from './disposal-rows-work.ts';
import type { House, Moment } from './house.ts';

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
  const done = await aloneOrNot(house, () =>
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
      for (const [at, one] of rules.entries()) {
        const [disposal, connector] = [disposals[at], connectorOf(one.rows.system)];
        if (disposal && connector && whyNot(one, connector) === null)
          await noteLook(house, disposal, moment, await countAhead(work, one, connector));
      }
      return disposals;
    }),
  );
  return done ?? [];
}

/** The table of a proposal with what reaches it. Null: no rule is about it any more, and nothing of it goes. */
const withRowsOf = <T>(
  house: House,
  policy: Policy,
  { rule, system, table }: Pick<Proposal, 'rule' | 'system' | 'table'>,
  moment: Moment,
  work: (work: RowsWork, one: RowRule, connector: Connector) => Promise<T>,
): Promise<T | null> =>
  withRows(house, policy, async (rules, connectorOf) => {
    const one = rules.find(
      ({ name, rows }) => name === rule && rows.system === system && rows.table === table,
    );
    if (!one) return null;
    const connector = connectorOf(one.rows.system);
    const why = whyNot(one, connector);
    if (why !== null || !connector) throw new Refused('systems.unreachable', why ?? 'It is not reached.');
    return work({ house, policy, moment, connectorOf }, one, connector);
  });

/** Looks again what a proposal of rows would dispose of. @throws Refused `systems.unreachable` */
export const proposeRows = (
  house: House,
  policy: Policy,
  proposal: Pick<Proposal, 'rule' | 'system' | 'table'>,
  moment: Moment,
): Promise<unknown> => withRowsOf(house, policy, proposal, moment, proposeRowsDue);

/** Does what all have agreed to now, where its day has come; where another run is at it, the next one does. */
export async function disposeRowsProposed(
  house: House,
  policy: Policy,
  proposal: Pick<Proposal, 'rule' | 'system' | 'table'>,
  moment: Moment,
): Promise<void> {
  await aloneOrNot(house, () =>
    withRowsOf(house, policy, proposal, moment, async (work, one) => {
      await finishOpen(work);
      await noteLook(house, await disposeOf(work, one), moment);
    }),
  );
}

/** One run at a time. Null: another is at it. */
async function aloneOrNot<T>(house: House, work: () => Promise<T>): Promise<T | null> {
  try {
    return await alone(house.store.pool, 'retention of rows', work);
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.plan-busy') return null;
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
    if (waitsFirst(one.rule)) {
      await disposeAgreed(work, one, connector, disposal);
      return disposal;
    }
    let after: SettledRow['key'] | null = null;
    do {
      const page = await settledPage(looking, connector, one, { after });
      after = page.after;
      disposal.due += page.due.length;
      for (const { rows, spares } of groupsOf(page.due, disposal)) {
        countDone(disposal, await disposeKeys(work, one, connector, rows, spares));
      }
    } while (after !== null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // One system that does not answer, or whose map is outdated, keeps no other from its turn.
    disposal.fault ??= error.message;
  }
  return disposal;
}

/** Why a rule can't be run on a table by itself; null: it can. */
export function whyNot(one: RowRule, connector: Connector | undefined): string | null {
  if (!connector?.dueRows || !connector.planDue)
    return `${one.rows.system} is not reached by software from here: set the address that its declaration names.`;
  if (!goesByItself(one)) return 'The rule leaves it to people: they decide row by row.';
  if (waitsFirst(one.rule) && !connector.digestRows)
    return `What people agreed to can't be told from what is there now in ${one.rows.system}: nothing goes.`;
  return null;
}

type Group = { rows: SettledRow[]; spares: NonNullable<RowReason['spares']> };

/** Rows that go, by the columns of them that are held; what stays whole is only counted. */
function groupsOf(due: readonly SettledRow[], disposal: RowDisposal): Group[] {
  const groups = new Map<string, Group>();
  for (const row of due) {
    for (const kind of new Set(row.kept.map((reason) => reason.kind))) countKept(disposal, kind);
    if (row.kept.some(({ spares }) => spares === null)) continue;
    const spares = row.kept.flatMap((reason) => reason.spares ?? []);
    const name = JSON.stringify(spares);
    const group = groups.get(name) ?? { rows: [], spares };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** What a run found of a rule in a table, and what it saw ahead. */
const noteLook = (
  house: House,
  one: RowDisposal,
  { now, today }: Moment,
  ahead: Ahead | null = null,
): Promise<unknown> =>
  house.store.rows(
    `insert into retention_look (rule, system, "table", looked_on, looked_at, due, gone, kept, left_over, fault, ahead, done_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (rule, system, "table") do update set looked_on = excluded.looked_on, looked_at = excluded.looked_at,
       due = excluded.due, gone = excluded.gone, kept = excluded.kept, left_over = excluded.left_over, fault = excluded.fault,
       ahead = coalesce(excluded.ahead, retention_look.ahead), done_on = coalesce(excluded.done_on, retention_look.done_on)`,
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
      ahead && JSON.stringify(ahead),
      one.fault === null && one.leftOver === 0 ? today : null,
    ],
  );
