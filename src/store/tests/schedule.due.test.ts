import { expect, test } from 'vitest';
import { checkRecurrence, isDue, type Recurrence } from '../schedule.rules.ts';

const NIGHTLY: Recurrence = { dailyAt: '02:30', zone: 'Europe/Paris' };

test('daily work is due from its time on, until it has begun', () => {
  const yesterday = '2026-11-21T01:30:00.000Z';
  expect(isDue(NIGHTLY, yesterday, '2026-11-22T01:29:59.999Z')).toBe(false);
  expect(isDue(NIGHTLY, yesterday, '2026-11-22T01:30:00.000Z')).toBe(true);
  expect(isDue(NIGHTLY, '2026-11-22T01:30:00.000Z', '2026-11-22T23:00:00.000Z')).toBe(false);
});

test('a time that was missed is due before the next one comes', () => {
  expect(isDue(NIGHTLY, '2026-11-19T01:30:00.000Z', '2026-11-22T00:15:00.000Z')).toBe(true);
});

test('a time that the clocks jump over is due after the jump, and one that they repeat is due once', () => {
  // 29 March 2026: 02:00 becomes 03:00 in Paris. 25 October: 03:00 becomes 02:00.
  expect(isDue(NIGHTLY, '2026-03-28T01:30:00.000Z', '2026-03-29T01:29:00.000Z')).toBe(false);
  expect(isDue(NIGHTLY, '2026-03-28T01:30:00.000Z', '2026-03-29T01:30:00.000Z')).toBe(true);
  expect(isDue(NIGHTLY, '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z')).toBe(false);
});

test('work at intervals is due when the interval has passed', () => {
  const every: Recurrence = { every: 'PT5S' };
  expect(isDue(every, '2026-11-22T10:00:00.000Z', '2026-11-22T10:00:04.999Z')).toBe(false);
  expect(isDue(every, '2026-11-22T10:00:00.000Z', '2026-11-22T10:00:05.000Z')).toBe(true);
});

test('work that never ran is due', () => {
  expect(isDue(NIGHTLY, null, '2026-11-22T00:00:00.000Z')).toBe(true);
});

test.each<Recurrence>([
  { dailyAt: '25:00', zone: 'UTC' },
  { dailyAt: '02:00', zone: 'Europe/Nowhere' },
  { every: 'PT0S' },
  { every: 'P1M' },
])('%j is refused', (recurrence) => {
  expect(() => checkRecurrence('x', recurrence)).toThrow(
    expect.objectContaining({ code: 'schedule.invalid' }),
  );
});
