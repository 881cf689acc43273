import { nearest } from '../language-findings.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import type { Look } from './look.ts';
import { type Check, type Hit, house } from './rule.ts';

/*
 * Rules on rows of connected systems, against the map that the policy has of them: a rule about a table that nobody mapped,
 * or that counts from a column that is not there, would keep its rows for ever and say nothing.
 */

type Rows = NonNullable<Policy['retention'][string]['rows']>[number];
type Tables = NonNullable<Policy['systems'][string]['tables']>;

/** Every table that a rule is about or looks at, with where it says so. */
const tablesNamed = ({ table, from, unless }: Rows): string[] => [
  table,
  ...(from?.days ?? []).flatMap((day) => ('event' in day || day.table === undefined ? [] : [day.table])),
  ...unless.map((one) => one.table),
];

/** Each rule for rows of a table, with the map of its system and the place of what it says. */
function* rowsOf(
  look: Look,
): Generator<{ rule: string; rows: Rows; tables: Tables | undefined; path: string }> {
  for (const [rule, declared] of Object.entries(look.policy.retention))
    for (const [at, rows] of (declared.rows ?? []).entries())
      yield {
        rule,
        rows,
        tables: look.policy.systems[rows.system]?.tables,
        path: `retention.${rule}.rows.${at}`,
      };
}

const did = (near: string | null, otherwise: string): string =>
  near === null
    ? otherwise
    : `Did you mean "${near}"? If not: ${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}`;

const withoutMap: Check = {
  rule: 'language-rows-without-map',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { rule, rows, tables, path } of rowsOf(look))
      if (tables === undefined)
        yield {
          place: look.at(`${path}.system`),
          message: `${rule} is about rows of ${rows.system}, and nothing says which tables that system has: none of them would ever go.`,
          todo: `Draft its map with "kept scan", and put it into systems/${rows.system}.yaml.`,
        };
  },
};

const tableUnknown: Check = {
  rule: 'language-rows-table-unknown',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { rule, rows, tables, path } of rowsOf(look))
      for (const table of new Set(tables ? tablesNamed(rows) : []))
        if (tables && !Object.hasOwn(tables, table))
          yield {
            place: look.at(table === rows.table ? `${path}.table` : path),
            message: `${rule} names the table ${table}, which the map of ${rows.system} does not have: nothing of it would ever go.`,
            todo: did(
              nearest(table, Object.keys(tables)),
              `Map it in systems/${rows.system}.yaml, with how its rows lead to people.`,
            ),
          };
  },
};

const dayUnknown: Check = {
  rule: 'language-rows-day-unknown',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { rule, rows, tables, path } of rowsOf(look))
      for (const day of rows.from?.days ?? []) {
        if ('event' in day) continue;
        const table = day.table ?? rows.table;
        const hit = tables?.[table] && notADay(tables[table], table, day.column, rows.system);
        if (hit)
          yield { place: look.at(`${path}.from`), ...hit, message: `${rule} counts from ${hit.message}` };
      }
  },
};

/** What the map says of days, where it says anything: without "dates" nobody can tell here. */
function notADay(
  mapped: Tables[string],
  table: string,
  column: string,
  system: string,
): Pick<Hit, 'message' | 'todo'> | null {
  const { dates } = mapped;
  if (dates === undefined || dates.includes(column)) return null;
  return {
    message: `${table}.${column}, and the map of ${system} knows of no day there: it has ${dates.length === 0 ? 'none' : sayList(dates)}.`,
    todo: did(
      nearest(column, dates),
      `Name it under "dates" of ${table} in systems/${system}.yaml, where it is there.`,
    ),
  };
}

export const rowChecks: readonly Check[] = [withoutMap, tableUnknown, dayUnknown];
