import { newId, Refused } from '../base/index.ts';
import { writingOf } from '../evidence/index.ts';
import { canonical, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Vault } from '../store/index.ts';
import type { House } from './house.ts';
import { isStop } from './marketing-stopped.ts';
import { addressesSettled, evidenceOfSaid } from './permission-say.ts';
import {
  type Sound,
  soundTold,
  type TakenPermission,
  type ToldPermission,
  underPolicy,
} from './permission-told.ts';

/** What became of one: taken, refused, or null where it has to be taken by itself. */
export type Outcome = TakenPermission | Refused | null;

/**
 * Takes what many people said in two statements: one that looks them up, and one that holds them and writes all of it, which
 * is as whole as a transaction and costs one commit. Left to be taken by themselves: people whom somebody else holds just
 * now (a mail that leaves must not keep all the others waiting), who are named by several addresses that are not plainly one
 * person's, who said something this very millisecond, and the second of two that are about the same person.
 */
export const takeTogether = (house: House, many: readonly ToldPermission[]): Promise<Outcome[]> =>
  underPolicy(house, async (policy) => {
    const outcomes: Outcome[] = many.map(() => null);
    const sound: Line[] = [];
    for (const [at, told] of many.entries()) {
      try {
        const one = soundTold(house, policy, told);
        const [identity, second] = told.identities;
        // An age or a kind of line is kept beside it, and something may begin with a no: both are rare.
        const more = one.aloneFrom !== null || told.subscriber !== undefined || isStop(policy, one.said);
        if (identity && !second && !more) sound.push({ ...one, at, ...hashed(house.vault, identity) });
      } catch (thrown) {
        if (!(thrown instanceof Refused)) throw thrown;
        outcomes[at] = thrown;
      }
    }
    const { known, policyHash } = await lookUp(house, sound);
    if (policyHash !== policy.hash) return 'another policy';
    const writing = await prepare(house, sound, known);
    for (const [at, taken] of await write(house, policy, writing)) outcomes[at] = taken;
    return outcomes;
  });

/** One that is told, by its place in the list, with the hashes under which its address may be known, the current one first. */
type Line = Sound & { at: number; identity: Identity; hash: string; hashes: string[] };

function hashed(vault: Vault, identity: Identity): Pick<Line, 'identity' | 'hash' | 'hashes'> {
  const hashes = vault.lookupHashes(identity.kind, canonical(identity)).map((one) => one.toString('hex'));
  return { identity, hash: hashes[0] ?? '', hashes };
}

type Known = { personId: string; busy: boolean; addresses: { kind: Identity['kind']; sealed: Buffer }[] };

/** Who is known by these hashes, with all their addresses; and which policy is in force. */
async function lookUp(
  { store, clock }: House,
  sound: readonly Line[],
): Promise<{ known: Map<string, Known>; policyHash: string | null }> {
  const { rows } = await store.pool.query<{
    policy: string;
    hash: Buffer | null;
    person_id: string;
    busy: boolean;
    kind: Identity['kind'];
    sealed: Buffer;
  }>({
    name: 'kept_permission_who',
    text: `select v.hash as policy, i.hash, i.person_id, address.kind, address.sealed,
         exists (select 1 from permission p where p.person_id = i.person_id and p.recorded_at >= $2) as busy
       from policy_version v left join (identity i join identity address on address.person_id = i.person_id)
         on i.hash = any($1::bytea[])
       where v.in_force_at is not null and v.replaced_at is null`,
    values: [
      sound.flatMap(({ hashes }) => hashes.map((hash) => Buffer.from(hash, 'hex'))),
      // What was said this very millisecond has to be told apart by its id, one by one.
      sound.map(({ now }) => now).sort()[0] ?? clock.now(),
    ],
  });
  const known = new Map<string, Known>();
  for (const { hash, person_id, busy, kind, sealed } of rows) {
    if (hash === null) continue;
    const key = hash.toString('hex');
    const one = known.get(key) ?? { personId: person_id, busy, addresses: [] };
    one.addresses.push({ kind, sealed });
    known.set(key, one);
  }
  return { known, policyHash: rows[0]?.policy ?? null };
}

/** One that is written: of somebody known, or of somebody new with the sealed address. */
type Written = {
  line: Line;
  personId: string;
  id: string;
  addresses: readonly Identity[];
  sealed: Buffer | null;
};

/** Each with its person, whose keys are loaded and made all at once; one line a person. */
async function prepare(
  { vault }: House,
  sound: readonly Line[],
  known: ReadonlyMap<string, Known>,
): Promise<Written[]> {
  const people = new Map<string, { line: Line; personId: string; known: Known | null }>();
  for (const line of sound) {
    const found = line.hashes.flatMap((hash) => known.get(hash) ?? [])[0] ?? null;
    if (found?.busy) continue;
    const key = found?.personId ?? line.hash;
    if (!people.has(key))
      people.set(key, { line, personId: found?.personId ?? newId(line.now), known: found });
  }
  const all = [...people.values()];
  const [first] = all;
  if (!first) return [];
  await vault.warm(
    all.flatMap((one) => (one.known ? [] : [one.personId])),
    first.line.now,
  );
  await vault.warm(all.flatMap((one) => (one.known ? [one.personId] : [])));
  return Promise.all(
    all.map(async ({ line, personId, known: theirs }) => ({
      line,
      personId,
      id: newId(line.now),
      addresses: theirs
        ? await Promise.all(
            theirs.addresses.map(async ({ kind, sealed }) => ({
              kind,
              value: (await vault.open(personId, sealed, 'identity')).toString('utf8'),
            })),
          )
        : [line.identity],
      sealed: theirs ? null : await vault.seal(personId, line.identity.value.trim(), 'identity', line.now),
    })),
  );
}

