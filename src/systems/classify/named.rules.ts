import { DELIVERIES, KEY_WORDS, PARTIES, PEOPLE, STAFF } from './nouns.ts';
import { ABOUT_ITS_VALUE, BEFORE_ITS_VALUE, NAME_WORDS, TERMS, type TermList } from './terms.ts';
import { placeOf, termWords } from './tokens.rules.ts';

/** What a column's name says, and in which words. */
export interface Named {
  readonly list: TermList;
  readonly term: string;
  /** Its last words are a key's (`passport_no`). */
  readonly numbered: boolean;
}

interface Entry {
  readonly words: readonly string[];
  readonly term: string;
  readonly list: TermList;
}

const BY_FIRST_WORD: ReadonlyMap<string, readonly Entry[]> = Map.groupBy(
  TERMS.flatMap((list) => list.terms.map((term): Entry => ({ words: termWords(term), term, list }))),
  (entry) => entry.words[0] ?? '',
);

/** Categories whose columns are often called number, code or id. */
const NUMBERED: ReadonlySet<string> = new Set([
  'phone',
  'national-id',
  'bank-account',
  'payment-card',
  'device',
  'vehicle',
  'email',
]);

/** Everything that the words of a column may mean, the likeliest first: more words, then what stands last. */
export function meaningsOf(tokens: readonly string[]): Named[] {
  const found: (Named & { weight: number })[] = [];
  tokens.forEach((first, start) => {
    for (const { words, term, list } of BY_FIRST_WORD.get(first) ?? []) {
      if (placeOf(tokens.slice(start, start + words.length), words) !== 0) continue;
      const rest = tokens.slice(start + words.length).filter((word) => !/^\d+$/.test(word));
      const numbered = rest.some((word) => KEY_WORDS.has(word));
      if (numbered && !list.special && !NUMBERED.has(list.category)) continue;
      if (rest.some((word) => ABOUT_ITS_VALUE.has(word) && !(numbered && KEY_WORDS.has(word)))) continue;
      // `comment_author` is no comment: text is what stands last.
      if (
        list.category === 'free-text' &&
        rest.some((word) => !/^(internal|intern|interne|text)$/.test(word))
      )
        continue;
      const before = tokens[start - 1];
      if (before !== undefined && BEFORE_ITS_VALUE.has(before)) continue;
      found.push({ list, term, numbered, weight: words.length * 10 + start });
    }
  });
  return found.sort((one, other) => other.weight - one.weight);
}

/**
 * Whether a column is called a name, and whose: `nobody` says so (a bare `name`: the table decides), `somebody` is named
 * (`customer_name`, `ship_name`), or `something` else is (`file_name`).
 */
export function nameOfWhom(
  tokens: readonly string[],
  tableTokens: readonly string[],
): 'nobody' | 'somebody' | 'something' | null {
  const words = tokens.filter((word) => !/^\d+$/.test(word));
  const place = words.findIndex((word) => NAME_WORDS.has(word));
  if (place === -1) return null;
  const others = words.filter((_, index) => index !== place);
  if (others.some((word) => ABOUT_ITS_VALUE.has(word) || KEY_WORDS.has(word))) return 'something';
  if (others.length === 0 || others.every((word) => tableTokens.includes(word))) {
    return others.some((word) => PEOPLE.has(word) || STAFF.has(word)) ? 'somebody' : 'nobody';
  }
  const last = others.at(-1) ?? '';
  return others.some((word) => PEOPLE.has(word) || STAFF.has(word) || PARTIES.has(word)) ||
    DELIVERIES.has(last)
    ? 'somebody'
    : 'something';
}

/** A term of an address that means other things too: it counts beside another part of an address, or in people's tables. */
export const COULD_BE_ELSE: ReadonlySet<string> = new Set(
  `via str line house state county province district region country building flat land kraj departement pays pais nazione regione uf by
   cap cp etage country code state code adres ort stadt city town ville cidade citta plaats mesto municipality locality`
    .split(/\s+/)
    .concat('country code', 'state code'),
);

export const isDelivery = (tokens: readonly string[]): boolean => tokens.some((word) => DELIVERIES.has(word));

/** Somebody's part in a row, written out as text: `comment_author`, `absender`. */
export const namesAuthor = (tokens: readonly string[]): boolean => AUTHORS.has(tokens.at(-1) ?? '');
const AUTHORS: ReadonlySet<string> = new Set(
  `author sender recipient receiver owner requester reporter buyer payer payee assignee borrower guest attendee witness absender
   empfaenger autor auteur expediteur destinataire remitente destinatario mittente afzender ontvanger nadawca odbiorca`.split(
    /\s+/,
  ),
);
