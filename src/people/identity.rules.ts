import { domainToASCII } from 'node:url';
import { parsePhoneNumberWithError } from 'libphonenumber-js';
import { Refused } from '../base/index.ts';

export type IdentityKind = 'email' | 'phone' | 'external';

/** An address or number by which we know a person, as it was given. */
export type Identity = { kind: IdentityKind; value: string };

/**
 * The one form in which two spellings of the same identity are equal. It is hashed, never shown.
 * - e-mail: NFKC, trimmed, wholly lower case, the domain in ASCII. Dots and plus tags stay: to most hosts they are
 *   another mailbox, and taking two people for one is worse than asking one person twice.
 * - phone: E.164; a number without a country is read as one of `country`.
 * - external: `system:id`, trimmed; the system's own ids keep their case.
 * Refuses `people.identity-invalid`.
 */
export function canonical({ kind, value }: Identity, country: 'GB' = 'GB'): string {
  const text = value.normalize('NFKC').trim();
  if (kind === 'email') return canonicalEmail(text);
  if (kind === 'phone') return canonicalPhone(text, country);
  if (!/^[a-z0-9][a-z0-9-]*:\S+$/i.test(text) || text.length > 200) {
    throw invalid('An external id is written like crm:4711: the system, a colon, its own id.');
  }
  const colon = text.indexOf(':');
  return text.slice(0, colon).toLowerCase() + text.slice(colon);
}

/** The same, and null for what is no such identity: for lists, in which that is an answer and no fault. */
export function canonicalOrNull(identity: Identity): string | null {
  try {
    return canonical(identity);
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}

function canonicalEmail(text: string): string {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, ''));
  const plain = /^[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(local) && local.length <= 64;
  if (at < 1 || !plain || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
    throw invalid('This is not an e-mail address like name@example.org.');
  return `${local.toLowerCase()}@${domain}`;
}

function canonicalPhone(text: string, country: 'GB'): string {
  // Ten digits after the nought or +44 are a number of the United Kingdom; asking the library of millions takes minutes.
  const [, plain] = /^(?:0|\+44)([1-9]\d{9})$/.exec(text) ?? [];
  if (plain !== undefined) return `+44${plain}`;
  try {
    const number = parsePhoneNumberWithError(text, country);
    if (number.isPossible()) return number.number;
  } catch {
    // Said below, in our words.
  }
  throw invalid('This is not a telephone number like +44 1632 960000.');
}

/** As much of an identity as tells two of one person apart on a screen: `a…@example.org`, `…960`, `crm:…`. */
export function hintOf({ kind, value }: Identity): string {
  const text = value.trim();
  if (kind === 'email') return `${[...text][0] ?? ''}…${text.slice(text.lastIndexOf('@'))}`;
  if (kind === 'phone') return `…${text.replace(/\D/g, '').slice(-3)}`;
  return `${text.slice(0, text.indexOf(':') + 1)}…`;
}

// The value itself is never in the message: it would end in a log.
const invalid = (message: string) => new Refused('people.identity-invalid', message);
