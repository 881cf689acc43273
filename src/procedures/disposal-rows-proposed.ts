import {
  dueRuleOf,
  horizonOf,
  type Proposal,
  type ProposedRowThere,
  proposals,
  type RowRule,
  rowPile,
  rowsProposedAmong,
  type SettledRow,
  settledPage,
  whatOfRow,
} from '../retention/index.ts';
import type { Connector } from '../systems/index.ts';
import { disposeKeys } from './disposal-rows-plan.ts';
import { countDone, countKept, type RowDisposal, type RowsWork, rowsHouse } from './disposal-rows-work.ts';
import { bringUpToDay, finishProposal } from './retention-proposal.ts';

/** Brings up to the day what a rule proposes of rows of a connected system, as its system tells them today. */
export const proposeRowsDue = (work: RowsWork, one: RowRule, connector: Connector): Promise<void> =>
  work.house.store.inTransaction((tx) =>
    bringUpToDay(tx, {
      name: one.name,
      rule: one.rule,
      moment: work.moment,
      pile: rowPile(one.name, one.rows),
      batches: comingDue(work, one, connector),
    }),
  );

/** Rows that would go up to the rule's horizon, a page at a time. */
async function* comingDue(
  work: RowsWork,
  one: RowRule,
  connector: Connector,
): AsyncGenerator<ProposedRowThere[]> {
  const { house, policy, moment } = work;
  const looking = rowsHouse(house, policy, horizonOf(one.rule, moment.today));
  for (let after: SettledRow['key'] | null = null; ; ) {
    const page = await settledPage(looking, connector, one, { after });
    const going = page.due.filter(({ kept }) => kept.every(({ spares }) => spares !== null));
    if (going.length > 0) yield (await digested(one, connector, going, work)).map(({ now }) => now);
    after = page.after;
    if (after === null) return;
  }
}

/** Rows with what of each goes, as the system says it now; those that went in between are left out. */
async function digested(
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  { policy, moment }: RowsWork,
): Promise<{ row: SettledRow; now: ProposedRowThere }[]> {
  const asked = dueRuleOf(policy, one, moment.today);
  const keys = due.map(({ key }) => key);
  const digests = (await connector.digestRows?.(asked, keys)) ?? [];
  return due.flatMap((row, at) => {
    const digest = digests[at];
    if (!digest) return [];
    const spared = row.kept.flatMap(({ spares }) =>
      (spares ?? []).flatMap(({ table, columns, holding }) =>
        holding ? [] : columns.map((column) => `${table}.${column}`),
      ),
    );
    return [{ row, now: { ...digest, goesOn: row.goesOn, spared: [...new Set(spared)].sort() } }];
  });
}

/**
 * Does what all have agreed to, or what was announced long enough: the very rows, as they were when they were looked at. One
 * that changed since, or that something holds now, stays and is proposed as it is then.
 */
export async function disposeAgreed(
  work: RowsWork,
  one: RowRule,
  connector: Connector,
  disposal: RowDisposal,
): Promise<void> {
  const { house, policy, moment } = work;
  const { db } = house.store;
  await proposeRowsDue(work, one, connector);
  const ready = new Map<string, Proposal>();
  for (const found of await proposals(db, { closed: 0 }))
    if (
      found.rule === one.name &&
      found.system === one.rows.system &&
      found.table === one.rows.table &&
      found.state === 'announced' &&
      (found.goes_from ?? '') <= moment.today
    )
      ready.set(found.id, found);
  const looking = rowsHouse(house, policy, moment.today);
  for (let after: SettledRow['key'] | null = null; ; ) {
    const page = await settledPage(looking, connector, one, { after });
    after = page.after;
    disposal.due += page.due.length;
    const free = page.due.filter((row) => {
      for (const kind of new Set(row.kept.map((reason) => reason.kind))) countKept(disposal, kind);
      return row.kept.every(({ spares }) => spares !== null);
    });
    for (const { proposal, rows } of (
      await agreedAmong(work, one, connector, free, ready, disposal)
    ).values()) {
      const spares = rows[0]?.row.kept.flatMap((reason) => reason.spares ?? []) ?? [];
      const agreed = { proposal, marks: rows.map(({ now }) => now.mark) };
      const due = rows.map(({ row }) => row);
      countDone(disposal, await disposeKeys(work, one, connector, due, spares, agreed));
    }
    if (after === null) break;
  }
  for (const id of ready.keys()) await finishProposal(house, id, moment);
}

type Agreed = { proposal: Proposal; rows: { row: SettledRow; now: ProposedRowThere }[] };

/** Of these rows those that are to go as they are now, by proposal and by what of them is held; the others wait. */
async function agreedAmong(
  work: RowsWork,
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  ready: ReadonlyMap<string, Proposal>,
  disposal: RowDisposal,
): Promise<Map<string, Agreed>> {
  const groups = new Map<string, Agreed>();
  if (due.length === 0) return groups;
  const rows = await digested(one, connector, due, work);
  const marks = rows.map(({ now }) => now.mark);
  const known = new Map(
    (await rowsProposedAmong(work.house.store.db, one.name, one.rows, marks)).map((row) => [row.mark, row]),
  );
  for (const found of rows) {
    const before = known.get(found.now.mark);
    const proposal = before && ready.get(before.proposal);
    if (!proposal || whatOfRow(before) !== whatOfRow(found.now)) {
      countKept(disposal, 'agreement');
      continue;
    }
    const name = JSON.stringify([proposal.id, found.now.spared]);
    const group = groups.get(name) ?? { proposal, rows: [] };
    group.rows.push(found);
    groups.set(name, group);
  }
  return groups;
}
