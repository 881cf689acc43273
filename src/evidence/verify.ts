import { sql } from 'kysely';
import { type Reader, rows, type Store } from '../store/index.ts';
import { LedgerCheck, type Verification } from './ledger-check.ts';
import { TILE_WIDTH } from './tile.rules.ts';
import { parseVerifierKey, type Verifier } from './verifier-key.rules.ts';
import type { AboutRow, CheckpointRow, EntryRow, LedgerBlock, LedgerReader, TileRow } from './verify-rows.ts';
import './tables.ts';

export interface VerifyOptions {
  /** Who may have cosigned the checkpoints. */
  witnesses?: readonly Verifier[];
  /** Checkpoints (signed notes) that the verifier kept from before: the ledger must still begin with them. */
  known?: readonly string[];
}

/**
 * Reads a ledger once from its first leaf to its last, and finds what was changed, removed, moved or added in any of its
 * tables since it was written. `verifierKey` is the ledger's `name+id+key`. Refuses `evidence.bad-verifier-key`.
 *
 * Every leaf is hashed from its entry and the tree is built anew; signatures are checked on the checkpoints and on
 * unsequenced entries, because the leaf covers the promise of a sequenced one, and the sequencer let none in unchecked.
 */
export async function verifyLedger(
  reader: LedgerReader,
  verifierKey: string,
  { witnesses = [], known = [] }: VerifyOptions = {},
): Promise<Verification> {
  const check = new LedgerCheck(parseVerifierKey(verifierKey), witnesses, known);
  await reader.read((block) => check.take(block));
  return check.finish({ abouts: reader.abouts });
}

/** Leaves read at once: 16 tiles, some megabytes. */
const BLOCK = 16 * TILE_WIDTH;

/** The ledger of a store, as it stands at one moment. */
export function ledgerReader(store: Pick<Store, 'db'>): LedgerReader {
  return {
    abouts: true,
    read: (visit) =>
      store.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (snapshot) => {
          // A bound that is made of rows counted, not of numbers stored: those may be what was altered.
          const [bound] = await rows<{ leaves: number }>(
            snapshot,
            `select greatest((select count(*) from evidence_entry where leaf is not null),
                             (select count(*) from evidence_tile where level = 0) * ${TILE_WIDTH}) as leaves`,
          );
          const blocks = Math.ceil((bound?.leaves ?? 0) / BLOCK);
          const end = blocks * BLOCK;
          let next = blockAt(snapshot, 0, BLOCK);
          for (let from = BLOCK; from <= end; from += BLOCK) {
            const block = await next;
            // PostgreSQL fetches the next one while this one is hashed.
            next = blockAt(snapshot, from, from + BLOCK);
            next.catch(() => {}); // waited for above, unless `visit` fails first
            await visit(block);
          }
          await next;
          await visit(await leftOver(snapshot, end));
          await pages(snapshot, strayEntries(end), readEntry, (entries) => visit({ ...NOTHING, entries }));
          await pages(
            snapshot,
            ABOUTS,
            (row: AboutRow) => row,
            (abouts) => visit({ ...NOTHING, abouts }),
          );
        }),
  };
}

const NOTHING: LedgerBlock = { tiles: [], checkpoints: [], entries: [] };

// A moment is read as microseconds, not as the instant that the driver would round it to.
const ENTRY = `leaf, id::text as id, (extract(epoch from at) * 1000)::text as ms, kind, actor, body,
  encode(about, 'hex') as about, encode(salt, 'hex') as salt,
  encode(commitment, 'hex') as commitment, encode(promise, 'hex') as promise`;

type StoredEntry = Omit<EntryRow, 'leaf' | 'at'> & { leaf: number | string | null; ms: string };

async function blockAt(on: Reader, from: number, to: number): Promise<LedgerBlock> {
  // First the one that takes long: it runs while the block before is looked at.
  const stored = await rows<StoredEntry>(
    on,
    `select ${ENTRY} from evidence_entry where leaf >= $1 and leaf < $2 order by leaf`,
    [from, to],
  );
  const tiles = await rows<TileRow>(
    on,
    'select level, number, hashes from evidence_tile where level = 0 and number >= $1 and number < $2 order by number',
    [from / TILE_WIDTH, to / TILE_WIDTH],
  );
  const checkpoints = await rows<CheckpointRow>(
    on,
    'select size, previous, note from evidence_checkpoint where size > $1 and size <= $2 order by size',
    [from, to],
  );
  return { tiles, checkpoints, entries: stored.map(readEntry) };
}

/** Upper tiles, and whatever stands where nothing should. */
async function leftOver(on: Reader, end: number): Promise<LedgerBlock> {
  const tiles = await rows<TileRow>(
    on,
    `select level, number, hashes from evidence_tile
      where level <> 0 or number < 0 or number >= $1 order by level, number`,
    [end / TILE_WIDTH],
  );
  const checkpoints = await rows<CheckpointRow>(
    on,
    'select size, previous, note from evidence_checkpoint where size <= 0 or size > $1 order by size',
    [end],
  );
  return { ...NOTHING, tiles, checkpoints };
}

/** Those without a leaf, and those whose leaf is none of this tree. */
const strayEntries = (end: number): string =>
  `select ${ENTRY} from evidence_entry where leaf is null or leaf < 0 or leaf >= ${end} order by id`;

const ABOUTS = `select a.entry_id::text as entry, a.person_id as person, encode(a.salt, 'hex') as salt,
  encode(e.about, 'hex') as about from evidence_about a left join evidence_entry e on e.id = a.entry_id`;

/** A result of any size through a cursor of the snapshot's transaction, so that no more than a page is in memory. */
async function pages<Row, As>(
  on: Reader,
  select: string,
  read: (row: Row) => As,
  visit: (page: As[]) => void | Promise<void>,
): Promise<void> {
  await sql.raw(`declare ledger_page no scroll cursor for ${select}`).execute(on);
  for (;;) {
    const page = await rows<Row>(on, `fetch ${BLOCK} from ledger_page`);
    if (page.length === 0) break;
    await visit(page.map(read));
  }
  await sql.raw('close ledger_page').execute(on);
}

function readEntry({ leaf, ms, ...row }: StoredEntry): EntryRow {
  return { ...row, leaf: typeof leaf === 'string' ? Number.NaN : leaf, at: instantOf(ms) };
}

function instantOf(ms: string): string {
  const milliseconds = Number(ms);
  const date = new Date(milliseconds);
  return Number.isInteger(milliseconds) && !Number.isNaN(date.getTime()) ? date.toISOString() : `${ms} ms`;
}
