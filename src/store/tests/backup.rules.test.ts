import { expect, test } from 'vitest';
import { parentsFirst, quoted } from '../backup.rules.ts';
import { keystoreCopiesGoneOn } from '../index.ts';

const table = (name: string) => ({ schema: 'public', name });
const refers = (child: string, parent: string) => ({
  child: quoted(table(child)),
  parent: quoted(table(parent)),
});

test('each table comes after those it refers to, whatever the names say', () => {
  const tables = ['a', 'b', 'c', 'd'].map(table);
  const ordered = parentsFirst(tables, [refers('a', 'd'), refers('d', 'c'), refers('c', 'c')]);
  expect(ordered.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'a']);
});

test('a reference to a table that is not in the backup holds nobody up', () => {
  expect(parentsFirst([table('a')], [refers('a', 'gone')])).toHaveLength(1);
});

test('tables that refer to each other in a circle are a fault, not an endless loop', () => {
  expect(() => parentsFirst(['a', 'b'].map(table), [refers('a', 'b'), refers('b', 'a')])).toThrow('circle');
});

test('a name with quotes stays one name', () => {
  expect(quoted({ schema: 'public', name: 'a"; drop table b' })).toBe('"public"."a""; drop table b"');
});

test('the last copy of a destroyed key is gone when the last backup of the keystore that had it is', () => {
  expect(keystoreCopiesGoneOn('2026-11-22T10:00:00.000Z')).toBe('2026-12-06');
  expect(keystoreCopiesGoneOn('2026-12-25T23:59:59.999Z', 30)).toBe('2027-01-24');
  expect(keystoreCopiesGoneOn('2026-07-01T23:30:00.000Z', 14, 'Europe/London')).toBe('2026-07-16');
});
