import type { Column, Family } from '../catalog/catalog.ts';

/** What stands in a column that could be a key: whole numbers, texts, uuids. */
export type Written = 'integer' | 'text' | 'uuid';

/** Without a leading zero: 007 as a number would be another one's. */
const WHOLE = /^(0|-?[1-9]\d{0,17})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const mayBeKey = (family: Family): boolean => ['integer', 'number', 'text', 'uuid'].includes(family);

/** Null: no key could stand here. A column that takes any text, or has no type at all, is what its values are. */
export function writtenAs(column: Column, values: readonly string[]): Written | null {
  if (!mayBeKey(column.family)) return null;
  if (column.family !== 'text') return column.family === 'uuid' ? 'uuid' : 'integer';
  if (values.length === 0) return 'text';
  if (values.every((value) => WHOLE.test(value))) return 'integer';
  return values.every((value) => UUID.test(value)) ? 'uuid' : 'text';
}

const asTyped = (column: Column): Written | null => writtenAs(column, []);

/** Whether values of the one can be values of the other: by type, or by what is written there. */
export const joinable = (
  [one, written]: readonly [Column, Written | null],
  [other, theirs]: readonly [Column, Written | null],
): boolean => {
  if (written === null || theirs === null) return false;
  return asTyped(one) === asTyped(other) || written === theirs;
};

/** Numbers with letters, as people give them to invoices: too telling to stand in two columns by chance. */
const CODE = /^(?=.*\d)(?=.*[a-z])[\w./-]{4,40}$/i;

/** The forms of values that are told apart by themselves, whatever a column is called; empty: they may be anything. */
export function telling(values: readonly string[]): ReadonlySet<string> {
  const different = [...new Set(values)].slice(0, 60);
  if (different.length < 3) return new Set();
  if (different.every((value) => UUID.test(value))) return new Set(['uuid']);
  if (!different.every((value) => CODE.test(value))) return new Set();
  return new Set(
    different.map((value) =>
      value.replaceAll(/\d+/g, '9').replaceAll(/[a-z]+/gi, (word) => word.slice(0, 3)),
    ),
  );
}
