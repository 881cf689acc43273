import { Refused } from '../base/index.ts';
import { base64Of, bytesOfBase64 } from './base64.rules.ts';
import { type Hash, sameBytes } from './digest.rules.ts';
import { nodeHash } from './tree.rules.ts';

const isHash = (bytes: Uint8Array) => bytes.length === 32;

/** Whether the leaf stands at `index` in the tree of `size` leaves with this root: RFC 9162, 2.1.3.2. */
export function verifyInclusion(claim: {
  leaf: Hash;
  index: number;
  size: number;
  root: Hash;
  path: readonly Hash[];
}): boolean {
  const { leaf, index, size, root, path } = claim;
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (![leaf, root, ...path].every(isHash)) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * Whether the tree of `to` leaves begins with the tree of `from`: RFC 9162, 2.1.4.2. Never true of an empty tree, about
 * which a proof says nothing, unless both are the same.
 */
export function verifyConsistency(claim: {
  from: number;
  to: number;
  fromRoot: Hash;
  toRoot: Hash;
  path: readonly Hash[];
}): boolean {
  const { from, to, fromRoot, toRoot, path } = claim;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from > to) return false;
  if (![fromRoot, toRoot, ...path].every(isHash)) return false;
  if (from === to) return path.length === 0 && sameBytes(fromRoot, toRoot);
  if (from === 0 || path.length === 0) return false;

  let at = from - 1;
  let last = to - 1;
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  // A tree of a power of two is itself the first subtree of the path, so the path leaves it out.
  const [first, ...rest] = at === 0 ? [fromRoot, ...path] : path;
  if (first === undefined) return false;
  let older = first;
  let newer = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(hash, older);
      newer = nodeHash(hash, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, hash);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(older, fromRoot) && sameBytes(newer, toRoot);
}

/** A proof that can be kept in a file and checked offline: c2sp.org/tlog-proof. */
export interface TlogProof {
  index: number;
  path: readonly Hash[];
  /** The checkpoint, a signed note, verbatim. */
  checkpoint: string;
  /** Carried along, authenticated by nothing. */
  extra?: Uint8Array;
}

const FORMAT = 'c2sp.org/tlog-proof@v1';

export const formatProof = ({ index, path, checkpoint, extra }: TlogProof): string =>
  [
    FORMAT,
    ...(extra === undefined ? [] : [`extra ${base64Of(extra)}`]),
    `index ${index}`,
    ...path.map(base64Of),
    '',
    checkpoint,
  ].join('\n');

/** Refuses `evidence.proof-malformed`. Says nothing yet about whether the proof holds. */
export function parseProof(text: string): TlogProof {
  const cut = text.indexOf('\n\n');
  const [format, ...lines] = text.slice(0, cut === -1 ? text.length : cut).split('\n');
  if (format !== FORMAT || cut === -1) throw malformed(`it must begin with ${FORMAT} and hold a checkpoint`);
  const said = lines[0]?.startsWith('extra ') ? lines.shift() : undefined;
  const extra = said === undefined ? undefined : bytesOfBase64(said.slice('extra '.length));
  if (extra === null) throw malformed('its extra data is not base64');
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index)))
    throw malformed('its index line is not a number');
  const path = lines.map((line) => {
    const hash = bytesOfBase64(line);
    if (hash === null || !isHash(hash)) throw malformed(`"${line}" is not a hash of 32 bytes in base64`);
    return hash;
  });
  return {
    index: Number(index),
    path,
    checkpoint: text.slice(cut + 2),
    ...(extra === undefined ? {} : { extra }),
  };
}

const malformed = (why: string) => new Refused('evidence.proof-malformed', `This is no log proof: ${why}`);
