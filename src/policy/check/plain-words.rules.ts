import type { Sentence } from './notice-text.ts';
import { article, type Check } from './rule.ts';

/**
 * Words behind which anything may stand. The Article 29 Working Party's guidelines on transparency (WP260, 12 and 13) name
 * such as these: a reader can't tell what happens.
 */
const VAGUE =
  /\b(?:various|miscellaneous|sundry) (?:purposes|reasons|parties|partners|data|information|ways)\b|\bincluding,? but not limited to\b|\b(?:such )?other (?:legitimate |business |related |similar )?purposes\b|\bas (?:we )?(?:deem|see|think) (?:appropriate|necessary|fit)\b|\bamong(?:st)? other things\b|\bmay or may not\b|\b(?:selected|trusted|carefully chosen) (?:third parties|partners)\b|\band so (?:on|forth)\b|\betc\b|\bfor as long as (?:is |it is )?(?:necessary|needed)\b/;

const vague: Check = {
  rule: 'notice-64-vague-words',
  severity: 'warning',
  ground: article('Art 5(1)(a), 12(1)'),
  *find({ text }) {
    for (const sentence of text.sentences) {
      const said = sentence.kind === 'text' ? VAGUE.exec(sentence.low)?.[0] : undefined;
      if (said)
        yield {
          place: sentence.place,
          quote: sentence.text,
          sentence: sentence.n,
          message: `"${said}" does not tell a reader what happens.`,
          todo: 'Say which, when or for how long.',
        };
    }
  },
};

/** Who has left school at the end of compulsory schooling can follow it. */
const OLDEST_READER = 16;
/** Below so many sentences the measure says nothing. */
const ENOUGH = 10;

const tooHard: Check = {
  rule: 'notice-64-reading-age',
  severity: 'warning',
  ground: article('Art 12(1)'),
  *find(look) {
    const sentences = look.text.sentences.filter(({ kind }) => kind === 'text');
    if (sentences.length < ENOUGH) return;
    const age = readingAge(sentences);
    const [hardest] = sentences.toSorted((a, b) => readingAge([b]) - readingAge([a]));
    if (age > OLDEST_READER && hardest)
      yield {
        place: hardest.place,
        quote: hardest.text,
        sentence: hardest.n,
        message: `One has to be ${Math.round(age)} to read this notice easily; this sentence is the hardest.`,
        todo: 'Use shorter sentences and shorter words.',
      };
  },
};

/** The years at which a text is read easily: the grade of Flesch and Kincaid (1975), and five. */
export function readingAge(sentences: readonly Pick<Sentence, 'low'>[]): number {
  const words = sentences.flatMap(({ low }) => low.match(/[\p{L}']+/gu) ?? []);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5;
}

/** Groups of vowels, without the silent e: right for English often enough for a mean over a text. */
const syllablesOf = (word: string): number =>
  Math.max(1, (word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').match(/[aeiouy]+/g) ?? []).length);

export const plainWordChecks: readonly Check[] = [vague, tooHard];
