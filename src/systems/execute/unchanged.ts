import { Refused } from '../../base/index.ts';
import type { Connector } from '../connector.ts';
import { gather } from '../plan/gather.ts';
import type { ItemRow, PlanRow, Sealed, SystemRow } from '../plan/journal.ts';
import { hashOf, taskFor } from '../plan/plan.rules.ts';
import { plannedBy } from '../plan/search.ts';

/** Before the first write: is what would be planned today what was approved? */
export async function refuseChanged(
  plan: PlanRow,
  asked: Sealed,
  { system: name, state, hash }: SystemRow,
  all: readonly ItemRow[],
  byName: ReadonlyMap<string, Connector>,
): Promise<void> {
  const connector = byName.get(name);
  if (state !== 'approved' || !connector) return;
  const system = connector.describe();
  if (!system.can.find) return;
  const items = all.filter((item) => item.system === name);
  const byHand = items.filter(({ table, act }) => act === 'task' && table === '');
  const task = {
    ...taskFor(system, plan.for_day, null),
    who: items.find(({ who }) => who !== null)?.who ?? null,
  };
  let now: string;
  let today: Awaited<ReturnType<typeof gather>>;
  try {
    today = await gather(await plannedBy(connector, asked, byName), {
      system,
      intent: plan.intent,
      numberFrom: { item: 0, step: 0 },
      task,
    });
    now = hashOf([...today, ...byHand]);
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.unreachable') return; // it will not be written to either
    throw error;
  }
  if (now === hash) return;
  const count = (all: readonly { table: string; act: string; count: number }[]) =>
    new Map(all.map(({ table, act, count: rows }) => [`${act} ${table}`, rows]));
  const [was, is] = [count(items), count(today)];
  const differ = [...new Set([...was.keys(), ...is.keys()])]
    .filter((what) => was.get(what) !== is.get(what))
    .map((what) => `${what}: ${was.get(what) ?? 0} approved, ${is.get(what) ?? 0} now`);
  throw new Refused(
    'systems.plan-outdated',
    `Since the plan was made ${name} has changed (${differ.slice(0, 5).join('; ') || 'other rows of the same number'}). Nothing was written. Plan again, and approve what it says then.`,
    { system: name, differ },
  );
}
