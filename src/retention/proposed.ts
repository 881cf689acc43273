import type { Day, Instant } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type DueRecord, daysOf } from './due.ts';
import type { Settled } from './keeping.rules.ts';
import type { Proposal } from './proposal.ts';
import type { RetentionRule } from './reach.rules.ts';
import { decidedToGo } from './review.ts';

/** A record whose going is proposed, and what of it goes. */
export type ProposedRow = {
  person_id: string;
  id: string;
  proposal: string;
  fields: string[];
  whole: boolean;
};

/** What is proposed of these records already, by whatever proposal. */
export const proposedAmong = (
  reader: Reader,
  rule: string,
  records: readonly { person_id: string; id: string }[],
): Promise<ProposedRow[]> =>
  rows<ProposedRow>(
    reader,
    `select p.person_id, p.id, p.proposal, p.fields, p.whole from retention_proposed p
     join unnest($2::uuid[], $3::uuid[]) as due (person_id, id) using (person_id, id) where p.rule = $1`,
    [rule, records.map(({ person_id }) => person_id), records.map(({ id }) => id)],
  );

export const propose = (
  tx: Tx,
  proposal: string,
  rule: string,
  settled: readonly Settled[],
): Promise<unknown> =>
  rows(
    tx,
    `insert into retention_proposed (person_id, id, rule, proposal, goes_on, fields, whole)
     select person_id, id, $2, $1, goes_on, array(select jsonb_array_elements_text(fields)), whole
     from unnest($3::uuid[], $4::uuid[], $5::date[], $6::jsonb[], $7::boolean[]) as due (person_id, id, goes_on, fields, whole)
     on conflict (person_id, id, rule) do nothing`,
    [
      proposal,
      rule,
      settled.map(({ record }) => record.person_id),
      settled.map(({ record }) => record.id),
      settled.map(({ record }) => record.goes_on),
      settled.map(({ go }) => JSON.stringify([...go].sort())),
      settled.map(({ whole }) => whole),
    ],
  );

/** Takes rows out of what is proposed by a rule, because they went, or because what would go is another. */
export const takeOut = (
  tx: Tx,
  rule: string,
  records: readonly { person_id: string; id: string }[],
): Promise<unknown> =>
  rows(
    tx,
    `delete from retention_proposed p using unnest($2::uuid[], $3::uuid[]) as gone (person_id, id)
     where p.person_id = gone.person_id and p.id = gone.id and p.rule = $1`,
    [rule, records.map(({ person_id }) => person_id), records.map(({ id }) => id)],
  );

/** Rows of proposals that go on, for records that nothing proposes any more; `still` are those that something does. */
export const takeOutOthers = (tx: Tx, proposal: string, still: readonly string[]): Promise<unknown> =>
  rows(
    tx,
    `delete from retention_proposed p where p.proposal = $1
       and not exists (select from unnest($2::uuid[]) as still (id) where still.id = p.id)`,
    [proposal, still],
  );

/**
 * Takes out of all open proposals what a new hold may keep: of these people, or what came in at these points. Answers the
 * proposals that lost something.
 */
export async function takeOutHeld(
  tx: Tx,
  { people, points }: { people: readonly string[]; points: readonly string[] },
): Promise<Pick<Proposal, 'id' | 'rule' | 'state' | 'hash'>[]> {
  const touched = await rows<Pick<Proposal, 'id' | 'rule' | 'state' | 'hash'>>(
    tx,
    `select o.id, o.rule, o.state, o.hash from retention_proposal o where o.closed_at is null and exists (
       select from retention_proposed p join record r using (person_id, id)
       where p.proposal = o.id and (p.person_id = any($1::uuid[]) or r.point = any($2))) order by o.id for update`,
    [people, points],
  );
  await rows(
    tx,
    `delete from retention_proposed p using record r
     where p.proposal = any($3::uuid[]) and r.person_id = p.person_id and r.id = p.id
       and (p.person_id = any($1::uuid[]) or r.point = any($2))`,
    [people, points, touched.map(({ id }) => id)],
  );
  return touched;
}

/** Rows of an announced proposal that may go on `today`, by person, after `after`. */
export const readyToGo = (
  reader: Reader,
  id: string,
  {
    today,
    after,
    limit = 1_000,
  }: {
    today: Day;
    after?: Pick<ProposedRow, 'person_id' | 'id'> | undefined;
    limit?: number;
  },
): Promise<ProposedRow[]> =>
  rows<ProposedRow>(
    reader,
    `select person_id, id, proposal, fields, whole from retention_proposed
     where proposal = $1 and goes_on <= $2 and ($3::uuid is null or (person_id, id) > ($3, $4::uuid))
     order by person_id, id limit $5`,
    [id, today, after?.person_id ?? null, after?.id ?? null, limit],
  );

/**
 * Rows of a proposal as their rule sees them today: those whose day has come. Of what somebody decided about (`then: review`)
 * the day is that of the question.
 */
export async function dueOfRows(
  reader: Reader,
  policy: Policy,
  name: string,
  rule: RetentionRule,
  { ready, today }: { ready: readonly ProposedRow[]; today: Day },
): Promise<DueRecord[]> {
  const people = [...new Set(ready.map(({ person_id }) => person_id))];
  const records = ready.map(({ id }) => id);
  const due =
    rule.then === 'review' || rule.then === 'return-or-erase'
      ? await decidedToGo(reader, policy, name, rule, { today, records })
      : await daysOf(reader, policy, rule, { today, people, records });
  return due.filter(({ goes_on }) => goes_on <= today);
}

/** What is in a proposal of what we host, for somebody who decides: by collection point and day, and a few records. */
export async function recordsIn(
  reader: Reader,
  id: string,
): Promise<{
  parts: { point: string; goes_on: Day; fields: string[]; whole: boolean; records: number }[];
  samples: { id: string; point: string; goes_on: Day; stored_at: Instant }[];
}> {
  const parts = await rows<{
    point: string;
    goes_on: Day;
    fields: string[];
    whole: boolean;
    records: number;
  }>(
    reader,
    `select r.point, p.goes_on, p.fields, p.whole, count(*)::int as records
     from retention_proposed p join record r using (person_id, id) where p.proposal = $1
     group by 1, 2, 3, 4 order by p.goes_on, r.point, p.whole limit 200`,
    [id],
  );
  const samples = await rows<{ id: string; point: string; goes_on: Day; stored_at: Instant }>(
    reader,
    `select p.id, r.point, p.goes_on, r.stored_at from retention_proposed p join record r using (person_id, id)
     where p.proposal = $1 order by p.goes_on, p.id limit 20`,
    [id],
  );
  return { parts, samples };
}
