import { type Day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { canonicalOrNull } from '../people/index.ts';
import { suppress } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  dueRuleOf,
  keptByOthers,
  type RowRule,
  type RowsHouse,
  rowRulesOf,
  type SettledRow,
  settledPage,
} from '../retention/index.ts';
import { rows } from '../store/index.ts';
import {
  approvePlan,
  type Connector,
  closePlan,
  executePlan,
  keysOf,
  makeDuePlan,
  type PlanView,
  type Spares,
  viewPlan,
} from '../systems/index.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import type { House, Moment } from './house.ts';

/** What a run works with. */
export type RowsWork = {
  house: House;
  policy: Policy;
  moment: Moment;
  connectorOf: (system: string) => Connector | undefined;
};

export const rowsHouse = (house: House, policy: Policy, today: Day): RowsHouse => ({
  reader: house.store.db,
  vault: house.vault,
  policy,
  today,
  suspended: (people) => suspendedAmong(house.store.db, people, 'schedule'),
});

export type Done = {
  deleted: number;
  anonymised: number;
  left: number;
  kept: Record<string, number>;
  fault: string | null;
};

const NOTHING: Done = { deleted: 0, anonymised: 0, left: 0, kept: {}, fault: null };

/** By what plans of rules are known among the others. */
const MADE_FOR = 'retention:';

