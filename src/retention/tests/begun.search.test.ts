import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../base/index.ts';
import { loadPolicy, type Policy } from '../../policy/index.ts';
import { begunBy, goesOn } from '../rows.rules.ts';

const { policy } = loadPolicy(join(import.meta.dirname, '../../../examples/outserve'));
if (!policy) throw new Error('outserve cannot be read');

const PERIODS = ['P0D', 'P1D', 'P28D', 'P30D', 'P1M', 'P6M', 'P1Y', 'P18M', 'P24M', 'P6Y', 'P12Y6M', 'P40Y'];

type Rule = Policy['retention'][string];
const rules = PERIODS.flatMap((keep) => [
  { keep, from: 'collected' } as unknown as Rule,
  { keep, from: 'financial-year-ended' } as unknown as Rule,
]);

test.each(rules)('the day by which $keep from $from has begun is the last one that is over', (rule) => {
  for (let today = '2026-12-20' as Day; today < '2029-03-10'; today = addDays(today, 11)) {
    const begun = begunBy(policy, rule, today);
    expect(goesOn(policy, rule, begun) <= today, `${begun} is over on ${today}`).toBe(true);
    expect(goesOn(policy, rule, addDays(begun, 1)) > today, `the next goes on after ${today}`).toBe(true);
  }
});

test('each rule and each day has a day of its own', () => {
  const [first, , second] = rules;
  if (!first || !second) throw new Error('no rules');
  for (const today of ['2027-02-28', '2027-03-01', '2027-02-28'] as Day[])
    expect([begunBy(policy, first, today), begunBy(policy, second, today)]).toEqual([
      today,
      addDays(today, -1),
    ]);
});
