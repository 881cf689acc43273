import { Refused } from '../base/index.ts';
import { findOrMakePeople } from '../people/index.ts';
import { appendPreference } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { sayAllHeld } from './permission-say.ts';
import { gatheredIn } from './permission-together.ts';
import {
  type Sound,
  soundTold,
  type TakenPermission,
  type ToldPermission,
  underPolicy,
} from './permission-told.ts';
import { takeTogether } from './permission-write.ts';

/**
 * What a connected system or staff tell us that somebody said. What many tell at once is written together, so that it costs
 * one commit; each is taken or refused by itself. Refuses `permission.no-wording` for a yes to unknown words,
 * `permission.guardian-needed` for one of a child alone, and what `sayPermission` refuses.
 */
export function takePermission(house: House, told: ToldPermission): Promise<TakenPermission> {
  // Within a door's own transaction it can only be written by itself.
  if (house.afterwards) return takeAlone(house, told);
  return gatheredIn(house.store, { together: takeTogether, alone: takeAlone }).take(house, told);
}

const takeAlone = (house: House, told: ToldPermission): Promise<TakenPermission> =>
  underPolicy(house, (policy) =>
    house.store.inTransaction(async (tx) => {
      if ((await inForce(tx)) !== policy.hash) return 'another policy';
      const one = soundTold(house, policy, told);
      const [person] = await findOrMakePeople(tx, house.vault, [told.identities], one.now);
      if (person instanceof Refused) throw person;
      if (person === undefined) throw new Error('one list in, one person out');
      return sayFor(tx, house, policy, one, person);
    }),
  );

async function sayFor(
  tx: Tx,
  house: House,
  policy: Policy,
  { told, said, now, aloneFrom }: Sound,
  personId: string,
): Promise<TakenPermission> {
  const about = { personId, about: '', source: told.source, at: told.at, now };
  if (aloneFrom !== null) await appendPreference(tx, { ...about, kind: 'age', value: aloneFrom });
  if (told.subscriber !== undefined)
    await appendPreference(tx, { ...about, kind: 'subscriber', value: told.subscriber });
  const [id] = await sayAllHeld(tx, house, policy, [{ ...said, personId }]);
  if (id === undefined) throw new Error('one thing said, one id');
  return { id, personId };
}

const inForce = async (tx: Tx): Promise<string | null> =>
  (
    await rows<{ hash: string }>(
      tx,
      'select hash from policy_version where in_force_at is not null and replaced_at is null',
    )
  )[0]?.hash ?? null;
