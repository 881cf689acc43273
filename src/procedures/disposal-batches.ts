import { appendEvidence } from '../evidence/index.ts';
import type { Policy } from '../policy/index.ts';
import { disposeBatches } from '../retention/index.ts';
import type { House, Moment } from './house.ts';

/** What one rule disposed of that is about nobody we know. */
export type DisposalOfNobody = {
  rule: string;
  records: number;
  redacted: number;
  people: number;
  forgotten: number;
  kept: number;
  verified: boolean;
};

/**
 * What is about no person that we know goes on its day as well: events of devices and pages, anonymous answers. Each batch with
 * its certificate, until nothing of it is due.
 */
export async function disposeOfNobody(
  house: House,
  policy: Policy,
  name: string,
  { now, today }: Moment,
): Promise<DisposalOfNobody[]> {
  const disposals: DisposalOfNobody[] = [];
  for (;;) {
    const gone = await house.store.inTransaction(async (tx) => {
      const all = await disposeBatches(tx, policy, name, { now, today });
      for (const { what, records, events, countedFrom, leftBehind } of all)
        await appendEvidence(tx, {
          kind: 'retention.disposed',
          at: now,
          actor: 'worker',
          body: {
            rule: name,
            why: 'schedule',
            then: policy.retention[name]?.then ?? 'erase',
            what,
            records,
            events,
            redacted: 0,
            kept: {},
            people: 0,
            forgotten: 0,
            leftBehind,
            countedFrom: [...countedFrom],
            policy: policy.hash,
          },
        });
      return all;
    });
    if (gone.length === 0) return disposals;
    const records = gone.reduce((sum, one) => sum + one.records, 0);
    disposals.push({ rule: name, records, redacted: 0, people: 0, forgotten: 0, kept: 0, verified: true });
  }
}
