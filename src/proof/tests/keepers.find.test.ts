import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile, loadPolicy } from '../../policy/index.ts';
import { keepersOf } from '../keepers.ts';

const { policy } = loadPolicy(join(import.meta.dirname, '../../../examples/outserve'));
if (!policy) throw new Error('the example has errors');
const keeping = (id: string) => {
  const promise = compile(policy).promises.find((one) => one.id === id);
  if (!promise) throw new Error(`there is no promise ${id}`);
  return keepersOf(policy, promise);
};

test('what a promise names and none of its controls tries is told, and is no missing control', () => {
  const { keepers, missing, untried } = keeping('OUT-009');

  expect(keepers.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
  expect(untried).toEqual(['prohibitions.unnecessary-data']);
});

test('where every declaration is tried by a control, nothing is left over', () => {
  expect(keeping('OUT-014').untried).toEqual([]);
});
