import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assessNotice, checkProse } from '../index.ts';
import expected from './fixtures/expected.json' with { type: 'json' };

const on = '2026-11-22';
const read = (file: string) => readFileSync(`${import.meta.dirname}/fixtures/${file}`, 'utf8');

/*
 * Whole policies of our own in the styles that are met, with what a reader finds in each. The rules were worked out on
 * these too, so they guard against a step back and do not measure how the rules do on strangers' texts.
 * Errors are complete lists; verdicts name what the style is there to test.
 */
describe.each(Object.entries(expected))('%s', (file, { errors, verdicts }) => {
  test('gives these errors and no other', () => {
    const rules = checkProse(read(file), { on, file })
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);

    expect([...new Set(rules)].toSorted()).toEqual([...errors].toSorted());
  });

  test('meets the criteria as a reader does', () => {
    const judged = Object.fromEntries(
      assessNotice(read(file), { on }).map(({ id, verdict }) => [id, verdict]),
    );

    expect(judged).toMatchObject(verdicts);
  });
});
