import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { PermissionState, Sayer } from './permission.rules.ts';

export type Said = {
  personId: string;
  purpose: string;
  channel: string;
  state: PermissionState;
  /** Version of the words they read; null where there were none (an objection by telephone). */
  wording: string | null;
  source: string;
  evidence?: Readonly<Record<string, string | boolean | null>>;
  /** The person, unless told otherwise. */
  saidBy?: Sayer;
  /** When they said it; may be earlier than `now`, when we heard. */
  at: Instant;
  now: Instant;
};

/** What was appended: its id, and the last id of what was said at the very same moment before, if anything was. */
export type AppendedSaid = { id: string; last: string | null };

/**
 * Appends what people said, in one statement. Nothing is ever overwritten: the newest counts, the older ones prove. Of one
 * person and purpose only one thing at a time: none of them sees the others. In the order in which they came.
 */
export async function appendPermissions(tx: Tx, many: readonly Said[]): Promise<AppendedSaid[]> {
  const ids = many.map(({ now }) => newId(now));
  const appended = await rows<AppendedSaid>(
    tx,
    `insert into permission as said (person_id, id, purpose, channel, state, wording, source, evidence, at, recorded_at, said_by)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[],
       $9::timestamptz[], $10::timestamptz[], $11::text[])
     returning said.id, (select p.id from permission p where p.person_id = said.person_id and p.purpose = said.purpose
       and p.channel = said.channel and p.at = said.at and p.recorded_at = said.recorded_at order by p.id desc limit 1) as last`,
    [
      many.map(({ personId }) => personId),
      ids,
      many.map(({ purpose }) => purpose),
      many.map(({ channel }) => channel),
      many.map(({ state }) => state),
      many.map(({ wording }) => wording),
      many.map(({ source }) => source),
      many.map(({ evidence = {} }) => JSON.stringify(evidence)),
      many.map(({ at }) => at),
      many.map(({ now }) => now),
      many.map(({ saidBy = 'person' }) => saidBy),
    ],
  );
  const last = new Map(appended.map((one) => [one.id, one.last]));
  return ids.map((id) => ({ id, last: last.get(id) ?? null }));
}

/** No marketing to an address, whoever it belongs to and whatever is imported later. Only a keyed hash is kept. */
export type Suppression = { hash: Uint8Array; scope: string; reason: string; now: Instant };

export const suppress = (tx: Tx, hash: Uint8Array, one: Omit<Suppression, 'hash'>): Promise<void> =>
  suppressAll(tx, [{ hash, ...one }]);

/** The same for many in one statement. */
export async function suppressAll(tx: Tx, many: readonly Suppression[]): Promise<void> {
  if (many.length === 0) return;
  await rows(
    tx,
    // Said again, it counts from then: a yes of between the two lifts nothing. Sorted, so that two never cross.
    `insert into suppression (hash, scope, reason, suppressed_at)
     select distinct on (hash, scope) * from unnest($1::bytea[], $2::text[], $3::text[], $4::timestamptz[])
       as told (hash, scope, reason, at) order by hash, scope, at desc
     on conflict (hash, scope) do update set suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at)`,
    [
      many.map(({ hash }) => hash),
      many.map(({ scope }) => scope),
      many.map(({ reason }) => reason),
      many.map(({ now }) => now),
    ],
  );
}

/** What is said of one address holds of another that takes its place; from the day on which it was said. */
export async function carrySuppressions(
  tx: Tx,
  { from, to }: { from: Uint8Array; to: Uint8Array },
): Promise<void> {
  await rows(
    tx,
    `insert into suppression (hash, scope, reason, suppressed_at)
     select $2::bytea, scope, reason, suppressed_at from suppression where hash = $1
     on conflict (hash, scope) do update set suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at)`,
    [from, to],
  );
}

/** A scope in which an address may get marketing again, since a yes of then. */
export type Lifting = { hash: Uint8Array; scope: string; saidAt: Instant };

/**
 * A fresh yes of the person lifts it, and nothing else does: what was said before it began does not, however late we hear
 * of that, so an import of old consents brings nobody back.
 */
export async function liftSuppressions(tx: Tx, many: readonly Lifting[]): Promise<void> {
  if (many.length === 0) return;
  await rows(
    tx,
    `delete from suppression s using unnest($1::bytea[], $2::text[], $3::timestamptz[]) as said (hash, scope, at)
     where s.hash = said.hash and s.scope = said.scope and s.suppressed_at < said.at`,
    [many.map(({ hash }) => hash), many.map(({ scope }) => scope), many.map(({ saidAt }) => saidAt)],
  );
}

export type Current = {
  id: string;
  purpose: string;
  channel: string;
  state: PermissionState;
  wording: string | null;
  source: string;
  at: Instant;
};

/**
 * Where a person stood at one moment as we knew it at another: what was true then (`at`), of what we had heard by then
 * (`known`). Both now: where they stand. The newest by when it was said counts; said at once, the one we heard later.
 */
export const permissionsAsKnown = (
  reader: Reader,
  personId: string,
  { at, known }: { at: Instant; known: Instant },
): Promise<Current[]> =>
  rows(
    reader,
    `select distinct on (purpose, channel) id, purpose, channel, state, wording, source, at
     from permission where person_id = $1 and at <= $2 and recorded_at <= $3
     order by purpose, channel, at desc, recorded_at desc, id desc`,
    [personId, at, known],
  );

/** Where a person stands on every purpose and channel they ever said anything about. */
export const currentPermissions = (reader: Reader, personId: string): Promise<Current[]> =>
  rows(
    reader,
    `select distinct on (purpose, channel) id, purpose, channel, state, wording, source, at
     from permission where person_id = $1 order by purpose, channel, at desc, recorded_at desc, id desc`,
    [personId],
  );
