import { type Clock, Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import { rows } from '../../store/index.ts';
import type { Connector, Leftover, Step } from '../connector.ts';
import type { Value } from '../database/database.ts';
import {
  type ItemRow,
  isWriting,
  itemRows,
  type KnownStep,
  noteWritten,
  type PlanRow,
  type PlanState,
  type Sealed,
  type SystemRow,
  stepsOf,
  systemRows,
  unsealed,
} from '../plan/journal.ts';
import { type MarkSet, markSet } from '../plan/mark-set.ts';
import { does, heldBack } from '../plan/plan.rules.ts';
import { markOfKey } from '../plan/row-set.ts';
import { countsOf, openPlan, type PlanHouse, settle } from '../plan/settle.ts';
import { alone } from './alone.ts';
import { batchesOf, toApply } from './batches.ts';
import { refuseChanged } from './unchanged.ts';

/** What is told while a plan is carried out. `rows` of `of` are written in this system. */
export interface Progress {
  readonly system: string;
  /** `writing`: a batch is about to be; `written`: it is, and not noted yet; `noted`; `verified`: looked at again. */
  readonly at: 'writing' | 'written' | 'noted' | 'verified';
  readonly rows: number;
  readonly of: number;
}

export interface Executing {
  readonly systems: readonly Connector[];
  readonly clock: Pick<Clock, 'now'>;
  /** Who carries it out: a staff id, `system`. */
  readonly by: string;
  /** At most so many rows a second, by system; absent: as fast as it goes. */
  readonly rowsPerSecond?: Readonly<Record<string, number>>;
  /** Rows in one transaction; 5,000 unless told. */
  readonly batch?: number;
  readonly progress?: (progress: Progress) => void | Promise<void>;
}

/**
 * Carries out what was approved, system by system, batch by batch, and looks again. May be called again after the process
 * died anywhere: it goes on where the journal ends. Answers how far the plan has come: `done` only when every system was
 * written and nothing was found again, and every task signed for.
 *
 * @throws Refused `systems.plan-unknown`, `systems.plan-closed`, `systems.plan-unapproved`, `systems.plan-busy`,
 *   `systems.plan-outdated` where a system no longer holds what was approved: nothing was written to it
 */
export function executePlan(house: PlanHouse, planId: string, executing: Executing): Promise<PlanState> {
  return alone(house.store.pool, planId, async () => {
    const plan = await openPlan(house.store.db, planId);
    if (plan.approved_hash === null) {
      throw new Refused(
        'systems.plan-unapproved',
        'Nobody has approved this plan: look at it, then approve it.',
      );
    }
    const asked = await unsealed<Sealed>(house.vault, planId, 'asked', plan.sealed);
    const byName = new Map(executing.systems.map((system) => [system.describe().name, system]));
    const systems = await systemRows(house.store.db, planId);
    const back = heldBack(systems);
    const ready = systems.filter(
      ({ system, state }) =>
        !back.has(system) && byName.has(system) && ['approved', 'running', 'left'].includes(state),
    );
    const items = await itemRows(house.store.db, planId);
    for (const one of ready) await refuseChanged(plan, asked, one, items, byName);
    for (const one of ready) {
      const connector = byName.get(one.system);
      if (!connector) continue;
      const failed = await carryOut(house, plan, asked, connector, one, items, executing);
      if (failed !== null) await mark(house, planId, one.system, null, failed);
    }
    return house.store.inTransaction(async (tx) => {
      const { state, items: written } = await settle(tx, planId, executing.clock.now());
      await appendEvidence(tx, {
        kind: 'plan.carried-out',
        at: executing.clock.now(),
        actor: executing.by,
        ...(Number.parseInt(plan.person_id.replaceAll('-', ''), 16) !== 0 && { aboutPerson: plan.person_id }),
        body: {
          plan: planId,
          state,
          ...countsOf(
            written.map((item) => ({ ...item, count: isWriting(item.act) ? item.written : item.count })),
          ),
          left: written.reduce((sum, item) => sum + (item.left_over ?? 0), 0),
        },
      });
      return state;
    });
  });
}

/** Null: it went well; else why this system waits. */
async function carryOut(
  house: PlanHouse,
  plan: PlanRow,
  asked: Sealed,
  connector: Connector,
  { system: name }: SystemRow,
  items: readonly ItemRow[],
  executing: Executing,
): Promise<string | null> {
  const { can } = connector.describe();
  try {
    if (does(connector.describe(), plan.intent) && plan.intent !== 'read') {
      await mark(house, plan.id, name, 'running', null);
      await write(house, plan, connector, name, items, executing);
    }
    const left =
      can.verify && plan.intent !== 'read' ? await verify(house, plan, asked, connector, name) : [];
    await noteVerified(house, plan, name, left, executing);
    await executing.progress?.({ system: name, at: 'verified', rows: 0, of: 0 });
    return null;
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.unreachable') return error.message;
    // What a database says of it may hold a person's values: the code alone is noted, and the fault is seen by who called.
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    await mark(house, plan.id, name, null, `a step was refused${code}: nothing of its batch was written`);
    await house.store.inTransaction((tx) => settle(tx, plan.id));
    throw error;
  }
}

async function write(
  house: PlanHouse,
  plan: PlanRow,
  connector: Connector,
  name: string,
  all: readonly ItemRow[],
  { batch = 5_000, progress, rowsPerSecond, clock }: Executing,
): Promise<void> {
  const items = all.filter((item) => item.system === name && isWriting(item.act));
  const of = items.reduce((sum, item) => sum + item.count, 0);
  let done = items.reduce((sum, item) => sum + item.written, 0);
  const rate = rowsPerSecond?.[name];
  const most = rate === undefined ? batch : Math.max(1, Math.min(batch, rate));
  for await (const group of batchesOf(stepsOf(house.store.db, house.vault, plan.id, name, 'open'), most)) {
    const started = performance.now();
    const count = group.reduce((sum, step) => sum + step.keys.length, 0);
    await progress?.({ system: name, at: 'writing', rows: done, of });
    await connector.apply(group.map((step) => toApply(plan.id, step)));
    done += count;
    await progress?.({ system: name, at: 'written', rows: done, of });
    const whole = group.filter((step) => step.last).map(({ number }) => number);
    if (whole.length > 0)
      await house.store.inTransaction((tx) => noteWritten(tx, plan.id, whole, clock.now()));
    await progress?.({ system: name, at: 'noted', rows: done, of });
    if (rate !== undefined) await pause((count / rate) * 1_000 - (performance.now() - started));
  }
}

const pause = (milliseconds: number): Promise<void> =>
  milliseconds > 0 ? new Promise((later) => setTimeout(later, milliseconds)) : Promise.resolve();

const SHORT = 32;

/** By key and by identity; what may be there is what the plan lets stay. */
async function verify(
  { store, vault }: PlanHouse,
  plan: PlanRow,
  asked: Sealed,
  connector: Connector,
  name: string,
): Promise<readonly Leftover[]> {
  const stay = new Map<string, MarkSet>();
  // A short journal is opened once; a long one again, and not held.
  const short: KnownStep[] = [];
  let count = 0;
  for await (const step of stepsOf(store.db, vault, plan.id, name, 'all')) {
    if (count++ < SHORT) short.push(step);
    if (step.act === 'delete' || step.act === 'detach') continue;
    const marks = stay.get(step.table) ?? markSet();
    stay.set(step.table, marks);
    for (const key of step.keys) marks.add(markOfKey(key));
  }
  async function* written(): AsyncGenerator<Step> {
    for await (const step of count <= SHORT ? short : stepsOf(store.db, vault, plan.id, name, 'all')) {
      if (isWriting(step.act)) yield toApply(plan.id, { ...step, part: 0, last: true });
    }
  }
  if (count > SHORT) short.length = 0;
  // Who asked for a change is still there, under the old identities or the new ones.
  const identities = 'person' in asked && plan.intent === 'erase' ? asked.person.identities : [];
  const stays = (table: string, key: readonly Value[]) => stay.get(table)?.has(markOfKey(key)) ?? false;
  return connector.verify(identities, written(), stays);
}

async function noteVerified(
  { store }: PlanHouse,
  plan: PlanRow,
  name: string,
  left: readonly Leftover[],
  { clock }: Executing,
): Promise<void> {
  await store.inTransaction(async (tx) => {
    await rows(
      tx,
      `update plan_item i set left_over = coalesce((select sum((l->>'count')::bigint) from jsonb_array_elements($3::jsonb) l
         where l->>'table' = i."table"), 0)
       where plan_id = $1 and system = $2 and act in ('delete', 'anonymise', 'change')`,
      [plan.id, name, JSON.stringify(left)],
    );
    await rows(
      tx,
      `update plan_system set state = $3, because = $4, verified_at = $5, written_at = coalesce(written_at, $5)
       where plan_id = $1 and system = $2`,
      [
        plan.id,
        name,
        left.length > 0 ? 'left' : 'done',
        left.length > 0
          ? left.map(({ table, count, because }) => `${count} in ${table}: ${because}`).join('; ')
          : null,
        clock.now(),
      ],
    );
  });
}

const mark = (
  { store }: PlanHouse,
  planId: string,
  system: string,
  state: SystemRow['state'] | null,
  because: string | null,
): Promise<unknown> =>
  store.rows(
    'update plan_system set state = coalesce($3, state), because = $4 where plan_id = $1 and system = $2',
    [planId, system, state, because],
  );
