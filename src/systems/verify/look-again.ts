import type { Catalog, Table } from '../catalog/catalog.ts';
import type { Leftover, Step } from '../connector.ts';
import type { Value } from '../database/database.ts';
import { quoted, quotedTable } from '../database/dialect.rules.ts';
import { type Applying, AT_ONCE } from '../execute/apply.ts';
import { countsOf } from '../execute/counts.ts';
import { constantOf, isConstant, masked } from '../execute/mask.rules.ts';
import { columnOf, tableOf } from '../execute/tables.ts';
import { keyedBy } from '../execute/where.rules.ts';
import { layoutOf, traceRows } from '../find/find.ts';
import type { KnownAs } from '../find/identity.rules.ts';
import type { SystemTables } from '../map/map.ts';
import { markOfKey } from '../plan/row-set.ts';
import { isKeyless, keyOf, toldApart } from '../plan/told-apart.rules.ts';

/** What is looked for. */
export interface Again {
  readonly identities: readonly KnownAs[];
  readonly written: AsyncIterable<Step>;
  readonly stays: (table: string, key: readonly Value[]) => boolean;
}

/** By the keys of what was written, and by the identities: what is found and should not be there, by table. */
export async function lookAgain(
  applying: Applying & { catalog: Catalog },
  map: SystemTables,
  { identities, written, stays }: Again,
): Promise<Leftover[]> {
  const left: Leftover[] = [];
  const renamed = new Map<string, Set<number>>();
  let asked: Step[] = [];
  const answers = async () => {
    left.push(...(await lookAgainByKeys(applying, asked)));
    asked = [];
  };
  for await (const step of written) {
    if (step.act === 'detach') continue; // its rows are deleted by a later step, which is looked at
    asked.push(step);
    if (asked.length >= AT_ONCE) await answers();
    noteRenamed(applying, step, renamed);
  }
  const isKnown = (table: string, key: readonly Value[]) =>
    stays(table, key) || (renamed.get(table)?.has(markOfKey(key)) ?? false);
  // Both are asked before either answers.
  const [, again] = await Promise.all([
    answers(),
    identities.length > 0 ? lookAgainByIdentity(applying, map, identities, isKnown) : [],
  ]);
  left.push(...again);
  return [...Map.groupBy(left, ({ table, because }) => JSON.stringify([table, because])).values()].flatMap(
    (all) => {
      const [one] = all;
      return one ? [{ ...one, count: all.reduce((sum, { count }) => sum + count, 0) }] : [];
    },
  );
}

/** A row that is known by all that it holds holds other things now. */
function noteRenamed({ tables, secret }: Applying, step: Step, renamed: Map<string, Set<number>>): void {
  const table = tableOf(tables, step.table);
  const { columns } = step;
  if (!columns || !step.key.some((name) => Object.hasOwn(columns, name))) return;
  const marks = renamed.get(step.table) ?? new Set<number>();
  renamed.set(step.table, marks);
  for (const key of step.keys) {
    const now = step.key.map((name, at) => {
      const how = columns[name];
      return how ? masked(how, key[at] ?? null, columnOf(table, name), secret) : (key[at] ?? null);
    });
    marks.add(markOfKey(now));
  }
}

/** Walks from the identities once more: every row that is there must be one that was planned to stay. */
async function lookAgainByIdentity(
  { database, catalog }: Applying & { catalog: Catalog },
  map: SystemTables,
  identities: readonly KnownAs[],
  isKnown: Again['stays'],
): Promise<Leftover[]> {
  const told = toldApart(catalog, map);
  const layout = layoutOf(catalog, told);
  const whole = (id: string) => {
    const mapped = layout.get(id);
    return mapped === undefined || isKeyless(mapped);
  };
  const counts = new Map<string, number>();
  for await (const read of traceRows(database, told, identities, { catalog, whole })) {
    const mapped = layout.get(read.table);
    if (!mapped) continue;
    const key = keyOf(mapped);
    const keys = whole(read.table) ? read.rows.map((row) => key.map((name) => row[name] ?? null)) : read.keys;
    const unknown = keys.filter((one) => !isKnown(read.table, one)).length;
    if (unknown > 0) counts.set(read.table, (counts.get(read.table) ?? 0) + unknown);
  }
  return [...counts].map(([table, count]) => ({
    table,
    count,
    because: 'found again by identity: it came after the plan, or the plan did not reach it',
  }));
}

/** Reads the rows of written steps again, by key: what was deleted must not be there, what was replaced must be. */
async function lookAgainByKeys(applying: Applying, steps: readonly Step[]): Promise<Leftover[]> {
  const deleted = steps.filter(({ act }) => act === 'delete');
  const replaced = steps.filter(({ act }) => act !== 'delete');
  const there = deleted.map(() => 0);
  const count = async () => {
    for await (const { of, rows } of countsOf(applying.database, applying.tables, deleted))
      there[of] = (there[of] ?? 0) + rows;
  };
  const [, unlikes] = await Promise.all([
    count(),
    Promise.all(replaced.map((step) => unlike(applying, tableOf(applying.tables, step.table), step))),
  ]);
  const left = (some: readonly Step[], counts: readonly number[], because: string): Leftover[] =>
    some.flatMap(({ table }, at) => {
      const count = counts[at] ?? 0;
      return count > 0 ? [{ table, count, because }] : [];
    });
  return [
    ...left(deleted, there, 'the same key was found again after it was deleted'),
    ...left(replaced, unlikes, 'a column does not hold what was put there'),
  ];
}

async function unlike({ database, secret }: Applying, table: Table, step: Step): Promise<number> {
  // A row without a key is named by what it held, which is no longer there.
  const held = Object.entries(step.columns ?? {});
  const list = held.map(([name]) => quoted(database.dialect, name)).join(', ');
  let count = 0;
  for (const { where } of keyedBy(database.dialect, table, step.key, step.keys)) {
    const rows = await database.rows(
      `select ${list} from ${quotedTable(database.dialect, table)} where ${where.sql}`,
      where.parameters,
    );
    for (const row of rows) {
      const right = held.every(([name, how]) => {
        const column = columnOf(table, name);
        const value = row[name] ?? null;
        const wanted = isConstant(how) ? constantOf(how, column) : masked(how, value, column, secret);
        return alike(value, wanted);
      });
      if (!right) count++;
    }
  }
  return count;
}

/** As a database gives it back: a number as text with its decimals, a truth as a number, a day with a time. */
function alike(found: Value, wanted: Value): boolean {
  if (found === null || wanted === null) return found === wanted;
  if (found === wanted || String(found).trimEnd() === String(wanted)) return true;
  if (typeof wanted === 'boolean' || typeof found === 'boolean') return Number(found) === Number(wanted);
  const [one, other] = [String(found), String(wanted)];
  if (/^-?\d+(\.\d+)?$/.test(one) && /^-?\d+(\.\d+)?$/.test(other)) return Number(one) === Number(other);
  return /^\d{4}-\d\d-\d\d/.test(one) && one.slice(0, 10) === other.slice(0, 10);
}
