import {
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
  const keys = keyNames(mapped).map((column, at) => {
    if (whole && address.by !== 'place') return column;
    list.push(`${address.by === 'place' ? place : own(column)} as kept_k${at}`);
    return `kept_k${at}`;
  });
  const carried = new Map(
    mapped.carried.map((column, at) => {
      if (whole) return [column, column] as const;
      list.push(`${own(column)} as kept_n${at}`);
      return [column, `kept_n${at}`] as const;
    }),
  );
  if (whole || address.by === 'nothing') list.push(...table.columns.map(({ name }) => own(name)));
  return { sql: `select ${list.join(', ')} from ${quotedTable(dialect, table)}`, keys, carried };
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
  const columns = route.ours.map((column) => quoted(dialect, column));
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
