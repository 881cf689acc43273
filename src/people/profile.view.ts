import type { Instant } from '../base/index.ts';
import { type Reader, rows, type Vault } from '../store/index.ts';
import type { Relationship } from './category.rules.ts';
import { hintOf, type Identity } from './identity.rules.ts';
import { identitiesOf } from './person.ts';

/** What staff see of a person first: enough to know that it is the right one, and no address in full. */
export type Profile = {
  id: string;
  since: Instant;
  identities: { kind: Identity['kind']; hint: string }[];
  relationships: Relationship[];
};

/** Null for nobody. Give the id of a person as they are now. */
export async function profileOf(reader: Reader, vault: Vault, personId: string): Promise<Profile | null> {
  const [person] = await rows<{ made_at: Instant }>(reader, 'select made_at from person where id = $1', [
    personId,
  ]);
  if (!person) return null;
  const identities = (await identitiesOf(reader, vault, personId))
    .map((one) => ({ kind: one.kind, hint: hintOf(one) }))
    .sort((a, b) => (`${a.kind} ${a.hint}` < `${b.kind} ${b.hint}` ? -1 : 1));
  return {
    id: personId,
    since: person.made_at,
    identities,
    relationships: await relationshipsOf(reader, personId),
  };
}

export const relationshipsOf = (reader: Reader, personId: string): Promise<Relationship[]> =>
  rows<Relationship>(
    reader,
    'select kind, began_on, ended_on from relationship where person_id = $1 order by began_on, kind',
    [personId],
  );
