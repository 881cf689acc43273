import { randomBytes } from 'node:crypto';
import { type Instant, newId, Refused } from '../base/index.ts';
import { prepared, type Reader, rows, type Store, type Tx } from '../store/index.ts';
import {
  aboutOf,
  checkedEntry,
  commitmentTo,
  type Entry,
  entryText,
  type InclusionPromise,
  promiseInclusion,
  readablePromise,
  SALT_BYTES,
} from './entry.rules.ts';
import type { Json } from './personal-data.rules.ts';
import type { SigningKey } from './signing-key.ts';
import './tables.ts';

/** What a writer tells the ledger. */
export interface Evidence {
  /** Dotted: `rights.answered`. */
  kind: string;
  at: Instant;
  /** Staff id, role or `system`; never a name or an address. */
  actor: string;
  /** Figures, ids, codes; no personal data. */
  body: Json;
  /** The id of the person it is about; it goes into no entry. */
  aboutPerson?: string;
}

/** An entry as it was appended, and the log's word for it. */
export type Appended = Entry & { promise: InclusionPromise };

/** Entries that the ledger writes about itself: they account for what is missing in it, and are never erased. */
export const OWN_KINDS = {
  /** The content of an entry was erased; body: `{ entry, kind }`. */
  erased: 'ledger.erased',
  /** So many links from entries to a person were removed; body: `{ links }`. */
  forgotten: 'ledger.person-forgotten',
} as const;

/**
 * The key that signs for a database. Bound to the database's own adapter, which a store and every transaction of it share,
 * so that a writer needs nothing but its `Tx`, and a twin in the same process signs with a key of its own.
 */
const keys = new WeakMap<object, SigningKey>();

const handleOf = (on: Reader): object => on.getExecutor().adapter;

/** Says which key signs for this store. Once, at the door, before anything is appended. */
export function openLedger(store: Pick<Store, 'db'>, key: SigningKey): void {
  keys.set(handleOf(store.db), key);
}

/** The key that was opened for this database; a fault when none was. */
export function signingKeyFor(on: Reader): SigningKey {
  const key = keys.get(handleOf(on));
  if (key === undefined)
    throw new Error('no ledger is open on this store: call openLedger(store, key) first');
  return key;
}

/**
 * Appends what happened, in the caller's transaction and without waiting for anyone. Answers the entry and the signed
 * promise to include it in the tree. Refuses `evidence.bad-entry` and `evidence.personal-data`.
 */
export async function appendEvidence(tx: Tx, evidence: Evidence): Promise<Appended> {
  const [appended] = await appendAllEvidence(tx, [evidence]);
  if (appended === undefined) throw new Error('one entry in, one entry out');
  return appended;
}

/** As `appendEvidence`, for many at once in one statement. */
export async function appendAllEvidence(tx: Tx, many: readonly Evidence[]): Promise<Appended[]> {
  const { parts, values, appended } = writingOf(tx, many);
  await prepared(tx, `with ${parts(1)} select 1`, values);
  return appended;
}

/**
 * The writing of entries as parts of a statement that makes the change itself: one statement is as whole as a transaction, and
 * saves its round trips. `parts` counts parameters from `first`; `only` narrows which are written by `said.person`.
 */
