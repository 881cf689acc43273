import { Refused } from '../../base/index.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read.ts';
import type { Database, Row, Value } from '../database/database.ts';
import {
  batchOf,
  type Fragment,
  isOneOf,
  isOneTupleOf,
  quoted,
  quotedTable,
} from '../database/dialect.rules.ts';
import type { SystemTables } from '../map/map.ts';
import { externalIdsFor, holdsIdentity, type KnownAs, lowered, loweredIn } from './identity.rules.ts';
import { layOut, type Mapped, type Route } from './routes.rules.ts';

/** Rows of one table that are a person's. */
export interface Found {
  readonly table: string;
  /** What the places of a key mean; empty: the table has no key and its rows can't be told apart. */
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
  readonly count: number;
}

export interface Read extends Found {
  readonly rows: readonly Row[];
}

export interface FindOptions {
  /** At most so many rows at a time; 500 unless told. */
  readonly batch?: number;
  /** The catalog, where it was read already. */
  readonly catalog?: Catalog;
}

/**
 * Every row of a person that the map leads to, table by table as the walk comes to them, each row once. Starts where the
 * identities stand, follows `owned-by` until nothing new is found, so that cycles and trees end. All of one moment.
 *
 * One connection does it: finish the iteration, or break it off, before asking it something else.
 *
 * @throws Refused `systems.map-outdated`, `systems.identity-invalid`, `systems.identity-ambiguous`, `systems.identity-unusable`
 */
export async function* findPerson(
  database: Database,
  map: SystemTables,
  identities: readonly KnownAs[],
  options: FindOptions = {},
): AsyncGenerator<Found> {
  for await (const { table, key, keys, count } of walk(database, map, identities, options, false)) {
    yield { table, key, keys, count };
  }
}

/** The same with the rows themselves, as they are; a row of a million is read without holding the others. */
export async function* readPerson(
  database: Database,
  map: SystemTables,
  identities: readonly KnownAs[],
  options: FindOptions = {},
): AsyncGenerator<Read> {
  yield* walk(database, map, identities, options, true);
}

type Tuple = readonly (string | number | boolean | null)[];

async function* walk(
  database: Database,
  map: SystemTables,
  identities: readonly KnownAs[],
  { batch = 500, catalog }: FindOptions,
  whole: boolean,
): AsyncGenerator<Read> {
  const layout = layOut(catalog ?? (await readCatalog(database)), map);
  const starts = seedsOf(database, layout, identities);
  const snapshot = await database.snapshot();
  try {
    const seen = new Map<string, Set<string>>();
    const pending = new Map<Route, Map<string, Tuple>>();
    const asked = new Map<Route, Set<string>>();
    /** Leaves out what came before, and notes what the new rows lead to. */
    const take = (mapped: Mapped, rows: readonly Row[]): Read | null => {
      const keyed = mapped.address.by !== 'nothing';
      const remembered = seen.get(mapped.id) ?? new Set<string>();
      seen.set(mapped.id, remembered);
      const fresh = mapped.severalWays
        ? rows.filter((row) => {
            const id = JSON.stringify(keyed ? keyOf(mapped, row, whole) : Object.values(row));
            if (remembered.has(id)) return false;
            remembered.add(id);
            return true;
          })
        : rows;
      if (fresh.length === 0) return null;
      for (const route of mapped.routes) note(route, mapped, fresh, whole, pending, asked);
      return {
        table: mapped.id,
        key: keyNames(mapped),
        keys: keyed ? fresh.map((row) => keyOf(mapped, row, whole)) : [],
        count: fresh.length,
        rows: !whole ? [] : mapped.address.by === 'place' ? fresh.map(withoutPlace) : fresh,
      };
    };
    for (const { mapped, where } of starts) {
      for await (const rows of select(database, mapped, where, whole, batch)) {
        const found = take(mapped, rows);
        if (found) yield found;
      }
    }
    for (let route = nextOf(pending); route; route = nextOf(pending)) {
      const mapped = layout.get(route.to);
      const waiting = pending.get(route);
      pending.delete(route);
      if (!mapped || !waiting) continue;
      const tuples = [...waiting.values()];
      const size = batchOf(database.dialect, route.ours.length);
      for (let from = 0; from < tuples.length; from += size) {
        const where = follows(database, mapped, route, tuples.slice(from, from + size));
        if (!where) continue;
        for await (const rows of select(database, mapped, where, whole, batch)) {
          const found = take(mapped, rows);
          if (found) yield found;
        }
      }
    }
  } finally {
    await snapshot.end();
  }
}

const nextOf = (pending: ReadonlyMap<Route, unknown>): Route | undefined => pending.keys().next().value;

