import { createHash } from 'node:crypto';
import { type Day, Refused } from '../base/index.ts';
import { appendEvidence, forgetPerson } from '../evidence/index.ts';
import { formerIdsOf, holdPerson } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { answerRequest, findRequest } from '../requests/index.ts';
import { type DueRecord, dueRecords, recordsUnder } from '../retention/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';

/** What one rule disposed of, as its certificate says it. */
export type Disposal = {
  rule: string;
  records: number;
  people: number;
  forgotten: number;
  verified: boolean;
};

/** Runs every rule that erases hosted records: what is due on `today`, and nothing else. Idempotent; resumes by itself. */
export async function disposeDue(house: House): Promise<Disposal[]> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  await destroyKeys(house, moment.now);
  const disposals: Disposal[] = [];
  for (const [name, rule] of Object.entries(policy.retention)) {
    if (rule.then !== 'erase' && rule.then !== 'destroy') continue;
    for (;;) {
      const due = await dueRecords(house.store.db, policy, rule, moment.today);
      if (due.length === 0) break;
      disposals.push(await dispose(house, policy, name, due, moment, 'schedule'));
    }
  }
  return disposals;
}

/**
 * Answers a request for erasure: what stands under a rule that ends at once when the person asks goes now, and the request
 * is closed in the same transaction. Refuses `requests.not-found`, `requests.already-answered` and
 * `requests.nothing-erased`.
 */
export async function answerByErasing(
  house: House,
  { id, by }: { id: string; by: string },
): Promise<Disposal[]> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const request = await findRequest(house.store.db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  const disposals: Disposal[] = [];
  for (const [name, rule] of Object.entries(policy.retention)) {
    if (!rule['at-once-on']?.includes('request')) continue;
    const records = await recordsUnder(house.store.db, policy, rule, request.person_id);
    if (records.length > 0)
      disposals.push(
        await dispose(house, policy, name, records, moment, 'request', (tx) => close(tx, id, by, moment)),
      );
  }
  if (disposals.length === 0) {
    const [held] = await house.store.rows('select 1 from record where person_id = $1 limit 1', [
      request.person_id,
    ]);
    // Nothing may be called erased that is still there.
    if (held)
      throw new Refused(
        'requests.nothing-erased',
        'No retention rule of this policy lets these records go on request ("at-once-on: [request]"), so nothing was erased and the request stays open.',
      );
    await house.store.inTransaction((tx) => close(tx, id, by, moment, 'nothing-held'));
  }
  return disposals;
}

/** Closing twice is refused; of several rules that erase for one request, the first closes it. */
async function close(
  tx: Tx,
  id: string,
  by: string,
  { now, today }: Moment,
  outcome: 'erased' | 'nothing-held' = 'erased',
): Promise<void> {
  const open = await findRequest(tx, id);
  if (open?.outcome === 'erased' && open.answered_on === today) return;
  const request = await answerRequest(tx, { id, outcome, on: today });
  await appendEvidence(tx, {
    kind: 'request.answered',
    at: now,
    actor: by,
    aboutPerson: request.person_id,
    body: { request: id, outcome, answeredOn: today, dueOn: request.due_on },
  });
}

/**
 * Erases records in one transaction, with the certificate in the ledger. A person of whom nothing is left is forgotten: the
 * identities go, and with the data key every copy in every backup. Afterwards each record is looked for again, by key.
 */
async function dispose(
  house: House,
  policy: Policy,
  rule: string,
  due: readonly DueRecord[],
  { now }: Moment,
  why: 'schedule' | 'request',
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<Disposal> {
  const people = [...new Set(due.map((record) => record.person_id))].sort();
  const { forgotten, left, deleted } = await house.store.inTransaction(async (tx) => {
    for (const personId of people) await holdPerson(tx, personId);
    const deleted = await rows(
      tx,
      `delete from record r using unnest($1::uuid[], $2::uuid[]) as due (person_id, id)
       where r.person_id = due.person_id and r.id = due.id returning r.id`,
      [due.map((record) => record.person_id), due.map((record) => record.id)],
    );
    await also(tx);
    const gone = await forgetThoseWithNothingLeft(tx, people, now);
    const [again] = await rows<{ n: number }>(
      tx,
      'select count(*)::int as n from record where id = any($1)',
      [due.map((record) => record.id)],
    );
    const plan = createHash('sha256')
      .update(
        due
          .map((record) => record.id)
          .sort()
          .join('\n'),
      )
      .digest('hex');
    await appendEvidence(tx, {
      kind: 'retention.disposed',
      at: now,
      actor: why === 'schedule' ? 'worker' : 'person',
      body: {
        rule,
        why,
        plan,
        // What went, not what was planned: another run may have been first.
        records: deleted.length,
        people: people.length,
        forgotten: gone.people,
        leftBehind: again?.n ?? -1,
        countedFrom: firstAndLast(due),
        policy: policy.hash,
      },
    });
    return { forgotten: gone.people, left: again?.n ?? -1, deleted: deleted.length };
  });
  // The keys go last: after a crash before this the next night destroys them.
  const destroy = (outside: House) => destroyKeys(outside, now);
  if (house.afterwards) house.afterwards(destroy);
  else await destroy(house);
  return {
    rule,
    records: deleted,
    people: people.length,
    forgotten,
    verified: left === 0,
  };
}

/** Destroys the keys of people who are gone: of this run, and of one that died before it could. */
async function destroyKeys(house: House, now: string): Promise<void> {
  const waiting = await house.store.rows<{ person_id: string }>('select person_id from key_to_destroy');
  for (const { person_id } of waiting) {
    await house.vault.forget(person_id, now);
    await house.store.rows('delete from key_to_destroy where person_id = $1', [person_id]);
  }
}

/** Forgets those of `people` of whom we hold nothing any more and expect nothing: no record, relationship or choice, and no
 * request that is still open. That a request was answered stays on record, without a name. */
async function forgetThoseWithNothingLeft(
  tx: Tx,
  people: readonly string[],
  now: string,
): Promise<{ people: number }> {
  const bare = await rows<{ id: string }>(
    tx,
    `select p.id from person p where p.id = any($1)
       and not exists (select 1 from record where person_id = p.id)
       and not exists (select 1 from relationship where person_id = p.id)
       and not exists (select 1 from permission where person_id = p.id)
       and not exists (select 1 from request where person_id = p.id and answered_on is null)
       and not exists (select 1 from outbox where person_id = p.id and state in ('queued', 'sending'))`,
    [people],
  );
  // Whoever became them by a merge goes too: links of the ledger, and keys to older backups, know them by those ids.
  const ids: string[] = [];
  for (const { id } of bare) ids.push(id, ...(await formerIdsOf(tx, id)));
  for (const table of ['identity', 'event', 'outbox'] as const)
    await rows(tx, `delete from ${table} where person_id = any($1)`, [ids]);
  await rows(tx, 'delete from person_merge where person_id = any($1)', [ids]);
  await rows(tx, 'delete from person where id = any($1)', [ids]);
  await rows(
    tx,
    'insert into key_to_destroy (person_id, since) select id, $2::timestamptz from unnest($1::uuid[]) as id on conflict do nothing',
    [ids, now],
  );
  for (const personId of ids) await forgetPerson(tx, { personId, actor: 'worker', at: now });
  return { people: bare.length };
}

const firstAndLast = (due: readonly DueRecord[]): Day[] => {
  const days = due.map((record) => record.counted_from).sort();
  return [days[0], days.at(-1)].filter((day) => day !== undefined);
};
