import type { Finding } from '../finding.ts';
import { checkProse } from '../prose/index.ts';
import type { Look } from './look.ts';
import type { Sentence } from './notice-text.ts';
import { article, type Check, uk } from './rule.ts';

/**
 * The numbered checks that one sentence answers by its own words: dead law and stale figures. All others ask the
 * declarations, which know more than the text does.
 */
const OF_WORDS = new Set([31, 32, 36, 42, 43, 44, 45, 46, 47, 49, 50, 51, 53, 54, 58, 59]);
const OF_WORDS_BY_ID = new Set([
  'notice-56-browser-settings-as-consent',
  'notice-66-contact-unreadable',
  'prose-gdpr-still-to-come',
]);

/** Words without which none of those checks has anything to say; most notices hold few of them, and are soon read. */
const CUE =
  /privacy shield|safe harbo|\b1998\b|95\/46|data protection directive|\bclauses\b|\bsccs?\b|\bart(?:icle|\.)? ?(?:22|77)\b|£|\b(?:30|40|thirty|forty) (?:calendar |working )?days|\badequacy|essentially equivalent|data bridge|\bcomplain|\bexempt|\bbrowser|protected\]|\bgdpr\b|general data protection/;

/** A sentence that says a dead mechanism is dead relies on nothing. */
const DISOWNED =
  /\b(?:not (?:accept|accepted|rely|use|used|valid|enough|allowed)|no longer|never|invalid|nothing|refus\w+|ended|replaced|repealed|former|withdrawn)\b/i;

const isOfWords = (rule: string): boolean => OF_WORDS.has(numberIn(rule)) || OF_WORDS_BY_ID.has(rule);

const numberIn = (rule: string): number => Number(/^notice-(\d\d)-/.exec(rule)?.[1] ?? 0);

/** What the checker of plain prose finds in the notice as people read it, placed in notice.md. */
export function proseFindings({ text, on, law, policy }: Look): Finding[] {
  // Prose that says once that the Shield has ended is left alone; here each sentence answers for itself.
  const cued = text.sentences.filter(
    (sentence) =>
      CUE.test(sentence.low) && !(/privacy shield/.test(sentence.low) && DISOWNED.test(sentence.text)),
  );
  if (cued.length === 0) return [];
  // One sentence a paragraph, so that the number of its line leads back to it.
  const lines = cued.map((sentence) => (sentence.kind === 'heading' ? `## ${sentence.text}` : sentence.text));
  const jurisdiction = {
    uk: law === 'uk',
    eu: law === 'eu',
    us: false,
    seatedInUk: law === 'uk' && policy.organisation.establishment !== 'abroad',
  };
  return checkProse(lines.join('\n\n'), { on, file: 'notice.md', jurisdiction, asks: isOfWords }).flatMap(
    (finding) => {
      const sentence = cued[(finding.line - 1) / 2];
      if (!sentence || finding.quote === undefined) return [];
      const dead = numberIn(finding.rule) >= 42 && numberIn(finding.rule) <= 47;
      if (dead && DISOWNED.test(sentence.text)) return [];
      return [{ ...finding, ...sentence.place, sentence: sentence.n }];
    },
  );
}

const running = (sentences: readonly Sentence[]): Sentence[] =>
  sentences.filter((one) => one.kind === 'text');
const wordsIn = (sentence: Sentence): number => sentence.text.split(' ').length;

/** The same measure as for plain prose: more than thirty words a sentence, on average. */
const hardToRead: Check = {
  rule: 'notice-64-hard-to-read',
  severity: 'warning',
  ground: article('Art 12(1)'),
  *find({ text }) {
    const all = running(text.sentences);
    const longest = all.toSorted((a, b) => wordsIn(b) - wordsIn(a))[0];
    if (all.length < 10 || !longest) return;
    const mean = all.reduce((sum, one) => sum + wordsIn(one), 0) / all.length;
    if (mean > 30)
      yield {
        place: longest.place,
        quote: longest.text,
        sentence: longest.n,
        message: `Sentences have ${Math.round(mean)} words on average; this one is the longest.`,
        todo: 'Cut the sentences into shorter ones.',
      };
  },
};

const UK_LAW =
  /\buk[- ]?gdpr\b|\buk general data protection|data protection act,? ?\(?2018|\bdpa,? ?2018|\buk data protection (?:law|legislation)/;

const euLawOnly: Check = {
  rule: 'notice-52-eu-law-only',
  severity: 'warning',
  ground: uk('UK GDPR and DPA 2018 since the end of the transition period', '2021-01-01', 'own knowledge'),
  *find({ text }) {
    const cited = running(text.sentences).find((one) =>
      /\bgeneral data protection regulation|\bgdpr\b|2016\/679/.test(one.low),
    );
    if (cited && !UK_LAW.test(text.low))
      yield {
        place: cited.place,
        quote: cited.text,
        sentence: cited.n,
        message:
          'Only European law is cited; in the United Kingdom the UK GDPR and the Data Protection Act 2018 apply.',
        todo: 'Cite the UK GDPR and the Data Protection Act 2018.',
      };
  },
};

export const wordChecks: readonly Check[] = [hardToRead, euLawOnly];