/** What new rows lead to along a route, each value once in the whole walk. */
function note(
  route: Route,
  mapped: Mapped,
  rows: readonly Row[],
  whole: boolean,
  pending: Map<Route, Map<string, Tuple>>,
  asked: Map<Route, Set<string>>,
): void {
  const before = asked.get(route) ?? new Set<string>();
  const waiting = pending.get(route) ?? new Map<string, Tuple>();
  for (const row of rows) {
    const tuple = route.theirs.map((column) => scalar(row[whole ? column : nameOf(mapped, column)]));
    if (tuple.some((value) => value === null || value === '')) continue;
    const given = route.match === 'email' ? tuple.map((value) => lowered(String(value))) : tuple;
    const id = JSON.stringify(given);
    if (before.has(id)) continue;
    before.add(id);
    waiting.set(id, given);
  }
  asked.set(route, before);
  if (waiting.size > 0) pending.set(route, waiting);
}

const scalar = (value: Value | undefined): string | number | boolean | null =>
  value === undefined || value instanceof Uint8Array ? null : value;

interface Seed {
  readonly mapped: Mapped;
  readonly where: Fragment;
}

/** Where to begin: every column that one of the identities may stand in. */
function seedsOf(
  database: Database,
  layout: ReadonlyMap<string, Mapped>,
  identities: readonly KnownAs[],
): Seed[] {
  const byKind = Map.groupBy(identities, (identity) => identity.kind);
  const withIds = [...layout.values()].filter((one) => one.identifies.has('external')).map((one) => one.id);
  const seeds: Seed[] = [];
  for (const mapped of layout.values()) {
    for (const [kind, known] of byKind) {
      const values = known.map((one) => one.value);
      const own = kind === 'external' ? externalIdsFor(mapped.id, values, withIds) : values;
      if (own.length === 0) continue;
      for (const column of mapped.identifies.get(kind) ?? []) {
        const where = holdsIdentity(database.dialect, kind, quoted(database.dialect, column), own, 1);
        if (where) seeds.push({ mapped, where });
      }
    }
  }
  if (seeds.length === 0) {
    throw new Refused(
      'systems.identity-unusable',
      `None of the identities given (${[...byKind.keys()].join(', ') || 'none'}) can be looked up here: no table of the map says "identifies" for it.`,
    );
  }
  return seeds;
}

function follows(
  database: Database,
  mapped: Mapped,
  route: Route,
  tuples: readonly Tuple[],
): Fragment | null {
  const { dialect } = database;
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
function asColumn(mapped: Mapped, column: string, value: Tuple[number]): Tuple[number] | undefined {
  const family = mapped.families.get(column);
  if (family === 'integer' && !/^-?\d+$/.test(String(value))) return undefined;
  return family === 'text' || family === 'uuid' ? String(value) : value;
}

const PLACE = { postgres: 'ctid', sqlite: '_rowid_', mysql: '' } as const;

const keyNames = ({ address }: Mapped): readonly string[] =>
  address.by === 'key' || address.by === 'unique'
    ? address.columns
    : address.by === 'place'
      ? ['(place)']
      : [];

/** Where whole rows are read, their own columns say it; else what was selected under names of ours. */
const keyOf = (mapped: Mapped, row: Row, whole: boolean): Value[] =>
  keyNames(mapped).map(
    (column, at) => row[whole && mapped.address.by !== 'place' ? column : `kept_k${at}`] ?? null,
  );

/** The columns that routes out of a table need, under names that no column of a stranger has. */
const nameOf = (mapped: Mapped, column: string): string => `kept_n${mapped.carried.indexOf(column)}`;

const withoutPlace = ({ kept_k0: _, ...row }: Row): Row => row;

async function* select(
  database: Database,
  mapped: Mapped,
  where: Fragment,
  whole: boolean,
  batch: number,
): AsyncGenerator<Row[]> {
  const { dialect } = database;
  const { address, table } = mapped;
  const place =
    dialect === 'postgres' && table.partitions.length > 0
      ? "tableoid::text || ' ' || ctid::text"
      : dialect === 'postgres'
        ? 'ctid::text'
        : PLACE[dialect];
  const all = whole || address.by === 'nothing';
  const columns = all ? table.columns.map(({ name }) => quoted(dialect, name)) : [];
  const named = whole
    ? []
    : keyNames(mapped).map((column, at) => `${quoted(dialect, column)} as kept_k${at}`);
  const keys = address.by === 'place' ? [`${place} as kept_k0`] : named;
  const carried = whole
    ? []
    : mapped.carried.map((column, at) => `${quoted(dialect, column)} as kept_n${at}`);
  const list = [...keys, ...carried, ...columns].join(', ');
  const from = quotedTable(dialect, table);
  yield* database.batches(`select ${list} from ${from} where ${where.sql}`, where.parameters, batch);
}
