import { digitForms, type KnownAs } from '../find/identity.rules.ts';

/** How the identities of a person are recognised in names, cells and running text. */
export interface Matcher {
  /** The whole of `text` is an address or telephone number of theirs: nobody else's row would have it in a cell. */
  is(text: string): boolean;
  /** The whole of `text` is that, or an id that was given for this very system: the name of a file or folder. */
  names(text: string): boolean;
  /** One of them stands somewhere in `text`, as a word of its own. */
  in(text: string): boolean;
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What may stand beside an address without making another address of it. */
const NOT_BEFORE = '(?<![\\p{L}\\p{N}._%+-])';
const NOT_AFTER = '(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])';

/** Digits as people write telephone numbers, with at most two signs between them. */
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s().\-/\u00a0]{0,2}\d){5,16}(?![\p{L}\p{N}])/gu;

/**
 * @param system its name: an external identity is meant for it where it begins with the name and a colon
 */
export function matcherOf(system: string, identities: readonly KnownAs[]): Matcher {
  const words = new Set<string>();
  const addresses = new Set<string>();
  const ids = new Set<string>();
  const digits = new Set<string>();
  for (const { kind, value } of identities) {
    if (kind === 'phone') for (const form of digitForms(value)) digits.add(form);
    else if (kind === 'email') addresses.add(plain(value));
    else if (kind === 'username') words.add(plain(value));
    else if (value.startsWith(`${system}:`)) ids.add(plain(value.slice(system.length + 1)));
  }
  for (const known of [...addresses, ...ids]) words.add(known);
  for (const known of [words, addresses, ids]) known.delete('');
  const word =
    words.size > 0
      ? new RegExp(`${NOT_BEFORE}(?:${[...words].map(literal).join('|')})${NOT_AFTER}`, 'u')
      : null;
  const numbersIn = (text: string): boolean =>
    digits.size > 0 && [...text.matchAll(PHONE)].some(([found]) => digits.has(found.replaceAll(/\D/g, '')));
  const is = (text: string): boolean => {
    const given = plain(text);
    if (addresses.has(given)) return true;
    const number = /^\+?[\d\s().\-/]{9,30}$/.test(given) ? given.replaceAll(/\D/g, '') : '';
    // A short number may be anything: an amount, a day.
    return number.length >= 9 && digits.has(number);
  };
  return {
    is,
    names: (text) => is(text) || ids.has(plain(text)),
    in: (text) => word?.test(plain(text)) === true || numbersIn(text),
  };
}
