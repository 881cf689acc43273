import { digitForms, GIVEN_NAMES } from '../../systems/index.ts';
import type { Redactor } from './gather.ts';

/*
 * Another person's data in somebody's copy is withheld as far as it identifies them, unless they agreed or it is reasonable
 * without (R9; DPA 2018 Sch 2 ¶16-17). Software finds candidates; a person decides which of them go.
 */

/** By what the person who asked is known: never marked. */
export interface Own {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Full names and parts of them. */
  readonly names: readonly string[];
}

/** A place in a text that may identify somebody else. */
export interface Mark {
  readonly kind: 'email' | 'phone' | 'name';
  readonly start: number;
  readonly end: number;
  /** As it stands there. */
  readonly text: string;
  /** The same for every spelling of it: what a reviewer decides about. */
  readonly value: string;
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const PHONE =
  /(?<![\p{L}\p{N}.,-])(?:\+|00|0|\(0)[\d()]{1,5}(?:[\s().\-/\u00a0]{0,2}\d{2,6}){2,6}(?![\p{L}\p{N}])/gu;
const WORD = "\\p{Lu}[\\p{L}'’-]{1,30}";
/** After a title, a greeting or a farewell stands a name, whatever it is. */
const TITLED = new RegExp(
  `(?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Herr|Frau|Mme|Monsieur)\\.?\\s+(${WORD}(?:\\s+${WORD}){0,2})`,
  'gu',
);
const GREETED = new RegExp(
  `(?<![\\p{L}])(?:[Dd]ear|Hi|Hello|[Rr]egards,?|wishes,?|sincerely,?|[Tt]hanks,?|Cheers,?)\\s+(${WORD}(?:\\s+${WORD}){0,1})`,
  'gu',
);
/** A given name that many have, and the word after it where that could be a family name. */
const GIVEN = new RegExp(`(?<![\\p{L}@.])(${WORD})(\\s+${WORD}){0,2}`, 'gu');

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What people with such names are called. */
const SHORT = new Set(
  'bob bobby rob bill billy will tom tim jim jimmy joe dan danny dave mike mick steve matt nick tony chris alex ben sam max fred ted ed eddie phil pete greg jeff ron ray ken don andy kate katie kath liz lizzie beth sue jo jenny becky debbie pam meg maggie peggy sally molly polly vicky tina gill trish tracy zoe'.split(
    ' ',
  ),
);
const isGiven = (word: string): boolean => GIVEN_NAMES.has(folded(word)) || SHORT.has(folded(word));

/** Words that begin with a capital and follow a given name without being a family name. */
const NO_NAME = new Set(
  'the and for with from this that at on in to i a monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(
    ' ',
  ),
);

/** Everything in a text that may identify somebody other than the person, first to last, none inside another. */
export function markThirdParties(text: string, own: Own): Mark[] {
  const marks: Mark[] = [];
  let covered: Uint8Array | undefined;
  const mark = (kind: Mark['kind'], start: number, found: string, value: string) => {
    const end = start + found.length;
    covered ??= new Uint8Array(text.length);
    if (covered.subarray(start, end).includes(1)) return;
    covered.fill(1, start, end);
    marks.push({ kind, start, end, text: found, value });
  };
  if (text.includes('@')) {
    const emails = new Set(own.emails.map((email) => email.trim().toLowerCase()));
    for (const { 0: found, index } of text.matchAll(EMAIL)) {
      const whole = found.replace(/[.'-]+$/, '');
      if (!emails.has(whole.toLowerCase())) mark('email', index, whole, whole.toLowerCase());
    }
  }
  if (/\d{3}/.test(text)) {
    const numbers = new Set(own.phones.flatMap(digitForms));
    for (const { 0: found, index } of text.matchAll(PHONE)) {
      const digits = found.replaceAll(/\D/g, '');
      if (digits.length >= 9 && digits.length <= 15 && !numbers.has(digits))
        mark('phone', index, found, digits);
    }
  }
  // A cell that is one word is a value of a column, not a text that speaks of people.
  if (/\p{Lu}.*\s/u.test(text) || /\s.*\p{Lu}/u.test(text)) markNames(text, own, mark);
  return marks.sort((one, other) => one.start - other.start);
}

function markNames(
  text: string,
  own: Own,
  mark: (kind: 'name', start: number, found: string, value: string) => void,
): void {
  const theirs = new Set(own.names.flatMap((name) => [folded(name), ...folded(name).split(' ')]));
  const offer = (start: number, found: string) => {
    const words = folded(found).split(' ');
    // Their own first name with another family name is somebody else.
    if (theirs.has(words.join(' ')) || words.every((word) => theirs.has(word))) return;
    mark('name', start, found, words.join(' '));
  };
  for (const pattern of [TITLED, GREETED]) {
    for (const { 0: whole, 1: name = '', index } of text.matchAll(pattern))
      offer(index + whole.length - name.length, name);
  }
  for (const { 0: whole, 1: given = '', index } of text.matchAll(GIVEN)) {
    const words = whole.split(/(\s+)/);
    // "Yesterday Anna Smith came": the name begins where a given name does.
    for (let at = 0, from = index; at < words.length; from += words[at]?.length ?? 0, at++) {
      const word = words[at] ?? '';
      if (!isGiven(word) || (word === given && NO_NAME.has(folded(word)))) continue;
      const rest = words.slice(at);
      const stop = rest.findIndex((one, place) => place > 0 && NO_NAME.has(one.toLowerCase()));
      const name = (stop === -1 ? rest : rest.slice(0, stop)).join('').trimEnd();
      offer(from, name);
      break;
    }
  }
}

/** What stands where something was taken out. */
const REMOVED = '[removed: about somebody else]';

/** The text without those of its marks whose values were accepted for removal. */
export function redactText(text: string, own: Own, accepted: ReadonlySet<string>): string {
  if (accepted.size === 0) return text;
  let redacted = '';
  let from = 0;
  for (const { start, end, value } of markThirdParties(text, own)) {
    if (!accepted.has(value)) continue;
    redacted += text.slice(from, start) + REMOVED;
    from = end;
  }
  return redacted + text.slice(from);
}

/** For `PackageOptions.redact`: removes what a reviewer accepted, wherever it stands. */
export const redactorOf =
  (own: Own, accepted: readonly string[]): Redactor =>
  (text) =>
    redactText(text, own, new Set(accepted));

/** What a reviewer decides about: one other person's mark, however often it was found. */
export interface Candidate {
  readonly kind: Mark['kind'];
  readonly value: string;
  readonly count: number;
  /** Where it was found first, with some words around it. */
  readonly seen: string;
}

/** So many candidates are enough for a person to look at; more of them is a reason to look at the table itself. */
const MOST = 2_000;

/** Collects candidates over any number of texts, holding no more than a list that a person can read. */
export function thirdPartyReview(own: Own): {
  look(text: string): void;
  found(): Candidate[];
  /** Some were not kept: there are more than anybody would read. */
  overflowed(): boolean;
} {
  const candidates = new Map<string, Candidate>();
  let overflow = false;
  return {
    look(text) {
      for (const { kind, value, start, end } of markThirdParties(text, own)) {
        const known = candidates.get(value);
        if (known) candidates.set(value, { ...known, count: known.count + 1 });
        else if (candidates.size < MOST)
          candidates.set(value, {
            kind,
            value,
            count: 1,
            seen: text.slice(Math.max(0, start - 40), end + 40).trim(),
          });
        else overflow = true;
      }
    },
    found: () =>
      [...candidates.values()].sort(
        (one, other) => other.count - one.count || (one.value < other.value ? -1 : 1),
      ),
    overflowed: () => overflow,
  };
}
