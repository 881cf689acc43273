import { Refused } from '../base/index.ts';
import { keepReview, letters } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type Case, note, type When, write } from './request-case.ts';
import { settle } from './request-stop.ts';
import { refuseWhileInDoubt } from './request-who.ts';

/** What a person found who looked at a decision of software again. */
export type Reviewed = {
  result: 'upheld' | 'changed';
  /** As the policy calls it; null: one that it does not declare. */
  decision: string | null;
  reasons: string;
  /** What counts in its place; null where it stands. */
  instead: string | null;
};

/**
 * A person looked at a decision by software again (Art 22C): it stands or it is changed, with reasons that the one who asked is
 * told. What was changed software may not decide about them again; the gate refuses it. Refuses `requests.no-review`,
 * `requests.no-reasons`, `requests.no-result`, `requests.unknown-decision` and `requests.identity-open`.
 */
export async function review(
  tx: Tx,
  held: Case,
  { result, decision, reasons, instead }: Reviewed,
  { on, by }: When,
): Promise<void> {
  const { policy, request, now } = held;
  if (request.kind !== 'human-review')
    throw new Refused('requests.no-review', 'Only who asked for a person to look again gets this answer.');
  refuseWhileInDoubt(held);
  if (reasons.trim() === '')
    throw new Refused('requests.no-reasons', 'Write down why: whoever asked is told the reasons.');
  const changed = result === 'changed';
  if (changed && (instead ?? '').trim() === '')
    throw new Refused('requests.no-result', 'Say what counts now, in place of what software decided.');
  if (decision !== null && !Object.hasOwn(policy.decisions, decision))
    throw new Refused('requests.unknown-decision', 'The policy declares no such decision.');
  await keepReview(tx, { personId: request.person_id, requestId: request.id, decision, result, by, now });
  const facts = { result, decision, by };
  const words = changed ? `${instead}\n\n${reasons}` : reasons;
  await note(tx, held, { kind: 'reviewed', on, actor: by, facts, words }, facts);
  const role = (decision === null ? undefined : policy.decisions[decision]?.['review-by']) ?? request.owner;
  await write(tx, held, 'reviewed', (writing) =>
    letters.reviewed(writing, { changed, reasons, instead: changed ? instead : null, by: `our ${role}` }),
  );
  await settle(tx, held, result, by);
}
