import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { RetentionRule } from './reach.rules.ts';

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
  /** Of rows of a connected system: where they are. Null: of records that we host. */
  system: string | null;
  table: string | null;
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

const COLUMNS = `id, rule, system, "table", state, hash, records, people, gone, asked_on, decide_by, agreed_at, announced_on,
  goes_from, closed_at, because, again_on`;
const OWN_COLUMNS = COLUMNS.replaceAll(/["\w]+/g, 'o.$&');

/** A table of a connected system. */
export type RowPlace = { system: string; table: string };

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

/** Those of a rule that are open, of what we host or of one table elsewhere; held until the transaction ends. */
export const openProposals = (tx: Tx, rule: string, place: RowPlace | null): Promise<Proposal[]> =>
  rows<Proposal>(
    tx,
    `select ${COLUMNS} from retention_proposal
     where rule = $1 and closed_at is null and system is not distinct from $2 and "table" is not distinct from $3
     order by id for update`,
    [rule, place?.system ?? null, place?.table ?? null],
  );

export async function openProposal(
  tx: Tx,
  rule: string,
  {
    place,
    state,
    now,
    today,
    decideBy,
    goesFrom,
  }: {
    place: RowPlace | null;
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
    `insert into retention_proposal (id, rule, system, "table", state, hash, records, people, asked_on, decide_by, announced_on, goes_from)
     values ($1, $2, $8, $9, $3, '', 0, 0, $4, $5, $6, $7)`,
    [
      id,
      rule,
      state,
      today,
      decideBy,
      state === 'announced' ? today : null,
      goesFrom,
      place?.system ?? null,
      place?.table ?? null,
    ],
  );
  return id;
}

/** Notes that so many records of a proposal went; called in the transaction in which they went. */
export const noteGone = (tx: Tx, id: string, gone: number): Promise<unknown> =>
  rows(tx, 'update retention_proposal set gone = gone + $2 where id = $1', [id, gone]);

/** How many records or rows of a proposal are left. */
export async function leftOf(reader: Reader, id: string): Promise<number> {
  const [left] = await rows<{ n: number }>(
    reader,
    `select (select count(*) from retention_proposed where proposal = $1)::int
       + (select count(*) from retention_proposed_row where proposal = $1)::int as n`,
    [id],
  );
  return left?.n ?? 0;
}

/** Counts a proposal anew and takes its hash, over the rule as it is declared and what it has of records or rows. */
export async function countProposal(tx: Tx, id: string, rule: RetentionRule | undefined): Promise<Proposal> {
  const [counted] = await rows<Proposal>(
    tx,
    `update retention_proposal o set records = now.records, people = now.people, hash = now.hash
     from (select count(p.what)::int as records, count(distinct p.person_id)::int as people,
         encode(sha256(convert_to(o.rule || E'\\n' || $2 || E'\\n'
           || coalesce(string_agg(p.what, E'\\n' order by p.id, p.mark collate "C"), ''), 'UTF8')), 'hex') as hash
       from retention_proposal o left join (
         select proposal, person_id, id, null as mark, id::text || ' ' || whole || ' ' || array_to_string(fields, ',') as what
         from retention_proposed where proposal = $1
         union all
         select proposal, null, null, mark, mark || ' ' || digest || ' ' || array_to_string(spared, ',')
         from retention_proposed_row where proposal = $1) p on p.proposal = o.id
       where o.id = $1 group by o.rule) now
     where o.id = $1 returning ${OWN_COLUMNS}`,
    [id, JSON.stringify([rule?.then ?? null, rule?.review?.stages ?? null, rule?.['undo-window'] ?? null])],
  );
  if (!counted) throw new Refused('retention.no-proposal', 'There is no such proposal.');
  return counted;
}

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
export async function askAgain(tx: Tx, rule: string, today: Day): Promise<void> {
  for (const table of ['retention_proposed', 'retention_proposed_row'])
    await rows(
      tx,
      `delete from ${table} p using retention_proposal o
       where o.id = p.proposal and o.rule = $1 and o.again_on <= $2`,
      [rule, today],
    );
}

/** Takes everything out of a proposal. */
export async function emptyProposal(tx: Tx, id: string): Promise<void> {
  for (const table of ['retention_proposed', 'retention_proposed_row'])
    await rows(tx, `delete from ${table} where proposal = $1`, [id]);
}