export function writingOf(
  on: Reader,
  many: readonly Evidence[],
): { parts: (first: number, only?: string) => string; values: unknown[]; appended: Appended[] } {
  const { privateKey } = signingKeyFor(on);
  const sealed = many.map(({ aboutPerson, ...evidence }) => {
    const aboutSalt = aboutPerson === undefined ? null : randomBytes(SALT_BYTES);
    const about = aboutSalt === null ? null : aboutOf(aboutSalt, aboutPerson ?? '');
    const { bodyText, ...entry } = checkedEntry({
      ...evidence,
      id: newId(evidence.at),
      ...(about === null ? {} : { about: about.toString('hex') }),
    });
    const salt = randomBytes(SALT_BYTES);
    const commitment = commitmentTo(salt, entryText(entry, bodyText));
    const promise = promiseInclusion(privateKey, entry.id, entry.at, commitment);
    return { entry, bodyText, about, person: aboutPerson ?? null, aboutSalt, salt, commitment, promise };
  });
  return {
    parts: (first, only = 'true') => {
      const types = [
        'uuid',
        'timestamptz',
        'text',
        'text',
        'text',
        'bytea',
        'bytea',
        'bytea',
        'bytea',
        'text',
        'bytea',
      ];
      return `said as (
       select * from unnest(${types.map((type, at) => `$${first + at}::${type}[]`).join(', ')})
         as said (id, at, kind, actor, body, about, salt, commitment, promise, person, about_salt)
     ), linked as (
       insert into evidence_about (person_id, entry_id, salt)
       select person, id, about_salt from said where person is not null and ${only}
     ), logged as (
       insert into evidence_entry (id, at, kind, actor, body, about, salt, commitment, promise)
       select id, at, kind, actor, body, about, salt, commitment, promise from said where ${only}
     )`;
    },
    values: [
      sealed.map(({ entry }) => entry.id),
      sealed.map(({ entry }) => entry.at),
      sealed.map(({ entry }) => entry.kind),
      sealed.map(({ entry }) => entry.actor),
      sealed.map(({ bodyText }) => bodyText),
      sealed.map(({ about }) => about),
      sealed.map(({ salt }) => salt),
      sealed.map(({ commitment }) => commitment),
      sealed.map(({ promise }) => promise),
      sealed.map(({ person }) => person),
      sealed.map(({ aboutSalt }) => aboutSalt),
    ],
    appended: sealed.map(({ entry, commitment, promise }) => ({
      ...entry,
      promise: readablePromise(entry.id, entry.at, commitment, promise),
    })),
  };
}

/**
 * Erases what an entry says, its salt and whom it is about; id, moment, commitment and promise stay, and every proof with
 * them. An entry of its own records that, so that a row emptied by somebody else is told apart. Refuses
 * `evidence.unknown-entry` (also when it is erased already) and `evidence.not-erasable`.
 */
export async function eraseEntry(
  tx: Tx,
  erasure: { id: string; actor: string; at: Instant },
): Promise<Appended> {
  const { id, actor, at } = erasure;
  const found = await tx
    .selectFrom('evidence_entry')
    .select('kind')
    .where('id', '=', id)
    .where('kind', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  const kind = found?.kind;
  if (kind == null)
    throw new Refused('evidence.unknown-entry', `The ledger has no entry ${id} with content to erase`);
  if (kind === OWN_KINDS.erased || kind === OWN_KINDS.forgotten) {
    throw new Refused('evidence.not-erasable', `Entry ${id} accounts for another erasure and has to stay`);
  }
  await tx
    .updateTable('evidence_entry')
    .set({ kind: null, actor: null, body: null, about: null, salt: null })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('evidence_about').where('entry_id', '=', id).execute();
  return appendEvidence(tx, { kind: OWN_KINDS.erased, at, actor, body: { entry: id.toLowerCase(), kind } });
}

/**
 * Makes the entries about people say no longer about whom: their links and salts go. Only their number is recorded, for a
 * list would keep them together for ever. Null when there was none.
 */
export async function forgetPeople(
  tx: Tx,
  { people, actor, at }: { people: readonly string[]; actor: string; at: Instant },
): Promise<Appended | null> {
  const [gone] = await rows<{ links: number }>(
    tx,
    `with gone as (delete from evidence_about where person_id = any($1::text[]) returning 1)
     select count(*)::int as links from gone`,
    [people],
  );
  if (!gone || gone.links === 0) return null;
  return appendEvidence(tx, { kind: OWN_KINDS.forgotten, at, actor, body: { links: gone.links } });
}
