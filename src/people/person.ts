import { type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { canonical, type Identity } from './identity.rules.ts';

/** The person known by any of `identities`, or null. Two different people among them are refused, not guessed at. */
export async function findPerson(
  reader: Reader,
  vault: Vault,
  identities: readonly Identity[],
): Promise<string | null> {
  const hashes = identities.flatMap((identity) => vault.lookupHashes(identity.kind, canonical(identity)));
  const found = await rows<{ person_id: string }>(
    reader,
    'select distinct person_id from identity where hash = any($1)',
    [hashes],
  );
  if (found.length > 1) {
    throw new Refused(
      'people.two-people',
      'These identities belong to two different people; merge them first, or give only one.',
    );
  }
  return found[0]?.person_id ?? null;
}

/**
 * The person known by any of `identities`, made if nobody is; identities that are new to us are added to them. Two at
 * once for the same new address give one person: the identity's hash is the key, and the loser looks again.
 */
export async function findOrMakePerson(
  tx: Tx,
  vault: Vault,
  identities: readonly Identity[],
  now: Instant,
): Promise<string> {
  if (identities.length === 0)
    throw new Refused(
      'people.no-identity',
      'A person needs an e-mail address, a telephone number or an external id.',
    );
  const known = await findPerson(tx, vault, identities);
  const personId = known ?? newId(now);
  if (!known) await rows(tx, 'insert into person (id, made_at) values ($1, $2)', [personId, now]);
  for (const identity of identities) {
    const hash = vault.lookupHash(identity.kind, canonical(identity));
    const sealed = await vault.seal(personId, identity.value.trim(), 'identity', now);
    const added = await rows<{ person_id: string }>(
      tx,
      `insert into identity (hash, person_id, kind, sealed, added_at) values ($1, $2, $3, $4, $5)
       on conflict (hash) do nothing returning person_id`,
      [hash, personId, identity.kind, sealed, now],
    );
    if (added.length > 0) continue;
    const [holder] = await rows<{ person_id: string }>(tx, 'select person_id from identity where hash = $1', [
      hash,
    ]);
    if (holder && holder.person_id !== personId) {
      if (known)
        throw new Refused(
          'people.two-people',
          'These identities belong to two different people; merge them first, or give only one.',
        );
      // Somebody else made the same person a moment ago: ours was never seen by anyone.
      await rows(tx, 'delete from identity where person_id = $1', [personId]);
      await rows(tx, 'delete from person where id = $1', [personId]);
      return findOrMakePerson(tx, vault, identities, now);
    }
  }
  return personId;
}

/** What we know a person by, opened. Empty for somebody we do not know or have forgotten. */
export async function identitiesOf(reader: Reader, vault: Vault, personId: string): Promise<Identity[]> {
  const sealed = await rows<{ kind: Identity['kind']; sealed: Buffer }>(
    reader,
    'select kind, sealed from identity where person_id = $1 order by added_at, hash',
    [personId],
  );
  return Promise.all(
    sealed.map(async (one) => ({
      kind: one.kind,
      value: (await vault.open(personId, one.sealed, 'identity')).toString('utf8'),
    })),
  );
}

/**
 * Holds the person's row until the transaction ends. Everything that changes what may be done with a person, and
 * everything that acts on it, takes this first: a withdrawal and a send can then never pass each other.
 */
export async function holdPerson(tx: Tx, personId: string): Promise<boolean> {
  const held = await rows(tx, 'select 1 from person where id = $1 for update', [personId]);
  return held.length > 0;
}