/**
 * All of it in one statement, of those whom nobody else holds. Who is not held, and who was made by somebody else meanwhile,
 * has nothing written of them.
 */
async function write(
  house: House,
  policy: Policy,
  writing: readonly Written[],
): Promise<Map<number, TakenPermission>> {
  if (writing.length === 0) return new Map();
  const { store, vault } = house;
  const said = writing.map(({ line, personId, id }) => ({ ...line.said, personId, id }));
  const { no, yes } = addressesSettled(
    vault,
    policy,
    writing.map(({ addresses }, at) => ({ said: said[at] ?? neverSaid(), addresses })),
  );
  const entries = writingOf(
    store.db,
    said.map((one) => evidenceOfSaid(policy, one, one.id)),
  );
  const made = writing.filter(({ sealed }) => sealed !== null);
  const known = writing.filter(({ sealed }) => sealed === null);
  const values = [
    known.map(({ personId }) => personId),
    known.map(({ addresses }) => addresses.length),
    made.map(({ line }) => Buffer.from(line.hash, 'hex')),
    made.map(({ personId }) => personId),
    made.map(({ line }) => line.identity.kind),
    made.map(({ sealed }) => sealed),
    writing[0]?.line.now,
    said.map(({ personId }) => personId),
    said.map(({ id }) => id),
    said.map(({ purpose }) => purpose),
    said.map(({ channel }) => channel),
    said.map(({ state }) => state),
    said.map(({ wording }) => wording),
    said.map(({ source }) => source),
    said.map(({ evidence = {} }) => JSON.stringify(evidence)),
    said.map(({ at }) => at),
    said.map(({ saidBy = 'person' }) => saidBy),
    no.map(({ personId }) => personId),
    no.map(({ hash }) => hash),
    no.map(({ scope }) => scope),
    no.map(({ reason }) => reason),
    yes.map(({ personId }) => personId),
    yes.map(({ hash }) => hash),
    yes.map(({ scope }) => scope),
    yes.map(({ saidAt }) => saidAt),
  ];
  const { rows } = await store.pool.query<{ id: string }>({
    name: 'kept_permission_write',
    text: `with held as materialized (
         select p.id from unnest($1::uuid[], $2::int[]) as asked (person_id, addresses) join person p on p.id = asked.person_id
         -- Whose addresses are no longer those that were looked up has to be looked at anew.
         where p.merged_into is null and asked.addresses = (select count(*) from identity i where i.person_id = p.id)
         order by p.id for update of p skip locked),
       address as (
         insert into identity (hash, person_id, kind, sealed, added_at)
         select hash, person_id, kind, sealed, $7 from unnest($3::bytea[], $4::uuid[], $5::text[], $6::bytea[])
           as anew (hash, person_id, kind, sealed) order by hash on conflict (hash) do nothing returning person_id),
       made as (insert into person (id, made_at) select person_id, $7 from address returning id),
       there as (select id from held union all select id from made),
       spoken as (
         insert into permission (person_id, id, purpose, channel, state, wording, source, evidence, at, recorded_at, said_by)
         select told.person_id, told.id, told.purpose, told.channel, told.state, told.wording, told.source, told.evidence, told.at, $7, told.said_by
         from unnest($8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::jsonb[],
           $16::timestamptz[], $17::text[])
           as told (person_id, id, purpose, channel, state, wording, source, evidence, at, said_by)
         join there on there.id = told.person_id),
       suppressed as (
         insert into suppression (hash, scope, reason, suppressed_at)
         select no.hash, no.scope, no.reason, $7 from unnest($18::uuid[], $19::bytea[], $20::text[], $21::text[])
           as no (person_id, hash, scope, reason) join there on there.id = no.person_id order by no.hash, no.scope
         on conflict (hash, scope) do update set suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at)),
       lifted as (
         delete from suppression s using unnest($22::uuid[], $23::bytea[], $24::text[], $25::timestamptz[])
           as yes (person_id, hash, scope, at), there
         where there.id = yes.person_id and s.hash = yes.hash and s.scope = yes.scope and s.suppressed_at < yes.at),
       ${entries.parts(values.length + 1, 'said.person in (select id::text from there)')}
       select id from there`,
    values: [...values, ...entries.values],
  });
  const there = new Set(rows.map(({ id }) => id));
  return new Map(
    writing.flatMap(({ line, personId, id }) =>
      there.has(personId) ? [[line.at, { id, personId }] as const] : [],
    ),
  );
}

const neverSaid = (): never => {
  throw new Error('as many were said as are written');
};
