import { Refused } from '../../base/index.ts';
import { type Catalog, type Family, type RowAddress, rowAddressOf, type Table } from '../catalog/catalog.ts';
import type { SystemTables } from '../map/map.ts';

/** A way from found rows to more rows: columns of `to` that equal columns of `from`. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  readonly when: readonly (readonly [string, readonly string[]])[];
  readonly match: 'exact' | 'email';
  /** Columns of `to` that tell of this owner, where its rows have several. */
  readonly tells: readonly string[];
}

export interface Mapped {
  readonly id: string;
  readonly table: Table;
  readonly address: RowAddress;
  readonly families: ReadonlyMap<string, Family>;
  readonly identifies: ReadonlyMap<string, readonly string[]>;
  /** Ways out of it, to what belongs to its rows. */
  readonly routes: readonly Route[];
  /** The columns that those ways begin at. */
  readonly carried: readonly string[];
  /** Found in more than one way: rows must be remembered, so that none comes twice. */
  readonly severalWays: boolean;
  /** Belongs to rows of a table, perhaps of its own. */
  readonly reached: boolean;
}

/**
 * A map laid over the database as it is today.
 * @throws Refused `systems.map-outdated`: it names a table or column that is not there
 */
export function layOut(catalog: Catalog, map: SystemTables): Map<string, Mapped> {
  const tables = new Map(catalog.tables.map((table) => [table.id, table]));
  const missing: string[] = [];
  const columnsOf = (id: string): ReadonlySet<string> =>
    new Set(tables.get(id)?.columns.map((column) => column.name) ?? []);
  const need = (id: string, columns: readonly string[]) => {
    const there = columnsOf(id);
    for (const column of columns) if (!there.has(column)) missing.push(`${id}.${column}`);
  };
  const routes: Route[] = [];
  for (const [id, declared] of Object.entries(map)) {
    if (!tables.has(id)) {
      missing.push(id);
      continue;
    }
    need(id, [
      ...(declared.key ?? []),
      ...Object.values(declared.identifies).flat(),
      ...Object.keys(declared.columns),
    ]);
    for (const link of declared['owned-by']) {
      const by = Object.entries(link.by);
      const when = Object.entries(link.when ?? {});
      need(id, [...by.map(([ours]) => ours), ...when.map(([column]) => column), ...(link.tells ?? [])]);
      if (!Object.hasOwn(map, link.table)) missing.push(`${link.table} (which owns ${id})`);
      else
        need(
          link.table,
          by.map(([, theirs]) => theirs),
        );
      routes.push({
        from: link.table,
        to: id,
        theirs: by.map(([, theirs]) => theirs),
        ours: by.map(([ours]) => ours),
        when,
        match: link.match,
        tells: link.tells ?? [],
      });
    }
  }
  if (missing.length > 0) {
    throw new Refused(
      'systems.map-outdated',
      `The map names what the database does not have: ${missing.slice(0, 10).join(', ')}. Scan it again, and compare.`,
      { missing },
    );
  }
  return new Map(
    Object.entries(map).flatMap(([id, declared]) => {
      const table = tables.get(id);
      if (!table) return [];
      const identifies = new Map(Object.entries(declared.identifies));
      const ways = routes.filter((route) => route.to === id).length + [...identifies.values()].flat().length;
      const mapped: Mapped = {
        id,
        table,
        address: declared.key ? { by: 'key', columns: declared.key } : rowAddressOf(table, catalog.dialect),
        families: new Map(table.columns.map((column) => [column.name, column.family])),
        identifies,
        routes: routes.filter((route) => route.from === id),
        carried: [...new Set(routes.filter((route) => route.from === id).flatMap((route) => route.theirs))],
        severalWays: ways > 1 || routes.some((route) => route.to === id && route.from === id),
        reached: routes.some((route) => route.to === id),
      };
      return [[id, mapped] as const];
    }),
  );
}
