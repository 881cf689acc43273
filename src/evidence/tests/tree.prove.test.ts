import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../digest.rules.ts';
import { formatProof, parseProof, verifyConsistency, verifyInclusion } from '../proof.rules.ts';
import { edgeTiles, nodesIn, TreeGrowth, tileKey } from '../tile.rules.ts';
import {
  CompactRange,
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  leafHash,
  nodeHash,
  nodesOver,
  rootAt,
  rootOf,
} from '../tree.rules.ts';

const VECTORS = join(import.meta.dirname, '../../../../shared/inputs/vectors');
const bytes = (base64: string) => Buffer.from(base64, 'base64');
const leaves = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

function vectorsIn(folder: string): { file: string; vector: Record<string, unknown> }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, vector: JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}

describe.skipIf(!existsSync(VECTORS))('the vectors of RFC 6962', () => {
  test('every inclusion proof is accepted or refused as published', () => {
    const vectors = vectorsIn(join(VECTORS, 'rfc6962/inclusion'));
    expect(vectors.length).toBeGreaterThan(40);
    for (const { file, vector } of vectors) {
      const proof = (vector.proof ?? []) as string[];
      const holds = verifyInclusion({
        leaf: bytes(vector.leafHash as string),
        index: vector.leafIdx as number,
        size: vector.treeSize as number,
        root: bytes(vector.root as string),
        path: proof.map(bytes),
      });
      expect(holds, file).toBe(!vector.wantErr);
    }
  });

  test('every consistency proof is accepted or refused as published', () => {
    const vectors = vectorsIn(join(VECTORS, 'rfc6962/consistency'));
    expect(vectors.length).toBeGreaterThan(40);
    for (const { file, vector } of vectors) {
      const proof = (vector.proof ?? []) as string[];
      const holds = verifyConsistency({
        from: vector.size1 as number,
        to: vector.size2 as number,
        fromRoot: bytes(vector.root1 as string),
        toRoot: bytes(vector.root2 as string),
        path: proof.map(bytes),
      });
      expect(holds, file).toBe(!vector.wantErr);
    }
  });

  test('leaves and nodes hash as published', () => {
    const { rfc6962_hasher: said } = JSON.parse(
      readFileSync(join(VECTORS, 'c2sp/note+checkpoint_vectors.json'), 'utf8'),
    );
    const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
    expect(hex(EMPTY_ROOT)).toBe(said.empty_root);
    expect(hex(leafHash(Buffer.alloc(0)))).toBe(said.empty_leaf);
    expect(hex(leafHash(Buffer.from('L123456')))).toBe(said.leaf_L123456);
    expect(sha256(Buffer.from('\u0001N123N456')).toString('hex')).toBe(said.node_N123_N456);
  });
});

describe('a tree', () => {
  test('has the root that the recursive definition of RFC 6962 gives', () => {
    const recursive = (of: readonly Uint8Array[]): Uint8Array => {
      const [only] = of;
      if (only === undefined) return EMPTY_ROOT;
      if (of.length === 1) return only;
      let split = 1;
      while (split * 2 < of.length) split *= 2;
      return nodeHash(recursive(of.slice(0, split)), recursive(of.slice(split)));
    };
    for (let size = 0; size <= 70; size++) expect(rootOf(leaves(size))).toEqual(recursive(leaves(size)));
  });

  test('proves every leaf of every size, and no leaf in the place of another', () => {
    const all = leaves(40);
    const node = nodesOver(all);
    for (let size = 1; size <= 40; size++) {
      const root = rootAt(size, node);
      for (let index = 0; index < size; index++) {
        const path = inclusionPath(index, size, node);
        const leaf = all[index] ?? EMPTY_ROOT;
        expect(verifyInclusion({ leaf, index, size, root, path })).toBe(true);
        expect(verifyInclusion({ leaf, index: (index + 1) % (size + 1), size, root, path })).toBe(false);
      }
    }
  });

  test('proves that it begins with every smaller tree, and with no other', () => {
    const all = leaves(40);
    const node = nodesOver(all);
    for (let to = 1; to <= 40; to++) {
      for (let from = 1; from <= to; from++) {
        const path = consistencyPath(from, to, node);
        const claim = { from, to, fromRoot: rootAt(from, node), toRoot: rootAt(to, node), path };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, fromRoot: leafHash(Buffer.from('another past')) })).toBe(false);
        expect(verifyConsistency({ ...claim, toRoot: leafHash(Buffer.from('another now')) })).toBe(false);
      }
    }
  });

  test('refuses to prove a leaf or a past that it does not have', () => {
    const node = nodesOver(leaves(3));
    expect(() => inclusionPath(3, 3, node)).toThrowError(
      expect.objectContaining({ code: 'evidence.no-such-leaf' }),
    );
    expect(() => consistencyPath(0, 3, node)).toThrowError(
      expect.objectContaining({ code: 'evidence.no-such-tree' }),
    );
    expect(() => consistencyPath(4, 3, node)).toThrowError(
      expect.objectContaining({ code: 'evidence.no-such-tree' }),
    );
  });
});

