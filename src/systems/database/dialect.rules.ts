export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/** An identifier exactly as it is, whatever is in it. */
export function quoted(dialect: Dialect, name: string): string {
  return dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}

export function quotedTable(dialect: Dialect, table: { schema: string; name: string }): string {
  return `${quoted(dialect, table.schema)}.${quoted(dialect, table.name)}`;
}

/** Any column as text. */
export function asText(dialect: Dialect, sql: string): string {
  return dialect === 'mysql' ? `cast(${sql} as char)` : `cast(${sql} as text)`;
}

/** The first `length` characters of any column. */
export function cut(dialect: Dialect, sql: string, length: number): string {
  return dialect === 'sqlite'
    ? `substr(${asText(dialect, sql)}, 1, ${length})`
    : `left(${asText(dialect, sql)}, ${length})`;
}

/** A telephone number as people type it, down to its digits. Written with `replace`, which all three have. */
export function digitsOf(dialect: Dialect, sql: string): string {
  return [' ', '-', '(', ')', '.', '/', '+', '\u00a0'].reduce(
    (text, sign) => `replace(${text}, '${sign}', '')`,
    asText(dialect, sql),
  );
}

/** What a statement needs for the places in it. */
export interface Fragment {
  readonly sql: string;
  readonly parameters: readonly (Scalar | readonly Scalar[])[];
}

type Scalar = string | number | boolean | null | Uint8Array;

/** The condition of a fragment whose places come after `many` others. */
export const after = ({ sql }: Pick<Fragment, 'sql'>, many: number): string =>
  many === 0
    ? sql
    : sql.replaceAll(/"[^"]*"|\$(\d+)/g, (all: string, place?: string) =>
        place === undefined ? all : `$${Number(place) + many}`,
      );

/** `sql` is one of `values`; `from` is the number of the first free place ($1 is 1). */
export function isOneOf(dialect: Dialect, sql: string, values: readonly Scalar[], from: number): Fragment {
  if (dialect === 'postgres') return { sql: `${sql} = any($${from})`, parameters: [values] };
  // A list as JSON is one parameter however long it is; an integer column makes numbers of its texts.
  if (dialect === 'sqlite' && values.some((value) => value instanceof Uint8Array))
    return { sql: `${sql} in (${values.map(() => '?').join(', ')})`, parameters: values };
  if (dialect === 'sqlite')
    return { sql: `${sql} in (select value from json_each(?))`, parameters: [JSON.stringify(values)] };
  return { sql: `${sql} in (?)`, parameters: [values] };
}

/** The row value of `columns` is one of `tuples`. */
export function isOneTupleOf(
  dialect: Dialect,
  columns: readonly string[],
  tuples: readonly (readonly Scalar[])[],
  from: number,
): Fragment {
  const only = columns[0];
  if (columns.length === 1 && only)
    return isOneOf(
      dialect,
      only,
      tuples.map((tuple) => tuple[0] ?? null),
      from,
    );
  let place = from;
  const rows = tuples.map(
    (tuple) => `(${tuple.map(() => (dialect === 'postgres' ? `$${place++}` : '?')).join(', ')})`,
  );
  const list = dialect === 'sqlite' ? `values ${rows.join(', ')}` : rows.join(', ');
  return { sql: `(${columns.join(', ')}) in (${list})`, parameters: tuples.flat() };
}

/** How many tuples of `width` one statement takes comfortably. */
export function batchOf(dialect: Dialect, width: number): number {
  if (width === 1) return dialect === 'mysql' ? 2_000 : 10_000;
  return 400;
}
