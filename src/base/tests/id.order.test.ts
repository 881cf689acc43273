import { expect, test } from 'vitest';
import { isId, newId } from '../index.ts';

const MOMENTS = ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.001Z', '2031-01-01T00:00:00.000Z'] as const;

test('ids of one moment sort as they were made, while work of other moments goes on beside it', () => {
  const made = MOMENTS.map((): string[] => []);
  for (let n = 0; n < 20_000; n++) {
    const which = n % MOMENTS.length;
    made[which]?.push(newId(MOMENTS[which] ?? MOMENTS[0]));
  }

  for (const ids of made) expect(ids).toEqual([...ids].sort());
  expect(new Set(made.flat()).size).toBe(20_000);
});

test('an id is a UUID of version 7 that begins with its moment', () => {
  const id = newId(MOMENTS[0]);

  expect(isId(id)).toBe(true);
  expect(id[14]).toBe('7');
  expect('89ab').toContain(id[19]);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(MOMENTS[0]));
});
