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

/**
 * Appends what a person said. Nothing is ever overwritten: the newest counts, the older ones prove. Answers its id, and the
 * last id of what was said at the very same moment before, if anything was.
 */
export async function appendPermission(tx: Tx, said: Said): Promise<{ id: string; last: string | null }> {
  const id = newId(said.now);
  const [appended] = await rows<{ last: string | null }>(
    tx,
    `insert into permission (person_id, id, purpose, channel, state, wording, source, evidence, at, recorded_at, said_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     returning (select p.id from permission p where p.person_id = $1 and p.purpose = $3 and p.channel = $4
       and p.at = $9 and p.recorded_at = $10 order by p.id desc limit 1) as last`,
    [
      said.personId,
      id,
      said.purpose,
      said.channel,
      said.state,
      said.wording,
      said.source,
      JSON.stringify(said.evidence ?? {}),
      said.at,
      said.now,
      said.saidBy ?? 'person',
    ],
  );
  return { id, last: appended?.last ?? null };
}

/** No marketing to this address, whoever it belongs to and whatever is imported later. Only a keyed hash is kept. */
export async function suppress(
  tx: Tx,
  hash: Uint8Array,
  { scope, reason, now }: { scope: string; reason: string; now: Instant },
): Promise<void> {
  await rows(
    tx,
    // Said again, it counts from then: a yes of between the two lifts nothing.
    `insert into suppression (hash, scope, reason, suppressed_at) values ($1, $2, $3, $4)
     on conflict (hash, scope) do update set suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at)`,
    [hash, scope, reason, now],
  );
}

/**
 * A fresh yes of the person lifts it, and nothing else does: what was said before it began does not, however late we hear
 * of that, so an import of old consents brings nobody back.
 */
export async function liftSuppression(
  tx: Tx,
  hashes: readonly Uint8Array[],
  { scopes, saidAt }: { scopes: readonly string[]; saidAt: Instant },
): Promise<void> {
  if (hashes.length === 0) return;
  await rows(
    tx,
    'delete from suppression where hash = any($1::bytea[]) and scope = any($2) and suppressed_at < $3',
    [hashes, scopes, saidAt],
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
