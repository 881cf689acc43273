import { type Instant, Refused } from '../../base/index.ts';
import { type Evidence, writingOf } from '../../evidence/index.ts';
import { prepared, type Reader, type Store, type Tx, type Vault } from '../../store/index.ts';
import type { Act } from '../connector.ts';
import {
  type ItemRow,
  type PlanRow,
  type PlanState,
  planRow,
  type SystemRow,
  type Whole,
  wholeOf,
} from './journal.ts';
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

/** How far a plan has come, its hash, and why those of its systems wait that do. */
export interface Settled {
  readonly state: PlanState;
  readonly hash: string;
  readonly systems: readonly SystemRow[];
}

/** `because` is why systems wait that were searched in vain. */
export function settled(
  systems: readonly SystemRow[],
  items: Parameters<typeof stateOf>[1],
  because: ReadonlyMap<string, string> = new Map(),
): Settled {
  const back = heldBack(systems);
  const why = (one: SystemRow): string | null => {
    if (one.state === 'waiting') return because.get(one.system) ?? one.because;
    if (one.state === 'approved' && back.has(one.system)) return HELD_BACK;
    return one.because === HELD_BACK ? null : one.because;
  };
  const now = systems.map((one) => ({ ...one, because: why(one) }));
  return { state: stateOf(now, items), hash: hashOfPlan(now), systems: now };
}

export interface Approval {
  readonly hash: string;
  readonly by: string;
  readonly at: Instant;
}

export async function writeSettled(
  tx: Tx,
  planId: string,
  { state, hash, systems }: Settled,
  {
    finishedAt = null,
    approval,
    evidence = [],
  }: { finishedAt?: Instant | null; approval?: Approval; evidence?: readonly Evidence[] } = {},
): Promise<void> {
  const { parts, values } = writingOf(tx, evidence);
  await prepared(
    tx,
    `with ${parts(9)}, told as (
       update plan_system s set state = n.state, because = n.because
       from jsonb_to_recordset($5) as n (system text, state text, because text)
       where s.plan_id = $1 and s.system = n.system and (s.state, s.because) is distinct from (n.state, n.because)
     )
     update plan set state = $2, hash = $3, finished_at = case when $2 = 'done' then coalesce(finished_at, $4) end,
            approved_hash = coalesce($6, approved_hash), approved_by = coalesce($7, approved_by),
            approved_at = coalesce($8, approved_at)
     where id = $1`,
    [
      planId,
      state,
      hash,
      finishedAt,
      JSON.stringify(systems.map(({ system, state: one, because }) => ({ system, state: one, because }))),
      approval?.hash ?? null,
      approval?.by ?? null,
      approval?.at ?? null,
      ...values,
    ],
  );
}

/** Works out anew how far a plan has come. Whoever asks holds the plan's row: else two at once would miss each other's part. */
export async function settle(
  tx: Tx,
  planId: string,
  finishedAt: Instant | null = null,
  because?: ReadonlyMap<string, string>,
  /** What the ledger is told of it, in the same statement. */
  told?: (state: PlanState, items: readonly ItemRow[]) => Evidence,
): Promise<{ state: PlanState; items: readonly ItemRow[] }> {
  const { systems, items } = await wholeOf(tx, planId);
  const now = settled(systems, items, because);
  await writeSettled(tx, planId, now, { finishedAt, evidence: told ? [told(now.state, items)] : [] });
  return { state: now.state, items };
}

const HELD_BACK = 'held back: a system that is found by what this one holds could not be searched yet';

/** @throws Refused `systems.plan-unknown`, `systems.plan-closed` */
export async function openPlan(
  reader: Reader,
  planId: string,
  lock?: 'for update',
): Promise<PlanRow & Whole> {
  const plan = await planRow(reader, planId, lock);
  if (!plan) throw new Refused('systems.plan-unknown', 'There is no such plan.');
  if (plan.state === 'closed') {
    throw new Refused(
      'systems.plan-closed',
      'This plan is closed: what it knew of rows and people is destroyed.',
    );
  }
  // While the row was waited for its parts were read as they had been before.
  return lock && plan.state !== stateOf(plan.systems, plan.items)
    ? { ...plan, ...(await wholeOf(reader, planId)) }
    : plan;
}

/** Holds the plan's row until the transaction ends. */
export const holdPlan = (tx: Tx, planId: string): Promise<unknown> =>
  prepared(tx, 'select 1 from plan where id = $1 for update', [planId]);
