import { type Day, type Instant, Refused } from '../../base/index.ts';
import { appendEvidence, type Evidence } from '../../evidence/index.ts';
import { prepared, type Reader, type Tx } from '../../store/index.ts';
import type { Asked, Connector, PlannedRows, SystemDescription } from '../connector.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { type Gathered, gather } from './gather.ts';
import { addSteps, type NewStep, type PlanState, type Sealed, type SystemRow, sealed } from './journal.ts';
import { inserting, insertPlan, type NewRows, type Opening } from './opening.ts';
import { does, hashOf, taskFor } from './plan.rules.ts';
import { countsOf, holdPlan, NOBODY, type PlanHouse, settle, settled } from './settle.ts';

/** A search of the systems of one plan. */
export interface Searching {
  readonly plan: Sealed;
  readonly personId: string;
  readonly systems: readonly Connector[];
  /** Tasks are due by this day at the latest. */
  readonly answerBy?: Day;
  readonly by: string;
  readonly now: Instant;
}

/** Searches those that wait, in an order in which each comes after what it is searched by, and writes down what was found. */
export async function search(
  house: PlanHouse,
  planId: string,
  searching: Searching,
  waiting: readonly Pick<SystemRow, 'system' | 'needs'>[],
  numberFrom: { item: number; step: number },
  opening?: Opening,
): Promise<PlanState> {
  const { systems, now, by, plan, personId } = searching;
  const byName = new Map(systems.map((system) => [system.describe().name, system]));
  const waits = new Set(waiting.map(({ system }) => system));
  const found: Found[] = [];
  const because = new Map<string, string>();
  let toOpen = opening;
  const open = async (): Promise<void> => {
    if (toOpen) await insertPlan(house.store.db, toOpen, settled(toOpen.systems, []));
    toOpen = undefined;
  };
  for (const { system: name, needs } of waiting) {
    const system = byName.get(name);
    const missing = needs.filter((one) => waits.has(one));
    if (!system) continue;
    const searched =
      missing.length > 0
        ? `what it is searched by is in ${missing.join(', ')}, which could not be searched`
        : await searchOne(house, planId, system, byName, { ...searching, open }, numberFrom);
    if (typeof searched === 'string') because.set(name, searched);
    else {
      found.push(searched);
      waits.delete(name);
    }
  }
  const made = (state: PlanState, items: Parameters<typeof countsOf>[0]): Evidence => ({
    kind: 'plan.made',
    at: now,
    actor: by,
    ...(personId !== NOBODY && { aboutPerson: personId }),
    body: { plan: planId, state, intent: 'person' in plan ? plan.person.intent : 'due', ...countsOf(items) },
  });
  if (toOpen) return openWith(house.store.db, toOpen, found, because, made);
  return house.store.inTransaction(async (tx) => {
    const { state, items } = await addTo(tx, planId, found, because);
    await appendEvidence(tx, made(state, items));
    return state;
  });
}

type Outcome = { readonly state: PlanState; readonly items: Parameters<typeof countsOf>[0] };

async function openWith(
  on: Reader,
  opening: Opening,
  found: readonly Found[],
  because: ReadonlyMap<string, string>,
  made: (state: PlanState, items: Outcome['items']) => Evidence,
): Promise<PlanState> {
  const items = found.flatMap((one) => one.items);
  const systems = opening.systems.map((system): SystemRow => {
    const here = found.find((one) => one.system === system.system);
    return here ? { ...system, state: 'found', because: null, hash: hashOf(here.items) } : system;
  });
  const now = settled(
    systems,
    items.map(({ act }) => ({ act, done_at: null })),
    because,
  );
  await insertPlan(on, opening, now, foundIn(found), [made(now.state, items)]);
  return now.state;
}

async function addTo(
  tx: Tx,
  planId: string,
  found: readonly Found[],
  because: ReadonlyMap<string, string>,
): Promise<Outcome> {
  await holdPlan(tx, planId);
  const { sql, parameters } = inserting(foundIn(found), 2);
  await prepared(
    tx,
    `with ${sql}
     update plan_system s set state = 'found', because = null, hash = f.hash
     from jsonb_to_recordset($2) as f (system text, hash text) where s.plan_id = $1 and s.system = f.system`,
    [
      planId,
      JSON.stringify(found.map(({ system, items }) => ({ system, hash: hashOf(items) }))),
      ...parameters,
    ],
  );
  return settle(tx, planId, null, because);
}

const foundIn = (found: readonly Found[]): NewRows => ({
  items: found.flatMap((one) => one.items),
  samples: found.flatMap((one) => one.samples),
  steps: found.flatMap((one) => one.steps.map((step) => ({ ...step, system: one.system }))),
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
  { plan, answerBy, now, open }: Pick<Searching, 'plan' | 'answerBy' | 'now'> & { open: () => Promise<void> },
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
          if (steps.length < 64) return;
          // A person with a million rows: what is sealed leaves memory.
          await open();
          await addSteps(store.db, planId, system.name, steps.splice(0));
        },
      },
    });
  } catch (error) {
    if (error instanceof Refused && error.code === 'systems.unreachable') return error.message;
    throw error;
  }
  const all = does(system, intent)
    ? items
    : [...items, byHandItem(system, intent, items, numberFrom.item++, task)];
  // Those of all items lie with the first one: sealing each by itself takes longer than the rest of the journal.
  const samples = Object.fromEntries(all.map((item) => [item.number, item.samples]));
  const together = all.length > 0 ? await sealed(vault, planId, 'samples', samples, now) : null;
  return {
    system: system.name,
    steps,
    items: all,
    samples: all.map((_, at) => (at === 0 ? together : null)),
  };
}

/** What a system that can't do what is asked leaves to a person. */
function byHandItem(
  { name: system, byHand }: SystemDescription,
  intent: Asked['intent'],
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
        : (byHand?.says?.(intent) ?? 'no software reaches it: a person looks, and does what is asked'),
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
