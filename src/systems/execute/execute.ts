import { type Clock, Refused } from '../../base/index.ts';
import { prepared } from '../../store/index.ts';
import type { Connector, Leftover, Step } from '../connector.ts';
import type { Value } from '../database/database.ts';
import {
  type ItemRow,
  isWriting,
  noteSeen,
  noteWritten,
  type PlanRow,
  type PlanState,
  type Sealed,
  type Seen,
  type SystemRow,
  unsealed,
  type Written,
} from '../plan/journal.ts';
import { type MarkSet, markSet } from '../plan/mark-set.ts';
import { does, heldBack } from '../plan/plan.rules.ts';
import { markOfKey } from '../plan/row-set.ts';
import { countsOf, holdPlan, NOBODY, openPlan, type PlanHouse, settle } from '../plan/settle.ts';
import { alone } from './alone.ts';
import { batchesOf, toApply } from './batches.ts';
import { type Journal, journalOf } from './journal-of.ts';
import { refuseChanged } from './unchanged.ts';

/** What is told while a plan is carried out. `rows` of `of` are written in this system. */
export interface Progress {
  readonly system: string;
  /**
   * `writing`: a batch is about to be; `written`: it is, and not noted yet; `noted`: the next one may begin (the last batch is
   * noted with the second look); `verified`: looked at again.
   */
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
    const { systems, items } = plan;
    const back = heldBack(systems);
    const ready = systems.filter(
      ({ system, state }) =>
        !back.has(system) && byName.has(system) && ['approved', 'running', 'left'].includes(state),
    );
    for (const one of ready) await refuseChanged(plan, asked, one, items, byName);
    let last: Seen | null = null;
    for (const one of ready) {
      const connector = byName.get(one.system);
      if (!connector) continue;
      if (last) await noteAlone(house, planId, last, executing);
      last = null;
      const seen = await carryOut(house, plan, asked, connector, one, items, executing);
      if (typeof seen === 'string') await mark(house, planId, one.system, null, seen);
      else last = seen;
    }
    return house.store.inTransaction(async (tx) => {
      if (last) await noteSeen(tx, planId, last, executing.clock.now());
      else await holdPlan(tx, planId);
      const now = executing.clock.now();
      const { state } = await settle(tx, planId, now, undefined, (become, written) => ({
        kind: 'plan.carried-out',
        at: now,
        actor: executing.by,
        ...(plan.person_id !== NOBODY && { aboutPerson: plan.person_id }),
        body: {
          plan: planId,
          state: become,
          ...countsOf(
            written.map((item) => ({ ...item, count: isWriting(item.act) ? item.written : item.count })),
          ),
          left: written.reduce((sum, item) => sum + (item.left_over ?? 0), 0),
        },
      }));
      return state;
    });
  });
}

/** A text says why this system waits. */
async function carryOut(
  house: PlanHouse,
  plan: PlanRow,
  asked: Sealed,
  connector: Connector,
  { system: name }: SystemRow,
  items: readonly ItemRow[],
  executing: Executing,
): Promise<Seen | string> {
  const { can } = connector.describe();
  let written: readonly Written[] = [];
  try {
    const writes = does(connector.describe(), plan.intent) && plan.intent !== 'read';
    // Durable before the first write: who goes on after a crash must not take what is gone already for a change of somebody's.
    const [journal] = await Promise.all([
      journalOf(house, plan.id, name),
      writes && mark(house, plan.id, name, 'running', null),
    ]);
    if (writes) {
      written = await write(house, plan, connector, name, journal, items, executing);
    }
    const left = can.verify && plan.intent !== 'read' ? await verify(journal, plan, asked, connector) : [];
    await executing.progress?.({ system: name, at: 'verified', rows: 0, of: 0 });
    return { system: name, written, left };
  } catch (error) {
    if (written.length > 0) await noteWritten(house.store.db, plan.id, written, executing.clock.now());
    if (error instanceof Refused && error.code === 'systems.unreachable') return error.message;
    // What a database says of it may hold a person's values: the code alone is noted, and the fault is seen by who called.
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    await mark(house, plan.id, name, null, `a step was refused${code}: nothing of its batch was written`);
    await house.store.inTransaction(async (tx) => {
      await holdPlan(tx, plan.id);
      await settle(tx, plan.id);
    });
    throw error;
  }
}

