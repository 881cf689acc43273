import { type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import {
  categoriesOf,
  findOrMakePerson,
  findPerson,
  type Identity,
  type Profile,
  personNow,
  profileOf,
} from '../people/index.ts';
import type { PermissionState } from '../permission/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** Who looks, and why: `by` is a role or a key; `reason` a word, or a word and the id of what it is for. */
export type Look = { by: string; reason: string };

/** What is shown of a person, and what they are to us today. */
export type Seen = Profile & { categories: string[]; holds: { records: number; openRequests: number } };

/** One person, for a reason that the ledger keeps. Refuses `people.not-found`. */
export async function lookAtPerson(house: House, id: string, look: Look): Promise<Seen> {
  const policy = await policyInForce(house);
  const { today } = momentOf(house, policy);
  const personId = await loggedLook(house, id, look, 'profile');
  const profile = await profileOf(house.store.db, house.vault, personId);
  if (!profile) throw nobody();
  const [holds] = await house.store.rows<Seen['holds']>(
    `select (select count(*)::int from record where person_id = $1) as records,
            (select count(*)::int from request where person_id = $1 and answered_on is null) as "openRequests"`,
    [personId],
  );
  return {
    ...profile,
    categories: categoriesOf(policy, profile.relationships, today),
    holds: holds ?? { records: 0, openRequests: 0 },
  };
}

/** The id of who is known by any of these, for a reason. Refuses `people.not-found` and `people.two-people`. */
export async function lookUpPerson(
  house: House,
  identities: readonly Identity[],
  look: Look,
): Promise<string> {
  const found = await findPerson(house.store.db, house.vault, identities);
  if (!found) throw nobody();
  return loggedLook(house, found, look, 'id');
}

/** Tells us that all of these are one person's. Refuses `people.two-people`: merging is an act of its own. */
export async function knowPerson(house: House, identities: readonly Identity[], by: string): Promise<string> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, house.vault, identities, now);
    await appendEvidence(tx, {
      kind: 'people.identified',
      at: now,
      actor: by,
      aboutPerson: personId,
      body: { identities: identities.length },
    });
    return personId;
  });
}

/** One thing a person said, as the history shows it. */
export type SaidOnce = {
  id: string;
  purpose: string;
  channel: string;
  state: PermissionState;
  wording: string | null;
  source: string;
  at: Instant;
  recorded_at: Instant;
};

/** What a person ever said, the last that we heard first; `before` is the id of the last one of the page before. */
export const permissionHistory = (
  reader: Reader,
  personId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<SaidOnce[]> =>
  rows<SaidOnce>(
    reader,
    `select id, purpose, channel, state, wording, source, at, recorded_at from permission
     where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [personId, before, limit],
  );

/** Keeps in the ledger that somebody looked; answers who the person is by now. Refuses `people.not-found`. */
export async function loggedLook(
  house: House,
  id: string,
  { by, reason }: Look,
  shown: 'profile' | 'id' | 'permissions' | 'timeline' | 'mail' | 'thread' | 'others',
): Promise<string> {
  const personId = await personNow(house.store.db, id);
  if (!personId) throw nobody();
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'people.looked-at',
      at: house.clock.now(),
      actor: by,
      aboutPerson: personId,
      body: { reason, shown },
    }),
  );
  return personId;
}

const nobody = () => new Refused('people.not-found', 'There is no such person.');
