import { type Instant, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { canonical, type Identity } from './identity.rules.ts';
import { findOrMakePeople, twoPeople } from './known.ts';

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
  if (found.length > 1) throw twoPeople();
  return found[0]?.person_id ?? null;
}

/**
 * The person known by any of `identities`, made if nobody is; identities that are new to us are added to them. Two at once
 * for the same new address give one person. The person is held until the transaction ends. Refuses `people.two-people`.
 */
export async function findOrMakePerson(
  tx: Tx,
  vault: Vault,
  identities: readonly Identity[],
  now: Instant,
): Promise<string> {
  const [person] = await findOrMakePeople(tx, vault, [identities], now);
  if (person instanceof Refused) throw person;
  if (person === undefined) throw new Error('one list in, one person out');
  return person;
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

/** The same for many at once, by person; who is not there has none. */
export async function allIdentitiesOf(
  reader: Reader,
  vault: Vault,
  ids: readonly string[],
): Promise<Map<string, Identity[]>> {
  const sealed = await rows<{ person_id: string; kind: Identity['kind']; sealed: Buffer }>(
    reader,
    'select person_id, kind, sealed from identity where person_id = any($1::uuid[]) order by added_at, hash',
    [ids],
  );
  await vault.warm(sealed.map(({ person_id }) => person_id));
  const known = new Map<string, Identity[]>();
  for (const { person_id, kind, sealed: value } of sealed) {
    const opened = (await vault.open(person_id, value, 'identity')).toString('utf8');
    known.set(person_id, [...(known.get(person_id) ?? []), { kind, value: opened }]);
  }
  return known;
}

/**
 * Holds the person's row until the transaction ends, and answers who that is by now: an id of a person who was merged into
 * another is that other. Null when there is nobody. Everything that changes what may be done with a person, and everything
 * that acts on it, takes this first: a withdrawal and a send can then never pass each other.
 */
export async function holdPerson(tx: Tx, personId: string): Promise<string | null> {
  for (let id = personId; ; ) {
    const [held] = await rows<{ merged_into: string | null }>(
      tx,
      'select merged_into from person where id = $1 for update',
      [id],
    );
    if (!held) return null;
    if (held.merged_into === null) return id;
    id = held.merged_into;
  }
}

/** Who this is by now, without holding them: links in old mails name people who were merged since. Null: nobody. */
export async function personNow(reader: Reader, personId: string): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    reader,
    `with recursive later as (
       select id, merged_into from person where id = $1
       union all select p.id, p.merged_into from person p join later on p.id = later.merged_into)
     select id from later where merged_into is null`,
    [personId],
  );
  return found?.id ?? null;
}

/**
 * The ids under which a person was known before merges, the newest first; empty for most. The ledger's links, old backups and
 * old keys know them by these: whoever forgets a person forgets all of them.
 */
export async function formerIdsOf(reader: Reader, personId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    reader,
    `with recursive former as (
       select id from person where merged_into = $1
       union all select p.id from person p join former on p.merged_into = former.id)
     select id from former order by id desc`,
    [personId],
  );
  return found.map(({ id }) => id);
}

/** Holds people as they are known now until the transaction ends, in the order of their ids: two that hold the same ones wait. */
export const holdPeople = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  rows(tx, 'select 1 from person where id = any($1::uuid[]) order by id for update', [ids]);

/** The ids that any of these people had before a merge. */
export async function allFormerIdsOf(reader: Reader, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    reader,
    `with recursive former as (
       select id from person where merged_into = any($1::uuid[])
       union all select p.id from person p join former on p.merged_into = former.id)
     select id from former order by id desc`,
    [ids],
  );
  return found.map(({ id }) => id);
}
