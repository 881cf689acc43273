import { type Instant, Refused } from '../base/index.ts';
import { type Reader, rows, type Store } from '../store/index.ts';
import { openCheckpoint } from './checkpoint.rules.ts';
import { leafOf } from './entry.rules.ts';
import { inclusionProof } from './ledger.view.ts';
import { parseProof, verifyInclusion } from './proof.rules.ts';
import { type Verifier, verifierOf } from './verifier-key.rules.ts';
import { faultOf, keepsPromise } from './verify-entry.rules.ts';
import type { EntryRow } from './verify-rows.ts';

/** An entry taken out of the ledger, with all that is needed to check it without the rest. */
export type Excerpt = {
  entry: EntryRow;
  /** That it is in the tree, as C2SP's text. Null: not sequenced yet, and the signed promise stands for it. */
  proof: string | null;
};

/** Takes entries out of the ledger, in the order of their ids. Ids that it does not have are left out. */
export async function excerptOf(store: Pick<Store, 'db'>, ids: readonly string[]): Promise<Excerpt[]> {
  const found = await entriesIn(store.db, ids);
  const excerpts: Excerpt[] = [];
  for (const entry of found) {
    const proof = await inclusionProof(store, entry.id).catch((fault: unknown) => {
      if (fault instanceof Refused && fault.code === 'evidence.not-sequenced') return null;
      throw fault;
    });
    excerpts.push({ entry, proof: proof?.text ?? null });
  }
  return excerpts;
}

const entriesIn = async (reader: Reader, ids: readonly string[]): Promise<EntryRow[]> =>
  (
    await rows<Omit<EntryRow, 'at'> & { at: Instant }>(
      reader,
      `select leaf, id::text as id, at, kind, actor, body, encode(about, 'hex') as about, encode(salt, 'hex') as salt,
         encode(commitment, 'hex') as commitment, encode(promise, 'hex') as promise
       from evidence_entry where id = any ($1::uuid[]) order by id`,
      [ids],
    )
  ).map((row) => ({ ...row }));

/** What is wrong with an entry that was taken out of the ledger of this key; null: it is as it was written, and in the tree. */
export function faultOfExcerpt({ entry, proof }: Excerpt, log: Verifier): string | null {
  const fault = faultOf(entry);
  if (fault !== null) return fault;
  if (proof === null)
    return keepsPromise(log.publicKey, entry) ? null : 'the ledger never promised to include it';
  try {
    const { index, path, checkpoint: note } = parseProof(proof);
    const { size, root } = openCheckpoint(note, {
      name: log.name,
      verifiers: [log, verifierOf(log.name, 'cosignature', log.publicKey)],
    });
    const leaf = leafOf(entry.id, entry.at, entry.commitment, Buffer.from(entry.promise, 'hex'));
    if (entry.leaf !== index || !verifyInclusion({ leaf, index, size, root, path }))
      return 'its proof does not lead to the root that the ledger signed';
    return null;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.message;
    throw thrown;
  }
}
