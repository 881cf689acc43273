import type { Table } from '../catalog/catalog.ts';
import { EMPTY, KEY_WORDS } from '../classify/nouns.ts';
import { isKnownWord, tokensOf } from '../classify/tokens.rules.ts';

/** The words that name what a table's rows are; a prefix that most tables share (`wp_`, `crm_`) is none of them. */
export function nounsOf(tables: readonly Table[]): Map<string, readonly string[]> {
  const tokens = new Map(tables.map((table) => [table.id, tokensOf(table.name)]));
  const firsts = Map.groupBy([...tokens.values()], (words) => words[0] ?? '');
  const shared = [...firsts]
    .filter(([word, all]) => word !== '' && tables.length >= 4 && all.length > tables.length / 2)
    .map(([word]) => word);
  const without = new Map(
    [...tokens].map(([id, words]) => [
      id,
      words.filter(
        (word, place) => !(place === 0 && words.length > 1 && shared.includes(word)) && !/^\d+$/.test(word),
      ),
    ]),
  );
  const parts = new Set(partsOf([...without.values()]));
  return new Map(
    [...without].map(([id, words]) => {
      const own = words.filter((word, place) => !(place === 0 && words.length > 1 && parts.has(word)));
      const telling = own.filter((word) => !EMPTY.has(word) && !/^\d+$/.test(word));
      return [id, telling.length > 0 ? telling : own];
    }),
  );
}

/** What several tables begin with and none is called: a part of the software (`wc_orders`), no noun. */
function partsOf(names: readonly (readonly string[])[]): string[] {
  const alone = new Set(names.filter((words) => words.length === 1).flat());
  return [...Map.groupBy(names, (words) => words[0] ?? '')]
    .filter(([word, all]) => all.length >= 3 && !isKnownWord(word))
    .map(([word]) => word)
    .filter((word) => ![...alone].some((one) => sameNoun(one, word)));
}

const ENDINGS = ['s', 'es', 'n', 'en', 'e', 'x', 'r', 'er', 'i', 'innen', 'in', 'a', 'y'];

/** Whether two words are one noun in singular and plural; no dictionary, only the endings that plurals have. */
export function sameNoun(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 3) return false;
  if (long.startsWith(short)) return ENDINGS.includes(long.slice(short.length));
  if (long.endsWith('ies') && short.endsWith('y')) return long.slice(0, -3) === short.slice(0, -1);
  // Vowels that change at the end: cliente clienti, alumno alumni, persona persone, klient klienci.
  const stem = short.slice(0, -1);
  return (
    stem.length >= 3 &&
    long.startsWith(stem) &&
    /^[aeioy]$/.test(short.slice(-1)) &&
    /^([aeioy]|ci|os|as)$/.test(long.slice(stem.length))
  );
}

/** A column's words without those that say it is a key: `shipping_address_id` is shipping address. */
export const pointedAt = (column: string): { words: string[]; keyed: boolean } => {
  const tokens = tokensOf(column).filter((word) => !/^\d+$/.test(word));
  const words = tokens.filter((word) => !KEY_WORDS.has(word));
  return { words, keyed: words.length < tokens.length };
};

/** How many of the last words of a column name the table: 0 where they don't. */
export function namesTable(words: readonly string[], nouns: readonly string[]): number {
  if (nouns.length === 0 || words.length < nouns.length) return 0;
  const last = words.slice(-nouns.length);
  const first = words.slice(0, nouns.length);
  return nouns.every((noun, place) => sameNoun(noun, last[place] ?? '')) ||
    nouns.every((noun, place) => sameNoun(noun, first[place] ?? ''))
    ? nouns.length
    : 0;
}
