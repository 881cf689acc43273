import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { PermissionState } from './permission.rules.ts';

export type Said = {
  personId: string;
  purpose: string;
  channel: string;
  state: PermissionState;
  /** Version of the words they read; null where there were none (an objection by telephone). */
  wording: string | null;
  source: string;
  evidence?: Readonly<Record<string, string | boolean | null>>;
  /** When they said it; may be earlier than `now`, when we heard. */
  at: Instant;
  now: Instant;
};

/** Appends what a person said. Nothing is ever overwritten: the newest counts, the older ones prove. */
export async function appendPermission(tx: Tx, said: Said): Promise<string> {
  const id = newId(said.now);
  await rows(
    tx,
    `insert into permission (person_id, id, purpose, channel, state, wording, source, evidence, at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
    ],
  );
  return id;
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
  hash: Uint8Array,
  { scopes, saidAt }: { scopes: readonly string[]; saidAt: Instant },
): Promise<void> {
  await rows(tx, 'delete from suppression where hash = $1 and scope = any($2) and suppressed_at < $3', [
    hash,
    scopes,
    saidAt,
  ]);
}

export type Current = {
  purpose: string;
  channel: string;
  state: PermissionState;
  wording: string | null;
  source: string;
  at: Instant;
};

/** Where a person stands on every purpose and channel they ever said anything about. */
export const currentPermissions = (reader: Reader, personId: string): Promise<Current[]> =>
  rows(
    reader,
    `select distinct on (purpose, channel) purpose, channel, state, wording, source, at
     from permission where person_id = $1 order by purpose, channel, at desc, recorded_at desc, id desc`,
    [personId],
  );
