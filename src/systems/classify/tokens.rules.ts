import {
  DELIVERIES,
  EMPTY,
  FIGURES,
  HANDLERS,
  KEY_WORDS,
  MATTERS,
  ORGANISATIONS,
  PARTIES,
  PEOPLE,
  STAFF,
  THINGS,
} from './nouns.ts';
import { ABOUT_ITS_VALUE, BEFORE_ITS_VALUE, NAME_WORDS, SHORT, TERMS } from './terms.ts';

/** Without accents and case. `ß` is ss; `ä` becomes a, which the terms know beside ae. */
export function folded(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .replaceAll(/[łŁ]/g, 'l')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll(/[æÆ]/g, 'ae')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
}

/** `usr_mail`, `LastName`, `kundeTel2`, `HTTPUserAgent` as words; digits stand alone. */
function pieces(name: string): string[] {
  return folded(
    name
      .normalize('NFC')
      .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replaceAll(/(\d+)/g, ' $1 '),
  )
    .split(/[^\p{L}\d]+/u)
    .filter((piece) => piece !== '');
}

const spelledOut = (word: string): string[] =>
  (Object.hasOwn(SHORT, word) ? (SHORT[word] ?? word) : word).split(' ');

/** A term as the words that it is matched with. */
export const termWords = (term: string): string[] => term.split(' ').flatMap(spelledOut);

const VOCABULARY: ReadonlySet<string> = new Set([
  ...TERMS.flatMap((list) => list.terms.flatMap((term) => term.split(' '))),
  ...[PEOPLE, STAFF, ORGANISATIONS, FIGURES, THINGS, MATTERS, EMPTY, KEY_WORDS, HANDLERS, PARTIES].flatMap(
    (nouns) => [...nouns],
  ),
  ...DELIVERIES,
  ...NAME_WORDS,
  ...ABOUT_ITS_VALUE,
  ...BEFORE_ITS_VALUE,
  ...Object.keys(SHORT),
]);

export const isKnownWord = (word: string): boolean => VOCABULARY.has(word);

/** Two letters that may end a word written together: `kundennr`, `userid`. */
const SHORT_ENDS: ReadonlySet<string> = new Set(['id', 'nr', 'no', 'ip', 'nm']);

/**
 * The words of a name. What is written together is taken apart where known words cover all of it, in as few words as
 * may be; anything else stays whole, so that a word we don't know never yields one that we do.
 */
export function tokensOf(name: string): string[] {
  return pieces(name).flatMap((piece) => {
    if (VOCABULARY.has(piece) || /^\d+$/.test(piece)) return spelledOut(piece);
    return (takenApart(piece) ?? [piece]).flatMap(spelledOut);
  });
}

const remembered = new Map<string, string[] | null>();

function takenApart(word: string): string[] | null {
  if (word.length < 5 || word.length > 40) return null;
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 20); start <= end - 2; start++) {
      const before = best[start];
      const part = word.slice(start, end);
      const long = part.length >= 3 || (end === word.length && SHORT_ENDS.has(part));
      if (!before || !long || !VOCABULARY.has(part)) continue;
      const soFar = best[end];
      if (!soFar || before.length + 1 < soFar.length) best[end] = [...before, part];
    }
    // The s and n that German and Dutch put between words: `geburtsdatum`, `adressenliste`.
    const linked = best[end - 1];
    if (!best[end] && linked && linked.length > 0 && /[sn]/.test(word[end - 1] ?? '')) best[end] = linked;
  }
  const found = best[word.length] ?? null;
  // Many short words in a row are chance, not a compound.
  const answer = found && found.length <= 4 && word.length / found.length >= 2.5 ? found : null;
  if (remembered.size > 20_000) remembered.clear();
  remembered.set(word, answer);
  return answer;
}

/** Where in `tokens` the words of a term stand together; -1: nowhere. */
export function placeOf(tokens: readonly string[], term: readonly string[]): number {
  for (let start = 0; start + term.length <= tokens.length; start++) {
    if (term.every((word, offset) => tokens[start + offset] === word)) return start;
  }
  return -1;
}
