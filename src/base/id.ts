import { randomFillSync } from 'node:crypto';
import { type Instant, millisecondsOf } from './day.ts';

let latest = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of the moment, 12 that count within it, 62 random ones. Ids of one process sort by when they
 * were made, also within a millisecond: of two things said at once, the second is the later.
 */
export function newId(now: Instant): string {
  const bytes = randomFillSync(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const milliseconds = millisecondsOf(now);
  // Begins low, so that it seldom runs over; past 4,095 in a millisecond order is left to chance.
  sequence = milliseconds === latest && sequence < 0xfff ? sequence + 1 : view.getUint8(7);
  latest = milliseconds;
  view.setUint16(6, sequence);
  view.setUint16(0, Math.floor(milliseconds / 2 ** 32));
  view.setUint32(2, milliseconds % 2 ** 32);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export const isId = (text: string): boolean => UUID.test(text);
