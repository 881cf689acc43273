import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { builtControls } from '../src/proof/index.ts';
import { filesOf, newlyFound, PARAMETERS, storyOf, withParameter } from './parameters/parameter.ts';

const DEEP = process.env.KEPT_DEEP === '1';
let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const named = (noticed: 'proof' | 'check') =>
  PARAMETERS.filter((one) => (one.noticed === 'proof') === (noticed === 'proof')).map((one) => ({
    ...one,
    name: `${one.control}: ${one.company} ${one.at.join('.')} → ${JSON.stringify(one.to)}`,
  }));

describe('another declared value than the one that the promise was written for', () => {
  test.each(named('check'))('is found by the check. $name', ({ company, at, to, noticed }) => {
    const files = filesOf(company);

    expect(newlyFound(files, withParameter(files, { at, to }))).toContain(
      noticed === 'proof' ? '' : noticed.check,
    );
  });

  test.each(named('proof').filter(({ always }) => DEEP || always))(
    'changes what the proof tells. $name',
    { timeout: 120_000 },
    async ({ company, at, to, ...about }) => {
      const files = filesOf(company);
      const before = await storyOf(ground, files, about);
      const after = await storyOf(ground, withParameter(files, { at, to }), about);

      expect(before.verdict).not.toBe('refuted');
      expect(after.steps).not.toEqual(before.steps);
    },
  );
});

test('every control that is built and that the examples use has a parameter here, each noticed', () => {
  const without = builtControls().filter((id) => !PARAMETERS.some(({ control }) => control === id));

  expect(without).toEqual(UNUSED);
});

/** Controls that no promise of the five examples is tried with. */
const UNUSED = ['ret.special'];
