import fc from 'fast-check';
import { parsePhoneNumberWithError } from 'libphonenumber-js';
import { expect, test } from 'vitest';
import { canonical } from '../index.ts';

const email = (value: string) => canonical({ kind: 'email', value });

test('case, width and space do not make another person', () => {
  expect(email('  Ada.Lovelace@EXAMPLE.org ')).toBe('ada.lovelace@example.org');
  expect(email('ａda@example.org')).toBe('ada@example.org');
});

test('dots and plus tags do: another mailbox is another person until somebody merges them', () => {
  expect(email('ada+news@example.org')).not.toBe(email('ada@example.org'));
  expect(email('a.da@example.org')).not.toBe(email('ada@example.org'));
});

test('a domain of another alphabet is its ASCII form', () => {
  expect(email('ada@bücher.example')).toBe('ada@xn--bcher-kva.example');
});

test('a telephone number is E.164 whichever way it was written', () => {
  const phone = (value: string) => canonical({ kind: 'phone', value });
  expect(phone('01632 960 001')).toBe('+441632960001');
  expect(phone('+44 (0)1632 960001')).toBe('+441632960001');
});

test('the numbers that are read without the library are read as the library reads them', () => {
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
    .map((all) => all.join(''));
  const number = fc.tuple(fc.constantFrom('0', '+44'), fc.integer({ min: 1, max: 9 }), digits);
  fc.assert(
    fc.property(number, ([before, first, rest]) => {
      const value = `${before}${first}${rest}`;

      expect(canonical({ kind: 'phone', value })).toBe(parsePhoneNumberWithError(value, 'GB').number);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  'ada',
  '@nowhere.test',
  'ada@',
  'ada@example',
  'a b@example.org',
  'ada@exa mple.org',
  'ada\u0000@example.org',
  '',
])('%j is not an address, and the refusal does not repeat it', (value) => {
  expect(() => email(value)).toThrow(expect.objectContaining({ code: 'people.identity-invalid' }));
  try {
    email(value);
  } catch (refusal) {
    if (value.length > 2) expect(String(refusal)).not.toContain(value);
  }
});
