import { type Day, type Instant, newId, Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import { type Reader, rows, type Store, type Tx, type Vault } from '../../store/index.ts';
import type { Asked, Connector, Due, PlannedRows } from '../connector.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { type Gathered, gather } from './gather.ts';
import {
  addSteps,
  type ItemRow,
  itemRows,
  type NewStep,
  type PlanState,
  type PlanRow,
  planRow,
  type Sealed,
  type SystemRow,
  sealed,
  systemRows,
  unsealed,
} from './journal.ts';
import { does, hashOf, hashOfPlan, heldBack, searchOrder, stateOf, taskFor } from './plan.rules.ts';

/** What a plan is kept in. */
export interface PlanHouse {
  readonly store: Pick<Store, 'db' | 'pool' | 'inTransaction' | 'rows'>;
  readonly vault: Vault;
}

/** Who a plan of a rule is about: whoever is due. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

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
  return begin(house, { ...making, personId, plan: { person: asked }, systems, now, intent: asked.intent, on: asked.on });
}

/** The same for rows whose time has come in one system, whoever they belong to. @throws Refused `systems.due-unable` */
export async function makeDuePlan(
  house: PlanHouse,
  making: Omit<MakePlan, 'personId' | 'asked' | 'systems'> & { readonly system: Connector; readonly due: Due },
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

interface Beginning extends Omit<MakePlan, 'asked'> {
  readonly plan: Sealed;
  readonly intent: Asked['intent'];
  readonly on: Day;
}

async function begin(house: PlanHouse, making: Beginning): Promise<string> {
  const { store, vault } = house;
  const { systems, now } = making;
  const order = searchOrder(systems.map((system) => system.describe()));
  const planId = newId(now);
  const asked = await sealed(vault, planId, 'asked', making.plan, now);
  const fresh = order.map(({ name, kind, needs = [] }, place) => ({
    system: name,
    place,
    kind,
    needs: [...new Set(needs.map(({ system }) => system))],
  }));
  await store.rows(
    `with made as (
       insert into plan (person_id, id, intent, made_for, for_day, sealed, hash, state, made_at)
       values ($1, $2, $3, $4, $5, $6, '', 'waiting', $7)
     )
     insert into plan_system (plan_id, system, place, kind, needs, state, because)
     select $2, s.system, s.place, s.kind, array(select jsonb_array_elements_text(s.needs)), 'waiting', 'not searched yet'
     from jsonb_to_recordset($8) as s (system text, place int, kind text, needs jsonb)`,
    [making.personId, planId, making.intent, making.madeFor ?? null, making.on, asked, now, JSON.stringify(fresh)],
  );
  await search(house, planId, making, fresh, { item: 0, step: 0 });
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
  const systems = await systemRows(house.store.db, planId);
  const waits = systems.filter(({ state }) => state === 'waiting');
  await house.store.rows('delete from plan_step where plan_id = $1 and system = any($2)', [
    planId,
    waits.map(({ system }) => system),
  ]);
  const from = await nextNumbers(house, planId);
  return search(house, planId, { ...searching, plan: asked, personId: plan.person_id }, waits, from);
}

async function search(
  house: PlanHouse,
  planId: string,
  searching: Pick<Beginning, 'systems' | 'by' | 'now' | 'answerBy' | 'plan' | 'personId'>,
  waiting: readonly Pick<SystemRow, 'system' | 'needs'>[],
  numberFrom: { item: number; step: number },
): Promise<PlanState> {
  const { systems, now, by, plan } = searching;
  const byName = new Map(systems.map((system) => [system.describe().name, system]));
  const waits = new Set(waiting.map(({ system }) => system));
  const found: Found[] = [];
  const because = new Map<string, string>();
  for (const { system: name, needs } of waiting) {
    const system = byName.get(name);
    const missing = needs.filter((one) => waits.has(one));
    if (!system) continue;
    const searched =
      missing.length > 0
        ? `what it is searched by is in ${missing.join(', ')}, which could not be searched`
        : await searchOne(house, planId, system, byName, searching, numberFrom);
    if (typeof searched === 'string') because.set(name, searched);
    else {
      found.push(searched);
      waits.delete(name);
    }
  }
  return house.store.inTransaction(async (tx) => {
    for (const one of found) await writeDown(tx, planId, one);
    const { state, items } = await settle(tx, planId, null, because);
    await appendEvidence(tx, {
      kind: 'plan.made',
      at: now,
      actor: by,
      ...(searching.personId !== NOBODY && { aboutPerson: searching.personId }),
      body: { plan: planId, state, intent: 'person' in plan ? plan.person.intent : 'due', ...countsOf(items) },
    });
    return state;
  });
}

export const countsOf = (items: readonly Pick<Gathered, 'system' | 'act' | 'count'>[]) => ({
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

/** What was found in one system, and is not written down yet. */
interface Found {
  readonly system: string;
  readonly steps: NewStep[];
  readonly items: readonly Gathered[];
  readonly samples: readonly (Buffer | null)[];
}

/** Searches one system; a text says why it waits. */
async function searchOne(
  { store, vault }: PlanHouse,
  planId: string,
  connector: Connector,
  byName: ReadonlyMap<string, Connector>,
  { plan, answerBy, now }: Pick<Beginning, 'plan' | 'answerBy' | 'now'>,
  numberFrom: { item: number; step: number },
): Promise<Found | string> {
  const system = connector.describe();
  const intent = 'person' in plan ? plan.person.intent : 'erase';
  const on = 'person' in plan ? plan.person.on : plan.due.on;
  const task = taskFor(system, on, answerBy ?? null);
  const steps: NewStep[] = [];
  let items: Gathered[];
  try {
    items = await gather(await plannedBy(connector, plan, byName), {
      system,
      intent,
      numberFrom,
      task,
      seal: {
        vault,
        planId,
        now,
        async sink(step) {
          steps.push(step);
          // A person with a million rows: what is sealed leaves memory.
          if (steps.length >= 64) await store.inTransaction((tx) => addSteps(tx, planId, system.name, steps.splice(0)));
        },
      },
    });
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.unreachable') return error.message;
    throw error;
  }
  const all = does(system, intent) ? items : [...items, byHandItem(system.name, items, numberFrom.item++, task)];
  const samples = await Promise.all(
    all.map((item) => (item.samples.length > 0 ? sealed(vault, planId, 'samples', item.samples, now) : null)),
  );
  return { system: system.name, steps, items: all, samples };
}

async function writeDown(tx: Tx, planId: string, { system, steps, items, samples }: Found): Promise<void> {
  if (steps.length > 0) await addSteps(tx, planId, system, steps);
  if (items.length > 0) await addItems(tx, planId, items, samples);
  await rows(
    tx,
    "update plan_system set state = 'found', because = null, hash = $3 where plan_id = $1 and system = $2",
    [planId, system, hashOf(items)],
  );
}

/** What a system that can't do what is asked leaves to a person. */
function byHandItem(
  system: string,
  items: readonly Gathered[],
  number: number,
  { who, dueOn }: { who: string | null; dueOn: Day | null },
): Gathered {
  return {
    number,
    system,
    table: '',
    act: 'task',
    because:
      items.length > 0
        ? 'software finds it here and can’t do the rest: a person does it'
        : 'no software reaches it: a person looks, and does what is asked',
    duty: null,
    until_from: null,
    until_to: null,
    replaced: {},
    count: 0,
    digest: '',
    samples: [],
    who,
    due_on: dueOn,
  };
}

/** What a connector plans, with what others hold of what it is searched by. */
export async function plannedBy(
  connector: Connector,
  plan: Sealed,
  byName: ReadonlyMap<string, Connector>,
): Promise<AsyncIterable<PlannedRows>> {
  const { can, needs = [], name } = connector.describe();
  if (!can.find) return none();
  if ('due' in plan) return connector.planDue?.(plan.due) ?? none();
  const { identities } = plan.person;
  const more: KnownAs[] = [];
  for (const { system, table, column } of needs) {
    const there = byName.get(system);
    if (!there) continue;
    for await (const read of there.read(identities)) {
      if (read.table !== table) continue;
      for (const row of read.rows) {
        const value = row[column] ?? null;
        if (value !== null && !(value instanceof Uint8Array) && value !== '')
          more.push({ kind: 'external', value: `${name}:${value}` });
      }
    }
  }
  return connector.plan({ ...plan.person, identities: [...identities, ...more] });
}

async function* none(): AsyncGenerator<PlannedRows> {}

async function nextNumbers({ store }: PlanHouse, planId: string): Promise<{ item: number; step: number }> {
  const [last] = await store.rows<{ item: number; step: number }>(
    `select coalesce((select max(number) from plan_item where plan_id = $1), -1) + 1 as item,
            coalesce((select max(number) from plan_step where plan_id = $1), -1) + 1 as step`,
    [planId],
  );
  return { item: last?.item ?? 0, step: last?.step ?? 0 };
}

async function addItems(
  tx: Tx,
  planId: string,
  items: readonly Gathered[],
  samples: readonly (Buffer | null)[],
): Promise<void> {
  await rows(
    tx,
    `insert into plan_item (plan_id, number, system, "table", act, because, duty, until_from, until_to, replaced, count, digest, who, due_on, samples)
     select $1, i.number, i.system, i."table", i.act, i.because, i.duty, i.until_from, i.until_to, i.replaced, i.count, i.digest, i.who, i.due_on, s.samples
     from jsonb_to_recordset($2) as i (number int, system text, "table" text, act text, because text, duty text, until_from date,
            until_to date, replaced jsonb, count bigint, digest text, who text, due_on date)
     join unnest($3::int[], $4::bytea[]) as s (number, samples) on s.number = i.number`,
    [planId, JSON.stringify(items), items.map((item) => item.number), samples],
  );
}

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
    await rows(tx, 'update plan_system set because = $3 where plan_id = $1 and system = $2', [planId, one.system, now]);
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
    throw new Refused('systems.plan-closed', 'This plan is closed: what it knew of rows and people is destroyed.');
  }
  return plan;
}

