import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { GIVEN_NAMES } from './given-names.ts';
import { folded } from './tokens.rules.ts';

/*
 * What a value can be told to be from its own form: a checksum, a grammar, a list. Each answers for one value; columns are
 * judged by the share of their values.
 */

export const looksLikeEmail = (value: string): boolean =>
  value.length <= 254 && /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9äöüéñ-]+(\.[a-z0-9äöüéñ-]+)+\.?$/i.test(value);

/** A number that somebody can be called at; without a plus sign it must at least be written like one. */
export function looksLikePhone(value: string): boolean {
  if (value.length > 30 || !/^[+(]?[\d\s()./+-]{6,}(\s*(x|ext\.?)\s*\d+)?$/i.test(value)) return false;
  const digits = value.replaceAll(/\D/g, '');
  if (digits.length < 6 || digits.length > 16) return false;
  if (/^\d{4}-\d{2}-\d{2}/.test(value) || isIp(value)) return false;
  return true;
}

/** With its country, valid by that country's own rules. */
export const isInternationalPhone = (value: string): boolean =>
  /^(\+|00)\s?\d/.test(value) && looksLikePhone(value)
    ? (parsePhoneNumberFromString(value.replace(/^00/, '+'))?.isPossible() ?? false)
    : false;

/** ISO 13616: the check digits hold. */
export function isIban(value: string): boolean {
  const plain = value.replaceAll(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const digits = /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55);
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** ISO 7812: an issuer's prefix, the length of a card's number, and Luhn's check digit. */
export function isCardNumber(value: string): boolean {
  const digits = value.replaceAll(/[\s-]/g, '');
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export const isUkPostcode = (value: string): boolean =>
  /^(GIR ?0AA|[A-PR-UWYZ]([0-9]{1,2}|([A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?)|[0-9][A-HJKPS-UW]) ?[0-9][ABD-HJLNP-UW-Z]{2})$/i.test(
    value,
  );

/** A UK national insurance number: prefixes that are not given out are refused. */
export const isNationalInsuranceNumber = (value: string): boolean =>
  /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/i.test(value);

/** A US social security number as it is written. */
export const isSocialSecurityNumber = (value: string): boolean =>
  /^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(value);

const isIp = (value: string): boolean =>
  /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(value) ||
  (/^[0-9a-f:]{2,39}(%\w+)?$/i.test(value) &&
    value.includes(':') &&
    (value.split('::').length === 2
      ? value.split(':').length <= 8
      : value.split(':').length === 8 && value.split(':').every((group) => /^[0-9a-f]{1,4}$/i.test(group))));

export const isIpAddress = (value: string): boolean => {
  const address = value.replace(/\/\d{1,3}$/, '');
  return isIp(address) && !/^0\.|^(\d+\.0\.0\.0)$/.test(address) && address !== '::';
};

export const isMacAddress = (value: string): boolean => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(value);

export const looksLikeUserAgent = (value: string): boolean =>
  /^(Mozilla|Opera|Dalvik|okhttp|curl)\/\d/.test(value);

export const looksLikePasswordHash = (value: string): boolean =>
  /^(\$2[aby]\$\d\d\$|\$argon2|\$P\$|\$H\$|\$5\$|\$6\$|pbkdf2|\{SSHA|sha1\$|bcrypt)/.test(value);

/** A day on which somebody alive or lately alive may have been born, as of 2026 or any other year near it. */
export function mayBeBirthDate(value: string): boolean {
  const year = Number(
    /^(\d{4})(-\d{1,2}-\d{1,2}|\d{4}$|\/\d{1,2}\/\d{1,2}|$)/.exec(value)?.[1] ??
      /^\d{1,2}[./-]\d{1,2}[./-](\d{4})$/.exec(value)?.[1] ??
      Number.NaN,
  );
  return year >= 1890 && year <= 2030;
}

/** One to four capitalised words of which one is a given name we know. */
export function looksLikePersonName(value: string): boolean {
  if (value.length > 60 || /\d|[@#/_:]/.test(value)) return false;
  const words = value.split(/[\s,.-]+/).filter((word) => word !== '');
  if (words.length < 1 || words.length > 4) return false;
  if (
    !words.every(
      (word) => /^\p{Lu}/u.test(word) || /^(de|da|di|van|von|der|den|la|le|du|dos|el|bin|ter)$/.test(word),
    )
  )
    return false;
  return words.some((word) => GIVEN_NAMES.has(folded(word)));
}

/** Running text that names an address or number of somebody. */
export const mentionsSomebody = (value: string): boolean =>
  /[^\s@]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+/i.test(value) || /(?:^|\s)\+\d[\d\s()-]{8,}/.test(value);

/** The share of values that pass, 0 where there are none. */
export function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  const some = values.length > 60 ? values.slice(0, 60) : values;
  return some.length === 0 ? 0 : some.filter(test).length / some.length;
}
