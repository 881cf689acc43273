import { expect, test } from 'vitest';
import { httpApi } from '../../policy/index.ts';
import { nextMark } from '../http/pages.ts';
import { fillBody, fillPath } from '../http/template.rules.ts';
import { openPlatform, secretsOf } from '../index.ts';

const api = httpApi.parse({
  calls: { find: { method: 'GET', path: '/people/{email}', id: 'id' } },
});
const options = {
  secrets: secretsOf({ HERE: 'http://127.0.0.1:1/', AWAY: 'http://files.example/' }),
  pause: 1,
};

test.each([
  'http://files.example/',
  'https://user:secret@files.example/',
  'ftp://files.example/',
  'https://files.example/?key=1',
])('an address that is not safe is refused where it is declared: %s', (base) => {
  expect(() => openPlatform({ api, base, settings: {} }, options)).toThrow(/begins with https/);
});

test('an address by reference is held to the same, and a secret that is not there is named, not guessed', () => {
  expect(() => openPlatform({ api, base: 'env:AWAY', settings: {} }, options)).toThrow(/begins with https/);
  expect(() => openPlatform({ api, base: 'env:NOWHERE', settings: {} }, options)).toThrow(/env:NOWHERE/);
  expect(openPlatform({ api, base: 'env:HERE', settings: {} }, options).api).toBe(api);
});

test('an account that does not say its list is refused before anything is asked', () => {
  expect(() =>
    openPlatform({ pack: 'mailchimp', base: 'https://us1.api.mailchimp.example', settings: {} }, options),
  ).toThrow(/settings.list/);
});

test.each([
  ['../../admin', '%2F..%2Fadmin'],
  ['a/b?c=d#e', 'a%2Fb%3Fc%3Dd%23e'],
])('what is filled into a path stays one segment of it: %s', (email, inside) => {
  const path = fillPath('/people/{email}', { email });
  expect(path).toContain(inside);
  expect(new URL(path, 'https://host.example').pathname.split('/')).toHaveLength(3);
});

test('a dot, two dots and nothing are no segment', () => {
  for (const email of ['.', '..', ''])
    expect(() => fillPath('/people/{email}', { email })).toThrow(/cannot stand/);
});

test('a body keeps its shape, and a number that is all of a value stays a number', () => {
  expect(
    fillBody({ limit: '{limit}', to: ['<{email}>'], on: true }, { limit: 5, email: 'a@b.example' }),
  ).toEqual({
    limit: 5,
    to: ['<a@b.example>'],
    on: true,
  });
});

test('a list that ends before its total is a fault; a short page is not the end', () => {
  const page = {
    kind: 'offset',
    ask: 'offset',
    limit: 'count',
    size: 100,
    first: 1,
    total: 'total',
    in: 'query',
  } as const;
  expect(nextMark(page, '', { total: 250 }, 40)).toBe('40');
  expect(nextMark(page, '40', { total: 41 }, 1)).toBeNull();
  expect(() => nextMark(page, '40', { total: 250 }, 0)).toThrow(/broke off/);
});
