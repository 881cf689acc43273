import { type Instant, Refused } from '../../base/index.ts';
import { appendEvidence, type Evidence } from '../../evidence/index.ts';
import { prepared, type Reader, rows, type Tx, type Vault } from '../../store/index.ts';
import { type ItemRow, type PlanRow, planRow, type SystemRow, stepsOf, unsealed } from './journal.ts';
import {
  countsOf,
  holdPlan,
  NOBODY,
  openPlan,
  type PlanHouse,
  settle,
  settled,
  writeSettled,
} from './settle.ts';

/** A plan as people look at it before they approve it, and after it was carried out. */
export interface PlanView extends Omit<PlanRow, 'sealed'> {
  readonly systems: readonly SystemRow[];
  /** In the order in which they are written. `samples` are up to three keys, folded. */
  readonly items: readonly (Omit<ItemRow, 'samples'> & {
    readonly samples: readonly (readonly string[])[];
  })[];
}

/** @throws Refused `systems.plan-unknown` */
export async function viewPlan(reader: Reader, vault: Vault, planId: string): Promise<PlanView> {
  const plan = await planRow(reader, planId);
  if (!plan) throw new Refused('systems.plan-unknown', 'There is no such plan.');
  const { sealed: _, items, ...seen } = plan;
  const samples: Record<string, string[][]> = {};
  for (const item of items) {
    if (item.samples && plan.state !== 'closed')
      Object.assign(samples, await unsealed(vault, planId, 'samples', item.samples));
  }
  return {
    ...seen,
    items: items
      .filter(({ act }) => act !== 'detach')
      .map((item) => ({ ...item, samples: samples[item.number] ?? [] })),
  };
}

/** The plans of a person, newest first; `state` narrows them. */
export const plansOf = (
  reader: Reader,
  personId: string,
): Promise<{ id: string; state: string; intent: string; made_for: string | null; made_at: Instant }[]> =>
  rows(
    reader,
    'select id, state, intent, made_for, made_at from plan where person_id = $1 order by made_at desc, id desc',
    [personId],
  );

/**
 * Approves what the preview showed: `hash` is the plan's as it was seen.
 *
 * @throws Refused `systems.plan-unknown`, `systems.plan-closed`, `systems.plan-blocked`, `systems.plan-outdated`,
 *   `systems.plan-empty-handed` where no system could be searched
 */
export async function approvePlan(
  house: PlanHouse,
  { planId, hash, by, now }: { planId: string; hash: string; by: string; now: Instant },
): Promise<void> {
  await house.store.inTransaction(async (tx) => {
    const plan = await openPlan(tx, planId, 'for update');
    const { systems, items } = plan;
    const blocked = items.filter(({ act }) => act === 'blocked');
    if (blocked.length > 0) {
      throw new Refused(
        'systems.plan-blocked',
        `The plan can't be carried out as the map stands: ${blocked.map(({ because }) => because.replace(/\.?$/, '.')).join(' ')} Change the map and plan again.`,
      );
    }
    if (plan.hash !== hash) {
      throw new Refused(
        'systems.plan-outdated',
        'What you looked at is not what the plan says now. Look at it again, then approve.',
      );
    }
    if (!systems.some(({ state }) => state === 'found')) {
      throw new Refused('systems.plan-empty-handed', 'No system was found that still needs an approval.');
    }
    const approved = systems.map((one) =>
      one.state === 'found' ? { ...one, state: 'approved' as const } : one,
    );
    const evidence: Evidence = {
      kind: 'plan.approved',
      at: now,
      actor: by,
      ...(plan.person_id !== NOBODY && { aboutPerson: plan.person_id }),
      body: { plan: planId, hash, ...countsOf(items) },
    };
    await writeSettled(tx, planId, settled(approved, items), {
      approval: { hash, by, at: now },
      evidence: [evidence],
    });
  });
}

/**
 * A person signs for a task of the plan. In the caller's transaction, beside the evidence of it.
 *
 * @throws Refused `systems.task-unknown`, `systems.task-done`
 */
export async function signTask(
  tx: Tx,
  {
    planId,
    number,
    by,
    note,
    count,
    now,
  }: { planId: string; number: number; by: string; note: string; count?: number; now: Instant },
): Promise<void> {
  const [task] = await rows<{ done_at: Instant | null; person_id: string; system: string }>(
    tx,
    `select i.done_at, i.system, p.person_id from plan_item i join plan p on p.id = i.plan_id
     where i.plan_id = $1 and i.number = $2 and i.act = 'task' for update of i`,
    [planId, number],
  );
  if (!task) throw new Refused('systems.task-unknown', 'This plan has no such task.');
  if (task.done_at !== null) throw new Refused('systems.task-done', 'Somebody signed for this task already.');
  await rows(
    tx,
    `update plan_item set done_at = $3, done_by = $4, note = $5, written = coalesce($6, count)
     where plan_id = $1 and number = $2`,
    [planId, number, now, by, note, count ?? null],
  );
  await holdPlan(tx, planId);
  await settle(tx, planId, now);
  await appendEvidence(tx, {
    kind: 'plan.task-signed',
    at: now,
    actor: by,
    ...(task.person_id !== NOBODY && { aboutPerson: task.person_id }),
    body: { plan: planId, item: number, system: task.system, count: count ?? null },
  });
}

/** One row that was changed: what stood there and what stands there now. */
export interface Changed {
  readonly system: string;
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What a plan of changes does to each row, for the person who asked; until the plan is closed. */
export async function* changesOf({ store, vault }: PlanHouse, planId: string): AsyncGenerator<Changed> {
  const { systems } = await openPlan(store.db, planId);
  for (const { system } of systems) {
    for await (const step of stepsOf(store.db, vault, planId, system, 'all')) {
      if (step.act !== 'change') continue;
      for (const [at, key] of step.keys.entries()) {
        yield {
          system,
          table: step.table,
          key: Object.fromEntries(step.key.map((name, place) => [name, key[place] ?? null])),
          before: step.before?.[at] ?? {},
          after: Object.fromEntries(
            Object.entries(step.columns ?? {}).map(([name, how]) => [
              name,
              how.with === 'constant' ? how.value : null,
            ]),
          ),
        };
      }
    }
  }
}

/** The keys of one item, for whoever does it by hand; until the plan is closed. */
export async function* keysOf(
  { store, vault }: PlanHouse,
  planId: string,
  number: number,
): AsyncGenerator<{ table: string; key: readonly string[]; keys: readonly (readonly unknown[])[] }> {
  const { items } = await openPlan(store.db, planId);
  const item = items.find((one) => one.number === number);
  if (!item) return;
  for await (const step of stepsOf(store.db, vault, planId, item.system, 'all')) {
    if (step.item === number) yield { table: step.table, key: step.key, keys: step.keys };
  }
}

/** Ends a plan, done or not: its journal of keys goes, and the key that all was sealed under is destroyed. Counts and reasons stay. */
export async function closePlan({ store, vault }: PlanHouse, planId: string, now: Instant): Promise<void> {
  await prepared(
    store.db,
    `with steps as (delete from plan_step where plan_id = $1),
          items as (update plan_item set samples = null where plan_id = $1 and samples is not null)
     update plan set state = 'closed', sealed = '' where id = $1`,
    [planId],
  );
  await vault.forget(planId, now);
}
