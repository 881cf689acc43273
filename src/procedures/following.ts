import { type Instant, Refused } from '../base/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';

/**
 * The tables whose rows follow a person when two turn out to be one. Sealed columns are sealed anew under the key of who
 * stays, and not left under the old key with a note which that is: everything of a person then opens, and is forgotten, by
 * one key, and nothing that opens has to know of merges. The old key stays for copies in older backups and goes with the
 * person. A test holds this list against the database: a new table with a `person_id` has to say what it does.
 */
const FOLLOWING: readonly { table: string; key: 'id' | 'hash'; context?: (key: string) => string }[] = [
  { table: 'identity', key: 'hash', context: () => 'identity' },
  { table: 'event', key: 'id' },
  { table: 'record', key: 'id', context: (id) => `record:${id}` },
  { table: 'permission', key: 'id' },
  { table: 'preference', key: 'id' },
  { table: 'request', key: 'id', context: (id) => `request:${id}` },
  { table: 'request_event', key: 'id', context: (id) => `request_event:${id}` },
  { table: 'stopped_use', key: 'id' },
  { table: 'recipient_telling', key: 'id' },
  { table: 'disclosure_about', key: 'id' },
  { table: 'decision_review', key: 'id' },
  { table: 'hand_over', key: 'id', context: (id) => `hand_over:${id}` },
  { table: 'refusal', key: 'id', context: (id) => `refusal:${id}` },
  { table: 'redaction', key: 'id', context: (id) => `redaction:${id}` },
  { table: 'outbox', key: 'id', context: (id) => `mail:${id}` },
  { table: 'decision', key: 'id' },
  { table: 'retention_held', key: 'id' },
  { table: 'retention_kept', key: 'id' },
  { table: 'retention_review', key: 'id' },
  { table: 'retention_proposed', key: 'id' },
  // What a plan seals is under a key of its own, and opens whoever stays.
  { table: 'plan', key: 'id' },
  { table: 'channel_event', key: 'id' },
  { table: 'engagement', key: 'id' },
  { table: 'message_duty', key: 'id' },
  { table: 'survey_invitation', key: 'id' },
  { table: 'platform_told', key: 'id' },
  { table: 'record_source', key: 'id', context: (id) => `source:${id}` },
  { table: 'record_part', key: 'id', context: (id) => `part:${id}` },
  { table: 'record_file', key: 'id', context: (id) => `file:${id}` },
  { table: 'record_chunk', key: 'id', context: (id) => `chunk:${id}` },
  { table: 'publication', key: 'id' },
  { table: 'support_case', key: 'id' },
  { table: 'visit', key: 'id' },
  { table: 'told_duty', key: 'id' },
  { table: 'accuracy_check', key: 'id' },
  { table: 'phone_call', key: 'id' },
  { table: 'call_listening', key: 'id' },
  { table: 'remote_session', key: 'id' },
  { table: 'remote_look', key: 'id' },
];

/** Tables that have a `person_id` and are left as they are, with the reason. */
export const STAYING: Readonly<Record<string, string>> = {
  relationship: 'worked out anew from the events that followed',
  package:
    'a copy that expires in days; it stays with the id it was made for, whose key goes with the person',
  package_chunk: 'the parts of a package',
  evidence_about: 'each ledger entry commits to the id the person had then; see formerIdsOf',
  person_merge: 'the journal itself',
  key_to_destroy: 'people who are gone already',
  forget_later: 'people of whom nothing else is left',
};

export const FOLLOWING_TABLES: readonly string[] = FOLLOWING.map(({ table }) => table);

type Sealed = { key: string; sealed: Buffer | null };

/** Moves all rows of `from` to `to`, or only those that `only` names. Answers their keys by table. */
export async function moveRows(
  tx: Tx,
  vault: Vault,
  {
    from,
    to,
    only,
    now,
  }: { from: string; to: string; only?: Readonly<Record<string, string[]>>; now: Instant },
): Promise<Record<string, string[]>> {
  const moved: Record<string, string[]> = {};
  for (const { table, key, context } of FOLLOWING) {
    const wanted = only ? (only[table] ?? []) : null;
    if (wanted?.length === 0) continue;
    const keyText = key === 'hash' ? "encode(t.hash, 'hex')" : 't.id::text';
    const found = await rows<Sealed>(
      tx,
      // An event that both were told of under one id stays behind: it is there already.
      `select ${keyText} as key, ${context ? 't.sealed' : 'null as sealed'} from ${table} t
       where t.person_id = $1 and ($3::text[] is null or ${keyText} = any($3))
         and not exists (select 1 from ${table} there where there.person_id = $2 and there.${key} = t.${key})
       order by 1 for update`,
      [from, to, wanted],
    );
    if (found.length === 0) continue;
    moved[table] = found.map((row) => row.key);
    const anew = context ? await sealAnew(vault, found, { from, to, context, now }) : null;
    await rows(
      tx,
      `update ${table} t set person_id = $2 ${anew ? ', sealed = anew.sealed' : ''}
       from unnest($3::text[], $4::bytea[]) as anew (key, sealed) where t.person_id = $1 and ${keyText} = anew.key`,
      [from, to, moved[table], anew ?? found.map(() => null)],
    );
  }
  return moved;
}

const sealAnew = (
  vault: Vault,
  found: readonly Sealed[],
  { from, to, context, now }: { from: string; to: string; context: (key: string) => string; now: Instant },
): Promise<(Buffer | null)[]> =>
  Promise.all(
    found.map(async ({ key, sealed }) =>
      sealed === null
        ? null
        : vault.seal(to, await vault.open(from, sealed, context(key)), context(key), now),
    ),
  );

/**
 * A mail that is leaving right now was claimed under the old id, and its sender settles it under that. Refuses
 * `people.mail-leaving`.
 */
export async function refuseWhileLeaving(tx: Tx, people: readonly string[]): Promise<void> {
  // The rows of waiting mails are held too, so that none of them is claimed from here on.
  const waiting = await rows<{ state: string }>(
    tx,
    `select state from outbox where person_id = any($1::uuid[]) and state in ('queued', 'sending') order by id for update`,
    [people],
  );
  if (waiting.some(({ state }) => state === 'sending'))
    throw new Refused('people.mail-leaving', 'A mail to them is leaving just now. Try again in a moment.');
}
