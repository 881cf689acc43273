import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** What a merge did, enough to undo it: ids of rows, never what is in them. */
export type Moved = {
  /** By table: the keys of the rows that were the other person's. */
  rows: Record<string, string[]>;
  /** Permissions that the merge itself said, because the stricter of two wins. */
  said: string[];
  /** Suppressions that the merge added: hash in hex, and scope. */
  suppressed: [string, string][];
};

export type Merge = { id: string; person_id: string; gone_id: string; moved: Moved; merged_at: Instant };

/** From now on `goneId` is `intoId`. The caller holds both. */
export async function recordMerge(
  tx: Tx,
  { intoId, goneId, moved, now }: { intoId: string; goneId: string; moved: Moved; now: Instant },
): Promise<string> {
  const id = newId(now);
  await rows(tx, 'update person set merged_into = $2 where id = $1', [goneId, intoId]);
  await rows(
    tx,
    'insert into person_merge (person_id, id, gone_id, moved, merged_at) values ($1, $2, $3, $4, $5)',
    [intoId, id, goneId, JSON.stringify(moved), now],
  );
  return id;
}

/** The merge by which `goneId` is `intoId` now, or null. */
export async function standingMerge(reader: Reader, intoId: string, goneId: string): Promise<Merge | null> {
  const [merge] = await rows<Merge>(
    reader,
    `select id, person_id, gone_id, moved, merged_at from person_merge
     where person_id = $1 and gone_id = $2 and unmerged_at is null`,
    [intoId, goneId],
  );
  return merge ?? null;
}

/** They are two again. The journal stays, as the history of both. */
export async function recordUnmerge(tx: Tx, merge: Merge, now: Instant): Promise<void> {
  await rows(tx, 'update person set merged_into = null where id = $1', [merge.gone_id]);
  await rows(tx, 'update person_merge set unmerged_at = $3 where person_id = $1 and id = $2', [
    merge.person_id,
    merge.id,
    now,
  ]);
}

/** Both, held until the transaction ends, in the order of their ids; null for one that is not there. */
export async function holdTwo(
  tx: Tx,
  ids: readonly [string, string],
): Promise<Map<string, { merged_into: string | null }>> {
  const held = await rows<{ id: string; merged_into: string | null }>(
    tx,
    'select id, merged_into from person where id = any($1::uuid[]) order by id for update',
    [ids],
  );
  return new Map(held.map((one) => [one.id, one]));
}
