import type { Table } from '../catalog/catalog.ts';
import type { Value } from '../database/database.ts';
import {
  after,
  asText,
  type Dialect,
  type Fragment,
  isOneOf,
  isOneTupleOf,
  quoted,
  quotedTable,
} from '../database/dialect.rules.ts';
import { loweredIn } from './identity.rules.ts';
import type { Mapped, Route } from './routes.rules.ts';

export type Scalar = string | number | boolean | null | Uint8Array;
export type Tuple = readonly Scalar[];

/** What the places of a row's address mean; empty: its rows can't be told apart. */
export const keyNames = ({ address }: Mapped): readonly string[] =>
  address.by === 'key' || address.by === 'unique'
    ? address.columns
    : address.by === 'place'
      ? ['(place)']
      : [];

/** How a row that was selected names what the walk needs of it, and what is selected to have it. */
export interface Selection {
  /** `select … from …`, without a condition. */
  readonly sql: string;
  /** Where a selected row has its address. */
  readonly keys: readonly string[];
  /** Where a selected row has a column that routes begin at. */
  readonly carried: ReadonlyMap<string, string>;
  /** What is selected, where all of it can go through text and back: then several tables are asked in one statement. */
  readonly plain: readonly PlainPart[] | null;
}

interface PlainPart {
  readonly sql: string;
  readonly as: string;
  readonly back: (text: string) => Value;
}

const PLACE = { postgres: 'ctid::text', sqlite: '_rowid_', mysql: '' } as const;

/**
 * Whole rows bring their own columns; else only what the walk needs is selected, under names that no column of a stranger
 * has.
 */
export function selectionOf(dialect: Dialect, mapped: Mapped, whole: boolean): Selection {
  const { address, table } = mapped;
  const place =
    dialect === 'postgres' && table.partitions.length > 0
      ? "tableoid::text || ' ' || ctid::text"
      : PLACE[dialect];
  const own = (column: string) => quoted(dialect, column);
  const list: string[] = [];
  const plain: PlainPart[] = [];
  const add = (sql: string, as: string, column: string | null): string => {
    list.push(`${sql} as ${as}`);
    const back = throughText(mapped, column);
    if (back) plain.push({ sql, as, back });
    return as;
  };
  const keys = keyNames(mapped).map((column, at) => {
    if (whole && address.by !== 'place') return column;
    return address.by === 'place' ? add(place, `kept_k${at}`, null) : add(own(column), `kept_k${at}`, column);
  });
  const carried = new Map(
    mapped.carried.map((column, at) => {
      if (whole) return [column, column] as const;
      return [column, add(own(column), `kept_n${at}`, column)] as const;
    }),
  );
  const isAll = dialect === 'postgres' && !whole && keys.length > 0 && plain.length === list.length;
  if (whole || address.by === 'nothing') list.push(...table.columns.map(({ name }) => own(name)));
  return {
    sql: `select ${list.join(', ')} from ${quotedTable(dialect, table)}`,
    keys,
    carried,
    plain: isAll ? plain : null,
  };
}

/** How a value of this column comes back from text as it would have come by itself; null: not certainly. */
function throughText({ table }: Mapped, column: string | null): ((text: string) => Value) | null {
  const type = column === null ? 'text' : table.columns.find(({ name }) => name === column)?.type;
  if (type === 'integer' || type === 'smallint') return Number;
  return type !== undefined && /^(text|uuid|bigint|date|character varying.*)$/.test(type)
    ? (text) => text
    : null;
}

/** Several tables asked at once: which of them a row is of, and its values in order. */
export function inOneStatement(
  tables: readonly { selection: Selection; table: Table; where: Fragment; most: number }[],
): Fragment {
  const width = Math.max(...tables.map(({ selection }) => selection.plain?.length ?? 0));
  const parameters: Fragment['parameters'][number][] = [];
  const parts = tables.map(({ selection, table, where, most }, at) => {
    const own = (selection.plain ?? []).map(({ sql }, place) => `(${sql})::text as kept_${place}`);
    // The first select of a union names its columns: each of them, also where this table has none.
    const none = Array.from(
      { length: width - own.length },
      (_, place) => `null::text as kept_${own.length + place}`,
    );
    const part = `(select ${at} as kept_of, ${[...own, ...none].join(', ')} from ${quotedTable('postgres', table)} where ${after(where, parameters.length)} limit ${most})`;
    parameters.push(...where.parameters);
    return part;
  });
  return { sql: parts.join(' union all '), parameters };
}

/** The rows that a route leads to from these tuples; null where none of them can be in such columns. */
export function followed(
  dialect: Dialect,
  mapped: Mapped,
  route: Route,
  tuples: readonly Tuple[],
): Fragment | null {
  const fitting = tuples.flatMap((tuple) => {
    const fitted = tuple.map((value, place) => asColumn(mapped, route.ours[place] ?? '', value));
    return fitted.some((value) => value === undefined) ? [] : [fitted.map((value) => value ?? null)];
  });
  if (fitting.length === 0) return null;
  // SQLite lets a column without a type hold the same number as a number and as text.
  const columns = route.ours.map((column) =>
    dialect === 'sqlite' && mapped.table.columns.some(({ name, type }) => name === column && type === '')
      ? asText(dialect, quoted(dialect, column))
      : quoted(dialect, column),
  );
  const main = isOneTupleOf(
    dialect,
    route.match === 'email' ? columns.map((column) => loweredIn(dialect, column)) : columns,
    fitting,
    1,
  );
  const parts = [main.sql];
  const parameters = [...main.parameters];
  for (const [column, values] of route.when) {
    const test = isOneOf(dialect, quoted(dialect, column), values, parameters.length + 1);
    parts.push(test.sql);
    parameters.push(...test.parameters);
  }
  return { sql: parts.join(' and '), parameters };
}

/** A value as the column's type takes it; undefined where it can't be in such a column. */
function asColumn(mapped: Mapped, column: string, value: Scalar): Scalar | undefined {
  const family = mapped.families.get(column);
  if (family === 'integer' && !/^-?\d+$/.test(String(value))) return undefined;
  return family === 'text' || family === 'uuid' ? String(value) : value;
}
