import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkProse, PROSE_RULES } from '../index.ts';
import { SPECIMENS } from './specimens.ts';

const on = '2026-11-22';
const good = readFileSync(`${import.meta.dirname}/fixtures/sme-uk-2026.txt`, 'utf8');
const rulesIn = (text: string): string[] => checkProse(text, { on }).map((finding) => finding.rule);

test('the good notice gives no error and no warning', () => {
  const worse = checkProse(good, { on }).filter(({ severity }) => severity !== 'info');

  expect(worse).toEqual([]);
});

test('every rule has its two texts', () => {
  expect(Object.keys(SPECIMENS).toSorted()).toEqual(PROSE_RULES.map((rule) => rule.id).toSorted());
});

test('a rule whose law nobody has read is never an error, and says so', () => {
  const unread = PROSE_RULES.filter((rule) => rule.law.tag === 'own knowledge');

  expect(unread.length).toBeGreaterThan(5);
  expect(unread.filter((rule) => rule.severity === 'error')).toEqual([]);
  expect(unread.filter((rule) => !rule.law.source.endsWith('[own knowledge]'))).toEqual([]);
});

describe.each(Object.entries(SPECIMENS))('%s', (rule, { wrong, right }) => {
  test('is found where it is wrong', () => {
    expect(rulesIn(wrong(good))).toContain(rule);
  });

  test('is silent where it is right', () => {
    expect(rulesIn(right(good))).not.toContain(rule);
  });

  test('is silent on the day before its law', () => {
    const law = PROSE_RULES.find(({ id }) => id === rule)?.law.validFrom ?? '2018-05-25';
    const before = new Date(Date.parse(law) - 86_400_000).toISOString().slice(0, 10) as typeof law;

    expect(checkProse(wrong(good), { on: before }).map((finding) => finding.rule)).not.toContain(rule);
  });
});
