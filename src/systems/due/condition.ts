import { Refused } from '../../base/index.ts';
import type { Column, Table } from '../catalog/catalog.ts';
import { type Dialect, quotedTable } from '../database/dialect.rules.ts';
import { columnOf, tableOf } from '../execute/tables.ts';
import type { SystemTables } from '../map/map.ts';
import { replacementsOf } from '../plan/replace.rules.ts';
import { dayColumn } from './day.rules.ts';
import type { DueRule, StartColumn } from './due-rule.ts';
import type { Places } from './place.ts';
import { undone } from './undone.rules.ts';
import { type Aliased, type Hop, joined, wayBetween, whenSql } from './way.rules.ts';

/** What a rule is laid over. */
export interface Ground {
  readonly dialect: Dialect;
  readonly tables: ReadonlyMap<string, Table>;
  readonly map: SystemTables;
}

/** A start, with the way to where it stands. */
export interface Start {
  readonly way: readonly Hop[];
  readonly table: Table;
  readonly column: Column;
}

/** @throws Refused `systems.map-outdated`, `systems.due-unclear` */
export function startsOf({ tables, map }: Ground, rule: DueRule): Start[] {
  return rule.starts.map(({ table = rule.table, column }: StartColumn) => {
    const there = tableOf(tables, table);
    return {
      way: table === rule.table ? [] : wayBetween(map, rule.table, table),
      table: there,
      column: columnOf(there, column),
    };
  });
}

/** The tables of a way, each under a name of its own, after the one it begins at. */
export function along({ tables }: Ground, way: readonly Hop[], begins: Aliased): Aliased[] {
  return [
    begins,
    ...way.map(({ to }, at): Aliased => ({ alias: `kept_w${at + 1}`, table: tableOf(tables, to) })),
  ];
}

/** What holds between the tables of a way beside their links: which rows a link is about. */
export function whensAlong(
  ground: Ground,
  way: readonly Hop[],
  all: readonly Aliased[],
  places: Places,
): string[] {
  return way.flatMap((hop, at) => {
    const of = hop.whenOf === 'before' ? all[at] : all[at + 1];
    return of ? whenSql(ground.dialect, of.table, hop.when, { alias: of.alias, places }) : [];
  });
}

/** `from … join … on …`, without the first table. */
export function joinsAlong({ dialect }: Ground, way: readonly Hop[], all: readonly Aliased[]): string {
  return way
    .map((hop, at) => {
      const [before, here] = [all[at], all[at + 1]];
      if (!before || !here) return '';
      return ` join ${quotedTable(dialect, here.table)} ${here.alias} on ${joined(dialect, hop, before, here)}`;
    })
    .join('');
}

/**
 * Which rows of its table a rule finds due, as a condition that the database answers by itself. The table goes by its own
 * name; places are put in the order of the text.
 */
export function dueCondition(ground: Ground, rule: DueRule, places: Places): string {
  const { dialect } = ground;
  const table = tableOf(ground.tables, rule.table);
  const self: Aliased = { alias: quotedTable(dialect, table), table };
  const starts = startsOf(ground, rule);
  const parts = [...whenSql(dialect, table, rule.when, { ...self, places })];
  const test = (start: Start, say: 'holds' | 'is late' | 'has begun'): string =>
    linked(ground, self, start.way, places, (alias) => {
      const day = dayColumn(dialect, start.column, { alias, zone: rule.zone, places });
      if (say === 'holds' || rule.begunBy === null) return day.holds;
      return say === 'is late'
        ? `(${day.holds} and not ${day.begunBy(rule.begunBy)})`
        : `(${day.holds} and ${day.begunBy(rule.begunBy)})`;
    });
  const [only] = starts;
  // What counts from nothing is never due.
  if (rule.needsDay && starts.length === 0) parts.push(FALSE);
  if (starts.length === 1 && only?.way.length === 0 && rule.needsDay) {
    parts.push(test(only, rule.begunBy === null ? 'holds' : 'has begun'));
  } else {
    if (rule.begunBy !== null && rule.which === 'latest')
      parts.push(...starts.map((start) => `not coalesce(${test(start, 'is late')}, ${FALSE})`));
    if (rule.needsDay && starts.length > 0) {
      const any = starts.map((start) => {
        if (rule.which === 'latest' || rule.begunBy === null)
          return `coalesce(${test(start, 'holds')}, ${FALSE})`;
        // Of several linked rows the latest counts, also where the earliest of the days does.
        return start.way.length === 0
          ? `coalesce(${test(start, 'has begun')}, ${FALSE})`
          : `(${test(start, 'holds')} and not ${test(start, 'is late')})`;
      });
      parts.push(`(${any.join(' or ')})`);
    }
  }
  for (const one of rule.unless) {
    const way = wayBetween(ground.map, rule.table, one.table);
    parts.push(
      `not ${linked(ground, self, way, places, (alias) => {
        const there = tableOf(ground.tables, one.table);
        return whenSql(dialect, there, one.when, { alias, places }).join(' and ') || TRUE;
      })}`,
    );
  }
  if (rule.anonymises) {
    const declared = ground.map[rule.table];
    const open = undone(dialect, table, declared ? replacementsOf(declared) : {}, self.alias, places);
    if (open === null)
      throw new Refused(
        'systems.due-unclear',
        `Which rows of ${table.id} were anonymised already can't be told from what is put in place there. Let at least one column be emptied, or have a constant.`,
      );
    parts.push(open);
  }
  return parts.join(' and ') || TRUE;
}

export const TRUE = '(1 = 1)';
const FALSE = '(1 = 0)';

/** Whether a row that is linked along a way passes a test; of a row itself, whether it does. */
function linked(
  ground: Ground,
  self: Aliased,
  way: readonly Hop[],
  places: Places,
  test: (alias: string) => string,
): string {
  const { dialect } = ground;
  const all = along(ground, way, self);
  const [, first] = all;
  const last = all.at(-1);
  const [hop] = way;
  if (!first || !last || !hop) return test(self.alias);
  const joins = joinsAlong(ground, way.slice(1), all.slice(1));
  const parts = [joined(dialect, hop, self, first), ...whensAlong(ground, way, all, places)];
  return `exists (select 1 from ${quotedTable(dialect, first.table)} ${first.alias}${joins} where ${[...parts, test(last.alias)].join(' and ')})`;
}

/** @throws Refused `systems.due-unclear`: a rule must be able to name its rows */
export function keyOfRule({ tables, map }: Ground, rule: Pick<DueRule, 'table'>): readonly string[] {
  const declared = map[rule.table];
  if (!declared)
    throw new Refused(
      'systems.table-unmapped',
      `The map of this system does not name the table ${rule.table}.`,
    );
  const table = tableOf(tables, rule.table);
  const unique = [table.primaryKey, ...table.uniques].find(
    (key) =>
      key.length > 0 &&
      key.every((name) => table.columns.some((column) => column.name === name && !column.nullable)),
  );
  const key = table.primaryKey.length > 0 ? table.primaryKey : unique;
  if (!key)
    throw new Refused(
      'systems.due-unclear',
      `${rule.table} has no key by which its rows could be named: give it one, and a rule can dispose of them.`,
    );
  return key;
}
