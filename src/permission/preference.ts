import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/**
 * What else somebody tells us that bears on what we may do.
 * - pause:       no marketing until a day, then as before
 * - topic:       `news:events`: yes or no to one subject of a purpose
 * - age:         the day from which they consent alone; kept in place of an age, for that is all we need of it
 * - subscriber:  who holds the line or the address, by legal form (PECR reg 2)
 * - publication: `testimonials:4711:website`: this text in that place
 * - session:     `session-viewing`: until when somebody of ours may look in
 * - channel:     `answer-enquiries`: by which channel they want to be reached for that purpose, or `any`
 * - agreed:      `direct-debit`: the amount that they agreed to for that purpose, up to which it may be taken
 */
export const PREFERENCE_KINDS = [
  'pause',
  'topic',
  'age',
  'subscriber',
  'publication',
  'session',
  'channel',
  'agreed',
] as const;
export type PreferenceKind = (typeof PREFERENCE_KINDS)[number];

export type Preferred = {
  personId: string;
  kind: PreferenceKind;
  about: string;
  value: string;
  source: string;
  at: Instant;
  now: Instant;
};

/** Appends a preference. The newest of a kind and subject counts, the older ones stay. */
export async function appendPreference(tx: Tx, said: Preferred): Promise<string> {
  const id = newId(said.now);
  await rows(
    tx,
    `insert into preference (person_id, id, kind, about, value, source, at, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [said.personId, id, said.kind, said.about, said.value, said.source, said.at, said.now],
  );
  return id;
}

/** The newest of each kind and subject: {"pause:": "2027-01-31"}. */
export async function currentPreferences(reader: Reader, personId: string): Promise<Record<string, string>> {
  const found = await rows<{ subject: string; value: string }>(
    reader,
    `select distinct on (kind, about) kind || ':' || about as subject, value
     from preference where person_id = $1 order by kind, about, at desc, recorded_at desc, id desc`,
    [personId],
  );
  return Object.fromEntries(found.map(({ subject, value }) => [subject, value]));
}
