import { type Instant, millisecondsOf, Refused } from '../base/index.ts';
import { type Reader, rows, type Store, type Tx } from '../store/index.ts';
import { type Checkpoint, formatCheckpoint, openCheckpoint } from './checkpoint.rules.ts';
import { sameBytes } from './digest.rules.ts';
import { leafOf, verifyPromise } from './entry.rules.ts';
import { signingKeyFor } from './ledger.ts';
import { cosigner, ed25519Signer, signNote } from './note.rules.ts';
import type { SigningKey } from './signing-key.ts';
import { edgeTiles, type TileName, TreeGrowth, tileKey } from './tile.rules.ts';

export interface Sequenced {
  /** Entries that got their leaf in this run. */
  sequenced: number;
  /** Entries whose promise is not the ledger's: altered since they were appended. They stay out, and `verify` names them. */
  refused: string[];
  /** True when another sequencer was at work: this one did nothing more. */
  busy: boolean;
}

/** One sequencer at a time, in the whole database. */
const SEQUENCING = 4_837_140;
const BATCH = 1_000;

/**
 * Numbers what was appended and committed, grows the tree, and signs its head; until nothing is left. A batch is one
 * transaction: killed at any point, the next run goes on from the last checkpoint. Refuses `evidence.other-key` and
 * `evidence.tree-altered`: it never signs on top of a tree that is not its own.
 */
export async function sequence(
  store: Pick<Store, 'db' | 'inTransaction'>,
  now: Instant,
  { batch = BATCH }: { batch?: number } = {},
): Promise<Sequenced> {
  const all: Sequenced = { sequenced: 0, refused: [], busy: false };
  // Only past the refused ones, and only within this run: an entry with a smaller id may still be committed.
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const done = await store.inTransaction((tx) => sequenceBatch(tx, now, batch, after));
    if (done === null) return { ...all, busy: true };
    all.sequenced += done.sequenced;
    all.refused.push(...done.refused);
    if (done.seen < batch) return all;
    if (done.refused.length > 0) after = done.last;
  }
}

/** The newest signed head; null while nothing is sequenced. Refuses `evidence.other-key`. */
export async function latestCheckpoint(on: Reader): Promise<Checkpoint | null> {
  const row = await on
    .selectFrom('evidence_checkpoint')
    .select('note')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : openOwn(row.note, signingKeyFor(on));
}

/** Tiles by `tileKey`, in one query. */
export async function loadTiles(on: Reader, names: readonly TileName[]): Promise<Map<string, Uint8Array>> {
  const found = await rows<{ level: number; number: number; hashes: Buffer }>(
    on,
    `select t.level, t.number, t.hashes
       from unnest($1::smallint[], $2::bigint[]) as n (level, number) join evidence_tile t using (level, number)`,
    [names.map(({ level }) => level), names.map(({ number }) => number)],
  );
  return new Map(found.map((tile) => [tileKey(tile), tile.hashes]));
}

async function sequenceBatch(tx: Tx, now: Instant, batch: number, after: string) {
  // Read committed matters: the statements after the lock must see what the sequencer before us has committed.
  const [lock] = await rows<{ mine: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as mine', [
    SEQUENCING,
  ]);
  if (lock?.mine !== true) return null;

  // Whatever is committed and has no leaf, so that an entry that commits late is never passed by. Rows that somebody holds
  // (an erasure) wait for the next run rather than we for them.
  const waiting = await rows<{ id: string; at: Instant; commitment: Buffer; promise: Buffer }>(
    tx,
    `select id, at, commitment, promise from evidence_entry
      where leaf is null and id > $1 order by id limit $2 for update skip locked`,
    [after, batch],
  );
  const key = signingKeyFor(tx);
  // The tree makes a promise provable for ever, so only promises that are ours get in.
  const admitted = waiting.filter(({ id, at, commitment, promise }) =>
    verifyPromise(key.publicKey, id, at, commitment, promise),
  );
  const refused = waiting.filter((entry) => !admitted.includes(entry)).map(({ id }) => id);
  if (admitted.length > 0) await appendLeaves(tx, key, now, admitted);
  return { sequenced: admitted.length, refused, seen: waiting.length, last: waiting.at(-1)?.id ?? after };
}

async function appendLeaves(
  tx: Tx,
  key: SigningKey,
  now: Instant,
  entries: readonly { id: string; at: Instant; commitment: Buffer; promise: Buffer }[],
): Promise<void> {
  const head = await latestCheckpoint(tx);
  const previous = head?.size ?? 0;
  const growth = await growthFrom(tx, head);
  for (const { id, at, commitment, promise } of entries) {
    growth.append(leafOf(id, at, commitment.toString('hex'), promise));
  }
  await rows(
    tx,
    `update evidence_entry e set leaf = n.leaf from unnest($1::uuid[], $2::bigint[]) as n (id, leaf) where e.id = n.id`,
    [entries.map(({ id }) => id), entries.map((_, i) => previous + i)],
  );
  const tiles = growth.changed();
  await rows(
    tx,
    `insert into evidence_tile (level, number, hashes)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, number) do update set hashes = excluded.hashes`,
    [
      tiles.map(({ level }) => level),
      tiles.map(({ number }) => number),
      tiles.map(({ hashes }) => Buffer.from(hashes)),
    ],
  );
  const { origin, privateKey, verifiers } = key;
  const text = formatCheckpoint({ origin, size: growth.size, root: growth.root(), extensions: [] });
  const seconds = BigInt(Math.floor(millisecondsOf(now) / 1000));
  const note = signNote(text, [
    ed25519Signer(verifiers.log, privateKey),
    cosigner(verifiers.clock, privateKey, seconds),
  ]);
  await tx.insertInto('evidence_checkpoint').values({ size: growth.size, previous, note }).execute();
}

async function growthFrom(tx: Tx, head: Checkpoint | null): Promise<TreeGrowth> {
  if (head === null) return new TreeGrowth(0, new Map());
  const altered = (why: string) =>
    new Refused(
      'evidence.tree-altered',
      `The stored tree is not the one that was signed at ${head.size} leaves: ${why}. Run kept verify.`,
    );
  const edge = await loadTiles(tx, edgeTiles(head.size));
  let growth: TreeGrowth;
  try {
    growth = new TreeGrowth(head.size, edge);
  } catch (fault) {
    if (fault instanceof RangeError) throw altered(fault.message);
    throw fault;
  }
  if (!sameBytes(growth.root(), head.root)) throw altered('it has another root');
  return growth;
}

function openOwn(note: string, { origin, verifiers }: SigningKey): Checkpoint {
  try {
    return openCheckpoint(note, { name: origin, verifiers: [verifiers.log, verifiers.clock] });
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    throw new Refused(
      'evidence.other-key',
      `The ledger's last checkpoint was not signed by ${origin} with this key: ${fault.message}`,
    );
  }
}
