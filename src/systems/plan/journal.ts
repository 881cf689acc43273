import type { Day, Instant } from '../../base/index.ts';
import { prepared, type Reader, type Tx, type Vault } from '../../store/index.ts';
import type { Act, Asked, Due, Leftover, Replacement, Step } from '../connector.ts';
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

/** Steps that lie in one row of the journal, each of another item or kind: what is sealed one by one takes longer than all else. */
export type StepPack = { readonly steps: readonly (StepBody & { readonly item: number })[] };

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

const PLAN = `id, person_id, intent, made_for, for_day::text as for_day, sealed, hash, approved_hash, approved_by, approved_at, state,
  made_at, finished_at`;

/** A moment inside JSON, as `Instant` is written. */
const momentOf = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`;

const PARTS = `
  (select coalesce(json_agg(s order by s.place), '[]') from (
     select system, place, kind, needs, state, because, hash, ${momentOf('written_at')}, ${momentOf('verified_at')}
     from plan_system where plan_id = $1) s) as systems,
  (select coalesce(json_agg(i order by i.number), '[]') from (
     select number, system, "table", act, because, duty, until_from, until_to, replaced, count, digest,
            encode(samples, 'base64') as samples, written, left_over, who, due_on, done_by, ${momentOf('done_at')}, note
     from plan_item where plan_id = $1) i) as items`;

type PartsRead = {
  systems: SystemRow[];
  items: (Omit<ItemRow, 'samples'> & { samples: string | null })[];
};

/** The systems of a plan and its items, in their order. */
export interface Whole {
  readonly systems: readonly SystemRow[];
  readonly items: readonly ItemRow[];
}

const wholeRead = (read: PartsRead | undefined): Whole => ({
  systems: read?.systems ?? [],
  items: (read?.items ?? []).map((item) => ({
    ...item,
    samples: item.samples === null ? null : Buffer.from(item.samples, 'base64'),
  })),
});

export async function wholeOf(reader: Reader, planId: string): Promise<Whole> {
  const [read] = await prepared<PartsRead>(reader, `select ${PARTS}`, [planId]);
  return wholeRead(read);
}

/** A plan with its systems and items: one way to the store and back. */
export async function planRow(
  reader: Reader,
  planId: string,
  lock: 'for update' | '' = '',
): Promise<(PlanRow & Whole) | null> {
  const [read] = await prepared<PlanRow & PartsRead>(
    reader,
    `select ${PLAN}, ${PARTS} from plan where id = $1 ${lock}`,
    [planId],
  );
  return read ? { ...read, ...wholeRead(read) } : null;
}

export type NewStep = { number: number; item: number; writes: boolean; keys: number; sealed: Buffer };

export async function addSteps(
  on: Reader,
  planId: string,
  system: string,
  steps: readonly NewStep[],
): Promise<void> {
  await prepared(
    on,
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

export type KnownStep = StepBody & {
  /** Of its row in the journal, and its place there. */
  readonly number: number;
  readonly at: number;
  /** The last of its row. */
  readonly ends: boolean;
  readonly item: number;
  readonly count: number;
  /** It writes, and is not noted as written. */
  readonly open: boolean;
};

/** The steps of one system in their order, a few at a time: all, or those that are still to be written. */
export async function* stepsOf(
  reader: Reader,
  vault: Vault,
  planId: string,
  system: string,
  which: 'all' | 'open',
): AsyncGenerator<KnownStep> {
  for (let after = -1; ; ) {
    const some = await prepared<{ number: number; sealed: Buffer; open: boolean }>(
      reader,
      `select number, sealed, writes and written_at is null as open from plan_step
       where plan_id = $1 and system = $2 and number > $3 ${which === 'open' ? 'and writes and written_at is null' : ''}
       order by number limit ${AT_ONCE}`,
      [planId, system, after],
    );
    for (const { number, sealed: body, open } of some) {
      const { steps } = await unsealed<StepPack>(vault, planId, 'step', body);
      for (const [at, step] of steps.entries())
        yield { ...step, number, at, ends: at === steps.length - 1, count: step.keys.length, open };
      after = number;
    }
    if (some.length < AT_ONCE) return;
  }
}

const AT_ONCE = 32;

/** How many keys of which item a step of a row wrote. */
export type Written = { readonly number: number; readonly item: number; readonly keys: number };

const NOTED = `noted as (
    update plan_step s set written_at = $3 from (select distinct number from jsonb_to_recordset($2) as w (number int)) w
    where s.plan_id = $1 and s.number = w.number and s.written_at is null returning s.number
  ), sums as (
    select item, sum(keys) as keys from jsonb_to_recordset($2) as w (number int, item int, keys bigint) join noted using (number)
    group by item)`;

/** Notes that the steps of whole rows were written, with what that makes of their items. */
export async function noteWritten(
  on: Reader,
  planId: string,
  written: readonly Written[],
  now: Instant,
): Promise<void> {
  await prepared(
    on,
    `with ${NOTED} update plan_item i set written = i.written + n.keys from sums n where i.plan_id = $1 and i.number = n.item`,
    [planId, JSON.stringify(written), now],
  );
}

/** A system that was written and looked at again. */
export interface Seen {
  readonly system: string;
  /** Steps of the last batch: until they are noted they would be written again, which changes nothing. */
  readonly written: readonly Written[];
  readonly left: readonly Leftover[];
}

/** The same with what the second look found. Holds the plan's row from here to the end of the transaction. */
export async function noteSeen(
  tx: Tx,
  planId: string,
  { system, written, left }: Seen,
  now: Instant,
): Promise<void> {
  const said = left.map(({ table, count, because }) => `${count} in ${table}: ${because}`).join('; ');
  await prepared(
    tx,
    `with held as materialized (select id from plan where id = $1 for update),
     ${NOTED}, looked as (
       update plan_item i
       set written = i.written + coalesce((select keys from sums where item = i.number), 0),
           left_over = case when act = 'detach' then left_over else
             coalesce((select sum((l->>'count')::bigint) from jsonb_array_elements($5::jsonb) l where l->>'table' = i."table"), 0) end
       where plan_id = (select id from held) and system = $4 and act in ('delete', 'anonymise', 'change', 'detach')
     )
     update plan_system set state = $6, because = $7, verified_at = $3, written_at = coalesce(written_at, $3)
     where plan_id = (select id from held) and system = $4`,
    [
      planId,
      JSON.stringify(written),
      now,
      system,
      JSON.stringify(left),
      left.length > 0 ? 'left' : 'done',
      left.length > 0 ? said : null,
    ],
  );
}

const WRITING: ReadonlySet<Act> = new Set(['delete', 'anonymise', 'change', 'detach']);

export const isWriting = (act: Act): act is Step['act'] => WRITING.has(act);
