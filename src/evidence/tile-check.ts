import { type Hash, sameBytes } from './digest.rules.ts';
import type { Findings } from './findings.ts';
import { TILE_WIDTH, tileKey } from './tile.rules.ts';
import type { TileRow } from './verify-rows.ts';

/** A node of a stored height above the leaves. */
export interface GrownNode {
  level: number;
  number: number;
  hash: Hash;
}

/**
 * Compares the stored tiles with the tree that is built anew. Tiles of leaves are held only while their leaves come by; of
 * those above there is one hash for 256 leaves, compared at the end.
 */
export class TileCheck {
  readonly #findings: Findings;
  readonly #leafTiles = new Map<number, Buffer>();
  readonly #upper = new Map<string, Hash[]>();
  readonly #upperStored = new Map<string, Buffer>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** `size`: leaves seen so far; a tile comes before the leaves that it holds. */
  takeTile({ level, number, hashes }: TileRow, size: number): void {
    const key = tileKey({ level, number });
    if (level === 0 && number * TILE_WIDTH >= size && !this.#leafTiles.has(number)) {
      this.#leafTiles.set(number, hashes);
    } else if (level > 0 && !this.#upperStored.has(key)) {
      this.#upperStored.set(key, hashes);
    } else {
      this.#findings.report(`evidence_tile ${key}`, 'there is no such tile in this tree: added, or moved');
    }
  }

  hashOf(leaf: number): Hash | null {
    const tile = this.#leafTiles.get(Math.floor(leaf / TILE_WIDTH));
    const at = (leaf % TILE_WIDTH) * 32;
    return tile === undefined || tile.length < at + 32 ? null : tile.subarray(at, at + 32);
  }

  /** The tree has grown to `size`: a tile that this completes is done with. */
  passed(size: number): void {
    if (size % TILE_WIDTH === 0) this.#close(size / TILE_WIDTH - 1, TILE_WIDTH);
  }

  keep(nodes: readonly GrownNode[]): void {
    for (const { level, number, hash } of nodes) {
      const key = tileKey({ level, number });
      const hashes = this.#upper.get(key);
      if (hashes === undefined) this.#upper.set(key, [hash]);
      else hashes.push(hash);
    }
  }

  finish(size: number): void {
    if (size % TILE_WIDTH > 0) this.#close(Math.floor(size / TILE_WIDTH), size % TILE_WIDTH);
    for (const number of this.#leafTiles.keys()) {
      this.#findings.report(`evidence_tile 0/${number}`, 'it belongs to no leaves');
    }
    for (const [key, hashes] of this.#upper) {
      const stored = this.#upperStored.get(key);
      this.#upperStored.delete(key);
      if (stored === undefined) this.#findings.report(`evidence_tile ${key}`, 'it is missing');
      else if (!sameBytes(stored, Buffer.concat(hashes))) {
        this.#findings.report(`evidence_tile ${key}`, 'its hashes are not those of the leaves below it');
      }
    }
    for (const key of this.#upperStored.keys()) {
      this.#findings.report(`evidence_tile ${key}`, 'it belongs to no leaves');
    }
  }

  /** Hash by hash the tile was compared as the leaves came; what is left is whether it has exactly so many. */
  #close(number: number, count: number): void {
    const where = `evidence_tile 0/${number}`;
    const tile = this.#leafTiles.get(number);
    if (tile === undefined) this.#findings.report(where, 'it is missing');
    else if (tile.length !== count * 32) {
      this.#findings.report(where, `it holds ${tile.length} bytes instead of ${count * 32}`);
    }
    this.#leafTiles.delete(number);
  }
}
