import { randomFillSync } from 'node:crypto';
import { type Instant, millisecondsOf } from './day.ts';

/** The last number that was given within a moment, of the moments that are still worked at. */
const given = new Map<number, number>();
const MOMENTS = 256;

/** Of the bits that follow the moment, 26 count; they begin low, so that they do not run over. */
const MOST = 2 ** 26 - 1;

/**
 * A UUIDv7 (RFC 9562): 48 bits of the moment, 26 that count within it, 48 random ones. Ids of one process sort by when they
 * were made, also within a millisecond and while work of several moments goes on side by side: of two things said at once,
 * the second is the later.
 */
export function newId(now: Instant): string {
  const bytes = randomFillSync(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const milliseconds = millisecondsOf(now);
  const before = given.get(milliseconds);
  const sequence = before !== undefined && before < MOST ? before + 1 : view.getUint16(6);
  given.delete(milliseconds);
  given.set(milliseconds, sequence);
  const [oldest] = given.keys();
  if (given.size > MOMENTS && oldest !== undefined) given.delete(oldest);
  view.setUint16(0, Math.floor(milliseconds / 2 ** 32));
  view.setUint32(2, milliseconds % 2 ** 32);
  view.setUint16(6, 0x7000 | (sequence >>> 14));
  view.setUint16(8, 0x8000 | (sequence & 0x3fff));
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export const isId = (text: string): boolean => UUID.test(text);
