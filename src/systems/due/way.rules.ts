import { Refused } from '../../base/index.ts';
import type { Table } from '../catalog/catalog.ts';
import { type Dialect, isOneOf, quoted } from '../database/dialect.rules.ts';
import { loweredIn } from '../find/identity.rules.ts';
import type { SystemTables } from '../map/map.ts';
import type { When } from './due-rule.ts';
import type { Places } from './place.ts';

/** From one table to the next along a link of the map, in either direction. */
export interface Hop {
  readonly to: string;
  /** Columns of the table before, and of this one, that are equal. */
  readonly before: readonly string[];
  readonly here: readonly string[];
  /** Values that columns must have: of the table before, or of this one. */
  readonly when: When;
  readonly whenOf: 'before' | 'here';
  readonly match: 'exact' | 'email';
}

const LONGEST = 6;

/**
 * The shortest way along links of the map from one table to another. Refuses `systems.due-unclear` where there is none: a
 * rule must not count from nothing.
 */
export function wayBetween(map: SystemTables, from: string, to: string): Hop[] {
  const seen = new Set([from]);
  let ways: Hop[][] = [[]];
  for (let length = 0; length < LONGEST; length++) {
    const longer = ways.flatMap((way) =>
      hopsFrom(map, way.at(-1)?.to ?? from).flatMap((hop) => (seen.has(hop.to) ? [] : [[...way, hop]])),
    );
    const there = longer.find((way) => way.at(-1)?.to === to);
    if (there) return there;
    for (const way of longer) seen.add(way.at(-1)?.to ?? '');
    ways = longer;
  }
  throw new Refused(
    'systems.due-unclear',
    `The map links no rows of ${to} with rows of ${from}: say how with "owned-by" or "accessed-by".`,
  );
}

function hopsFrom(map: SystemTables, table: string): Hop[] {
  const declared = map[table];
  const up = [...(declared?.['owned-by'] ?? []), ...(declared?.['accessed-by'] ?? [])].map(
    (link): Hop => ({
      to: link.table,
      before: Object.keys(link.by),
      here: Object.values(link.by),
      when: link.when ?? {},
      whenOf: 'before',
      match: link.match,
    }),
  );
  const down = Object.entries(map).flatMap(([id, other]) =>
    [...other['owned-by'], ...other['accessed-by']].flatMap((link): Hop[] =>
      link.table === table ? [downBy(id, link)] : [],
    ),
  );
  return [...up, ...down];
}

/** Ways up to who owns rows, and is known by something: of several owners to each; none where the table knows itself. */
export function waysToOwners(map: SystemTables, from: string): Hop[][] {
  if (Object.keys(map[from]?.identifies ?? {}).length > 0) return [[]];
  const found: Hop[][] = [];
  let ways: Hop[][] = [[]];
  for (let length = 0; length < LONGEST && found.length === 0; length++) {
    ways = ways.flatMap((way) =>
      (map[way.at(-1)?.to ?? from]?.['owned-by'] ?? [])
        .filter((link) => link.table !== from && !way.some(({ to }) => to === link.table))
        .map((link): Hop[] => [
          ...way,
          {
            to: link.table,
            before: Object.keys(link.by),
            here: Object.values(link.by),
            when: link.when ?? {},
            whenOf: 'before',
            match: link.match,
          },
        ]),
    );
    found.push(...ways.filter((way) => Object.keys(map[way.at(-1)?.to ?? '']?.identifies ?? {}).length > 0));
  }
  return found;
}

/** Ways down to all that belongs to rows of a table, through whatever it belongs to. */
export function waysBelow(map: SystemTables, from: string): Hop[][] {
  const found: Hop[][] = [];
  let ways: Hop[][] = [[]];
  for (let length = 0; length < LONGEST && ways.length > 0; length++) {
    ways = ways.flatMap((way) => {
      const table = way.at(-1)?.to ?? from;
      return Object.entries(map).flatMap(([id, other]) =>
        id === from || way.some(({ to }) => to === id)
          ? []
          : other['owned-by'].flatMap((link): Hop[][] =>
              link.table === table ? [[...way, downBy(id, link)]] : [],
            ),
      );
    });
    found.push(...ways);
  }
  return found;
}

const downBy = (id: string, link: SystemTables[string]['owned-by'][number]): Hop => ({
  to: id,
  before: Object.values(link.by),
  here: Object.keys(link.by),
  when: link.when ?? {},
  whenOf: 'here',
  match: link.match,
});

/** `column = value` for each, as text where a column is not text. */
export function whenSql(
  dialect: Dialect,
  table: Table,
  when: When,
  { alias, places }: { alias: string; places: Places },
): string[] {
  return Object.entries(when).map(([column, values]) => {
    if (!table.columns.some(({ name }) => name === column))
      throw new Refused('systems.map-outdated', `${table.id} has no column ${column}.`);
    const name = `${alias}.${quoted(dialect, column)}`;
    const text = dialect === 'mysql' ? `cast(${name} as char)` : `cast(${name} as text)`;
    const test = isOneOf(dialect, text, values, places.parameters.length + 1);
    places.parameters.push(...test.parameters);
    return test.sql;
  });
}

/** A table of a way, under a name of ours. */
export interface Aliased {
  readonly alias: string;
  readonly table: Table;
}

/** Rows here belong with rows of the table before, whatever the types of the columns. */
export function joined(dialect: Dialect, hop: Hop, before: Aliased, here: Aliased): string {
  const one = { ...before, columns: hop.before };
  const other = { ...here, columns: hop.here };
  return one.columns
    .map((column, at) => {
      const theirs = other.columns[at] ?? '';
      const [left, right] = [
        `${one.alias}.${quoted(dialect, column)}`,
        `${other.alias}.${quoted(dialect, theirs)}`,
      ];
      if (hop.match === 'email') return `${loweredIn(dialect, left)} = ${loweredIn(dialect, right)}`;
      const family = (table: Table, name: string) => table.columns.find((each) => each.name === name)?.family;
      if (family(one.table, column) === family(other.table, theirs)) return `${left} = ${right}`;
      const text = (sql: string) => (dialect === 'mysql' ? `cast(${sql} as char)` : `cast(${sql} as text)`);
      return `${text(left)} = ${text(right)}`;
    })
    .join(' and ');
}
