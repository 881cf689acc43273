import { hash } from 'node:crypto';

/** A SHA-256 digest: 32 bytes. */
export type Hash = Uint8Array;

/**
 * SHA-256 in one call. Through a binary string, because node's own Buffer output allocates outside the pool and
 * costs twice as much; a ledger hashes four times an entry.
 */
export const sha256 = (data: string | Uint8Array): Buffer =>
  Buffer.from(hash('sha256', data, 'binary'), 'binary');

const BLOCK = 64;
// Scratch space: allocating it for every call would cost as much as the hashing. Nothing runs between writing and hashing.
const INNER = Buffer.alloc(8_192);
const OUTER = Buffer.alloc(BLOCK + 32);

/**
 * HMAC-SHA-256 (RFC 2104) of `text`, for keys of at most 64 bytes. Written out over the one-shot hash: node's
 * `createHmac` sets up a context of its own every time, ten times the cost of the hashing.
 */
export function hmacSha256(key: Uint8Array, text: string): Buffer {
  if (key.length > BLOCK) throw new RangeError(`an HMAC key here has at most ${BLOCK} bytes`);
  // A character is at most three bytes of UTF-8 for each of its UTF-16 units.
  const inner = BLOCK + text.length * 3 <= INNER.length ? INNER : Buffer.alloc(BLOCK + text.length * 3);
  for (let i = 0; i < BLOCK; i++) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ 0x36;
    OUTER[i] = byte ^ 0x5c;
  }
  const end = BLOCK + inner.write(text, BLOCK);
  OUTER.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK, 'binary');
  return sha256(OUTER);
}

/** Equality of public values (roots, digests): no secret here, so no constant time. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && Buffer.compare(one, other) === 0;
