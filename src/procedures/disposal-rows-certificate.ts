import type { Day } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  approversOf,
  noteGone,
  proposalNamed,
  type SettledRow,
  takeBackFromPlan,
} from '../retention/index.ts';
import { rows } from '../store/index.ts';
import { type Connector, closePlan, keysOf, type PlanView, viewPlan } from '../systems/index.ts';
import type { House, Moment } from './house.ts';

export const WRITES: ReadonlySet<string> = new Set(['delete', 'anonymise']);

/** What the plan lets stay though a rule called it due, or leads to it. */
export const keptIn = (plan: PlanView): Record<string, number> => {
  const kept: Record<string, number> = {};
  for (const { act, duty, count } of plan.items)
    if (act === 'keep' || act === 'leave') {
      const kind = duty === null ? 'other-rows' : 'duty';
      kept[kind] = (kept[kind] ?? 0) + count;
    }
  return kept;
};

export const figuresOf = ({ items }: PlanView) => {
  const of = (which: string) =>
    items.filter(({ act }) => act === which).reduce((sum, { written }) => sum + written, 0);
  return {
    deleted: of('delete'),
    anonymised: of('anonymise'),
    left: items.reduce((sum, { left_over }) => sum + (left_over ?? 0), 0),
  };
};

/**
 * One certificate for what a plan has written, once, however often it is asked for; what somebody had to agree to leaves its
 * proposal with it.
 */
export async function certify(
  house: House,
  planId: string,
  { now }: Moment,
  connector: Connector | undefined,
): Promise<PlanView> {
  const plan = await viewPlan(house.store.db, house.vault, planId);
  const { deleted, anonymised, left } = figuresOf(plan);
  const written = connector ? await writtenBy(house, plan, connector) : null;
  await house.store.inTransaction(async (tx) => {
    const [open] = await rows<{
      rule: string;
      system: string;
      table: string;
      policy: string;
      counted_from: Day[];
      proposal: string | null;
    }>(
      tx,
      `update retention_plan set certified_at = $2 where plan_id = $1 and certified_at is null
       returning rule, system, "table", policy, counted_from::text[] as counted_from, proposal`,
      [planId, now],
    );
    if (!open) return;
    const agreed = open.proposal === null ? null : await proposalNamed(tx, open.proposal, { hold: true });
    if (agreed) {
      await takeBackFromPlan(tx, planId, written?.get(open.table) ?? []);
      await noteGone(tx, agreed.id, goneOf(plan, open.table));
    }
    if (deleted + anonymised === 0) return;
    await appendEvidence(tx, {
      kind: 'retention.disposed',
      at: now,
      actor: 'worker',
      body: {
        rule: open.rule,
        why: 'schedule',
        system: open.system,
        tables: tablesIn(plan),
        plan: plan.approved_hash,
        records: deleted,
        redacted: anonymised,
        kept: keptIn(plan),
        people: 0,
        forgotten: 0,
        leftBehind: left,
        verified: plan.systems.every(({ verified_at }) => verified_at !== null),
        countedFrom: open.counted_from,
        policy: open.policy,
        ...(agreed && {
          proposal: agreed.id,
          agreed: agreed.hash,
          approvals: (await approversOf(tx, agreed)).map(({ stage, role, at, entry }) => ({
            stage,
            role,
            at,
            entry,
          })),
        }),
      },
    });
  });
  return plan;
}

/** Rows of one table that a plan has written. */
const goneOf = ({ items }: PlanView, table: string): number =>
  items
    .filter((item) => item.table === table && WRITES.has(item.act))
    .reduce((sum, { written }) => sum + written, 0);

/** The marks of rows that a plan has written to the end, by table; of one that was not, what it wrote is found out at night. */
async function writtenBy(
  house: House,
  plan: PlanView,
  connector: Connector,
): Promise<Map<string, string[]> | null> {
  const { markOfRow } = connector;
  if (!markOfRow || plan.state === 'closed') return null;
  const marks = new Map<string, string[]>();
  for (const { act, count, number, table, written } of plan.items) {
    if (!WRITES.has(act) || written < count) continue;
    const all = marks.get(table) ?? [];
    marks.set(table, all);
    for await (const { keys } of keysOf(house, plan.id, number))
      for (const key of keys) all.push(markOfRow(table, key as SettledRow['key']));
  }
  return marks;
}

const tablesIn = ({ items }: PlanView): Record<string, Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(items, ({ table }) => table)].map(([table, own]) => [
      table,
      Object.fromEntries(
        [...Map.groupBy(own, ({ act }) => act)].map(([act, some]) => [
          act,
          some.reduce((sum, { count, written }) => sum + (WRITES.has(act) ? written : count), 0),
        ]),
      ),
    ]),
  );

/** Ends a plan, with what is known of it here. What it did not write stays proposed. */
export async function drop(house: House, planId: string, { now }: Moment): Promise<void> {
  await closePlan(house, planId, now);
  await house.store.inTransaction(async (tx) => {
    await takeBackFromPlan(tx, planId, []);
    await rows(tx, 'delete from retention_plan where plan_id = $1', [planId]);
  });
}