describe('a tree stored in tiles', () => {
  test('grown in uneven batches from its edge alone, is the tree grown at once', () => {
    const all = leaves(70_000);
    const stored = new Map<string, Uint8Array>();
    let size = 0;
    for (const batch of [1, 255, 1, 300, 0, 65_000, 700, 3743]) {
      // Only the edge is handed over: reading any other tile would throw.
      const edge = new Map<string, Uint8Array>();
      for (const name of edgeTiles(size))
        edge.set(tileKey(name), stored.get(tileKey(name)) ?? new Uint8Array());
      const growth = new TreeGrowth(size, edge);
      for (const leaf of all.slice(size, size + batch)) growth.append(leaf);
      for (const tile of growth.changed()) stored.set(tileKey(tile), tile.hashes);
      size = growth.size;
      expect(growth.root()).toEqual(rootOf(all.slice(0, size)));
    }

    expect(size).toBe(70_000);
    const node = nodesIn(stored);
    const root = rootOf(all);
    for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
      const path = inclusionPath(index, size, node);
      expect(verifyInclusion({ leaf: all[index] ?? EMPTY_ROOT, index, size, root, path })).toBe(true);
    }
    for (const from of [1, 256, 300, 65_536, 69_999]) {
      const claim = { from, to: size, fromRoot: rootOf(all.slice(0, from)), toRoot: root };
      expect(verifyConsistency({ ...claim, path: consistencyPath(from, size, node) })).toBe(true);
    }
  });

  test('refuses an edge that does not fit its size', () => {
    expect(() => new CompactRange(3, [])).toThrowError(RangeError);
    expect(() => new TreeGrowth(3, new Map())).toThrowError(RangeError);
  });
});

describe('a proof in a file', () => {
  test('reads back as it was written', () => {
    const path = leaves(3);
    const proof = { index: 5, path, checkpoint: 'example.com/log\n6\nroot\n\n— someone sig\n' };
    expect(parseProof(formatProof(proof))).toEqual(proof);
    const withExtra = { ...proof, extra: Buffer.from('salt') };
    expect(parseProof(formatProof(withExtra))).toEqual(withExtra);
    expect(parseProof(formatProof({ ...proof, path: [] })).path).toEqual([]);
  });

  test.each([
    ['another format', 'c2sp.org/tlog-proof@v2\nindex 0\n\nlog\n'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\nlog\n'],
    ['a zero before the index', 'c2sp.org/tlog-proof@v1\nindex 01\n\nlog\n'],
    ['a hash of another length', 'c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nlog\n'],
    ['extra that is not base64', 'c2sp.org/tlog-proof@v1\nextra !!\nindex 1\n\nlog\n'],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 1\n'],
  ])('is refused with %s', (_, text) => {
    expect(() => parseProof(text)).toThrowError(
      expect.objectContaining({ code: 'evidence.proof-malformed' }),
    );
  });
});
