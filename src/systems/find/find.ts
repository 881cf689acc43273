import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read.ts';
import type { Database } from '../database/database.ts';
import type { SystemTables } from '../map/map.ts';
import { firstsOf, groupsOf, type Step } from './ask.ts';
import { type Beginning, beginningAt, seedsOf } from './begin.ts';
import type { Found, Read } from './found.ts';
import type { KnownAs } from './identity.rules.ts';
import { layOut, type Mapped } from './routes.rules.ts';
import { stepsAlong, type Taking, take, takingFrom } from './take.ts';

export interface FindOptions {
  /** At most so many rows at a time; 500 unless told. */
  readonly batch?: number;
  /** The catalog, where it was read already. */
  readonly catalog?: Catalog;
  /** Tables whose rows come whole also where only keys are looked for: a plan needs those that have no key. */
  readonly whole?: (table: string) => boolean;
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

/** How many statements are asked at once. */
const AT_ONCE = 24;

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
