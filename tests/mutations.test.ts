import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtControls } from '../src/proof/index.ts';
import { MUTATIONS, mutated } from './mutations/mutation.ts';
import type { Tried } from './mutations/run.ts';

const DEEP = process.env.KEPT_DEEP === '1';
/** Every try waits for those before it. */
const TIMEOUT = DEEP ? 3_600_000 : 300_000;
const chosen = MUTATIONS.filter(({ always }) => DEEP || always);

/** Breaks copies of the code, one mistake in each, and proves their promises, in a process of its own. */
const tryThem = (...words: string[]): Promise<Tried[]> =>
  new Promise((done, failed) => {
    const run = join(import.meta.dirname, 'mutations/run.ts');
    execFile(process.execPath, [run, ...words], { maxBuffer: 2 ** 26 }, (fault, out, err) =>
      fault
        ? failed(new Error(err, { cause: fault }))
        : done(
            out
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line)),
          ),
    );
  });

describe('a proof notices that its control is broken', () => {
  const trying = tryThem('--unmutated', ...chosen.map(({ id }) => id));

  test('the code as it is keeps every one of these promises', { timeout: TIMEOUT }, async () => {
    const asItIs = (await trying).filter(({ id }) => id === 'unmutated');

    expect(asItIs.length).toBeGreaterThanOrEqual(10);
    expect(asItIs.filter(({ verdict }) => verdict !== 'proven' && verdict !== 'attested')).toEqual([]);
  });

  test.each(chosen)('$control: $says', { timeout: TIMEOUT }, async ({ id }) => {
    const tried = (await trying).find((one) => one.id === id);

    expect(tried).toMatchObject({ verdict: 'refuted' });
  });
});

test('every mutation is of code that is there, once', () => {
  for (const mutation of MUTATIONS) {
    const code = readFileSync(join(import.meta.dirname, '..', mutation.file), 'utf8');
    expect(mutated(code, mutation), mutation.id).not.toBe(code);
  }
});

test('every control that is built has two mutations or more, each under its own id', () => {
  const few = builtControls().filter(
    (control) => MUTATIONS.filter((mutation) => mutation.control === control).length < 2,
  );

  expect(few).toEqual([]);
  expect(new Set(MUTATIONS.map(({ id }) => id)).size).toBe(MUTATIONS.length);
});
