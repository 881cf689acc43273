import type { Column, Table } from '../catalog/catalog.ts';
import type { Replacement } from '../connector.ts';
import type { SystemTable } from '../map/map.ts';

/** The fewest signs in which a keyed hash still tells values apart and is known as one. */
export const LEAST_HASH = 12;

/** What stands in place of free text. */
export const REDACTED = '[redacted]';

/** What the map says of `anonymise`, in the form in which it is carried out. */
export function replacementsOf(declared: SystemTable): Record<string, Replacement> {
  return Object.fromEntries(
    Object.entries(declared.anonymise).map(([column, how]): [string, Replacement] => {
      if (how === 'null') return [column, { with: 'constant', value: null }];
      if (how === 'keyed-hash' || how === 'redacted-text') return [column, { with: how }];
      if ('constant' in how) return [column, { with: 'constant', value: how.constant }];
      if ('truncated-date' in how) return [column, { with: 'truncated-date', to: how['truncated-date'] }];
      return [column, { with: 'bucket', width: how.bucket }];
    }),
  );
}

/**
 * Why these replacements can't be written, each with what to declare instead; empty: they can. It is found out before
 * anything is searched: a database that refuses half-way helps nobody.
 */
export function whyNotReplaced(table: Table, replacements: Readonly<Record<string, Replacement>>): string[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return Object.entries(replacements).flatMap(([name, how]) => {
    const column = columns.get(name);
    const why = column ? whyNot(table, column, how) : 'there is no such column. Scan again, and compare';
    return why === null ? [] : [`${table.id}.${name}: ${why}.`];
  });
}

function whyNot(table: Table, column: Column, how: Replacement): string | null {
  if (column.generated) {
    return 'the database computes it. Leave it out, and anonymise the columns that it is computed from';
  }
  if (table.primaryKey.includes(column.name)) {
    return 'it is in the primary key, by which other rows point here. Leave it out, or delete the rows';
  }
  if (how.with === 'constant' && how.value === null && !column.nullable) {
    return `it can't be null. Declare another value: ${suggestion(column)}`;
  }
  const unique = table.uniques.some((columns) => columns.length === 1 && columns[0] === column.name);
  if (unique && isOneForAll(how)) {
    return 'its values are unique, and this gives several rows the same. Declare keyed-hash, or null where it may be null';
  }
  if (how.with === 'constant') return whyNotConstant(column, how.value);
  const takes = TAKES[how.with];
  if (!takes.includes(column.family)) {
    return `${how.with} is for ${takes.join(', ')}, and this is ${column.type}. Declare ${suggestion(column)}`;
  }
  const most = lengthOf(column);
  if (how.with === 'keyed-hash' && most < LEAST_HASH) {
    return `a keyed hash needs ${LEAST_HASH} signs, and this takes ${most}. Declare ${suggestion(column)}`;
  }
  return null;
}

const TAKES = {
  'keyed-hash': ['text', 'uuid'],
  'redacted-text': ['text'],
  'truncated-date': ['date', 'moment', 'text'],
  bucket: ['integer', 'number'],
} as const satisfies Record<string, readonly Column['family'][]> as Readonly<
  Record<Exclude<Replacement['with'], 'constant'>, readonly Column['family'][]>
>;

const isOneForAll = (how: Replacement): boolean =>
  how.with === 'redacted-text' || (how.with === 'constant' && how.value !== null);

function whyNotConstant(column: Column, value: unknown): string | null {
  if (value === null) return null;
  if (column.family === 'text' && String(value).length > lengthOf(column))
    return `it takes ${lengthOf(column)} signs, and the constant has ${String(value).length}`;
  if (column.family === 'integer' && !/^-?\d+$/.test(String(value)))
    return 'it takes whole numbers. Declare a constant that is one';
  if (column.family === 'number' && !Number.isFinite(Number(value)))
    return 'it takes numbers. Declare a constant that is one';
  if (column.family === 'date' && !/^\d{4}-\d\d-\d\d$/.test(String(value)))
    return 'it takes days. Declare a constant like 1900-01-01';
  return null;
}

/** How many signs a column of text takes. */
export const lengthOf = ({ type, family }: Pick<Column, 'type' | 'family'>): number =>
  family === 'text' ? Number(/char\w*(?: varying)?\s*\((\d+)\)/i.exec(type)?.[1] ?? 1_000_000) : 1_000_000;

function suggestion({ family, nullable }: Column): string {
  if (nullable) return 'null';
  if (family === 'text') return '{ constant: erased } or redacted-text, or keyed-hash where it is unique';
  if (family === 'date' || family === 'moment') return '{ truncated-date: year } or { constant: 1900-01-01 }';
  if (family === 'integer' || family === 'number') return '{ constant: 0 } or { bucket: 10 }';
  if (family === 'boolean') return '{ constant: false }';
  return family === 'uuid' ? 'keyed-hash' : 'a constant that it takes';
}
