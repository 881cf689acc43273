import type { Value } from '../database/database.ts';

/**
 * What tells the rows of a table apart, in a few bytes each: a whole number stands for itself, all else for 52 bits of its
 * hash. Among a million rows two are taken for one with a probability of one in four thousand million.
 */
export function markOfKey(key: readonly Value[]): number {
  const [only] = key;
  if (key.length === 1 && typeof only === 'number' && Number.isSafeInteger(only)) return only;
  const text = key.map(textOf).join('\u0001');
  // The same row is asked for as a number and as a text of digits, by what the column pointing at it is.
  if (key.length === 1 && /^-?\d{1,15}$/.test(text)) return Number(text);
  return -hashOf(text) - 0.5;
}

/** Fixed-width columns pad with spaces, bytes have no spelling. */
function textOf(value: Value): string {
  if (value === null) return '\u0000';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return String(value).trimEnd();
}

/** cyrb53: two 32-bit lanes, mixed. */
function hashOf(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 1_048_576 * (two >>> 0) + ((one >>> 0) & 0xfffff);
}

/** Keys as they are put away: one text for many, a byte a sign. */
export const pack = (keys: readonly (readonly Value[])[]): string => written(keys);

export const unpack = (packed: string): Value[][] => read(packed) as Value[][];

/** As JSON, bytes as the JSON that a Buffer makes of itself. */
export const written = (value: unknown): string => JSON.stringify(value);

/** Read back; looking at each value takes long, so it is done only where there are bytes. */
export const read = (text: string): unknown => JSON.parse(text, text.includes(BYTES) ? bytesBack : undefined);

const BYTES = '"type":"Buffer"';

function bytesBack(_: string, value: unknown): unknown {
  return typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value &&
    Array.isArray(value.data)
    ? Buffer.from(value.data)
    : value;
}
