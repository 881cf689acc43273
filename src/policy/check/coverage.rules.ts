import type { Look } from './look.ts';
import type { Sentence } from './notice-text.ts';

const STOP = new Set(
  'a an and are as at be by for from has have how in into is it its of on or our that the their them they this to us was we what when where which who whom whose with you your not any about than then'.split(
    ' ',
  ),
);

/** The words of a text that carry meaning, cut to their stems: "enquiries" and "enquiry" are one. */
function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 1 && !STOP.has(word)).map(stem))];
}

const stem = (word: string): string =>
  word.length <= 4 ? word : word.replace(/(?:ies|es|ing|ed|s|y|e)$/, '').slice(0, 7);

/** Words that must meet in one sentence before it says the same thing. */
const ENOUGH = 0.7;

const wordsOf = new WeakMap<Sentence, ReadonlySet<string>>();
function wordsIn(sentence: Sentence): ReadonlySet<string> {
  const known = wordsOf.get(sentence);
  if (known) return known;
  const words = new Set(contentWords(sentence.text));
  wordsOf.set(sentence, words);
  return words;
}

/** Whether some sentence says what `says` says, in about its words. */
export function saidSomewhere(look: Look, says: string): Sentence | undefined {
  const wanted = contentWords(says);
  if (wanted.length === 0) return undefined;
  return look.text.sentences.find((sentence) => {
    const words = wordsIn(sentence);
    return wanted.filter((word) => words.has(word)).length >= wanted.length * ENOUGH;
  });
}

/** Whether the notice draws the declaration at `path`: in a list, or one of its values. */
export function drawn({ text }: Look, path: string): boolean {
  const [section = ''] = path.split('.');
  if (text.drawn.has(section) || text.drawn.has(path)) return true;
  for (const one of text.drawn) if (one.startsWith(`${path}.`)) return true;
  return false;
}

/** Whether the notice draws it, or a promise is bound to it by name. Bound to `section.*` says nothing of any one in particular. */
export const drawnOrBound = (look: Look, path: string): boolean =>
  drawn(look, path) || look.text.bound.has(path);

/** Whether people are told of a declaration at all, by name, by list, by promise or in its own words. */
export const told = (look: Look, path: string, ...says: (string | undefined)[]): boolean =>
  drawnOrBound(look, path) || says.some((one) => one !== undefined && saidSomewhere(look, one) !== undefined);
