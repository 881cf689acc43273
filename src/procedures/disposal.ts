import { askForReview, dueRecords, type Place, waitsFirst } from '../retention/index.ts';
import { type Disposal, dispose } from './disposal-batch.ts';
import { disposeOfNobody } from './disposal-batches.ts';
import { disposeProposed } from './disposal-proposed.ts';
import { disposeRequests } from './disposal-requests.ts';
import { disposeRows } from './disposal-rows.ts';
import { destroyKeys, forgetLater } from './forgetting.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { dropOrphans } from './retention-proposal.ts';
import { tellApprovers } from './retention-told.ts';

/** Records that are found in one statement, and that go in one transaction: finding looks at many to find few. */
const [FOUND, BATCH] = [50_000, 2_000];

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
    const decided = rule.then === 'review' || rule.then === 'return-or-erase';
    if (waitsFirst(rule) && !decided) {
      disposals.push(...(await disposeProposed(house, policy, name, moment)));
      continue;
    }
    let after: Place | undefined;
    do {
      const found = await dueRecords(house.store.db, policy, rule, {
        today: moment.today,
        after,
        limit: FOUND,
      });
      after = found.length < FOUND ? undefined : found.at(-1);
      for (let from = 0; from < found.length; from += BATCH) {
        const due = found.slice(from, from + BATCH);
        if (decided) {
          await house.store.inTransaction((tx) => askForReview(tx, name, due, moment.today));
          continue;
        }
        const disposal = await dispose(house, policy, name, due, moment, 'schedule');
        if (disposal.records + disposal.redacted > 0) disposals.push(disposal);
      }
    } while (after);
    if (waitsFirst(rule)) disposals.push(...(await disposeProposed(house, policy, name, moment)));
    else disposals.push(...(await disposeOfNobody(house, policy, name, moment)));
    disposals.push(...(await disposeRequests(house, policy, name, moment)));
  }
  await destroyKeys(house, moment.now);
  await dropOrphans(house, policy, moment);
  for (const { kept, leftOver, due: _, ...one } of await disposeRows(house, policy, moment)) {
    const staying = Object.values(kept).reduce((sum, n) => sum + n, 0);
    if (one.records + one.redacted > 0 || one.fault !== null)
      disposals.push({
        ...one,
        people: 0,
        forgotten: 0,
        kept: staying,
        verified: leftOver === 0 && one.fault === null,
      });
  }
  await tellApprovers(house, policy, moment);
  return disposals;
}
