import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../../base/index.ts';
import { checkProse } from '../index.ts';

const policies = resolve(import.meta.dirname, '../../../../../shared/policies');
const check = (company: string, on: Day = '2026-11-22') =>
  checkProse(readFileSync(`${policies}/${company}.txt`, 'utf8'), { on, file: `${company}.txt` });

/** What a reader of the law finds first in each: the rule and the line it stands on. */
const NAMED: readonly [company: string, rule: string, line?: number][] = [
  ['mass', 'notice-44-data-protection-act-1998', 79],
  ['mass', 'prose-gdpr-still-to-come', 83],
  ['mass', 'prose-registration-expired', 93],
  ['mass', 'prose-breach-to-controller', 74],
  ['mass', 'prose-excessive-to-opt-out', 40],
  ['stratas', 'notice-42-privacy-shield', 63],
  ['stratas', 'prose-deemed-consent', 63],
  ['stratas', 'prose-application-consent', 26],
  ['outserve', 'notice-42-privacy-shield', 49],
  ['outserve', 'notice-46-old-standard-clauses', 49],
  ['smartcomms', 'notice-42-privacy-shield', 21],
  ['smartcomms', 'notice-45-directive-95-46', 11],
  ['smartcomms', 'notice-44-data-protection-act-1998', 11],
  ['smartcomms', 'prose-deemed-consent', 133],
  ['webstraxt', 'prose-subscribe-for-unsubscribe', 105],
  ['webstraxt', 'notice-14-transfers-not-mentioned'],
  ['webstraxt', 'notice-27-no-complaint-to-authority'],
  ['webstraxt', 'notice-28-no-complaint-to-controller'],
  ['webstraxt', 'notice-22-no-restriction-right'],
  ['webstraxt', 'notice-25-no-portability-right'],
  ['webstraxt', 'prose-agree-by-use', 1],
];

describe.skipIf(!existsSync(policies))('the five policies', () => {
  test.each([...NAMED])('%s: %s', (company, rule, line) => {
    const found = check(company).filter((finding) => finding.rule === rule);

    expect(found.length).toBeGreaterThan(0);
    if (line) expect(found.map((finding) => finding.line)).toContain(line);
  });

  test('what stands in the text is quoted from the line it names', () => {
    for (const company of ['mass', 'outserve', 'smartcomms', 'stratas', 'webstraxt']) {
      const lines = readFileSync(`${policies}/${company}.txt`, 'utf8').split('\n');
      for (const { quote, line, column, rule } of check(company)) {
        if (!quote) continue;
        const word = /[A-Za-z]{3,}/.exec(quote)?.[0] ?? '';
        expect(lines[line - 1]?.slice(column - 1), `${company} ${rule}`).toContain(word);
      }
    }
  });

  test('Privacy Shield was no error on the last day it was law', () => {
    const rules = check('stratas', '2020-07-15').map((finding) => finding.rule);

    expect(rules).not.toContain('notice-42-privacy-shield');
  });
});
