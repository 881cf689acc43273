import { Refused } from '../base/index.ts';
import { fieldsOf } from '../collection/index.ts';
import { canonical, canonicalOrNull, findOrMakePerson, type Identity } from '../people/index.ts';
import { carrySuppressions } from '../permission/index.ts';
import type { FieldKind } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { channelsFor } from './suppression.ts';

/**
 * A corrected address is the one by which we know the person from now on: letters go there, and the wrong one leads to them no
 * more, unless another record of theirs still has it. An address that is somebody else's stays with them.
 */
export async function followAddress(
  tx: Tx,
  house: House,
  personId: string,
  { kind, was, becomes, now }: { kind: FieldKind; was: string; becomes: string; now: string },
): Promise<void> {
  if (kind !== 'email' && kind !== 'phone') return;
  const old: Identity = { kind, value: was };
  const right: Identity = { kind, value: becomes };
  const hashes = hashesOf(house, old);
  if (hashes.length === 0 || canonicalOrNull(right) === null) return;
  const [known] = await rows(tx, 'select 1 from identity where person_id = $1 and hash = any($2::bytea[])', [
    personId,
    hashes,
  ]);
  if (!known) return;
  try {
    await findOrMakePerson(tx, house.vault, [old, right], now);
    // Whoever said no to marketing said it of themselves, not of a spelling.
    for (const channel of channelsFor(old))
      await carrySuppressions(tx, {
        from: house.vault.suppressionHash(channel, canonical(old)),
        to: house.vault.suppressionHash(channel, canonical(right)),
      });
  } catch (thrown) {
    if (thrown instanceof Refused && thrown.code === 'people.two-people') return;
    throw thrown;
  }
  if (canonicalOrNull(old) === canonicalOrNull(right) || (await stillHas(tx, house, personId, old))) return;
  await rows(tx, 'delete from identity where person_id = $1 and hash = any($2::bytea[])', [personId, hashes]);
}

const hashesOf = ({ vault }: House, identity: Identity): Buffer[] => {
  const canonical = canonicalOrNull(identity);
  return canonical === null ? [] : vault.lookupHashes(identity.kind, canonical);
};

/** Whether another record of theirs has this address still. */
async function stillHas(tx: Tx, house: House, personId: string, old: Identity): Promise<boolean> {
  const wanted = canonicalOrNull(old);
  const records = await rows<{ id: string }>(tx, 'select id from record where person_id = $1', [personId]);
  for (const { id } of records)
    for (const value of Object.values(await fieldsOf(tx, house.vault, { person_id: personId, id })))
      if (canonicalOrNull({ kind: old.kind, value }) === wanted) return true;
  return false;
}
