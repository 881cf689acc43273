import { createHash } from 'node:crypto';
import type { Day } from '../base/index.ts';
import { redactRecords } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPeople, identitiesOf } from '../people/index.ts';
import { suppress } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  askForReview,
  type DueRecord,
  dueRecords,
  noteKept,
  type Place,
  type Settled,
  type Suspended,
  settleDue,
} from '../retention/index.ts';
import { keystoreCopiesGoneOn, type Reader, rows, type Tx } from '../store/index.ts';
import { destroyKeys, forgetLater, forgetThoseWithNothingLeft } from './forgetting.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';

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
};

/**
 * Runs every rule on what we host: what is due on `today` goes, unless something suspends it. Idempotent; a run that was
 * killed is made good by the next, for what went in a batch went with its certificate.
 */
export async function disposeDue(house: House): Promise<Disposal[]> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  await forgetLater(house, moment.now);
  await destroyKeys(house, moment.now);
  const disposals: Disposal[] = [];
  for (const [name, rule] of Object.entries(policy.retention)) {
    if (rule.then === 'overwrite') continue;
    for (let after: Place | undefined; ; ) {
      const due = await dueRecords(house.store.db, policy, rule, { today: moment.today, after });
      after = due.at(-1);
      if (after === undefined) break;
      if (rule.then === 'review' || rule.then === 'return-or-erase') {
        await house.store.inTransaction((tx) => askForReview(tx, name, due, moment.today));
        continue;
      }
      const disposal = await dispose(house, policy, name, due, moment, 'schedule');
      if (disposal.records + disposal.redacted > 0) disposals.push(disposal);
    }
  }
  return disposals;
}

/**
 * Does with a batch what its rule says, in one transaction with the certificate in the ledger. Afterwards each record is
 * looked for again, by key. A person of whom nothing is left is forgotten.
 */
export async function dispose(
  house: House,
  policy: Policy,
  name: string,
  due: readonly DueRecord[],
  { now, today }: Moment,
  why: 'schedule' | 'request' | 'review',
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<Disposal> {
  const people = [...new Set(due.map((record) => record.person_id))].sort();
  const disposal = await house.store.inTransaction(async (tx) => {
    await holdPeople(tx, people);
    const settled = await settleDue(tx, policy, name, due, {
      today,
      suspended: await suspendedAmong(tx, people, why),
    });
    await noteKept(tx, name, settled, now);
    const done = await carryOut(tx, house, policy, name, settled, { now, today });
    await also(tx);
    const forgotten = await forgetThoseWithNothingLeft(tx, people, { now, actor: 'worker' });
    const kept = settled.filter((one) => one.kept.length > 0).length;
    if (done.records.length + done.redacted === 0)
      return { rule: name, records: 0, redacted: 0, people: 0, forgotten, kept, verified: true };
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
  const deleted = await rows<{ id: string }>(
    tx,
    `delete from record r using unnest($1::uuid[], $2::uuid[]) as due (person_id, id)
     where r.person_id = due.person_id and r.id = due.id returning r.id`,
    [whole.map((record) => record.person_id), whole.map((record) => record.id)],
  );
  // What was noted about a record goes with it.
  for (const table of ['retention_kept', 'retention_review'])
    await rows(
      tx,
      `delete from ${table} n using unnest($1::uuid[], $2::uuid[]) as gone (person_id, id)
       where n.person_id = gone.person_id and n.id = gone.id`,
      [whole.map((record) => record.person_id), whole.map((record) => record.id)],
    );
  const redacted = await redactRecords(tx, house.vault, parts, now);
  return { records: deleted.map(({ id }) => id), redacted };
}

/** What remains of a contact whom no longer wants us: a keyed hash, so that nobody writes to them again by mistake. */
async function suppressAll(
  tx: Tx,
  { vault }: House,
  records: readonly { person_id: string }[],
  now: string,
): Promise<void> {
  for (const personId of new Set(records.map(({ person_id }) => person_id)))
    for (const { kind, value } of await identitiesOf(tx, vault, personId))
      if (kind === 'email' || kind === 'phone')
        await suppress(tx, vault.suppressionHash(kind, value), {
          scope: 'marketing',
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

/** Whose deletion waits for a request of theirs: an open access request (R20), or a restriction that stands (R12). */
const suspendedAmong = (reader: Reader, people: readonly string[], why: string): Promise<Suspended[]> =>
  why === 'request'
    ? Promise.resolve([])
    : rows<Suspended>(
        reader,
        `select person_id, 'request' as kind, id::text as reference from request
         where person_id = any($1::uuid[]) and kind in ('access', 'portability', 'recipients') and answered_on is null
         union all
         select person_id, 'restriction', request_id::text from stopped_use
         where person_id = any($1::uuid[]) and kind = 'restriction' and lifted_at is null`,
        [people],
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
