import type { Hash } from './digest.rules.ts';
import { CompactRange, edgeOf, type NodeReader, nodeHash } from './tree.rules.ts';

/** Hashes in a full tile. The nodes of heights 0, 8, 16 … are stored, 256 to a row; those between are computed. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Up to 256 neighbouring nodes of height 8·`level`, 32 bytes each; only the last tile of a level may be partial. */
export interface Tile {
  level: number;
  number: number;
  hashes: Uint8Array;
}

export interface TileName {
  level: number;
  number: number;
}

export const tileKey = ({ level, number }: TileName): string => `${level}/${number}`;

/** How many tiles of `level` a tree of `size` leaves has, the partial one included. */
export const tilesAt = (level: number, size: number): number =>
  Math.ceil(Math.floor(size / TILE_WIDTH ** level) / TILE_WIDTH);

/** A stored tree, as far as these tiles reach. Throws `RangeError` where a tile is missing or too short. */
export function nodesIn(tiles: ReadonlyMap<string, Uint8Array>): NodeReader {
  return (level, index) => {
    const { name, first, count } = placeOf(level, index);
    const hashes = tiles.get(tileKey(name));
    if (hashes === undefined || hashes.length < (first + count) * 32) {
      throw new RangeError(`tile ${tileKey(name)} does not hold node ${level}/${index}`);
    }
    let row: Hash[] = [];
    for (let i = first; i < first + count; i++) row.push(hashes.subarray(i * 32, i * 32 + 32));
    while (row.length > 1) row = pairs(row);
    const [hash] = row;
    if (hash === undefined) throw new RangeError('a node covers at least one hash');
    return hash;
  };
}

/** The tiles that `work` would read, found by running it on nothing: so that one query can fetch them all. */
export function tilesNeeded(work: (node: NodeReader) => void): TileName[] {
  const needed = new Map<string, TileName>();
  const blank = new Uint8Array(32);
  work((level, index) => {
    const { name } = placeOf(level, index);
    needed.set(tileKey(name), name);
    return blank;
  });
  return [...needed.values()];
}

/** The tiles that hold the right edge of a tree: what a sequencer loads before it appends. */
export function edgeTiles(size: number): TileName[] {
  const reading = tilesNeeded((node) => edgeOf(size).map(({ level, index }) => node(level, index)));
  const partial: TileName[] = [];
  for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level++) {
    const count = Math.floor(size / TILE_WIDTH ** level);
    if (count % TILE_WIDTH > 0) partial.push({ level, number: Math.floor(count / TILE_WIDTH) });
  }
  const names = new Map([...reading, ...partial].map((name) => [tileKey(name), name]));
  return [...names.values()];
}

/**
 * Grows a stored tree: given the tiles of its right edge, takes leaves and says which tiles changed. Nothing else of the
 * tree is read or written.
 */
export class TreeGrowth {
  readonly #range: CompactRange;
  readonly #changed = new Map<string, { name: TileName; hashes: Hash[] }>();
  readonly #edge: ReadonlyMap<string, Uint8Array>;

  constructor(size: number, edge: ReadonlyMap<string, Uint8Array>) {
    const node = nodesIn(edge);
    this.#edge = edge;
    this.#range = new CompactRange(
      size,
      edgeOf(size).map(({ level, index }) => node(level, index)),
    );
  }

  append(leaf: Hash): void {
    const at = this.#range.size;
    this.#range.append(leaf, (height, hash) => {
      if (height % TILE_HEIGHT === 0) this.#write(height / TILE_HEIGHT, at, hash);
    });
  }

  get size(): number {
    return this.#range.size;
  }

  root(): Hash {
    return this.#range.root();
  }

  /** The tiles to store: new ones whole, the partial one of before with what was added. */
  changed(): Tile[] {
    return [...this.#changed.values()].map(({ name, hashes }) => ({
      ...name,
      hashes: Buffer.concat(hashes),
    }));
  }

  #write(level: number, leaf: number, hash: Hash): void {
    const name = { level, number: Math.floor(leaf / TILE_WIDTH ** (level + 1)) };
    const key = tileKey(name);
    let tile = this.#changed.get(key);
    if (tile === undefined) {
      const before = this.#edge.get(key);
      tile = { name, hashes: before === undefined ? [] : [before] };
      this.#changed.set(key, tile);
    }
    tile.hashes.push(hash);
  }
}

/** Which hashes of which tile a node is computed from. */
function placeOf(level: number, index: number): { name: TileName; first: number; count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const start = index * count;
  const number = Math.floor(start / TILE_WIDTH);
  return { name: { level: tileLevel, number }, first: start - number * TILE_WIDTH, count };
}

function pairs(row: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let i = 0; i + 1 < row.length; i += 2) {
    const [left, right] = [row[i], row[i + 1]];
    if (left !== undefined && right !== undefined) above.push(nodeHash(left, right));
  }
  return above;
}
