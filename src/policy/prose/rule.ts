import type { Day } from '../../base/index.ts';
import type { Severity, Tag } from '../finding.ts';
import type { Notice } from './facts/index.ts';
import type { Sentence } from './notice.ts';

/** What a rule saw. */
export interface Spot {
  /** One plain sentence. */
  readonly message: string;
  /** The sentence the finding rests on. */
  readonly at?: Sentence | undefined;
  /** For an absence: the heading or sentence where it would be looked for. */
  readonly near?: Sentence | undefined;
  /** Where one sighting weighs less than the rule at its worst. */
  readonly severity?: Severity;
}

/** The provision, how sure we are of it, and the days between which it holds (`validTo` is the first day it does not). */
export interface Law {
  readonly source: string;
  readonly tag: Tag;
  readonly validFrom: Day;
  readonly validTo?: Day;
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly law: Law;
  /** The law of one country: looked for only where the text shows its signs. */
  readonly only?: 'uk';
  readonly todo: string;
  looks(notice: Notice, on: Day): readonly Spot[];
}

interface SentenceRule extends Omit<Rule, 'looks'> {
  readonly says: RegExp;
  readonly unless?: RegExp;
  /** Seen with the lead-in that an item completes. */
  readonly whole?: boolean;
  /** Headings may carry it too. */
  readonly headings?: boolean;
  readonly when?: (sentence: Sentence, notice: Notice, on: Day) => boolean;
  readonly message: string | ((sentence: Sentence) => string);
  /** How many sentences are reported; a policy that repeats itself is not worse. */
  readonly most?: number;
}

/** A rule that looks at each sentence by itself. */
export function sentenceRule({
  says,
  unless,
  whole,
  headings,
  when,
  message,
  most = 5,
  ...rule
}: SentenceRule): Rule {
  return {
    ...rule,
    looks: (notice, on) => {
      const spots: Spot[] = [];
      for (const sentence of notice.prose.sentences) {
        if (spots.length >= most) break;
        if (sentence.kind === 'heading' && !headings) continue;
        const low = whole ? sentence.said : sentence.low;
        if (!says.test(low) || unless?.test(low) || (when && !when(sentence, notice, on))) continue;
        spots.push({ at: sentence, message: typeof message === 'string' ? message : message(sentence) });
      }
      return spots;
    },
  };
}

export const found = (message: string, at?: Sentence, severity?: Severity): readonly Spot[] => [
  { message, at, ...(severity ? { severity } : {}) },
];
export const missing = (message: string, near?: Sentence, severity?: Severity): readonly Spot[] => [
  { message, near, ...(severity ? { severity } : {}) },
];
export const NOTHING: readonly Spot[] = [];

/** The heading under which a reader would look for the matter; the first pattern that any heading meets decides. */
export function headingAbout({ prose }: Notice, ...matters: readonly RegExp[]): Sentence | undefined {
  for (const matter of matters) {
    const heading = prose.sentences.find(
      (sentence) => sentence.kind === 'heading' && matter.test(sentence.low),
    );
    if (heading) return heading;
  }
  return undefined;
}
