import { expect, test } from 'vitest';
import { categoriesOf } from '../category.rules.ts';

const policy = {
  people: {
    customer: { says: 'buys from us', while: ['order', 'quote'], children: false },
    worker: { says: 'works for us', while: ['employment'], children: false },
    enquirer: { says: 'asked us something', children: false },
  },
};

test('somebody belongs to the categories whose relationship goes on that day', () => {
  const relationships = [
    { kind: 'quote', began_on: '2026-01-05', ended_on: null },
    { kind: 'employment', began_on: '2020-01-01', ended_on: '2026-02-01' },
  ] as const;

  expect(categoriesOf(policy, relationships, '2026-01-31')).toEqual(['customer', 'worker']);
  expect(categoriesOf(policy, relationships, '2026-02-01')).toEqual(['customer']);
  expect(categoriesOf(policy, relationships, '2026-01-04')).toEqual(['worker']);
});

test('a category without a relationship is nobody’s by derivation', () => {
  expect(
    categoriesOf(policy, [{ kind: 'enquirer', began_on: '2026-01-01', ended_on: null }], '2026-02-01'),
  ).toEqual([]);
});