/** Answers the steps of the last batch, which are noted with what the second look says. */
async function write(
  house: PlanHouse,
  plan: PlanRow,
  connector: Connector,
  name: string,
  journal: Journal,
  all: readonly ItemRow[],
  { batch = 5_000, progress, rowsPerSecond, clock }: Executing,
): Promise<readonly Written[]> {
  const items = all.filter((item) => item.system === name && isWriting(item.act));
  const of = items.reduce((sum, item) => sum + item.count, 0);
  let done = items.reduce((sum, item) => sum + item.written, 0);
  const rate = rowsPerSecond?.[name];
  const most = rate === undefined ? batch : Math.max(1, Math.min(batch, rate));
  const unnoted: Written[] = [];
  let begun: Written[] = []; // of a row of which not every step is written
  let groups = 0;
  const noted = () => progress?.({ system: name, at: 'noted', rows: done, of });
  for await (const group of batchesOf(journal.open(), most)) {
    if (unnoted.length > 0) await noteWritten(house.store.db, plan.id, unnoted.splice(0), clock.now());
    if (groups++ > 0) await noted();
    const started = performance.now();
    const count = group.reduce((sum, step) => sum + step.keys.length, 0);
    await progress?.({ system: name, at: 'writing', rows: done, of });
    await connector.apply(group.map((step) => toApply(plan.id, step)));
    done += count;
    await progress?.({ system: name, at: 'written', rows: done, of });
    for (const { number, item, count: keys, last, ends } of group) {
      if (last) begun.push({ number, item, keys });
      if (!last || !ends) continue;
      unnoted.push(...begun);
      begun = [];
    }
    if (rate !== undefined) await pause((count / rate) * 1_000 - (performance.now() - started));
  }
  if (groups > 0) await noted();
  return unnoted;
}

const pause = (milliseconds: number): Promise<void> =>
  milliseconds > 0 ? new Promise((later) => setTimeout(later, milliseconds)) : Promise.resolve();

/** By key and by identity; what may be there is what the plan lets stay. */
async function verify(
  journal: Journal,
  plan: PlanRow,
  asked: Sealed,
  connector: Connector,
): Promise<readonly Leftover[]> {
  const stay = new Map<string, MarkSet>();
  for await (const step of journal.all()) {
    if (step.act === 'delete' || step.act === 'detach') continue;
    const marks = stay.get(step.table) ?? markSet();
    stay.set(step.table, marks);
    for (const key of step.keys) marks.add(markOfKey(key));
  }
  async function* written(): AsyncGenerator<Step> {
    for await (const step of journal.all()) {
      if (isWriting(step.act)) yield toApply(plan.id, { ...step, part: 0, last: true });
    }
  }
  // Who asked for a change is still there, under the old identities or the new ones.
  const identities = 'person' in asked && plan.intent === 'erase' ? asked.person.identities : [];
  const stays = (table: string, key: readonly Value[]) => stay.get(table)?.has(markOfKey(key)) ?? false;
  return connector.verify(identities, written(), stays);
}

const noteAlone = (house: PlanHouse, planId: string, seen: Seen, { clock }: Executing): Promise<void> =>
  house.store.inTransaction((tx) => noteSeen(tx, planId, seen, clock.now()));

const mark = (
  { store }: PlanHouse,
  planId: string,
  system: string,
  state: SystemRow['state'] | null,
  because: string | null,
): Promise<unknown> =>
  prepared(
    store.db,
    'update plan_system set state = coalesce($3, state), because = $4 where plan_id = $1 and system = $2',
    [planId, system, state, because],
  );
