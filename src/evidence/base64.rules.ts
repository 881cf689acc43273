/** Standard base64 with padding (RFC 4648, 4), as C2SP's formats use it. */
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * The bytes, or null unless `text` is exactly what `base64Of` would write: node's decoder skips what it does not
 * know, and two texts for one signature would let a note change without anyone noticing.
 */
export function bytesOfBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
