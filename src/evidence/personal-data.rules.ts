import { Refused } from '../base/index.ts';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Something, an at (plain or as in a URL), a domain that ends in letters. A version such as `kept@1.2.3` is none. */
const EMAIL = /[^\s@](?:@|%40)[^\s@]*[^\s@.]\.\p{L}{2,}/iu;

/**
 * A plus or a zero and then digits with the separators people use, standing alone: not the inside of an id, a digest, a
 * path or a time. A JSON number is never taken for one.
 */
const PHONE = /(?<![\p{L}\p{N}_+./:@#=-])(?:\+|\(?\+?0)\d?[\d\s().-]{6,18}\d(?![\p{L}\p{N}_-]|[.:]\d)/gu;
const DECIMAL = /^0\.\d+$/;

const looksLikePhone = (text: string): boolean =>
  (text.match(PHONE) ?? []).some((found) => {
    const digits = found.replace(/\D/g, '').length;
    return digits >= 9 && digits <= 15 && !DECIMAL.test(found.trim());
  });

/**
 * Where in `body` an e-mail address or a phone number seems to stand, as a path such as `$.answers[2].to`; null when
 * nowhere. Looks into keys as well as values. It can't know names: an entry must be written without them.
 */
export function personalDataIn(body: Json, at = '$'): string | null {
  if (typeof body === 'string') return EMAIL.test(body) || looksLikePhone(body) ? at : null;
  if (body === null || typeof body !== 'object') return null;
  const parts: [string, Json][] = Array.isArray(body)
    ? body.map((value: Json, i): [string, Json] => [`${at}[${i}]`, value])
    : Object.entries(body).map(([key, value]): [string, Json] => [`${at}.${key}`, value]);
  for (const [path, value] of parts) {
    // The key itself may be the address; then the path must not repeat it.
    const key = path.slice(at.length);
    if (EMAIL.test(key) || looksLikePhone(key.replace(/^\./, ''))) return `${at} (a key)`;
    const found = personalDataIn(value, path);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The ledger outlives erasure, so what identifies a person may not get into it. Refuses `evidence.personal-data`, naming
 * the place and never the value.
 */
export function refusePersonalData(kind: string, fields: { actor: string; body: Json }): void {
  const found = personalDataIn(fields.actor, 'actor') ?? personalDataIn(fields.body, 'body');
  if (found !== null) {
    throw new Refused(
      'evidence.personal-data',
      `The ledger entry "${kind}" holds an e-mail address or a phone number at ${found}: say whom it is about with aboutPerson, and leave contact details out`,
      { at: found },
    );
  }
}
