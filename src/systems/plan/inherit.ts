import type { Value } from '../database/database.ts';
import { quoted, quotedTable } from '../database/dialect.rules.ts';
import { keyedBy } from '../execute/where.rules.ts';
import type { Route } from '../find/routes.rules.ts';
import type { SystemTables } from '../map/map.ts';
import { markOfKey } from './row-set.ts';
import type { RowsFound, Search } from './rows-found.ts';

type Key = readonly Value[];

/**
 * The day that the keeping of these rows counts from, where their own table has none: a line of an invoice is kept as long
 * as its invoice. By the latest, where several own it; rows that no day is found for are left out.
 */
export async function daysOfOwners(
  { database, found, tables }: Search,
  map: SystemTables,
  rows: RowsFound,
  keys: readonly Key[],
): Promise<Map<number, Value>> {
  const { dialect } = database;
  const days = new Map<number, Value>();
  const way = wayToDay(
    map,
    [...found.values()].flatMap(({ mapped }) => mapped.routes),
    rows.mapped.id,
  );
  const last = way.at(-1);
  const from = last && map[last.from]?.['keep-until']?.from;
  if (from === undefined || !last) return days;
  const joins = way.map((route, at) => {
    const there = tables.get(route.from);
    const on = route.ours.map(
      (column, place) =>
        `o${at}.${quoted(dialect, column)} = o${at + 1}.${quoted(dialect, route.theirs[place] ?? '')}`,
    );
    return there ? ` join ${quotedTable(dialect, there)} o${at + 1} on ${on.join(' and ')}` : '';
  });
  const list = rows.key.map((column, at) => `o0.${quoted(dialect, column)} as kept_${at}`);
  for (const { where } of keyedBy(dialect, rows.table, rows.key, keys)) {
    const inner = `select * from ${quotedTable(dialect, rows.table)} where ${where.sql}`;
    const sql = `select ${list.join(', ')}, o${way.length}.${quoted(dialect, from)} as kept_day from (${inner}) o0${joins.join('')}`;
    for (const row of await database.rows(sql, where.parameters)) {
      const mark = markOfKey(rows.key.map((_, at) => row[`kept_${at}`] ?? null));
      const day = row.kept_day ?? null;
      const before = days.get(mark) ?? null;
      if (day !== null && (before === null || String(day) > String(before))) days.set(mark, day);
    }
  }
  return days;
}

/** The shortest way along owners to a table whose own rows say the day. */
function wayToDay(map: SystemTables, routes: readonly Route[], table: string): Route[] {
  let ways: Route[][] = routes.filter(({ to }) => to === table).map((route) => [route]);
  for (let length = 0; length < 6 && ways.length > 0; length++) {
    const there = ways.find((way) => map[way.at(-1)?.from ?? '']?.['keep-until']?.from !== undefined);
    if (there) return there;
    ways = ways.flatMap((way) =>
      routes
        .filter(({ to, from }) => to === way.at(-1)?.from && !way.some((one) => one.from === from))
        .map((route) => [...way, route]),
    );
  }
  return [];
}
