import type { Prose, Sentence } from '../notice.ts';
import { isDenied } from '../scope.ts';

/** Whether the notice says a thing, only gestures at it, denies it, or is silent; and where. */
export interface Fact {
  readonly is: 'said' | 'weak' | 'denied' | 'absent';
  readonly at?: Sentence;
}

export const ABSENT: Fact = { is: 'absent' };
export const said = (at: Sentence): Fact => ({ is: 'said', at });
export const weak = (at: Sentence): Fact => ({ is: 'weak', at });
export const denied = (at: Sentence): Fact => ({ is: 'denied', at });

const RANK = { absent: 0, denied: 1, weak: 2, said: 3 } as const;

/** The stronger of two facts; of equals the earlier. */
export const stronger = (a: Fact, b: Fact): Fact => (RANK[b.is] > RANK[a.is] ? b : a);

/** A mention of `pattern`, its place in the sentence, and whether its clause denies it. */
export function mention(
  low: string,
  pattern: RegExp,
): { at: number; length: number; denied: boolean } | undefined {
  const match = pattern.exec(low);
  if (!match) return undefined;
  return { at: match.index, length: match[0].length, denied: isDenied(low, match.index) };
}

/** The first sentence that mentions `pattern` without denying it. */
export const firstSaying = (
  prose: Prose,
  pattern: RegExp,
  where: (sentence: Sentence) => boolean = () => true,
): Sentence | undefined =>
  prose.sentences.find((sentence) => {
    if (!where(sentence)) return false;
    const found = mention(sentence.low, pattern);
    return found !== undefined && !found.denied;
  });

/** All sentences that mention `pattern`, denied or not. */
export const allMentioning = (prose: Prose, pattern: RegExp): readonly Sentence[] =>
  prose.sentences.filter((sentence) => pattern.test(sentence.low));
