import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type DueRecord, daysOf } from './due.ts';
import type { Settled } from './keeping.rules.ts';
import type { Approver } from './proposal.rules.ts';
import type { RetentionRule } from './reach.rules.ts';
import { decidedToGo } from './review.ts';

/**
 * - asked:     people have to agree to it
 * - announced: it goes by itself, from a day on
 * - done:      nothing of it is left to do
 * - refused, stopped: somebody said no, and from which day on it is asked again
 * - empty:     what it proposed is no longer to go
 */
export type ProposalState = 'asked' | 'announced' | 'done' | 'refused' | 'stopped' | 'empty';

/** What a rule would dispose of, as one thing to agree to or to stop. */
export type Proposal = {
  id: string;
  rule: string;
  state: ProposalState;
  hash: string;
  records: number;
  people: number;
  /** How many of its records went, or lost what was to go of them. */
  gone: number;
  asked_on: Day;
  decide_by: Day | null;
  agreed_at: Instant | null;
  announced_on: Day | null;
  goes_from: Day | null;
  closed_at: Instant | null;
  because: string | null;
  again_on: Day | null;
};

const COLUMNS = `id, rule, state, hash, records, people, gone, asked_on, decide_by, agreed_at, announced_on, goes_from, closed_at, because, again_on`;

/** Those that wait or run, and the newest of those that are over. */
export const proposals = (reader: Reader, { closed }: { closed: number }): Promise<Proposal[]> =>
  rows<Proposal>(
    reader,
    `(select ${COLUMNS} from retention_proposal where closed_at is null)
     union all
     (select ${COLUMNS} from retention_proposal where closed_at is not null order by closed_at desc, id desc limit $1)
     order by closed_at desc nulls first, asked_on, id`,
    [closed],
  );

/** Refuses `retention.no-proposal`. With a transaction and `hold` nobody else changes it until that ends. */
export async function proposalNamed(
  reader: Reader,
  id: string,
  { hold = false }: { hold?: boolean } = {},
): Promise<Proposal> {
  const [found] = await rows<Proposal>(
    reader,
    `select ${COLUMNS} from retention_proposal where id = $1 ${hold ? 'for update' : ''}`,
    [id],
  );
  if (!found) throw new Refused('retention.no-proposal', 'There is no such proposal.');
  return found;
}

/** Those of a rule that are open, held until the transaction ends. */
export const openProposals = (tx: Tx, rule: string): Promise<Proposal[]> =>
  rows<Proposal>(
    tx,
    `select ${COLUMNS} from retention_proposal where rule = $1 and closed_at is null order by id for update`,
    [rule],
  );

export async function openProposal(
  tx: Tx,
  rule: string,
  {
    state,
    now,
    today,
    decideBy,
    goesFrom,
  }: {
    state: 'asked' | 'announced';
    now: Instant;
    today: Day;
    decideBy: Day | null;
    goesFrom: Day | null;
  },
): Promise<string> {
  const id = newId(now);
  await rows(
    tx,
    `insert into retention_proposal (id, rule, state, hash, records, people, asked_on, decide_by, announced_on, goes_from)
     values ($1, $2, $3, '', 0, 0, $4, $5, $6, $7)`,
    [id, rule, state, today, decideBy, state === 'announced' ? today : null, goesFrom],
  );
  return id;
}

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

/** Notes that so many records of a proposal went; called in the transaction in which they went. */
export const noteGone = (tx: Tx, id: string, gone: number): Promise<unknown> =>
  rows(tx, 'update retention_proposal set gone = gone + $2 where id = $1', [id, gone]);

/** How many rows of a proposal are left. */
export async function leftOf(reader: Reader, id: string): Promise<number> {
  const [left] = await rows<{ n: number }>(
    reader,
    'select count(*)::int as n from retention_proposed where proposal = $1',
    [id],
  );
  return left?.n ?? 0;
}

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

/** Counts a proposal anew and takes its hash, over the rule as it is declared and the rows that it has. */
export async function countProposal(tx: Tx, id: string, rule: RetentionRule | undefined): Promise<Proposal> {
  const [counted] = await rows<Proposal>(
    tx,
    `update retention_proposal o set records = now.records, people = now.people, hash = now.hash
     from (select count(*)::int as records, count(distinct person_id)::int as people,
         encode(sha256(convert_to(o.rule || E'\\n' || $2 || E'\\n'
           || coalesce(string_agg(p.id::text || ' ' || p.whole || ' ' || array_to_string(p.fields, ','), E'\\n' order by p.id), ''), 'UTF8')), 'hex') as hash
       from retention_proposal o left join retention_proposed p on p.proposal = o.id where o.id = $1 group by o.rule) now
     where o.id = $1 returning ${COLUMNS.split(', ')
       .map((column) => `o.${column}`)
       .join(', ')}`,
    [id, JSON.stringify([rule?.then ?? null, rule?.review?.stages ?? null, rule?.['undo-window'] ?? null])],
  );
  if (!counted) throw new Refused('retention.no-proposal', 'There is no such proposal.');
  return counted;
}

/** Who agreed to a proposal as it is now. An approval of what it was before counts no more. */
export const approversOf = (
  reader: Reader,
  { id, hash }: Pick<Proposal, 'id' | 'hash'>,
): Promise<(Approver & { at: Instant; entry: string })[]> =>
  rows(
    reader,
    `select stage, approved_by as by, role, approved_at as at, entry from retention_approval
     where proposal = $1 and hash = $2 order by stage, approved_at, approved_by`,
    [id, hash],
  );

export const noteApproval = (
  tx: Tx,
  { id, hash }: Pick<Proposal, 'id' | 'hash'>,
  { stage, by, role, now, entry }: { stage: number; by: string; role: string; now: Instant; entry: string },
): Promise<unknown> =>
  rows(
    tx,
    `insert into retention_approval (proposal, hash, stage, approved_by, role, approved_at, entry)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, hash, stage, by, role, now, entry],
  );

export const announce = (
  tx: Tx,
  id: string,
  { now, today, from }: { now: Instant; today: Day; from: Day },
): Promise<unknown> =>
  rows(
    tx,
    `update retention_proposal set state = 'announced', agreed_at = $2, announced_on = $3, goes_from = $4 where id = $1`,
    [id, now, today, from],
  );

export const closeProposal = (
  tx: Tx,
  id: string,
  {
    state,
    now,
    by,
    because,
    againOn,
  }: {
    state: Exclude<ProposalState, 'asked' | 'announced'>;
    now: Instant;
    by: string;
    because: string | null;
    againOn: Day | null;
  },
): Promise<unknown> =>
  rows(
    tx,
    `update retention_proposal set state = $2, closed_at = $3, closed_by = $4, because = $5, again_on = $6 where id = $1`,
    [id, state, now, by, because, againOn],
  );

/** What was refused or stopped until today is free to be proposed again. */
export const askAgain = (tx: Tx, rule: string, today: Day): Promise<unknown> =>
  rows(
    tx,
    `delete from retention_proposed p using retention_proposal o
     where o.id = p.proposal and o.rule = $1 and o.again_on <= $2`,
    [rule, today],
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

/** What is in a proposal, for somebody who decides: by collection point and day, and a few records. */
export async function contentsOf(
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
