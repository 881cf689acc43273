import { Refused } from '../../base/index.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read.ts';
import type { Database, Row, Value } from '../database/database.ts';
import { batchOf, type Fragment, quoted } from '../database/dialect.rules.ts';
import type { SystemTables } from '../map/map.ts';
import { pack, unpack } from '../plan/row-set.ts';
import { externalIdsFor, holdsIdentity, type KnownAs, lowered } from './identity.rules.ts';
import { layOut, type Mapped, type Route } from './routes.rules.ts';
import { EVERYTHING_IS_NEW, markOf, remembering, type Seen } from './seen.ts';
import {
  followed,
  inOneStatement,
  keyNames,
  type Scalar,
  type Selection,
  selectionOf,
  type Tuple,
} from './statements.rules.ts';

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
  /** Tables whose rows come whole also where only keys are looked for: a plan needs those that have no key. */
  readonly whole?: (table: string) => boolean;
}

/** Rows to begin at instead of a person's identities: those of a table that a rule names. */
export interface Beginning {
  readonly table: string;
  readonly where: Fragment;
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
  for await (const { table, key, keys, count } of walk(database, map, identities, options, () => false)) {
    yield { table, key, keys, count };
  }
}

/**
 * As `findPerson`, from identities or from rows that a rule names, for a plan: with the rows themselves where
 * `options.whole` asks for them. What the rows of a rule own is found as what a person owns.
 */
export async function* traceRows(
  database: Database,
  map: SystemTables,
  from: readonly KnownAs[] | Beginning,
  options: FindOptions = {},
): AsyncGenerator<Read> {
  yield* walk(database, map, from, options, options.whole ?? (() => false));
}

/** The same with the rows themselves, as they are; a row of a million is read without holding the others. */
export async function* readPerson(
  database: Database,
  map: SystemTables,
  identities: readonly KnownAs[],
  options: FindOptions = {},
): AsyncGenerator<Read> {
  yield* walk(database, map, identities, options, () => true);
}

/** A catalog and a map that were laid over each other once need not be again, for as long as both are in use. */
const laidOut = new WeakMap<Catalog, WeakMap<SystemTables, ReadonlyMap<string, Mapped>>>();

export function layoutOf(catalog: Catalog, map: SystemTables): ReadonlyMap<string, Mapped> {
  const known = laidOut.get(catalog) ?? new WeakMap<SystemTables, ReadonlyMap<string, Mapped>>();
  laidOut.set(catalog, known);
  const layout = known.get(map) ?? layOut(catalog, map);
  known.set(map, layout);
  return layout;
}

/** One statement of the walk: rows of a table, under a condition. */
interface Step {
  readonly mapped: Mapped;
  readonly where: Fragment;
  /** Likely to give more rows than are asked for at first. */
  readonly large: boolean;
}

/** How many statements are asked at once, and for how many rows each at first: most people have fewer in most tables. */
const AT_ONCE = 24;
const FIRST = 32;
const FIRST_LARGE = 4;

async function* walk(
  database: Database,
  map: SystemTables,
  from: readonly KnownAs[] | Beginning,
  { batch = 500, catalog }: FindOptions,
  wholly: (table: string) => boolean,
): AsyncGenerator<Read> {
  const layout = layoutOf(catalog ?? (await readCatalog(database)), map);
  const begins = 'where' in from ? layout.get(from.table) : undefined;
  let steps: Iterable<Step> = 'where' in from ? [beginningAt(layout, from)] : seedsOf(database, layout, from);
  const found = new Map<string, Taking>();
  const takingOf = (mapped: Mapped): Taking => {
    const taking = found.get(mapped.id) ?? takingFrom(database, mapped, wholly(mapped.id), mapped === begins);
    found.set(mapped.id, taking);
    return taking;
  };
  const snapshot = await database.snapshot();
  try {
    while (steps) {
      for (const group of groupsOf(steps, AT_ONCE)) {
        // Several tables are asked before the first one answers: one way to the server and back for all of them.
        const firsts = await firstsOf(database, group, takingOf, batch);
        for (const [at, { mapped, where }] of group.entries()) {
          const taking = takingOf(mapped);
          const first = firsts[at];
          const answers = first
            ? [first]
            : database.batches(`${taking.selection.sql} where ${where.sql}`, where.parameters, batch);
          for await (const rows of answers) {
            const read = take(taking, rows);
            if (read) yield read;
          }
        }
      }
      const ways = [...found.values()].flatMap(({ ways }) => ways.filter(({ waiting }) => waiting.some));
      if (ways.length === 0) break;
      steps = stepsAlong(database, layout, ways);
    }
  } finally {
    await snapshot.end();
  }
}

