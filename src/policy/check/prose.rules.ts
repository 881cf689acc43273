import type { Finding } from '../finding.ts';
import { checkProse } from '../prose/index.ts';
import type { Look } from './look.ts';

/**
 * The numbered checks that only the words of a notice can answer: dead law, stale figures, hard reading. All others ask the
 * declarations, which know more than the text does.
 */
const OF_WORDS = new Set([17, 31, 32, 36, 42, 43, 44, 45, 46, 47, 49, 50, 51, 52, 53, 54, 58, 59, 64]);
const OF_WORDS_BY_ID = new Set(['notice-56-browser-settings-as-consent', 'notice-66-contact-unreadable']);

const numberIn = (rule: string): number => Number(/^notice-(\d\d)-/.exec(rule)?.[1] ?? 0);

/** What the checker of plain prose finds in the notice as people read it, placed in notice.md. */
export function proseFindings({ text, on, law, policy }: Look): Finding[] {
  // One sentence a paragraph, so that its number of line leads back to the sentence.
  const lines = text.sentences.map((sentence) =>
    sentence.kind === 'heading' ? `## ${sentence.text}` : sentence.text,
  );
  const jurisdiction = {
    uk: law === 'uk',
    eu: law === 'eu',
    us: false,
    seatedInUk: law === 'uk' && policy.organisation.establishment !== 'abroad',
  };
  return checkProse(lines.join('\n\n'), { on, file: 'notice.md', jurisdiction })
    .filter(({ rule }) => OF_WORDS.has(numberIn(rule)) || OF_WORDS_BY_ID.has(rule))
    .map((finding) => {
      const sentence = text.sentences[(finding.line - 1) / 2];
      return sentence ? { ...finding, ...sentence.place, sentence: sentence.n } : finding;
    });
}
