import { expect, test } from 'vitest';
import { peopleIn } from '../masking.rules.ts';

test('different people are counted once each, by name or by address, in cells and in sentences', () => {
  expect(peopleIn('Anna Kiln;1\nAnna Kiln;2\n"Peter","Loom"', '')).toBe(2);
  expect(peopleIn('We saw that María Press and Thomas Vane had left.', '')).toBe(2);
  expect(peopleIn('a@x.example b@x.example A@X.example', '')).toBe(2);
});

test('the sender, things with capitals and a list of words are nobody', () => {
  expect(peopleIn('from: me@x.example', 'Me@x.example')).toBe(0);
  expect(peopleIn('Internal Server Error in Content Manager 4.2 on Monday Morning', '')).toBe(0);
  expect(peopleIn('anna kiln', '')).toBe(0);
});

test('a long text without an address is read at once', () => {
  const begun = performance.now();
  expect(peopleIn('x'.repeat(5_000_000), '')).toBe(0);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