/** All rows of each step where they are few; null where there are more, which then have to be read from the start. */
async function firstsOf(
  database: Database,
  group: readonly Step[],
  takingOf: (mapped: Mapped) => Taking,
  batch: number,
): Promise<(Row[] | null)[]> {
  const asked = group.map((step) => {
    const { selection, most } = takingOf(step.mapped);
    return { step, selection, table: step.mapped.table, where: step.where, most: Math.min(most, batch + 1) };
  });
  const few = asked.filter(({ step }) => !step.large);
  const together = few.filter(({ selection }) => selection.plain !== null);
  const inOne = together.length > 1 ? rowsOfAll(database, together) : null;
  return Promise.all(
    asked.map(async (one) => {
      const { step, selection, where, most } = one;
      if (step.large) return null;
      const place = together.indexOf(one);
      const rows =
        inOne && place >= 0
          ? ((await inOne)[place] ?? [])
          : await database.first(`${selection.sql} where ${where.sql}`, where.parameters, most);
      return rows.length < most ? rows : null;
    }),
  );
}

async function rowsOfAll(database: Database, asked: Parameters<typeof inOneStatement>[0]): Promise<Row[][]> {
  const { sql, parameters } = inOneStatement(asked);
  const all: Row[][] = asked.map(() => []);
  const most = asked.reduce((sum, one) => sum + one.most, 0);
  for (const row of await database.first(sql, parameters, most)) {
    const at = Number(row.kept_of);
    const own: Record<string, Value> = {};
    for (const [place, { as, back }] of (asked[at]?.selection.plain ?? []).entries()) {
      const value = row[`kept_${place}`] ?? null;
      own[as] = value === null ? null : back(String(value));
    }
    all[at]?.push(own);
  }
  return all;
}

function* groupsOf(steps: Iterable<Step>, size: number): Generator<Step[]> {
  let group: Step[] = [];
  for (const step of steps) {
    group.push(step);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

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
interface Taking {
  readonly mapped: Mapped;
  readonly whole: boolean;
  readonly selection: Selection;
  /** How many rows to ask for at first, and one. */
  readonly most: number;
  readonly seen: Seen;
  readonly ways: readonly Way[];
}

function takingFrom(database: Database, mapped: Mapped, whole: boolean, begins: boolean): Taking {
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
function take({ mapped, whole, selection, seen, ways }: Taking, rows: readonly Row[]): Read | null {
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
function* stepsAlong(
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

function beginningAt(layout: ReadonlyMap<string, Mapped>, { table, where }: Beginning): Step {
  const mapped = layout.get(table);
  if (!mapped)
    throw new Refused('systems.table-unmapped', `The map of this system does not name the table ${table}.`);
  return { mapped, where, large: true };
}

/** Where to begin: every column that one of the identities may stand in. */
export function seedsOf(
  database: Database,
  layout: ReadonlyMap<string, Mapped>,
  identities: readonly KnownAs[],
): Step[] {
  const byKind = Map.groupBy(identities, (identity) => identity.kind);
  const withIds = [...layout.values()].filter((one) => one.identifies.has('external')).map((one) => one.id);
  const seeds: Step[] = [];
  for (const mapped of layout.values()) {
    for (const [kind, known] of byKind) {
      const values = known.map((one) => one.value);
      const own = kind === 'external' ? externalIdsFor(mapped.id, values, withIds) : values;
      if (own.length === 0) continue;
      for (const column of mapped.identifies.get(kind) ?? []) {
        const where = holdsIdentity(database.dialect, kind, quoted(database.dialect, column), own, 1);
        if (where) seeds.push({ mapped, where, large: false });
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
