import { type Instant, Refused } from '../../base/index.ts';
import { type Reader, rows, type Store, type Tx, type Vault } from '../../store/index.ts';
import type { Act } from '../connector.ts';
import { type ItemRow, itemRows, type PlanRow, type PlanState, planRow, systemRows } from './journal.ts';
import { hashOfPlan, heldBack, stateOf } from './plan.rules.ts';

/** What a plan is kept in. */
export interface PlanHouse {
  readonly store: Pick<Store, 'db' | 'pool' | 'inTransaction' | 'rows'>;
  readonly vault: Vault;
}

/** Who a plan of a rule is about: whoever is due. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What the ledger is told of a plan: how many rows of each system meet which fate. */
export const countsOf = (items: readonly { system: string; act: Act; count: number }[]) => ({
  systems: Object.fromEntries(
    [...Map.groupBy(items, ({ system }) => system)].map(([system, own]) => [
      system,
      Object.fromEntries(
        [...Map.groupBy(own, ({ act }) => act)].map(([act, some]) => [
          act,
          some.reduce((sum, { count }) => sum + count, 0),
        ]),
      ),
    ]),
  ),
});

/** Works out anew how far a plan has come, and its hash; `because` is why systems wait that were searched in vain. */
export async function settle(
  tx: Tx,
  planId: string,
  finishedAt: Instant | null = null,
  because: ReadonlyMap<string, string> = new Map(),
): Promise<{ state: PlanState; items: ItemRow[] }> {
  const systems = await systemRows(tx, planId);
  const back = heldBack(systems);
  for (const one of systems) {
    const now =
      one.state === 'waiting'
        ? (because.get(one.system) ?? one.because)
        : one.state === 'approved' && back.has(one.system)
          ? HELD_BACK
          : one.because === HELD_BACK
            ? null
            : one.because;
    if (now === one.because) continue;
    one.because = now;
    await rows(tx, 'update plan_system set because = $3 where plan_id = $1 and system = $2', [
      planId,
      one.system,
      now,
    ]);
  }
  const items = await itemRows(tx, planId);
  const state = stateOf(systems, items);
  await rows(
    tx,
    `update plan set state = $2, hash = $3, finished_at = case when $2 = 'done' then coalesce(finished_at, $4) end
     where id = $1`,
    [planId, state, hashOfPlan(systems), finishedAt],
  );
  return { state, items };
}

const HELD_BACK = 'held back: a system that is found by what this one holds could not be searched yet';

/** @throws Refused `systems.plan-unknown`, `systems.plan-closed` */
export async function openPlan(reader: Reader, planId: string, lock?: 'for update'): Promise<PlanRow> {
  const plan = await planRow(reader, planId, lock);
  if (!plan) throw new Refused('systems.plan-unknown', 'There is no such plan.');
  if (plan.state === 'closed') {
    throw new Refused(
      'systems.plan-closed',
      'This plan is closed: what it knew of rows and people is destroyed.',
    );
  }
  return plan;
}
