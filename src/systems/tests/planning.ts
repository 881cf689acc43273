/* For tests of plans: Kept's own store with a vault and a ledger, and a plan carried out from beginning to end. */
import { type Day, newId } from '../../base/index.ts';
import { openLedger } from '../../evidence/index.ts';
import { aSigningKey } from '../../evidence/testing.ts';
import { type TestStore, withVault } from '../../store/testing.ts';
import type { Asked, Connector } from '../connector.ts';
import { sqlConnector } from '../connector-sql.ts';
import { type Executing, executePlan } from '../execute/execute.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import type { SystemTables } from '../map/map.ts';
import { approvePlan, type PlanView, viewPlan } from '../plan/approval.ts';
import { makePlan } from '../plan/plan.ts';
import type { PlanHouse } from '../plan/settle.ts';

export const ON: Day = '2026-11-22' as Day;
export const SECRET = Buffer.alloc(32, 7);

export type TestHouse = PlanHouse & { readonly store: TestStore };

export const withHouse = <T>(work: (house: TestHouse) => Promise<T>): Promise<T> =>
  withVault(async (store, vault) => {
    openLedger(store, aSigningKey());
    return work({ store, vault });
  });

export const email = (value: string): KnownAs => ({ kind: 'email', value });

const kindOf = (url: string): 'postgres' | 'mysql' | 'sqlite' =>
  url.startsWith('mysql') ? 'mysql' : url.startsWith('sqlite') ? 'sqlite' : 'postgres';

export const connectorTo = (url: string, map: SystemTables, name = 'shop'): Connector =>
  sqlConnector({ name, kind: kindOf(url), url, map, secret: SECRET });

export interface Asking {
  readonly who: readonly KnownAs[];
  readonly intent?: Asked['intent'];
  readonly changes?: Asked['changes'];
  readonly on?: Day;
}

export const plannedFor = (
  house: TestHouse,
  systems: readonly Connector[],
  { who, intent = 'erase', changes, on = ON }: Asking,
): Promise<string> =>
  makePlan(house, {
    personId: newId(house.store.clock.now()),
    asked: { intent, identities: who, on, ...(changes && { changes }) },
    systems,
    by: 'privacy-lead',
    now: house.store.clock.now(),
  });

export async function approve(house: TestHouse, planId: string): Promise<PlanView> {
  const view = await viewPlan(house.store.db, house.vault, planId);
  await approvePlan(house, { planId, hash: view.hash, by: 'privacy-lead', now: house.store.clock.now() });
  return view;
}

export const execute = (
  house: TestHouse,
  planId: string,
  systems: readonly Connector[],
  more: Partial<Executing> = {},
) => executePlan(house, planId, { systems, clock: house.store.clock, by: 'system', ...more });

/** A plan from its making to its end; answers it as it stands then. */
export async function carriedOut(
  house: TestHouse,
  systems: readonly Connector[],
  asking: Asking,
  more: Partial<Executing> = {},
): Promise<PlanView> {
  const planId = await plannedFor(house, systems, asking);
  await approve(house, planId);
  await execute(house, planId, systems, more);
  return viewPlan(house.store.db, house.vault, planId);
}

/** `table act: count`, for reading. */
export const said = (view: PlanView): string[] =>
  view.items.map(({ table, act, count }) => `${table} ${act} ${count}`).sort();
