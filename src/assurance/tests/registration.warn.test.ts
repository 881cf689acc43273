import { describe, expect, test } from 'vitest';
import { addDays } from '../../base/index.ts';
import { daysLeft, warningDue } from '../registration.rules.ts';

const ENDS = '2027-03-16';
const registered = { reference: 'ZA000031', expires: ENDS };
const dueAt = (left: number, warns?: number[]) =>
  warningDue({ ...registered, ...(warns && { 'warns-days-before': warns }) }, addDays(ENDS, -left));

describe('a registration that ends', () => {
  test('is warned of by the latest warning whose day has come, up to its last day', () => {
    expect([61, 60, 31, 30, 8, 7, 0, -1].map((left) => dueAt(left))).toEqual([
      ...[null, 60, 60, 30, 30, 7, 7],
      null,
    ]);
    expect([91, 90, 1].map((left) => dueAt(left, [1, 90]))).toEqual([null, 90, 1]);
  });

  test('is lapsed for as many days as went by since its last', () => {
    expect(daysLeft({ ...registered, expires: '2025-03-16' }, '2026-05-07')).toBe(-417);
    expect(daysLeft(registered, ENDS)).toBe(0);
  });
});
