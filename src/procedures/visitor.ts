import { Refused } from '../base/index.ts';
import { fireRoll, signOut } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { pointNamed } from './submission-taken.ts';

/** A visitor leaves: the number of the badge is all that is asked. Refuses `visitor.not-inside`. */
export async function signOutVisitor(house: House, name: string, badge: string): Promise<void> {
  const policy = await policyInForce(house);
  refuseOther(pointNamed(policy, name).kind);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    if (!(await signOut(tx, { point: name, badge: badge.trim(), now })))
      throw new Refused(
        'visitor.not-inside',
        'Nobody is signed in with this badge number. Look at it again.',
        {
          fields: ['badge'],
        },
      );
    await appendEvidence(tx, { kind: 'visitor.left', at: now, actor: 'visitor', body: { point: name } });
  });
}

export type Roll = { point: string; at: string; inside: Awaited<ReturnType<typeof fireRoll>> };

/** Who is in the building now, for a roll call. Every look is in the ledger with its reason. Refuses `visitor.no-roll`. */
export async function callRoll(
  house: House,
  name: string,
  { by, reason }: { by: string; reason: string },
): Promise<Roll> {
  const policy = await policyInForce(house);
  const point = pointNamed(policy, name);
  refuseOther(point.kind);
  if (!point['fire-roll'])
    throw new Refused('visitor.no-roll', 'This book is not declared as a fire roll ("fire-roll").');
  if (!/^(fire|drill|evacuation)/.test(reason))
    throw new Refused(
      'visitor.only-for-fire',
      'The book is read for a fire, a drill or an evacuation, and for nothing else.',
    );
  const { now } = momentOf(house, policy);
  const inside = await fireRoll(house.store.db, house.vault, name);
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'visitor.roll-called',
      at: now,
      actor: by,
      body: { point: name, reason, inside: inside.length },
    }),
  );
  return { point: name, at: now, inside };
}

function refuseOther(kind: string): void {
  if (kind !== 'visitor-book')
    throw new Refused('collection.unknown-point', 'There is no such visitor book.');
}
