import { type Day, type Instant, newId, Refused } from '../../base/index.ts';
import type { Asked, Connector, Due } from '../connector.ts';
import { type PlanState, type Sealed, sealed, unsealed } from './journal.ts';
import { notSearched } from './opening.ts';
import { searchOrder } from './plan.rules.ts';
import { type Searching, search } from './search.ts';
import { NOBODY, openPlan, type PlanHouse } from './settle.ts';

export interface MakePlan {
  readonly personId: string;
  readonly asked: Asked;
  /** Every system that may hold the person; those that can't be reached are waited for. */
  readonly systems: readonly Connector[];
  /** The request that it answers. */
  readonly madeFor?: string;
  /** Tasks are due by this day at the latest. */
  readonly answerBy?: Day;
  /** Who asks for it: a staff id, a role, `system`. */
  readonly by: string;
  readonly now: Instant;
}

/**
 * Searches every system, freezes the keys of what it finds and says what becomes of it. Writes to no system. A system that
 * does not answer leaves the plan waiting; see `searchAgain`. Answers the plan's id.
 *
 * @throws Refused `systems.needs-circle`, and what connectors refuse but `systems.unreachable`
 */
export async function makePlan(house: PlanHouse, making: MakePlan): Promise<string> {
  const { personId, asked, systems, now } = making;
  return begin(house, {
    ...making,
    personId,
    plan: { person: asked },
    systems,
    now,
    intent: asked.intent,
    on: asked.on,
  });
}

/** The same for rows whose time has come in one system, whoever they belong to. @throws Refused `systems.due-unable` */
export async function makeDuePlan(
  house: PlanHouse,
  making: Omit<MakePlan, 'personId' | 'asked' | 'systems'> & {
    readonly system: Connector;
    readonly due: Due;
  },
): Promise<string> {
  const { system, due } = making;
  const { name } = system.describe();
  if (!system.planDue) {
    throw new Refused('systems.due-unable', `The system ${name} can't be asked which rows are due.`);
  }
  return begin(house, {
    ...making,
    personId: NOBODY,
    plan: { due: { ...due, system: name } },
    systems: [system],
    intent: 'erase',
    on: due.on,
  });
}

interface Beginning extends Searching {
  readonly madeFor?: string;
  readonly intent: Asked['intent'];
  readonly on: Day;
}

async function begin(house: PlanHouse, making: Beginning): Promise<string> {
  const { systems, now, plan, personId, intent, on, madeFor = null } = making;
  const planId = newId(now);
  const fresh = searchOrder(systems.map((system) => system.describe())).map(
    ({ name, kind, needs = [] }, place) =>
      notSearched({ system: name, place, kind, needs: [...new Set(needs.map(({ system }) => system))] }),
  );
  const asked = sealed(house.vault, planId, 'asked', plan, now);
  asked.catch(() => {}); // told to whoever waits for it
  const opening = { planId, personId, intent, on, madeFor, now, sealed: asked, systems: fresh };
  await search(house, planId, making, fresh, { item: 0, step: 0 }, opening);
  return planId;
}

/**
 * Searches the systems that did not answer before. What was approved stays approved; what is found now has to be.
 *
 * @throws Refused `systems.plan-unknown`, `systems.plan-closed`
 */
export async function searchAgain(
  house: PlanHouse,
  planId: string,
  searching: Pick<MakePlan, 'systems' | 'by' | 'now' | 'answerBy'>,
): Promise<PlanState> {
  const plan = await openPlan(house.store.db, planId);
  const asked = await unsealed<Sealed>(house.vault, planId, 'asked', plan.sealed);
  const waits = plan.systems.filter(({ state }) => state === 'waiting');
  await house.store.rows('delete from plan_step where plan_id = $1 and system = any($2)', [
    planId,
    waits.map(({ system }) => system),
  ]);
  const from = await nextNumbers(house, planId);
  return search(house, planId, { ...searching, plan: asked, personId: plan.person_id }, waits, from);
}

async function nextNumbers({ store }: PlanHouse, planId: string): Promise<{ item: number; step: number }> {
  const [last] = await store.rows<{ item: number; step: number }>(
    `select coalesce((select max(number) from plan_item where plan_id = $1), -1) + 1 as item,
            coalesce((select max(number) from plan_step where plan_id = $1), -1) + 1 as step`,
    [planId],
  );
  return { item: last?.item ?? 0, step: last?.step ?? 0 };
}
