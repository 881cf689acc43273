import { createHash } from 'node:crypto';
import type { Day } from '../base/index.ts';
import { redactRecords } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPeople, identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { dropPackagesOf } from '../requests/index.ts';
import {
  type DueRecord,
  noteGone,
  noteKept,
  type Proposal,
  type ProposedRow,
  proposalNamed,
  type Settled,
  settleDue,
  stillDue,
  takeOut,
} from '../retention/index.ts';
import { keystoreCopiesGoneOn, type Reader, rows, type Tx } from '../store/index.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import { destroyKeys, forgetThoseWithNothingLeft } from './forgetting.ts';
import type { House, Moment } from './house.ts';
import { suppressAddresses } from './suppression.ts';

/** What one rule disposed of, as its certificate says it. */
export type Disposal = {
  rule: string;
  records: number;
  /** Records that stay without the fields that went. */
  redacted: number;
  people: number;
  forgotten: number;
  /** Due and still there, because of a hold, a duty or a request. */
  kept: number;
  verified: boolean;
  /** Where it was rows of a connected system: which, and why not all was done. */
  system?: string;
  table?: string;
  fault?: string | null;
};

/**
 * Does with a batch what its rule says, in one transaction with the certificate in the ledger. Afterwards each record is
 * looked for again, by key. A person of whom nothing is left is forgotten.
 */
export async function dispose(
  house: House,
  policy: Policy,
  name: string,
  found: readonly DueRecord[],
  { now, today }: Moment,
  why: 'schedule' | 'request' | 'review',
  { also = async () => {}, agreed }: { also?: (tx: Tx) => Promise<void>; agreed?: Agreed } = {},
): Promise<Disposal> {
  const people = [...new Set(found.map((record) => record.person_id))].sort();
  const disposal = await house.store.inTransaction(async (tx) => {
    // Some thousand keys among many rows: looked up, where the planner of a spinning disk would read whole tables.
    await rows(tx, 'set local random_page_cost = 1.1');
    await holdPeople(tx, people);
    const rule = policy.retention[name];
    // Found a while ago, and looked at again now that nothing can happen to these people before it goes.
    const records = found.map(({ id }) => id);
    const due =
      why === 'schedule' && !agreed && rule
        ? await stillDue(tx, policy, rule, { today, people, records })
        : found;
    const all = await settleDue(tx, policy, name, due, {
      today,
      suspended: await suspendedAmong(tx, people, why),
    });
    await noteKept(tx, name, all, now);
    // Somebody may have stopped it since this run began.
    const goesOn =
      agreed && (await proposalNamed(tx, agreed.id, { hold: true })).state === 'announced' ? agreed : null;
    const settled = agreed ? all.filter((one) => goesOn && asAgreed(one, goesOn)) : all;
    const done = await carryOut(tx, house, policy, name, settled, { now, today });
    await also(tx);
    if (agreed) {
      await takeOut(
        tx,
        name,
        settled.map(({ record }) => record),
      );
      await noteGone(tx, agreed.id, done.records.length + done.redacted);
    }
    const forgotten = await forgetThoseWithNothingLeft(tx, people, { now, actor: 'worker' });
    const kept = settled.filter((one) => one.kept.length > 0).length;
    if (done.records.length + done.redacted === 0)
      return { rule: name, records: 0, redacted: 0, people: 0, forgotten, kept, verified: true };
    await dropPackagesOf(tx, people);
    const left = await stillThere(tx, done.records);
    await appendEvidence(tx, {
      kind: 'retention.disposed',
      at: now,
      actor: why === 'schedule' ? 'worker' : why === 'request' ? 'person' : 'staff',
      body: {
        rule: name,
        why,
        then: policy.retention[name]?.then ?? 'erase',
        plan: planOf(settled),
        // What went, not what was planned: another run may have been first.
        records: done.records.length,
        redacted: done.redacted,
        kept: reasonsOf(settled),
        people: people.length,
        forgotten,
        leftBehind: left,
        countedFrom: firstAndLast(due),
        policy: policy.hash,
        ...(agreed && { proposal: agreed.id, agreed: agreed.hash, approvals: approvalsIn(agreed) }),
        ...(forgotten > 0 && { keyCopiesGoneOn: keystoreCopiesGoneOn(now) }),
      },
    });
    return {
      rule: name,
      records: done.records.length,
      redacted: done.redacted,
      people: people.length,
      forgotten,
      kept,
      verified: left === 0,
    };
  });
  // The keys go last: after a crash before this the next night destroys them.
  const destroy = (outside: House) => destroyKeys(outside, now);
  if (house.afterwards) house.afterwards(destroy);
  else await destroy(house);
  return disposal;
}

