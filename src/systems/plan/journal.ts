import type { Day, Instant } from '../../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../../store/index.ts';
import type { Act, Asked, Due, Replacement, Step } from '../connector.ts';
import type { Row, Value } from '../database/database.ts';
import { read, written } from './row-set.ts';

export type PlanState = 'waiting' | 'blocked' | 'ready' | 'approved' | 'running' | 'left' | 'done' | 'closed';
export type SystemState = 'waiting' | 'found' | 'approved' | 'running' | 'left' | 'done';

/** What a plan is asked for, as it is sealed: of a person, or from the other end. */
export type Sealed = { readonly person: Asked } | { readonly due: Due & { readonly system: string } };

export type PlanRow = {
  id: string;
  person_id: string;
  intent: Asked['intent'];
  made_for: string | null;
  for_day: Day;
  sealed: Buffer;
  hash: string;
  approved_hash: string | null;
  approved_by: string | null;
  approved_at: Instant | null;
  state: PlanState;
  made_at: Instant;
  finished_at: Instant | null;
};

export type SystemRow = {
  system: string;
  place: number;
  kind: string;
  needs: string[];
  state: SystemState;
  because: string | null;
  hash: string | null;
  written_at: Instant | null;
  verified_at: Instant | null;
};

export type ItemRow = {
  number: number;
  system: string;
  table: string;
  act: Act;
  because: string;
  duty: string | null;
  until_from: Day | null;
  until_to: Day | null;
  /** Column: how. */
  replaced: Record<string, string>;
  count: number;
  digest: string;
  samples: Buffer | null;
  written: number;
  left_over: number | null;
  who: string | null;
  due_on: Day | null;
  done_by: string | null;
  done_at: Instant | null;
  note: string | null;
};

/** What one step of the journal holds, sealed. */
export type StepBody = {
  readonly table: string;
  readonly act: Act;
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
  readonly columns?: Readonly<Record<string, Replacement>>;
  readonly together?: string;
  readonly before?: readonly Row[];
};

/** The key that a plan seals under is its own: a person who is forgotten while it runs does not stop it, and closing ends it. */
export const sealed = (
  vault: Vault,
  planId: string,
  what: string,
  value: unknown,
  now: Instant,
): Promise<Buffer> => vault.seal(planId, written(value), `plan:${what}`, now);

export async function unsealed<T>(vault: Vault, planId: string, what: string, value: Buffer): Promise<T> {
  return read((await vault.open(planId, value, `plan:${what}`)).toString('utf8')) as T;
}

const DAYS = `for_day::text as for_day`;

export async function planRow(
  reader: Reader,
  planId: string,
  lock: 'for update' | '' = '',
): Promise<PlanRow | null> {
  const [plan] = await rows<PlanRow>(
    reader,
    `select id, person_id, intent, made_for, ${DAYS}, sealed, hash, approved_hash, approved_by, approved_at, state, made_at, finished_at
     from plan where id = $1 ${lock}`,
    [planId],
  );
  return plan ?? null;
}

export const systemRows = (reader: Reader, planId: string): Promise<SystemRow[]> =>
  rows<SystemRow>(
    reader,
    `select system, place, kind, needs, state, because, hash, written_at, verified_at from plan_system
     where plan_id = $1 order by place`,
    [planId],
  );

export async function itemRows(reader: Reader, planId: string): Promise<ItemRow[]> {
  const items = await rows<ItemRow>(
    reader,
    `select number, system, "table", act, because, duty, until_from::text as until_from, until_to::text as until_to, replaced,
            count, digest, samples, written, left_over, who, due_on::text as due_on, done_by, done_at, note
     from plan_item where plan_id = $1 order by number`,
    [planId],
  );
  return items.map((item) => ({
    ...item,
    count: Number(item.count),
    written: Number(item.written),
    left_over: item.left_over === null ? null : Number(item.left_over),
  }));
}

export type NewStep = { number: number; item: number; writes: boolean; keys: number; sealed: Buffer };

export async function addSteps(
  tx: Tx,
  planId: string,
  system: string,
  steps: readonly NewStep[],
): Promise<void> {
  await rows(
    tx,
    `insert into plan_step (plan_id, number, item, system, writes, keys, sealed)
     select $1, s.number, s.item, $2, s.writes, s.keys, s.sealed
     from unnest($3::int[], $4::int[], $5::boolean[], $6::int[], $7::bytea[]) as s (number, item, writes, keys, sealed)`,
    [
      planId,
      system,
      steps.map((step) => step.number),
      steps.map((step) => step.item),
      steps.map((step) => step.writes),
      steps.map((step) => step.keys),
      steps.map((step) => step.sealed),
    ],
  );
}

export type KnownStep = StepBody & { readonly number: number; readonly item: number; readonly count: number };

/** The steps of one system in their order, a few at a time: all, or those that are still to be written. */
export async function* stepsOf(
  reader: Reader,
  vault: Vault,
  planId: string,
  system: string,
  which: 'all' | 'open',
): AsyncGenerator<KnownStep> {
  for (let after = -1; ; ) {
    const some = await rows<{ number: number; item: number; keys: number; sealed: Buffer }>(
      reader,
      `select number, item, keys, sealed from plan_step
       where plan_id = $1 and system = $2 and number > $3 ${which === 'open' ? 'and writes and written_at is null' : ''}
       order by number limit 64`,
      [planId, system, after],
    );
    for (const { number, item, keys, sealed: body } of some) {
      yield { ...(await unsealed<StepBody>(vault, planId, 'step', body)), number, item, count: keys };
      after = number;
    }
    if (some.length < 64) return;
  }
}

/** Notes that steps were written, with what that makes of their items. */
export async function noteWritten(
  tx: Tx,
  planId: string,
  numbers: readonly number[],
  now: Instant,
): Promise<void> {
  await rows(
    tx,
    `with noted as (
       update plan_step set written_at = $3 where plan_id = $1 and number = any($2) and written_at is null returning item, keys
     )
     update plan_item i set written = i.written + n.keys
     from (select item, sum(keys) as keys from noted group by item) n where i.plan_id = $1 and i.number = n.item`,
    [planId, numbers, now],
  );
}

const WRITING: ReadonlySet<Act> = new Set(['delete', 'anonymise', 'change', 'detach']);

export const isWriting = (act: Act): act is Step['act'] => WRITING.has(act);
