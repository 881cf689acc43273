import { type Instant, millisecondsOf } from '../base/index.ts';
import { atRisk, broken, control, kept, type Live, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { parseCheckpoint } from './checkpoint.rules.ts';
import { sameBytes } from './digest.rules.ts';
import { leafOf } from './entry.rules.ts';
import { proveLedger } from './ledger.proof.ts';
import { edgeTiles, TILE_WIDTH, TreeGrowth, tileKey } from './tile.rules.ts';
import { faultOf } from './verify-entry.rules.ts';
import type { EntryRow } from './verify-rows.ts';

type Safeguard = Policy['safeguards'][string];
type Organisation = Policy['organisation'];

/** Seconds within which an entry is in the tree while the worker runs; after a day without it somebody has to look. */
const IN_TREE_WITHIN = 600;
const SILENT = 86_400;

/** Safeguards that are about what is written down of what was done; the others have controls of their own. */
const WRITTEN_DOWN: readonly string[] = ['logging', 'standard', 'access'];

/** Every change leaves an entry in an append-only tree, and whoever has the key sees what was altered in it. */
export const evidenceLedger = control<Safeguard | Organisation, Policy>({
  id: 'evidence.ledger',
  applies: (declared, { path }) =>
    path === 'organisation' || WRITTEN_DOWN.includes((declared as Safeguard).kind),

  async state(live) {
    const [head] = await live.rows<{ size: number; note: string }>(
      'select size::int as size, note from evidence_checkpoint order by size desc limit 1',
    );
    const [found] = await live.rows<{ last: number | null; waiting: number; oldest: Instant | null }>(
      `select (select max(leaf)::int from evidence_entry) as last, count(*)::int as waiting, min(at) as oldest
       from evidence_entry where leaf is null`,
    );
    if (!found || (!head && found.last === null && found.waiting === 0))
      return nothingYet('Nothing has been written down yet.');
    const late = found.oldest
      ? Math.round((millisecondsOf(live.now) - millisecondsOf(found.oldest)) / 1_000)
      : 0;
    const figures = { entries: head?.size ?? 0, waiting: found.waiting, oldestWaitsSeconds: late };
    const unsigned = !head && found.last !== null ? 'it has leaves, and no signed head.' : null;
    const fault = head ? await faultNow(live, head, found.last ?? -1) : unsigned;
    if (fault) return broken({ because: `The ledger is not as it was written: ${fault}`, figures });
    if (late > SILENT)
      return broken({ because: 'For more than a day nothing has been taken into the tree.', figures });
    if (late > IN_TREE_WITHIN)
      return atRisk({
        because: `Entries wait for ${Math.round(late / 60)} minutes to be taken into the tree.`,
        figures,
      });
    const newest = await live.rows<{ id: string }>(
      'select id from evidence_entry where leaf is not null order by leaf desc limit 5',
    );
    return kept({
      because:
        'The stored tree is the one that was signed, and the entries looked at are as they were written.',
      figures,
      entries: newest.map(({ id }) => id),
    });
  },

  prove: (twin, { policy, path }) => proveLedger(twin, policy, path),
});

type Head = { size: number; note: string };

/**
 * What is wrong at the edge of the tree, in its newest tile, and in one older tile that is another with every hour, so that no
 * row is safe for long; null: nothing there. All of it is what `kept verify` is for.
 */
async function faultNow(live: Live, head: Head, last: number): Promise<string | null> {
  if (last !== head.size - 1) return `its last leaf is ${last}, and ${head.size} were signed.`;
  const signed = parseCheckpoint(head.note.slice(0, head.note.indexOf('\n\n') + 1));
  if (signed.size !== head.size) return `the checkpoint of ${head.size} leaves is of ${signed.size}.`;
  const newest = Math.floor(last / TILE_WIDTH);
  const hour = Math.floor(millisecondsOf(live.now) / 3_600_000);
  const looked = [...new Set([newest, hour % (newest + 1)])];
  const edge = edgeTiles(head.size);
  const names = [...edge, ...looked.map((number) => ({ level: 0, number }))];
  const tiles = new Map(
    (
      await live.rows<{ level: number; number: number; hashes: Buffer }>(
        `select t.level, t.number::int as number, t.hashes
         from unnest($1::smallint[], $2::bigint[]) as n (level, number) join evidence_tile t using (level, number)`,
        [names.map(({ level }) => level), names.map(({ number }) => number)],
      )
    ).map((tile) => [tileKey(tile), tile.hashes]),
  );
  try {
    if (!sameBytes(new TreeGrowth(head.size, tiles).root(), signed.root))
      return 'its tree has another root than the one that was signed.';
  } catch (fault) {
    if (fault instanceof RangeError) return `a part of its tree is missing: ${fault.message}.`;
    throw fault;
  }
  for (const number of looked) {
    const fault = await faultInTile(live, number, tiles.get(tileKey({ level: 0, number })), head.size);
    if (fault) return fault;
  }
  return null;
}

/** What is wrong with the entries of one tile: 256 at most. */
async function faultInTile(
  live: Live,
  number: number,
  hashes: Buffer | undefined,
  size: number,
): Promise<string | null> {
  const from = number * TILE_WIDTH;
  const to = Math.min(from + TILE_WIDTH, size);
  const entries = await live.rows<Omit<EntryRow, 'at'> & { leaf: number; ms: string }>(
    `select leaf::int as leaf, id::text as id, (extract(epoch from at) * 1000)::text as ms, kind, actor, body,
       encode(about, 'hex') as about, encode(salt, 'hex') as salt, encode(commitment, 'hex') as commitment, encode(promise, 'hex') as promise
     from evidence_entry where leaf >= $1 and leaf < $2 order by leaf`,
    [from, to],
  );
  if (entries.length !== to - from) return `of leaves ${from} to ${to - 1} only ${entries.length} are there.`;
  for (const { ms, ...row } of entries) {
    const at = new Date(Number(ms)).toISOString();
    const fault = faultOf({ ...row, at });
    if (fault) return `of leaf ${row.leaf}, ${fault}.`;
    const leaf = leafOf(row.id, at, row.commitment, Buffer.from(row.promise, 'hex'));
    const place = row.leaf - from;
    const stored = hashes?.subarray(place * 32, place * 32 + 32);
    if (!stored || !sameBytes(stored, leaf)) return `leaf ${row.leaf} is not the one that is in the tree.`;
  }
  return null;
}
