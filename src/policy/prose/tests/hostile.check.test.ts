import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessNotice, checkProse } from '../index.ts';

const on = '2026-11-22';
const TEN_MEGABYTES = 10_000_000;
const fill = (piece: string): string =>
  piece.repeat(Math.ceil(TEN_MEGABYTES / piece.length)).slice(0, TEN_MEGABYTES);

/** Text made to make patterns run: their own words, unbroken letters, open brackets, marks without end. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one letter': fill('a'),
  'one word': fill('consent '),
  'the words of many rules, no full stop': fill(
    'we may transfer your personal data to third parties outside the eea by using you consent rights access ',
  ),
  'the words of many rules, in lines': fill(
    'You consent to share, transfer, keep and object to the processing of cookies by using our browser settings\n',
  ),
  'open brackets': fill('[[(<'),
  'tags that never close': fill('<div <script '),
  'full stops': fill('. '),
  'line ends': fill('\n'),
  'table bars': fill('| a | b |\n'),
  entities: fill('&amp;&lt;script&gt;'),
  'digits and dates': fill('12/12/2012 30 days £10 1 '),
  'lead-ins': fill('You have the right to:\n- '),
};

describe('hostile text', () => {
  test.each(Object.entries(HOSTILE))(
    'ten megabytes of %s are judged in seconds',
    (_name, text) => {
      const began = performance.now();

      const findings = checkProse(text, { on });

      expect(findings.length).toBeLessThan(500);
      expect(performance.now() - began).toBeLessThan(15_000);
    },
    30_000,
  );

  test('what is too long is cut, and the check says so', () => {
    expect(checkProse(fill('We keep it. '), { on }).map(({ rule }) => rule)).toContain('prose-cut-short');
  });

  test('nothing is said of an empty text but that it is empty', () => {
    for (const empty of ['', ' \n\t', '\u0000\uFEFF', '---\n***']) {
      expect(checkProse(empty, { on }).map(({ rule }) => rule)).toEqual(['prose-empty']);
    }
  });

  test('no text makes it throw, and every finding lies in the text', () => {
    const piece = fc.constantFrom(
      'consent',
      '\n',
      '- ',
      '## ',
      '| ',
      'Art. 6',
      '£10',
      '“',
      '\u2028',
      '<li>',
      '&#39;',
      '(a) ',
      '1. ',
      'GDPR',
      'x',
      ' ',
      '.',
      ':',
      '\u0000',
      '🙂',
      'Ltd',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.array(piece, { maxLength: 80 }).map((all) => all.join(' ')),
        ),
        (text) => {
          const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n').length;
          for (const { line, column, rule } of checkProse(text, { on })) {
            expect(line, rule).toBeGreaterThanOrEqual(1);
            expect(line, rule).toBeLessThanOrEqual(lines);
            expect(column, rule).toBeGreaterThanOrEqual(1);
          }
          expect(assessNotice(text, { on })).toHaveLength(23);
        },
      ),
      { numRuns: 300 },
    );
  });
});
