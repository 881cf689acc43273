import type { Catalog } from '../catalog/catalog.ts';
import { isUnique } from '../execute/where.rules.ts';
import type { Mapped } from '../find/routes.rules.ts';
import type { SystemTables } from '../map/map.ts';

/** A key that people declared and the database does not see to tells nothing apart: rows are then known by all they hold. */
export function toldApart(catalog: Catalog, map: SystemTables): SystemTables {
  const known = apart.get(catalog)?.get(map);
  if (known) return known;
  const tables = new Map(catalog.tables.map((table) => [table.id, table]));
  const told = Object.fromEntries(
    Object.entries(map).map(([id, declared]) => {
      const table = tables.get(id);
      const { key, ...without } = declared;
      return [id, key && table && !isUnique(table, key) ? without : declared];
    }),
  );
  const byMap = apart.get(catalog) ?? new WeakMap<SystemTables, SystemTables>();
  apart.set(catalog, byMap.set(map, told));
  return told;
}

const apart = new WeakMap<Catalog, WeakMap<SystemTables, SystemTables>>();

/** Whether a row is told from others by all that it holds. In SQLite a primary key may hold nulls. */
export function isKeyless({ address, table }: Mapped): boolean {
  if (address.by !== 'key' && address.by !== 'unique') return true;
  const facts = new Map(table.columns.map((column) => [column.name, column]));
  const rowid =
    address.columns.length === 1 && /^integer$/i.test(facts.get(address.columns[0] ?? '')?.type ?? '');
  return !rowid && address.columns.some((name) => facts.get(name)?.nullable);
}

/** What the places of a row's key mean; every column where there is no key. */
export const keyOf = (mapped: Mapped): readonly string[] =>
  !isKeyless(mapped) && 'columns' in mapped.address
    ? mapped.address.columns
    : mapped.table.columns.map(({ name }) => name);
