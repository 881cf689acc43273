import { Refused } from '../base/index.ts';
import { type Hash, sha256 } from './digest.rules.ts';

/** The root of a tree without leaves: the hash of nothing. RFC 6962, 2.1. */
export const EMPTY_ROOT: Hash = sha256('');

const NODE = Buffer.alloc(65, 1);

/** RFC 6962, 2.1: a leaf is hashed behind 0x00 and a node behind 0x01, so that neither can pass for the other. */
export function leafHash(data: Uint8Array): Hash {
  const prefixed = Buffer.allocUnsafe(data.length + 1);
  prefixed[0] = 0;
  prefixed.set(data, 1);
  return sha256(prefixed);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  // One scratch buffer for all: the hash is taken before anyone else can run.
  NODE.set(left, 1);
  NODE.set(right, 33);
  return sha256(NODE);
}

/** Where a perfect subtree stands: `level` 0 holds the leaves; node `index` of level k covers leaves index·2^k … */
export type NodeReader = (level: number, index: number) => Hash;

/**
 * The right edge of a growing tree: the perfect subtrees that its size is the sum of, largest first. It is all
 * that appending needs, so that a batch costs the same on a tree of a thousand leaves and of a billion.
 */
export class CompactRange {
  size: number;
  readonly #edge: Hash[];

  constructor(size = 0, edge: readonly Hash[] = []) {
    if (edge.length !== edgeOf(size).length)
      throw new RangeError(`${edge.length} hashes make no ${size} leaves`);
    this.size = size;
    this.#edge = [...edge];
  }

  /** Adds a leaf; `completed` hears of every perfect subtree that this leaf completes, the leaf itself first. */
  append(leaf: Hash, completed?: (level: number, hash: Hash) => void): void {
    let hash = leaf;
    let level = 0;
    completed?.(level, hash);
    for (let left = this.size; left % 2 === 1; left = (left - 1) / 2) {
      const sibling = this.#edge.pop();
      if (sibling === undefined) throw new RangeError('the edge of the tree is shorter than its size');
      hash = nodeHash(sibling, hash);
      level += 1;
      completed?.(level, hash);
    }
    this.#edge.push(hash);
    this.size += 1;
  }

  root(): Hash {
    let root: Hash | undefined;
    for (let i = this.#edge.length - 1; i >= 0; i--) {
      const hash = this.#edge[i];
      if (hash !== undefined) root = root === undefined ? hash : nodeHash(hash, root);
    }
    return root ?? EMPTY_ROOT;
  }

  clone(): CompactRange {
    return new CompactRange(this.size, this.#edge);
  }
}

/** The perfect subtrees along the right edge of a tree of `size` leaves, largest first. */
export function edgeOf(size: number): { level: number; index: number }[] {
  const edge: { level: number; index: number }[] = [];
  for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) edge.unshift({ level, index: rest - 1 });
  }
  return edge;
}

/** The root of all these leaves. */
export function rootOf(leaves: readonly Hash[]): Hash {
  const range = new CompactRange();
  for (const leaf of leaves) range.append(leaf);
  return range.root();
}

/** The root of the first `size` leaves of a stored tree. */
export const rootAt = (size: number, node: NodeReader): Hash =>
  size === 0 ? EMPTY_ROOT : hashOver(node, 0, size);

/** Reads from leaves held in memory; each subtree is computed when asked for. */
export const nodesOver =
  (leaves: readonly Hash[]): NodeReader =>
  (level, index) =>
    rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

/**
 * Audit path of leaf `index` in the tree of the first `size` leaves, from the leaf's sibling up: RFC 6962, 2.1.1.
 * Refuses `evidence.no-such-leaf`.
 */
export function inclusionPath(index: number, size: number, node: NodeReader): Hash[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new Refused('evidence.no-such-leaf', `a tree of ${size} leaves has no leaf ${index}`);
  }
  const path: Hash[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.unshift(hashOver(node, middle, end));
      end = middle;
    } else {
      path.unshift(hashOver(node, start, middle));
      start = middle;
    }
  }
  return path;
}

/**
 * Shows that the tree of `to` leaves begins with the tree of `from`: RFC 6962, 2.1.2. Refuses `evidence.no-such-tree`
 * for a tree that is empty or larger than the other: nothing can be shown about those.
 */
export function consistencyPath(from: number, to: number, node: NodeReader): Hash[] {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || from > to) {
    throw new Refused(
      'evidence.no-such-tree',
      `nothing shows that ${to} leaves begin with ${from}; ask from 1 up`,
    );
  }
  const path: Hash[] = [];
  let start = 0;
  let end = to;
  // Whether the subtree in hand is a whole subtree of the older tree: its hash is then known to whoever asks.
  let known = true;
  while (from !== end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.unshift(hashOver(node, middle, end));
      end = middle;
    } else {
      path.unshift(hashOver(node, start, middle));
      start = middle;
      known = false;
    }
  }
  return known ? path : [hashOver(node, start, end), ...path];
}

/** The largest power of two smaller than `leaves`. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

function hashOver(node: NodeReader, start: number, end: number): Hash {
  const split = splitOf(end - start);
  if (end - start === 1) return node(0, start);
  if (split * 2 === end - start) return node(Math.log2(end - start), start / (end - start));
  return nodeHash(hashOver(node, start, start + split), hashOver(node, start + split, end));
}