/** One batch of a rule from its plan to its certificate. */
export async function disposeKeys(
  work: RowsWork,
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  spares: readonly Spares[],
): Promise<Done> {
  const { house, policy, moment } = work;
  const planId = await makeDuePlan(house, {
    system: connector,
    due: {
      table: one.rows.table,
      keys: due.map(({ key }) => key),
      on: moment.today,
      ownYear: { financialYearEnds: policy.organisation['financial-year-ends'] },
      byRule: {
        then: one.rule.then === 'anonymise' ? 'anonymise' : 'delete',
        keeps: keptByOthers(policy, one, moment.today),
        spares,
        still: dueRuleOf(policy, one, moment.today),
      },
    },
    madeFor: `${MADE_FOR}${one.name}`,
    by: 'worker',
    now: moment.now,
  });
  const plan = await viewPlan(house.store.db, house.vault, planId);
  const fault = await whyNotCarriedOut(work, one, connector, due, plan);
  if (fault !== null) {
    await drop(house, planId, moment);
    return typeof fault === 'string' ? { ...NOTHING, fault } : { ...NOTHING, kept: fault };
  }
  await house.store.inTransaction(async (tx) => {
    await rows(
      tx,
      `insert into retention_plan (plan_id, rule, system, "table", for_day, policy, counted_from, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        planId,
        one.name,
        one.rows.system,
        one.rows.table,
        moment.today,
        policy.hash,
        firstAndLast(due),
        moment.now,
      ],
    );
    // First the entry that keeps us from writing to them, for once they are gone nobody knows whom to enter.
    if (one.rule.then === 'suppress')
      for (const { kind, value } of due.flatMap(({ knownAs }) => knownAs)) {
        if (kind !== 'email' && kind !== 'phone') continue;
        const address = canonicalOrNull({ kind, value });
        if (address !== null)
          await suppress(tx, house.vault.suppressionHash(kind, address), {
            scope: 'marketing',
            reason: 'kept-no-longer',
            now: moment.now,
          });
      }
  });
  await approvePlan(house, { planId, hash: plan.hash, by: 'worker', now: moment.now });
  return carryOut(work, planId, connector);
}

/** Null: it is; a text says why not, figures what turned out to stay. */
async function whyNotCarriedOut(
  { house, policy, moment }: RowsWork,
  one: RowRule,
  connector: Connector,
  due: readonly SettledRow[],
  plan: PlanView,
): Promise<string | Record<string, number> | null> {
  const [waits] = plan.systems.filter(({ state }) => state === 'waiting');
  if (waits) return waits.because ?? 'The system could not be searched.';
  const blocked = plan.items.filter(({ act }) => act === 'blocked');
  if (blocked.length > 0)
    return `The map stands against it: ${blocked.map(({ because }) => because).join(' ')}`;
  if (!plan.items.some(({ act }) => WRITES.has(act))) return keptIn(plan);
  // A hold may have been placed since these rows were found.
  const again = await settledPage(rowsHouse(house, policy, moment.today), connector, one, {
    keys: due.map(({ key }) => key),
    limit: due.length,
  });
  const reasons = new Map(due.map(({ key, kept }) => [JSON.stringify(key), kept.length]));
  const held = again.due.filter(({ key, kept }) => kept.length > (reasons.get(JSON.stringify(key)) ?? 0));
  return held.length > 0 ? 'Something was held while the plan was made: the next run looks again.' : null;
}

const WRITES: ReadonlySet<string> = new Set(['delete', 'anonymise']);

/** What the plan lets stay though a rule called it due, or leads to it. */
const keptIn = (plan: PlanView): Record<string, number> => {
  const kept: Record<string, number> = {};
  for (const { act, duty, count } of plan.items)
    if (act === 'keep' || act === 'leave') {
      const kind = duty === null ? 'other-rows' : 'duty';
      kept[kind] = (kept[kind] ?? 0) + count;
    }
  return kept;
};

async function carryOut(work: RowsWork, planId: string, connector: Connector): Promise<Done> {
  const { house, policy, moment } = work;
  const { name } = connector.describe();
  const rate = policy.systems[name]?.['rows-per-second'];
  let fault: string | null = null;
  try {
    await executePlan(house, planId, {
      systems: [connector],
      clock: house.clock,
      by: 'worker',
      ...(rate !== undefined && { rowsPerSecond: { [name]: rate } }),
    });
  } catch (error) {
    // What was written is certified all the same; the rest is found again by the next run.
    if (!(error instanceof Refused)) {
      await certify(house, planId, moment);
      await drop(house, planId, moment);
      throw error;
    }
    fault = error.message;
  }
  const plan = await certify(house, planId, moment);
  await drop(house, planId, moment);
  const { deleted, anonymised, left } = figuresOf(plan);
  const waits = plan.systems.find(({ state }) => state !== 'done')?.because ?? null;
  return { deleted, anonymised, left, kept: keptIn(plan), fault: fault ?? waits };
}

const figuresOf = ({ items }: PlanView) => {
  const of = (which: string) =>
    items.filter(({ act }) => act === which).reduce((sum, { written }) => sum + written, 0);
  return {
    deleted: of('delete'),
    anonymised: of('anonymise'),
    left: items.reduce((sum, { left_over }) => sum + (left_over ?? 0), 0),
  };
};

/** One certificate for what a plan has written, once, however often it is asked for. */
async function certify(house: House, planId: string, { now }: Moment): Promise<PlanView> {
  const plan = await viewPlan(house.store.db, house.vault, planId);
  const { deleted, anonymised, left } = figuresOf(plan);
  await house.store.inTransaction(async (tx) => {
    const [open] = await rows<{ rule: string; system: string; policy: string; counted_from: Day[] }>(
      tx,
      `update retention_plan set certified_at = $2 where plan_id = $1 and certified_at is null
       returning rule, system, policy, counted_from::text[] as counted_from`,
      [planId, now],
    );
    if (!open || deleted + anonymised === 0) return;
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
      },
    });
  });
  return plan;
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

async function drop(house: House, planId: string, { now }: Moment): Promise<void> {
  await closePlan(house, planId, now);
  await house.store.rows('delete from retention_plan where plan_id = $1', [planId]);
}

const firstAndLast = (due: readonly SettledRow[]): Day[] => {
  const days = due.map(({ from }) => from).sort();
  return [days[0], days.at(-1)].filter((day) => day !== undefined);
};

/**
 * Goes on with plans that a run left open when it died: one that was not agreed to yet is found anew; one that was is written
 * to its end, unless something is held by now, and gets its certificate.
 */
export async function finishOpen(work: RowsWork): Promise<void> {
  const { house, moment, connectorOf } = work;
  const open = await house.store.rows<{
    id: string;
    rule: string | null;
    system: string;
    table: string;
    approved: boolean;
    certified: boolean;
  }>(
    `select p.id, r.rule, r.system, r."table", p.approved_hash is not null as approved, r.certified_at is not null as certified
     from plan p left join retention_plan r on r.plan_id = p.id
     where p.made_for like '${MADE_FOR}%' and (p.state <> 'closed' or r.plan_id is not null) order by p.made_at`,
  );
  for (const { id, rule, system, table, approved, certified } of open) {
    if (rule === null || !approved || certified) {
      await drop(house, id, moment);
      continue;
    }
    const connector = connectorOf(system);
    if (!connector) continue; // not reached tonight: what it has written is certified when it is
    if (await isHeldNow(work, { id, rule, system, table }, connector)) {
      await certify(house, id, moment);
      await drop(house, id, moment);
    } else await carryOut(work, id, connector);
  }
}

/** Whether a row that the plan still names has come under a hold since. */
async function isHeldNow(
  { house, policy, moment }: RowsWork,
  plan: { id: string; rule: string; system: string; table: string },
  connector: Connector,
): Promise<boolean> {
  const one = rowRulesOf(policy).find(
    ({ name, rows }) => name === plan.rule && rows.system === plan.system && rows.table === plan.table,
  );
  // The rule is no more: nothing goes by it.
  if (!one) return true;
  const { items } = await viewPlan(house.store.db, house.vault, plan.id);
  for (const item of items)
    if (item.table === plan.table && WRITES.has(item.act))
      for await (const { keys } of keysOf(house, plan.id, item.number)) {
        const { due } = await settledPage(rowsHouse(house, policy, moment.today), connector, one, {
          keys: keys as SettledRow['key'][],
          limit: keys.length,
        });
        if (due.some(({ kept }) => kept.some(({ spares }) => spares === null))) return true;
      }
  return false;
}
