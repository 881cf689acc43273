import type { Database, Row, Value } from '../database/database.ts';
import { batchOf } from '../database/dialect.rules.ts';
import { pack, unpack } from '../plan/row-set.ts';
import type { Step } from './ask.ts';
import type { Read } from './found.ts';
import { lowered } from './identity.rules.ts';
import type { Mapped, Route } from './routes.rules.ts';
import { EVERYTHING_IS_NEW, markOf, remembering, type Seen } from './seen.ts';
import {
  followed,
  keyNames,
  type Scalar,
  type Selection,
  selectionOf,
  type Tuple,
} from './statements.rules.ts';

/** How many rows are asked for at first: most people have fewer in most tables. */
export const FIRST = 32;
const FIRST_LARGE = 4;

/** A way out of a table, and the values that wait to be followed along it. */
interface Way {
  readonly route: Route;
  /** Where rows have the columns that it begins at. */
  readonly theirs: readonly string[];
  readonly asked: Seen;
  waiting: Waiting;
}

/** Values that wait, put away by the thousand in few bytes: of one row each there may be a million. */
class Waiting {
  readonly #packs: string[] = [];
  #loose: Tuple[] = [];

  get some(): boolean {
    return this.#packs.length > 0 || this.#loose.length > 0;
  }

  push(tuple: Tuple): void {
    this.#loose.push(tuple);
    if (this.#loose.length < PUT_AWAY) return;
    this.#packs.push(pack(this.#loose));
    this.#loose = [];
  }

  *all(): Generator<readonly Tuple[]> {
    for (const one of this.#packs) yield unpack(one);
    if (this.#loose.length > 0) yield this.#loose;
  }
}

const PUT_AWAY = 1_000;

/** What is known of one table in a walk. */
export interface Taking {
  readonly mapped: Mapped;
  readonly whole: boolean;
  readonly selection: Selection;
  /** How many rows to ask for at first, and one. */
  readonly most: number;
  readonly seen: Seen;
  readonly ways: readonly Way[];
}

export function takingFrom(database: Database, mapped: Mapped, whole: boolean, begins: boolean): Taking {
  const selection = selectionOf(database.dialect, mapped, whole);
  const several = mapped.severalWays || (begins && mapped.reached);
  const wide = whole && mapped.table.columns.some(({ family }) => family === 'binary' || family === 'json');
  return {
    mapped,
    whole,
    selection,
    most: (wide ? FIRST_LARGE : FIRST) + 1,
    seen: several ? remembering() : EVERYTHING_IS_NEW,
    ways: mapped.routes.map((route) => ({
      route,
      theirs: route.theirs.map((column) => selection.carried.get(column) ?? column),
      // Each row comes once, so where its key is followed each value comes once as well.
      asked: followsKey(mapped, route) ? EVERYTHING_IS_NEW : remembering(),
      waiting: new Waiting(),
    })),
  };
}

const followsKey = ({ table }: Mapped, route: Route): boolean =>
  route.match === 'exact' &&
  table.primaryKey.length > 0 &&
  table.primaryKey.every((column) => route.theirs.includes(column));

/** Leaves out what came before, and notes what the new rows lead to. */
export function take({ mapped, whole, selection, seen, ways }: Taking, rows: readonly Row[]): Read | null {
  const keyed = mapped.address.by !== 'nothing';
  const keyOf = (row: Row): Value[] => selection.keys.map((column) => row[column] ?? null);
  const fresh =
    seen === EVERYTHING_IS_NEW
      ? rows
      : rows.filter((row) => seen.add(markOf(keyed ? keyOf(row) : Object.values(row))));
  if (fresh.length === 0) return null;
  for (const way of ways) note(way, fresh);
  return {
    table: mapped.id,
    key: keyNames(mapped),
    keys: keyed ? fresh.map(keyOf) : [],
    count: fresh.length,
    rows: !whole ? [] : mapped.address.by === 'place' ? fresh.map(withoutPlace) : fresh,
  };
}

/** What new rows lead to along a way, each value once in the whole walk. */
function note({ route, theirs, asked, waiting }: Way, rows: readonly Row[]): void {
  for (const row of rows) {
    const tuple = theirs.map((column) => scalar(row[column]));
    if (tuple.some((value) => value === null || value === '')) continue;
    const given = route.match === 'email' ? tuple.map((value) => lowered(String(value))) : tuple;
    if (asked.add(markOf(given))) waiting.push(given);
  }
}

/** The steps along each way, made as they are taken: what waits may be much. */
export function* stepsAlong(
  database: Database,
  layout: ReadonlyMap<string, Mapped>,
  ways: readonly Way[],
): Generator<Step> {
  for (const way of ways) {
    const mapped = layout.get(way.route.to);
    const { waiting } = way;
    way.waiting = new Waiting();
    if (!mapped) continue;
    const size = batchOf(database.dialect, way.route.ours.length);
    for (const some of waiting.all()) {
      for (let at = 0; at < some.length; at += size) {
        const tuples = some.slice(at, at + size);
        const where = followed(database.dialect, mapped, way.route, tuples);
        if (where) yield { mapped, where, large: tuples.length > FIRST };
      }
    }
  }
}

const scalar = (value: Value | undefined): Scalar => value ?? null;

const withoutPlace = ({ kept_k0: _, ...row }: Row): Row => row;
