import { type Day, type Instant, Refused } from '../../base/index.ts';
import { appendEvidence } from '../../evidence/index.ts';
import { rows, type Tx } from '../../store/index.ts';
import type { Asked, Connector, PlannedRows, SystemDescription } from '../connector.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import { type Gathered, gather } from './gather.ts';
import { addSteps, type NewStep, type PlanState, type Sealed, type SystemRow, sealed } from './journal.ts';
import { does, hashOf, taskFor } from './plan.rules.ts';
import { countsOf, NOBODY, type PlanHouse, settle } from './settle.ts';

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
      body: {
        plan: planId,
        state,
        intent: 'person' in plan ? plan.person.intent : 'due',
        ...countsOf(items),
      },
    });
    return state;
  });
}

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
  { plan, answerBy, now }: Pick<Searching, 'plan' | 'answerBy' | 'now'>,
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
          if (steps.length >= 64)
            await store.inTransaction((tx) => addSteps(tx, planId, system.name, steps.splice(0)));
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
