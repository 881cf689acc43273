import type { Policy } from '../policy/index.ts';
import { approversOf, dueOfRows, type ProposedRow, proposals, readyToGo } from '../retention/index.ts';
import { type Disposal, dispose } from './disposal-batch.ts';
import type { House, Moment } from './house.ts';
import { finishProposal, proposeDue } from './retention-proposal.ts';

/**
 * Brings up to the day what a rule proposes, and does what all have agreed to, or what was announced long enough. A run that
 * was killed is made good by the next: what went has left the proposal with its certificate.
 */
export async function disposeProposed(
  house: House,
  policy: Policy,
  name: string,
  moment: Moment,
): Promise<Disposal[]> {
  const { db } = house.store;
  const rule = policy.retention[name];
  if (!rule) return [];
  await proposeDue(house, policy, name, rule, moment);
  const disposals: Disposal[] = [];
  for (const one of await proposals(db, { closed: 0 })) {
    if (
      one.rule !== name ||
      one.system !== null ||
      one.state !== 'announced' ||
      (one.goes_from ?? '') > moment.today
    )
      continue;
    const approvals = await approversOf(db, one);
    for (let after: ProposedRow | undefined; ; ) {
      const ready = await readyToGo(db, one.id, { today: moment.today, after });
      after = ready.at(-1);
      if (after === undefined) break;
      const due = await dueOfRows(db, policy, name, rule, { ready, today: moment.today });
      const agreed = {
        id: one.id,
        hash: one.hash,
        approvals,
        rows: new Map(ready.map((row) => [row.id, row])),
      };
      const disposal = await dispose(house, policy, name, due, moment, 'schedule', { agreed });
      if (disposal.records + disposal.redacted > 0) disposals.push(disposal);
    }
    await finishProposal(house, one.id, moment);
  }
  return disposals;
}