/** What was agreed to or announced, and each of its rows. */
/** What was agreed to: by whom, and what of which record. */
export type Agreed = Pick<Proposal, 'id' | 'hash'> & {
  approvals: readonly { stage: number; role: string; at: string; entry: string }[];
  rows: ReadonlyMap<string, ProposedRow>;
};

/** Whether of this record goes what was agreed to, no less and above all no more. */
function asAgreed({ record, go, whole }: Settled, { rows }: Agreed): boolean {
  const row = rows.get(record.id);
  return row !== undefined && row.whole === whole && String(row.fields) === String([...go].sort());
}

/** Who agreed, by role and entry of the ledger: a certificate is for others to read. */
const approvalsIn = ({ approvals }: Agreed) =>
  approvals.map(({ stage, role, at, entry }) => ({ stage, role, at, entry }));

async function carryOut(
  tx: Tx,
  house: House,
  policy: Policy,
  name: string,
  settled: readonly Settled[],
  { now, today }: Moment,
): Promise<{ records: string[]; redacted: number }> {
  const then = policy.retention[name]?.then ?? 'erase';
  const whole = settled.filter((one) => one.whole).map(({ record }) => record);
  const parts = settled
    .filter((one) => !one.whole && one.go.length > 0)
    .map(({ record: { person_id, id }, go }) => ({ person_id, id, fields: go }));
  if (then === 'suppress') await suppressAll(tx, house, [...whole, ...parts], now);
  if (then === 'anonymise') await count(tx, name, whole, today);
  // By the person, whose records lie together; no two records have one id. What was noted about a record goes with it.
  // Two lists of keys in one condition would be looked up in the index pair by pair, each with each.
  const these = 'where person_id = any($1::uuid[]) and id in (select unnest($2::uuid[]))';
  const deleted =
    whole.length === 0
      ? []
      : await rows<{ id: string }>(
          tx,
          `with kept as (delete from retention_kept ${these}), review as (delete from retention_review ${these}),
             proposed as (delete from retention_proposed ${these})
           delete from record ${these} returning id`,
          [whole.map((record) => record.person_id), whole.map((record) => record.id)],
        );
  const redacted = await redactRecords(tx, house.vault, parts, now);
  return { records: deleted.map(({ id }) => id), redacted };
}

/** What remains of a contact whom no longer wants us: a keyed hash, so that nobody writes to them again by mistake. */
async function suppressAll(
  tx: Tx,
  house: House,
  records: readonly { person_id: string }[],
  now: string,
): Promise<void> {
  for (const personId of new Set(records.map(({ person_id }) => person_id)))
    await suppressAddresses(tx, house, await identitiesOf(tx, house.vault, personId), {
      reason: 'kept-no-longer',
      now,
    });
}

/** How many there were, by month and without anything else: what is left of something made anonymous. */
const count = (tx: Tx, rule: string, records: readonly DueRecord[], today: Day): Promise<unknown> =>
  rows(
    tx,
    `insert into record_figure (point, month, rule, n)
     select point, date_trunc('month', coalesce(counted_from, $4::date))::date, $3, count(*) from unnest($1::text[], $2::date[]) as gone (point, counted_from)
     group by 1, 2 on conflict (point, month, rule) do update set n = record_figure.n + excluded.n`,
    [records.map(({ point }) => point), records.map((one) => one.counted_from), rule, today],
  );

async function stillThere(reader: Reader, ids: readonly string[]): Promise<number> {
  const [again] = await rows<{ n: number }>(
    reader,
    'select count(*)::int as n from record where id = any($1)',
    [ids],
  );
  return again?.n ?? -1;
}

/** One hash for what was meant to happen: of the records and, where only a part of them went, of which. */
const planOf = (settled: readonly Settled[]): string =>
  createHash('sha256')
    .update(
      settled
        .map(({ record, whole, go }) => (whole ? record.id : `${record.id} ${[...go].sort().join(',')}`))
        .sort()
        .join('\n'),
    )
    .digest('hex');

const reasonsOf = (settled: readonly Settled[]): Record<string, number> => {
  const reasons: Record<string, number> = {};
  for (const { kept } of settled)
    for (const kind of new Set(kept.map((reason) => reason.kind))) reasons[kind] = (reasons[kind] ?? 0) + 1;
  return reasons;
};

const firstAndLast = (due: readonly DueRecord[]): Day[] => {
  const days = due.map((record) => record.counted_from).sort();
  return [days[0], days.at(-1)].filter((day) => day !== undefined);
};
