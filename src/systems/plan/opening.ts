import type { Day, Instant } from '../../base/index.ts';
import { type Evidence, writingOf } from '../../evidence/index.ts';
import { prepared, type Reader } from '../../store/index.ts';
import type { Asked } from '../connector.ts';
import type { Gathered } from './gather.ts';
import type { NewStep, SystemRow } from './journal.ts';
import type { Settled } from './settle.ts';

/** A plan that is not in the store yet: it comes with what the search finds, or before it where that is much. */
export interface Opening {
  readonly planId: string;
  readonly personId: string;
  readonly intent: Asked['intent'];
  readonly on: Day;
  readonly madeFor: string | null;
  readonly now: Instant;
  /** What was asked; on its way, because the plan's key is made while systems are searched. */
  readonly sealed: Promise<Buffer>;
  /** As they are before the search. */
  readonly systems: readonly SystemRow[];
}

export const notSearched = (system: Pick<SystemRow, 'system' | 'place' | 'kind' | 'needs'>): SystemRow => ({
  ...system,
  state: 'waiting',
  because: 'not searched yet',
  hash: null,
  written_at: null,
  verified_at: null,
});

/** Items and steps that were found. */
export interface NewRows {
  readonly items: readonly Gathered[];
  /** In the order of the items. */
  readonly samples: readonly (Buffer | null)[];
  readonly steps: readonly (NewStep & { readonly system: string })[];
}

/** For a `with`: writes them down. The plan's id is $1, their own places come after `many`. */
export function inserting(
  { items, samples, steps }: NewRows,
  many: number,
): { sql: string; parameters: readonly unknown[] } {
  const sql = `new_steps as (
       insert into plan_step (plan_id, number, item, system, writes, keys, sealed)
       select $1, s.number, s.item, s.system, s.writes, s.keys, s.sealed
       from unnest($4::int[], $5::int[], $6::text[], $7::boolean[], $8::int[], $9::bytea[])
         as s (number, item, system, writes, keys, sealed)
     ), new_items as (
       insert into plan_item (plan_id, number, system, "table", act, because, duty, until_from, until_to, replaced, count,
                              digest, who, due_on, samples)
       select $1, i.number, i.system, i."table", i.act, i.because, i.duty, i.until_from, i.until_to, i.replaced, i.count,
              i.digest, i.who, i.due_on, s.samples
       from jsonb_to_recordset($2) as i (number int, system text, "table" text, act text, because text, duty text,
              until_from date, until_to date, replaced jsonb, count bigint, digest text, who text, due_on date)
       join unnest($3::int[], $10::bytea[]) as s (number, samples) on s.number = i.number
     )`;
  return {
    sql: sql.replaceAll(/\$(\d+)/g, (_, place: string) => `$${place === '1' ? 1 : Number(place) + many - 1}`),
    parameters: [
      JSON.stringify(items),
      items.map((item) => item.number),
      steps.map((step) => step.number),
      steps.map((step) => step.item),
      steps.map((step) => step.system),
      steps.map((step) => step.writes),
      steps.map((step) => step.keys),
      steps.map((step) => step.sealed),
      samples,
    ],
  };
}

/** One statement, which is as whole as a transaction: with what the ledger is told of it. */
export async function insertPlan(
  on: Reader,
  { planId, personId, intent, madeFor, on: day, now, sealed }: Opening,
  { state, hash, systems }: Settled,
  found: NewRows = { items: [], samples: [], steps: [] },
  evidence: readonly Evidence[] = [],
): Promise<void> {
  const { sql, parameters } = inserting(found, 10);
  const { parts, values } = writingOf(on, evidence);
  await prepared(
    on,
    `with made as (
       insert into plan (id, person_id, intent, made_for, for_day, sealed, hash, state, made_at, finished_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $8 = 'done' then $9::timestamptz end)
     ), ${sql}, ${parts(11 + parameters.length)}
     insert into plan_system (plan_id, system, place, kind, needs, state, because, hash)
     select $1, s.system, s.place, s.kind, array(select jsonb_array_elements_text(s.needs)), s.state, s.because, s.hash
     from jsonb_to_recordset($10) as s (system text, place int, kind text, needs jsonb, state text, because text, hash text)`,
    [
      planId,
      personId,
      intent,
      madeFor,
      day,
      await sealed,
      hash,
      state,
      now,
      JSON.stringify(systems),
      ...parameters,
      ...values,
    ],
  );
}
