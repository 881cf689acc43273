import type { Database, Row, Value } from '../database/database.ts';
import type { Fragment } from '../database/dialect.rules.ts';
import type { Mapped } from './routes.rules.ts';
import { inOneStatement, type Selection } from './statements.rules.ts';

/** One statement of the walk: rows of a table, under a condition. */
export interface Step {
  readonly mapped: Mapped;
  readonly where: Fragment;
  /** Likely to give more rows than are asked for at first. */
  readonly large: boolean;
}

/** How the rows of a table are asked for, and how many at first. */
type Asking = { readonly selection: Selection; readonly most: number };

/** All rows of each step where they are few; null where there are more, which then have to be read from the start. */
export async function firstsOf(
  database: Database,
  group: readonly Step[],
  askingOf: (mapped: Mapped) => Asking,
  batch: number,
): Promise<(Row[] | null)[]> {
  const asked = group.map((step) => {
    const { selection, most } = askingOf(step.mapped);
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

export function* groupsOf(steps: Iterable<Step>, size: number): Generator<Step[]> {
  let group: Step[] = [];
  for (const step of steps) {
    group.push(step);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
