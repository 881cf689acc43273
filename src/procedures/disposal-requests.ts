import { appendEvidence } from '../evidence/index.ts';
import { holdPeople } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { dropRequests, spentRequests } from '../requests/index.ts';
import { begunBy, isOfRequests } from '../retention/index.ts';
import type { Disposal } from './disposal-batch.ts';
import { forgetThoseWithNothingLeft } from './forgetting.ts';
import type { House, Moment } from './house.ts';

const BATCH = 500;

/**
 * Requests go on the day that the policy says, with what was asked, what we answered and why: that they were there stays in the
 * ledger, without a name. Each batch with its certificate, until nothing of it is due.
 */
export async function disposeRequests(
  house: House,
  policy: Policy,
  name: string,
  { now, today }: Moment,
): Promise<Disposal[]> {
  const rule = policy.retention[name];
  if (!rule || !isOfRequests(policy, rule)) return [];
  const due = { answeredBy: begunBy(policy, rule, today), limit: BATCH };
  const disposals: Disposal[] = [];
  for (;;) {
    const found = await spentRequests(house.store.db, due);
    if (found.length === 0) return disposals;
    const disposal = await house.store.inTransaction(async (tx) => {
      const people = [...new Set(found.map(({ person_id }) => person_id))].sort();
      await holdPeople(tx, people);
      // Found a moment ago, and looked at again now that nothing can happen to these people before it goes.
      const mine = new Set(found.map(({ id }) => id));
      const spent = (await spentRequests(tx, due)).filter(({ id }) => mine.has(id));
      if (spent.length === 0) return null;
      const left = await dropRequests(tx, spent);
      const forgotten = await forgetThoseWithNothingLeft(tx, people, { now, actor: 'worker' });
      const days = spent.map(({ answered_on }) => answered_on).sort();
      const counts = { records: spent.length, redacted: 0, people: people.length, forgotten };
      await appendEvidence(tx, {
        kind: 'retention.disposed',
        at: now,
        actor: 'worker',
        body: {
          rule: name,
          why: 'schedule',
          then: rule.then,
          what: 'requests',
          ...counts,
          kept: {},
          leftBehind: left,
          countedFrom: [days.at(0) ?? today, days.at(-1) ?? today],
          policy: policy.hash,
        },
      });
      return { rule: name, ...counts, kept: 0, verified: left === 0 };
    });
    if (disposal === null) return disposals;
    disposals.push(disposal);
  }
}
