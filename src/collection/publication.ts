import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';

/** A permission for one text in one place, and where that stands. */
export type Publication = {
  person_id: string;
  id: string;
  record_id: string;
  name: string;
  outlet: string;
  published_at: Instant | null;
  withdrawn_at: Instant | null;
  taken_down_at: Instant | null;
};

export const textHash = (vault: Vault, text: string): Buffer => vault.lookupHash('text', text.trim());

/** One permission for each place that was ticked, to these very words. */
export async function permitOutlets(
  tx: Tx,
  vault: Vault,
  permit: {
    personId: string;
    recordId: string;
    name: string;
    outlets: readonly string[];
    text: string;
    wording: string;
    now: Instant;
  },
): Promise<void> {
  for (const outlet of permit.outlets)
    await rows(
      tx,
      `insert into publication (person_id, id, record_id, name, outlet, text_hash, wording, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        permit.personId,
        newId(permit.now),
        permit.recordId,
        permit.name,
        outlet,
        textHash(vault, permit.text),
        permit.wording,
        permit.now,
      ],
    );
}

/** The permission for a text and place, held; `hash` is of the words that are about to appear. */
export async function permissionFor(
  tx: Tx,
  { recordId, name, outlet, hash }: { recordId: string; name: string; outlet: string; hash: Buffer },
): Promise<Publication | null> {
  const [found] = await rows<Publication>(
    tx,
    `select p.person_id, p.id, p.record_id, p.name, p.outlet, p.published_at, p.withdrawn_at, p.taken_down_at
     from publication p where p.record_id = $1 and p.name = $2 and p.outlet = $3 and p.text_hash = $4
     order by p.granted_at desc limit 1 for update`,
    [recordId, name, outlet, hash],
  );
  return found ?? null;
}

export const markPublished = (tx: Tx, { person_id, id }: Publication, now: Instant): Promise<unknown> =>
  rows(
    tx,
    'update publication set published_at = $3, taken_down_at = null where person_id = $1 and id = $2',
    [person_id, id, now],
  );

/** Takes back a person's permissions, for one text and place or for all; what stands is down at once. Answers what went. */
export const withdrawPublications = (
  tx: Tx,
  { personId, id, now }: { personId: string; id: string | null; now: Instant },
): Promise<Publication[]> =>
  rows<Publication>(
    tx,
    `update publication set withdrawn_at = $3, taken_down_at = case when published_at is null then null else $3::timestamptz end
     where person_id = $1 and ($2::uuid is null or id = $2) and withdrawn_at is null
     returning person_id, id, record_id, name, outlet, published_at, withdrawn_at, taken_down_at`,
    [personId, id, now],
  );

/**
 * What stands in a place now: published, neither withdrawn nor taken down, and the person's newest word on the purpose is a
 * yes. Asked whenever the page is made, so that a withdrawal by any door counts at once.
 */
export const standing = (
  reader: Reader,
  { outlet, purposes }: { outlet: string | null; purposes: readonly string[] },
): Promise<(Publication & { point: string; sealed: Buffer })[]> =>
  rows(
    reader,
    `select p.person_id, p.id, p.record_id, p.name, p.outlet, p.published_at, p.withdrawn_at, p.taken_down_at, r.point, r.sealed
     from publication p join record r on r.person_id = p.person_id and r.id = p.record_id
     where p.published_at is not null and p.taken_down_at is null and p.withdrawn_at is null
       and ($1::text is null or p.outlet = $1)
       and not exists (
         select 1 from (select distinct on (purpose, channel) state from permission
                        where person_id = p.person_id and purpose = any($2::text[])
                        order by purpose, channel, at desc, recorded_at desc, id desc) said
         where said.state in ('withdrawn', 'refused', 'objected'))
     order by p.published_at desc, p.id limit 500`,
    [outlet, purposes],
  );

/** Everything a person permitted, for the page on which they take it back. */
export const publicationsOf = (reader: Reader, personId: string): Promise<Publication[]> =>
  rows<Publication>(
    reader,
    `select person_id, id, record_id, name, outlet, published_at, withdrawn_at, taken_down_at from publication
     where person_id = $1 order by granted_at desc, outlet`,
    [personId],
  );
