import { dayIn, Refused } from '../base/index.ts';
import { restrictionLiftable } from '../law/index.ts';
import { letters, liftUses, markLiftingTold, stoppedUsesOf } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type Case, note, type When, write } from './request-case.ts';
import type { Decided } from './request-decided.ts';

/** Tells the person why and from when what is stopped goes on; Art 18(3) wants that first. */
export async function tellLifting(
  tx: Tx,
  held: Case,
  { why, liftOn }: Extract<Decided, { outcome: 'tell-lifting' }>,
  { on, by: actor }: When,
): Promise<void> {
  const { request, now } = held;
  const standing = (await stoppedUsesOf(tx, request.id)).filter(({ lifted_at }) => lifted_at === null);
  if (standing.length === 0) throw nothingStopped();
  if (why.trim() === '') throw new Refused('requests.no-reasons', 'The person is told why; write it down.');
  await note(tx, held, { kind: 'lifting-told', on, actor, facts: { liftOn }, words: why });
  await markLiftingTold(tx, request.id, now);
  await write(tx, held, 'lifting', (writing) => letters.liftingTold(writing, { why, on: liftOn }));
}

/** Only after the person was told (Art 18(3)), and with the reason on record. */
export async function lift(
  tx: Tx,
  held: Case,
  { why }: { why: string },
  { on, by: actor }: When,
): Promise<void> {
  const { request, now, policy, today } = held;
  const standing = (await stoppedUsesOf(tx, request.id)).filter(({ lifted_at }) => lifted_at === null);
  if (standing.length === 0) throw nothingStopped();
  const untold = standing.some(({ kind, told_at }) => {
    const toldOn = told_at === null ? null : dayIn(policy.organisation.zone, told_at);
    return kind === 'restriction' && !restrictionLiftable(toldOn, today);
  });
  if (untold)
    throw new Refused(
      'requests.not-told',
      'The person has to be told before a restriction is lifted: "tell-lifting" comes first.',
    );
  if (why.trim() === '')
    throw new Refused('requests.no-reasons', 'Lifting a restriction needs its reason on record.');
  await liftUses(tx, { requestId: request.id, why: 'decided', now });
  await note(tx, held, { kind: 'lifted', on, actor, words: why }, { uses: standing.length });
}

const nothingStopped = () =>
  new Refused('requests.nothing-stopped', 'This request stops no use that could go on.');
