import type { Instant } from '../base/index.ts';
import { Refused } from '../base/index.ts';
import { type Reader, rows, type Store } from '../store/index.ts';
import type { Checkpoint } from './checkpoint.rules.ts';
import type { Hash } from './digest.rules.ts';
import { type InclusionPromise, leafOf, readablePromise } from './entry.rules.ts';
import type { Json } from './personal-data.rules.ts';
import { formatProof } from './proof.rules.ts';
import { latestCheckpoint, loadTiles } from './sequencer.ts';
import { nodesIn, tilesNeeded } from './tile.rules.ts';
import { consistencyPath, inclusionPath, type NodeReader, rootAt } from './tree.rules.ts';

/** An entry as screens show it. */
export interface LedgerEntry {
  id: string;
  at: Instant;
  /** Null together with actor and body: its content was erased. */
  kind: string | null;
  actor: string | null;
  body: Json;
  /** Its place in the tree; null: not sequenced yet. */
  leaf: number | null;
  promise: InclusionPromise;
}

export interface EntriesPage {
  entries: LedgerEntry[];
  /** Hand it back as `before` for the next page; null: this was the last. */
  next: string | null;
}

interface Row {
  id: string;
  at: Instant;
  kind: string | null;
  actor: string | null;
  body: string | null;
  leaf: number | null;
  commitment: Buffer;
  promise: Buffer;
}

const COLUMNS = 'e.id, e.at, e.kind, e.actor, e.body, e.leaf, e.commitment, e.promise';

const PAGE = '($1::uuid is null or e.id < $1) order by e.id desc limit $2';

/**
 * A page of each kind that was asked for, and of these the newest: how many entries of other kinds lie between them does not
 * matter. The kinds are gone through one look-up each.
 */
const OF_KINDS = `
  with recursive known (kind) as (
    (select kind from evidence_entry where kind is not null order by kind limit 1)
    union all
    select (select e.kind from evidence_entry e where e.kind > known.kind order by e.kind limit 1)
    from known where known.kind is not null)
  select e.* from known
  cross join lateral (select ${COLUMNS} from evidence_entry e where e.kind = known.kind and ${PAGE}) e
  where known.kind = $3 or ($4 and starts_with(known.kind, $3))
  order by e.id desc limit $2`;

/** Newest first. `kind` is one kind, or a room's with a dot at the end: `rights.`. */
export async function entriesPage(
  store: Pick<Store, 'db'>,
  { before = null, limit = 50, kind }: { before?: string | null; limit?: number; kind?: string } = {},
): Promise<EntriesPage> {
  const asked = [before, limit + 1];
  const found = await (kind === undefined
    ? rows<Row>(store.db, `select ${COLUMNS} from evidence_entry e where ${PAGE}`, asked)
    : rows<Row>(store.db, OF_KINDS, [...asked, kind, kind.endsWith('.')]));
  const page = found.slice(0, limit).map(readRow);
  return { entries: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Null when there is none. */
export async function entryById(store: Pick<Store, 'db'>, id: string): Promise<LedgerEntry | null> {
  const [row] = await rows<Row>(store.db, `select ${COLUMNS} from evidence_entry e where e.id = $1`, [id]);
  return row === undefined ? null : readRow(row);
}

/** What the ledger says about a person, newest first; nothing once the person is forgotten. */
export async function entriesAbout(store: Pick<Store, 'db'>, personId: string): Promise<LedgerEntry[]> {
  const found = await rows<Row>(
    store.db,
    `select ${COLUMNS} from evidence_about a join evidence_entry e on e.id = a.entry_id
      where a.person_id = $1 order by e.id desc`,
    [personId],
  );
  return found.map(readRow);
}

export interface InclusionProof {
  index: number;
  leaf: Hash;
  path: Hash[];
  checkpoint: Checkpoint;
  promise: InclusionPromise;
  /** The same in C2SP's text, to keep in a file and check offline. */
  text: string;
}

/** That the entry is in the tree of the newest checkpoint. Refuses `evidence.unknown-entry` and `evidence.not-sequenced`. */
export async function inclusionProof(store: Pick<Store, 'db'>, entryId: string): Promise<InclusionProof> {
  const entry = await entryById(store, entryId);
  if (entry === null) throw new Refused('evidence.unknown-entry', `The ledger has no entry ${entryId}`);
  const checkpoint = await latestCheckpoint(store.db);
  if (entry.leaf === null || checkpoint === null) {
    throw new Refused(
      'evidence.not-sequenced',
      `Entry ${entryId} is not in the tree yet: its signed promise stands for it`,
    );
  }
  const { leaf: index, promise } = entry;
  const path = await onTree(store.db, (node) => inclusionPath(index, checkpoint.size, node));
  const leaf = leafOf(promise.id, promise.at, promise.commitment, Buffer.from(promise.signature, 'base64'));
  return {
    index,
    leaf,
    path,
    checkpoint,
    promise,
    text: formatProof({ index, path, checkpoint: checkpoint.note }),
  };
}

export interface ConsistencyProof {
  from: number;
  to: number;
  fromRoot: Hash;
  toRoot: Hash;
  path: Hash[];
}

/** That the tree of `to` leaves begins with that of `from`. Refuses `evidence.no-such-tree`. */
export async function consistencyProof(
  store: Pick<Store, 'db'>,
  from: number,
  to: number,
): Promise<ConsistencyProof> {
  const size = (await latestCheckpoint(store.db))?.size ?? 0;
  if (to > size) throw new Refused('evidence.no-such-tree', `The ledger has ${size} leaves, not ${to}`);
  const [path, [fromRoot], [toRoot]] = await Promise.all([
    onTree(store.db, (node) => consistencyPath(from, to, node)),
    onTree(store.db, (node) => [rootAt(from, node)]),
    onTree(store.db, (node) => [rootAt(to, node)]),
  ]);
  if (fromRoot === undefined || toRoot === undefined) throw new Error('a tree has a root');
  return { from, to, fromRoot, toRoot, path };
}

/** Runs `work` once to learn which tiles it reads, and again on the tiles. */
async function onTree(on: Reader, work: (node: NodeReader) => Hash[]): Promise<Hash[]> {
  const tiles = await loadTiles(on, tilesNeeded(work));
  return work(nodesIn(tiles));
}

const readRow = ({ id, at, kind, actor, body, leaf, commitment, promise }: Row): LedgerEntry => ({
  id,
  at,
  kind,
  actor,
  body: body === null ? null : (JSON.parse(body) as Json),
  leaf,
  promise: readablePromise(id, at, commitment, promise),
});
