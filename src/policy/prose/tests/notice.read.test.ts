import { describe, expect, test } from 'vitest';
import { dateIn } from '../dates.ts';
import { readNotice } from '../facts/index.ts';
import { readProse } from '../notice.ts';
import { isDenied, isPast } from '../scope.ts';
import { VARIANTS } from './variants.ts';

const texts = (text: string) => readProse(text).sentences.map((sentence) => sentence.text);

describe('reading a policy', () => {
  test('a list item is read together with the words that lead into it', () => {
    const items = readProse(
      'Your rights\n\nYou have the right to:\n- see your data;\n- have it erased.\n',
    ).sentences.filter(({ kind }) => kind === 'item');

    expect(items.map(({ said }) => said)).toEqual([
      'you have the right to: see your data;',
      'you have the right to: have it erased.',
    ]);
  });

  test('a list that lost its bullets is still a list', () => {
    const { sentences } = readProse(
      'WHAT WE COLLECT\nWe may collect the following:\nname and job title\npostcode\nWHAT WE DO\nWe answer you with it.\n',
    );

    expect(sentences.map(({ kind }) => kind)).toEqual([
      'heading',
      'prose',
      'item',
      'item',
      'heading',
      'prose',
    ]);
  });

  test('headings nest, and a sentence knows what it stands under', () => {
    const { sentences } = readProse('# Privacy\n\n## Your rights\n\nYou may object.\n');

    expect(sentences.at(-1)?.under).toBe('privacy > your rights');
  });

  test('abbreviations, initials and numbers end no sentence', () => {
    expect(
      texts(
        'We use the E.U.-U.S. Privacy Shield, e.g. for mail. Art. 6 applies at 1.5 per cent. Acme Ltd. We sell boxes.',
      ),
    ).toEqual([
      'We use the E.U.-U.S. Privacy Shield, e.g. for mail.',
      'Art. 6 applies at 1.5 per cent.',
      'Acme Ltd.',
      'We sell boxes.',
    ]);
  });

  test('hard-wrapped lines are joined into one sentence', () => {
    const wrapped = Array.from(
      { length: 20 },
      () =>
        'We keep the name and the address of every person who\nhas bought a staircase from us for six years in all.',
    ).join('\n\n');

    expect(texts(wrapped)[0]).toBe(
      'We keep the name and the address of every person who has bought a staircase from us for six years in all.',
    );
  });

  test('HTML and Markdown leave their text, and the line and column still point into it', () => {
    const html =
      '<div>\n<p>We keep **logs**\nfor <b>30&nbsp;days</b>.</p><ul><li>It&rsquo;s fine</li></ul></div>';
    const sentences = readProse(html).sentences;

    expect(sentences.map(({ text }) => text).join(' ')).toBe("We keep logs for 30 days. It's fine");
    expect(sentences[0]).toMatchObject({ line: 2, column: 4 });
  });

  test('the rows of a table carry its headings', () => {
    const rows = readProse('| Data | Storage |\n|---|---|\n| logs | 7 days |\n').sentences;

    expect(rows.at(-1)?.said).toContain('storage');
    expect(rows.at(-1)?.said).toContain('7 days');
  });
});

describe('the date in a sentence', () => {
  test.each([
    ['last updated on 15th may 2018', '2018-05-15'],
    ['effective june 12, 2024', '2024-06-12'],
    ['expiry 16-3-2025', '2025-03-16'],
    ['version of 2026-09-01', '2026-09-01'],
    ['03/25/2021', '2021-03-25'],
    ['reviewed in march 2024', '2024-03-28'],
  ])('%s', (low, day) => {
    expect(dateIn(low)).toBe(day);
  });

  test('is none where no date stands', () => {
    expect(dateIn('we may update this from time to time in 12 months')).toBeUndefined();
  });
});

describe('what is denied or past', () => {
  const at = (low: string, word: string) => low.indexOf(word);

  test('a negation in the same clause denies; one in another clause does not', () => {
    const denied = 'we do not rely on privacy shield';
    const claimed = 'we do not sell data; we rely on privacy shield';

    expect(isDenied(denied, at(denied, 'privacy'))).toBe(true);
    expect(isDenied(claimed, at(claimed, 'privacy'))).toBe(false);
  });

  test.each([
    'the act formerly known as dpa',
    'since dpa was repealed',
    'dpa has been replaced by the gdpr',
    'repealing dpa',
  ])('%s is history', (low) => {
    expect(isPast(low, at(low, 'dpa'), 3)).toBe(true);
  });

  test('a law that is named in the present is not history', () => {
    const low = 'we process data under dpa and other laws';

    expect(isPast(low, at(low, 'dpa'), 3)).toBe(false);
  });
});

/** How often the phrasings are read as a person reads them; the misses are printed. */
describe.each(Object.entries(VARIANTS))('the many ways to say: %s', (_what, { reads, yes, no }) => {
  const read = (phrase: string) =>
    reads(readNotice(`About us\n\nAcme Ltd makes boxes.\n\nYour data\n\n${phrase}\n`));

  test.each(yes)('says it: %s', (phrase) => {
    expect(read(phrase)).toBe(true);
  });

  test.each(no)('does not: %s', (phrase) => {
    expect(read(phrase)).toBe(false);
  });
});
