import { type Day, Refused } from '../base/index.ts';
import { isOpen, keepOpening, nextOpening, surveyCap } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { pointNamed } from './submission-taken.ts';

/**
 * Opens a survey of which the policy promises how often there is one, from today until a day. Refuses `survey.no-cap`,
 * `survey.no-such-days`, and `survey.too-many` where one more would be more often than promised.
 */
export async function openSurvey(
  house: House,
  { point: name, until }: { point: string; until: Day },
  actor: string,
): Promise<{ id: string; until: Day }> {
  const policy = await policyInForce(house);
  const cap = surveyCap(policy, pointNamed(policy, name));
  if (!cap)
    throw new Refused(
      'survey.no-cap',
      `The policy does not say how often "${name}" is opened (at-most of its purpose): it is always open.`,
    );
  const { now, today } = momentOf(house, policy);
  if (until < today) throw new Refused('survey.no-such-days', 'It cannot end before it begins.');
  return house.store.inTransaction(async (tx) => {
    const free = await nextOpening(tx, cap, today);
    if (free > today)
      throw new Refused(
        'survey.too-many',
        `The policy promises at most ${cap.most} surveys in ${cap.per}, and so many were opened. The next can be opened on ${free}.`,
        { free },
      );
    const id = await keepOpening(tx, { point: name, purpose: cap.purpose, on: today, until, now });
    await appendEvidence(tx, {
      kind: 'survey.opened',
      at: now,
      actor,
      body: { point: name, purpose: cap.purpose, on: today, until },
    });
    return { id, until };
  });
}

/** Refuses `survey.closed` where a survey is opened now and then, and is not open today. */
export async function refuseClosedSurvey(house: House, name: string): Promise<void> {
  const policy = await policyInForce(house);
  if (!surveyCap(policy, pointNamed(policy, name))) return;
  if (await isOpen(house.store.db, name, momentOf(house, policy).today)) return;
  throw new Refused('survey.closed', 'This survey is not open just now. Nothing was stored.');
}
