import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isRuleId, ruleInForce, ruleOf, rules, severityOf } from '../index.ts';

const numbered = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);

/** The ids of the rulebook's tables. */
const RULEBOOK = [
  'Z0',
  ...numbered('T', 1, 8),
  ...numbered('R', 1, 20),
  ...numbered('E', 1, 12),
  ...numbered('L', 1, 8),
  ...numbered('P', 1, 12),
  ...numbered('B', 1, 8),
  ...numbered('S', 0, 15),
  ...numbered('X', 1, 7),
  ...numbered('N', 1, 7),
];

const testNames = readdirSync(new URL('.', import.meta.url))
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .flatMap((text) =>
    [...text.matchAll(/test(?:\.each\([^)]*\))?\(\s*['`]([^'`]+)/g)].map((match) => match[1] ?? ''),
  );

test('every rule of the rulebook is in the registry or has a test that names it', () => {
  const named = new Set(testNames.flatMap((name) => /^([A-Z]\d+):/.exec(name)?.[1] ?? []));
  expect(named.size).toBeGreaterThan(70);
  expect(RULEBOOK.filter((id) => !isRuleId(id) && !named.has(id))).toEqual([]);
});
test('every rule of the rulebook but the design rule is in the registry', () => {
  expect(RULEBOOK.filter((id) => id !== 'Z0' && !isRuleId(id))).toEqual([]);
});
test('Z0: every rule carries its id, its dates in order, a source and a sentence', () => {
  for (const [id, rule] of Object.entries(rules)) {
    expect(rule.id).toBe(id);
    expect(rule.source, id).not.toBe('');
    expect(rule.says, id).toMatch(/\.$/);
    if (rule.validFrom && rule.validTo) expect(rule.validFrom <= rule.validTo, id).toBe(true);
  }
});
test('Z0: every part of a rule belongs to a rule of the rulebook', () => {
  const parts = Object.keys(rules).filter((id) => id.includes('.') && !id.startsWith('REG.'));
  expect(parts.filter((id) => !RULEBOOK.includes(id.split('.')[0] ?? ''))).toEqual([]);
});
test('Z0: what nobody read warns, what was read may be an error', () => {
  expect(severityOf(ruleOf('P6'))).toBe('warning');
  expect(severityOf(ruleOf('T2'))).toBe('error');
  expect(severityOf(ruleOf('X2'))).toBe('error');
});
test('Z0: a rule binds from its first day to its last', () => {
  expect([ruleInForce('P3', '2026-02-04'), ruleInForce('P3', '2026-02-05')]).toEqual([false, true]);
  expect([ruleInForce('T7', '2026-02-04'), ruleInForce('T7', '2026-02-05')]).toEqual([true, false]);
});
test('a rule that nobody wrote is refused', () => {
  expect(() => ruleInForce('T99', '2026-11-02')).toThrow(
    expect.objectContaining({ code: 'law.unknown-rule' }),
  );
});
test('Z0: rules of the rulebook that were not verified are tagged so', () => {
  const unread = [
    'T8.suspension',
    'R20',
    'P6',
    'P11',
    'S2',
    'S5',
    'S11',
    'S12',
    'S14',
    'R3.online-consent',
    'B5.controller-aware',
  ];
  expect(unread.filter((id) => ruleOf(id).tag !== 'own-knowledge')).toEqual([]);
});
