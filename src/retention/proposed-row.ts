import type { Day } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { RowDigest } from '../systems/index.ts';
import type { RowPlace } from './proposal.ts';
import type { RowRule } from './rows.rules.ts';

/** A row of a connected system whose going is proposed, known by a hash of its key, and by one of what it was. */
export type ProposedRowThere = RowDigest & {
  goesOn: Day;
  /** Columns that stay because something holds them, as `table.column`. */
  spared: string[];
};

/** A row of the pile: which proposal it is of, and what was proposed of it. */
type KnownRow = { mark: string; proposal: string; digest: string; spared: string[]; goes_on: Day };

/** What is proposed of these rows already, by whatever proposal. */
export const rowsProposedAmong = (
  reader: Reader,
  rule: string,
  { system, table }: RowPlace,
  marks: readonly string[],
): Promise<KnownRow[]> =>
  rows<KnownRow>(
    reader,
    `select mark, proposal, digest, spared, goes_on from retention_proposed_row
     where rule = $1 and system = $2 and "table" = $3 and mark = any($4)`,
    [rule, system, table, marks],
  );

export const proposeRows = (
  tx: Tx,
  proposal: string,
  rule: string,
  { system, table }: RowPlace,
  found: readonly ProposedRowThere[],
): Promise<unknown> =>
  rows(
    tx,
    `insert into retention_proposed_row (rule, system, "table", proposal, mark, goes_on, digest, spared, along, shown)
     select $1, $2, $3, $4, mark, goes_on, digest, array(select jsonb_array_elements_text(spared)), along,
       array(select jsonb_array_elements_text(shown))
     from unnest($5::text[], $6::date[], $7::text[], $8::jsonb[], $9::jsonb[], $10::jsonb[])
       as due (mark, goes_on, digest, spared, along, shown)
     on conflict (rule, system, "table", mark) do nothing`,
    [
      rule,
      system,
      table,
      proposal,
      found.map(({ mark }) => mark),
      found.map(({ goesOn }) => goesOn),
      found.map(({ digest }) => digest),
      found.map(({ spared }) => JSON.stringify(spared)),
      found.map(({ along }) => JSON.stringify(along)),
      found.map(({ shown }) => JSON.stringify(shown)),
    ],
  );

export const takeOutRows = (
  tx: Tx,
  rule: string,
  { system, table }: RowPlace,
  marks: readonly string[],
): Promise<unknown> =>
  rows(
    tx,
    `delete from retention_proposed_row where rule = $1 and system = $2 and "table" = $3 and mark = any($4)`,
    [rule, system, table, marks],
  );

/** Rows of a proposal that nothing proposes any more; `still` are those that something does. */
export const takeOutOtherRows = (tx: Tx, proposal: string, still: readonly string[]): Promise<unknown> =>
  rows(
    tx,
    `delete from retention_proposed_row p where p.proposal = $1
       and not exists (select from unnest($2::text[]) as still (mark) where still.mark = p.mark)`,
    [proposal, still],
  );

/** Notes by which plan these rows go. Answers how many of them are still in the proposal. */
export async function giveToPlan(
  tx: Tx,
  { name, rows: place }: RowRule,
  { proposal, marks, planId }: { proposal: string; marks: readonly string[]; planId: string },
): Promise<number> {
  const given = await rows(
    tx,
    `update retention_proposed_row set plan_id = $6
     where rule = $1 and system = $2 and "table" = $3 and mark = any($4) and proposal = $5 returning 1`,
    [name, place.system, place.table, marks, proposal, planId],
  );
  return given.length;
}

/** A plan is over: what it wrote leaves the proposal, what it did not stays in it. */
export async function takeBackFromPlan(tx: Tx, planId: string, written: readonly string[]): Promise<void> {
  await rows(tx, 'delete from retention_proposed_row where plan_id = $1 and mark = any($2)', [
    planId,
    written,
  ]);
  await rows(tx, 'update retention_proposed_row set plan_id = null where plan_id = $1', [planId]);
}

/** What is in a proposal of rows: by day, with what belongs to them, and a few of them by their folded keys. */
export async function rowsIn(
  reader: Reader,
  id: string,
): Promise<{
  parts: { goes_on: Day; spared: string[]; records: number; along: Record<string, number> }[];
  samples: { key: string[]; goes_on: Day }[];
}> {
  const parts = await rows<{
    goes_on: Day;
    spared: string[];
    records: number;
    along: Record<string, number>;
  }>(
    reader,
    `select p.goes_on, p.spared, p.records, coalesce(b.along, '{}') as along from (
       select goes_on, spared, count(*)::int as records from retention_proposed_row where proposal = $1 group by 1, 2) p
     left join (select goes_on, spared, jsonb_object_agg(key, n) as along from (
         select goes_on, spared, key, sum(value::bigint) as n from retention_proposed_row, jsonb_each_text(along)
         where proposal = $1 group by 1, 2, 3) each group by 1, 2) b using (goes_on, spared)
     order by p.goes_on, p.spared limit 200`,
    [id],
  );
  const samples = await rows<{ key: string[]; goes_on: Day }>(
    reader,
    `select shown as key, goes_on from retention_proposed_row where proposal = $1 order by goes_on, shown limit 20`,
    [id],
  );
  return { parts, samples };
}
