import { Refused } from '../base/index.ts';
import { holdDuty, markTold, openDuties, settleTold, type ToldDuty } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** Notes which letters have left since. Part of the night's work, and of every look at what is owed. */
export const settleTelling = (house: House): Promise<number> =>
  house.store.inTransaction((tx) => settleTold(tx));

/** Who still has to hear where we got their data, the most urgent first. */
export async function owedTelling(house: House, limit: number): Promise<ToldDuty[]> {
  await settleTelling(house);
  return openDuties(house.store.db, limit);
}

/** Staff told somebody, by letter or telephone. Refuses `told.not-found` and `told.already`. */
export async function tellDone(
  house: House,
  { id, how }: { id: string; how: string },
  actor: string,
): Promise<void> {
  const { now } = momentOf(house, await policyInForce(house));
  await house.store.inTransaction(async (tx) => {
    const duty = await holdDuty(tx, id);
    if (!duty) throw new Refused('told.not-found', 'There is no such duty.');
    if (duty.told_at) throw new Refused('told.already', 'They were told already.');
    await markTold(tx, duty, { how, now });
    await appendEvidence(tx, {
      kind: 'told.done',
      at: now,
      actor,
      aboutPerson: duty.person_id,
      body: { point: duty.point, how, dueOn: duty.due_on },
    });
  });
}
