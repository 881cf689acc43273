import type { Column, Table } from '../catalog/catalog.ts';
import type { Value } from '../database/database.ts';
import { asText, type Dialect, type Fragment, isOneOf, quoted } from '../database/dialect.rules.ts';

type Key = readonly Value[];

/**
 * Tests that a row is one of `keys`, as few as there can be: a key without nulls is compared in a list, one with nulls by
 * itself. Where `columns` are all of a table's, they are compared so that alike rows are alike whatever their types.
 */
export function keyedBy(
  dialect: Dialect,
  table: Table,
  columns: readonly string[],
  keys: readonly Key[],
): { where: Fragment; keys: readonly Key[] }[] {
  const facts = columns.map((name) => factsOf(table, name));
  const whole = isWhole(table, columns);
  const full = whole ? [] : keys.filter((key) => !key.some((value) => value === null));
  const single = whole ? keys : keys.filter((key) => key.some((value) => value === null));
  const tests: { where: Fragment; keys: readonly Key[] }[] = [];
  const size = columns.length === 1 ? LIST : dialect === 'postgres' ? LIST : TUPLES;
  for (let at = 0; at < full.length; at += size) {
    const some = full.slice(at, at + size);
    tests.push({ where: listed(dialect, facts, some), keys: some });
  }
  for (const key of single) tests.push({ where: alike(dialect, facts, key), keys: [key] });
  return tests;
}

const LIST = 5_000;
const TUPLES = 300;

/** Whether a row is told from others by all that it holds: it has no key. */
export const isWhole = (table: Table, columns: readonly string[]): boolean =>
  table.primaryKey.length === 0 && columns.length === table.columns.length && !isUnique(table, columns);

/** Whether the database sees to it that no two rows have the same of these. */
export const isUnique = (table: Table, columns: readonly string[]): boolean =>
  [table.primaryKey, ...table.uniques].some(
    (key) => key.length > 0 && key.every((name) => columns.includes(name)),
  );

function listed(dialect: Dialect, facts: readonly Column[], keys: readonly Key[]): Fragment {
  const [only] = facts;
  const names = facts.map((column) => quoted(dialect, column.name));
  if (facts.length === 1 && only)
    return isOneOf(
      dialect,
      quoted(dialect, only.name),
      keys.map((key) => key[0] ?? null),
      1,
    );
  if (dialect === 'postgres') {
    const lists = facts.map((column, at) => `$${at + 1}::${column.type}[]`);
    return {
      sql: `(${names.join(', ')}) in (select * from unnest(${lists.join(', ')}))`,
      parameters: facts.map((_, at) => keys.map((key) => key[at] ?? null)),
    };
  }
  const places = keys.map((key) => `(${key.map(() => '?').join(', ')})`).join(', ');
  return {
    sql: `(${names.join(', ')}) in (${dialect === 'sqlite' ? `values ${places}` : places})`,
    parameters: keys.flat(),
  };
}

/** A row that has exactly these values, null for null. */
function alike(dialect: Dialect, facts: readonly Column[], key: Key): Fragment {
  const parts: string[] = [];
  const parameters: Value[] = [];
  for (const [at, column] of facts.entries()) {
    const value = key[at] ?? null;
    const name = quoted(dialect, column.name);
    if (value === null) {
      parts.push(`${name} is null`);
      continue;
    }
    if (dialect === 'mysql' && value instanceof Uint8Array && /^bit\b/i.test(column.type)) {
      parameters.push(BigInt(`0x${Buffer.from(value).toString('hex')}`).toString());
      parts.push(`cast(${name} + 0 as char) = ?`);
      continue;
    }
    // What has no equality of its own, or is rounded on its way here, is compared as the text that it is written as.
    const plain = (PLAIN.has(column.family) && column.type !== 'xml') || value instanceof Uint8Array;
    parameters.push(plain || dialect === 'sqlite' ? value : String(value));
    const place = dialect === 'postgres' ? `$${parameters.length}` : '?';
    parts.push(`${plain || dialect === 'sqlite' ? name : asWritten(dialect, name)} = ${place}`);
    if (dialect === 'mysql' && column.family === 'text' && plain) {
      // "=" takes A for a there, and the row beside it may be somebody else's.
      parameters.push(value);
      parts.push(`convert(${name} using utf8mb4) = ? collate utf8mb4_bin`);
    }
  }
  return { sql: parts.join(' and ') || '1 = 1', parameters };
}

/** As the database writes a value when it is read; a cast to text writes some types otherwise (`10.0.0.1/32`). */
const asWritten = (dialect: Dialect, name: string): string =>
  dialect === 'postgres' ? `format('%s', ${name})` : asText(dialect, name);

const PLAIN: ReadonlySet<Column['family']> = new Set([
  'text',
  'integer',
  'boolean',
  'date',
  'moment',
  'uuid',
]);

function factsOf(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (!column) throw new Error(`${table.id} has no column ${name}`);
  return column;
}
