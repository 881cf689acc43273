import { expect, test } from 'vitest';
import { sayDaysIn } from '../index.ts';

test('the days of a sentence are said as people write them', () => {
  expect(sayDaysIn('It was signed on 2028-02-29; again by 2029-02-28.')).toBe(
    'It was signed on Tue 29 February 2028; again by Wed 28 February 2029.',
  );
});

test.each([
  'There is no 2027-02-30.',
  'The file is report-2027-01-02.',
  'It came at 2027-01-02T10:00:00.000Z.',
  'The number is 12027-01-02.',
])('what only looks like a day stays as it is: %s', (text) => {
  expect(sayDaysIn(text)).toBe(text);
});
