import type { Day } from '../../../base/index.ts';
import { dateIn } from '../dates.ts';
import type { Prose, Sentence } from '../notice.ts';
import { terms } from '../terms/compile.ts';

const VERSION = terms(
  '(?:last |most recently |date |recently )?(?:updated?|revised|modified|reviewed|amended|changed|revision|review date|edited|issued|published|posted)',
  'effective(?: date| as of| from)?',
  'version',
  '(?:date|dated) ?:?',
  'as of',
  'in effect',
  'comes? into effect',
  'policy date',
  'valid from',
);

export interface Dated {
  /** The day the text says it was last changed or took effect. */
  readonly on: Day | undefined;
  readonly at: Sentence | undefined;
}

/** "Last updated", "effective", "version": the date the notice gives itself, if it does. */
export function noticeDate(prose: Prose): Dated {
  let versioned: Sentence | undefined;
  for (const sentence of prose.sentences) {
    const shortLine =
      sentence.text.length < 60 && (sentence.n <= 8 || sentence.n > prose.sentences.length - 6);
    if (!VERSION.test(sentence.low) && !shortLine) continue;
    const on = dateIn(sentence.low);
    if (
      on &&
      !/\b(?:gdpr|regulation|act|directive|registration|expir|came into|shield|cookie expires)\b/.test(
        sentence.low.replace(/(?:general )?data protection (?:policy|notice)/g, ''),
      )
    ) {
      if (VERSION.test(sentence.low) || shortLine) return { on, at: sentence };
    }
    if (/\bversion (?:no\.? |number )?\d/.test(sentence.low)) versioned ??= sentence;
  }
  return { on: undefined, at: versioned };
}
