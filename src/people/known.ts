import { type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { canonical, canonicalOrNull, type Identity } from './identity.rules.ts';

export const twoPeople = (): Refused =>
  new Refused(
    'people.two-people',
    'These identities belong to two different people; merge them first, or give only one.',
  );

/** An identity with the hashes under which it may be known, the current one first. */
type Asked = { identity: Identity; hash: Buffer; keys: string[] };

type Plan = {
  people: (string | Refused)[];
  made: string[];
  added: { asked: Asked; personId: string }[];
};

/** More often than this nobody merges or makes the very same people under our hands. */
const ATTEMPTS = 10;

/**
 * For each list of identities the person known by any of them, made if nobody is; what is new to us of a list is added to
 * that person. All of them are held until the transaction ends, as `holdPerson` does, in the order of their ids. A list that
 * names two people is refused by itself (`people.two-people`) and changes nothing; the others go on.
 *
 * Refuses `people.identity-invalid` and `people.no-identity` for all: the caller has looked before.
 */
export async function findOrMakePeople(
  tx: Tx,
  vault: Vault,
  many: readonly (readonly Identity[])[],
  now: Instant,
): Promise<(string | Refused)[]> {
  const lists = many.map((identities) => identities.map((identity) => askedOf(vault, identity)));
  if (lists.some((list) => list.length === 0))
    throw new Refused(
      'people.no-identity',
      'A person needs an e-mail address, a telephone number or an external id.',
    );
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const plan = planFor(lists, await whoIsKnown(tx, lists), now);
    const known = new Set(plan.people.filter((one) => typeof one === 'string' && !plan.made.includes(one)));
    if ((await holdAll(tx, [...known] as string[])) && (await addAll(tx, vault, plan, now)))
      return plan.people;
  }
  throw new Error('the same people were made or merged by others again and again');
}

function askedOf(vault: Vault, identity: Identity): Asked {
  const hashes = vault.lookupHashes(identity.kind, canonical(identity));
  const [hash] = hashes;
  if (!hash) throw new Error('the vault gives a hash for every identity');
  return { identity, hash, keys: hashes.map((one) => one.toString('hex')) };
}

async function whoIsKnown(tx: Tx, lists: readonly Asked[][]): Promise<Map<string, string>> {
  const found = await rows<{ hash: Buffer; person_id: string }>(
    tx,
    'select hash, person_id from identity where hash = any($1::bytea[])',
    [lists.flat().flatMap(({ keys }) => keys.map((key) => Buffer.from(key, 'hex')))],
  );
  return new Map(found.map(({ hash, person_id }) => [hash.toString('hex'), person_id]));
}

/** As if one list came after the other: a later one finds whom an earlier one made. */
function planFor(lists: readonly Asked[][], known: Map<string, string>, now: Instant): Plan {
  const plan: Plan = { people: [], made: [], added: [] };
  for (const list of lists) {
    const holders = new Set(list.flatMap(({ keys }) => keys.flatMap((key) => known.get(key) ?? [])));
    if (holders.size > 1) {
      plan.people.push(twoPeople());
      continue;
    }
    const [holder] = holders;
    const personId = holder ?? newId(now);
    if (!holder) plan.made.push(personId);
    for (const asked of list) {
      if (asked.keys.some((key) => known.has(key))) continue;
      plan.added.push({ asked, personId });
      known.set(asked.hash.toString('hex'), personId);
    }
    plan.people.push(personId);
  }
  return plan;
}

/** False when one of them was merged or forgotten since we looked. */
async function holdAll(tx: Tx, people: readonly string[]): Promise<boolean> {
  if (people.length === 0) return true;
  const held = await rows<{ merged_into: string | null }>(
    tx,
    'select merged_into from person where id = any($1::uuid[]) order by id for update',
    [people],
  );
  return held.length === people.length && held.every(({ merged_into }) => merged_into === null);
}

/** False, with nothing of it left, when another transaction made one of these identities first. */
async function addAll(tx: Tx, vault: Vault, { made, added }: Plan, now: Instant): Promise<boolean> {
  if (added.length === 0) return true;
  await rows(tx, 'insert into person (id, made_at) select id, $2 from unnest($1::uuid[]) as made (id)', [
    made,
    now,
  ]);
  await vault.warm(
    added.map(({ personId }) => personId),
    now,
  );
  const sealed = await Promise.all(
    added.map(({ asked, personId }) => vault.seal(personId, asked.identity.value.trim(), 'identity', now)),
  );
  // Sorted, so that two that add the same addresses wait for each other instead of crossing.
  const inserted = await rows<{ hash: Buffer }>(
    tx,
    `insert into identity (hash, person_id, kind, sealed, added_at)
     select hash, person_id, kind, sealed, $5 from unnest($1::bytea[], $2::uuid[], $3::text[], $4::bytea[])
       as anew (hash, person_id, kind, sealed) order by hash
     on conflict (hash) do nothing returning hash`,
    [
      added.map(({ asked }) => asked.hash),
      added.map(({ personId }) => personId),
      added.map(({ asked }) => asked.identity.kind),
      sealed,
      now,
    ],
  );
  if (inserted.length === added.length) return true;
  await rows(tx, 'delete from identity where hash = any($1::bytea[])', [inserted.map(({ hash }) => hash)]);
  await rows(tx, 'delete from person where id = any($1::uuid[])', [made]);
  return false;
}

/**
 * Whom each of these lists of identities is known to be: nobody, somebody, or several where a list holds what belongs to
 * different people. What is no identity of ours is passed over.
 */
export async function peopleKnownBy(
  reader: Reader,
  vault: Pick<Vault, 'lookupHashes'>,
  lists: readonly (readonly Identity[])[],
): Promise<string[][]> {
  const hashed = lists.map((identities) =>
    identities.flatMap((identity) => {
      const text = canonicalOrNull(identity);
      return text === null ? [] : vault.lookupHashes(identity.kind, text);
    }),
  );
  const found = await rows<{ hash: Buffer; person_id: string }>(
    reader,
    'select hash, person_id from identity where hash = any($1::bytea[])',
    [hashed.flat()],
  );
  const holders = new Map(found.map(({ hash, person_id }) => [hash.toString('hex'), person_id]));
  return hashed.map((hashes) => [
    ...new Set(hashes.flatMap((hash) => holders.get(hash.toString('hex')) ?? [])),
  ]);
}
