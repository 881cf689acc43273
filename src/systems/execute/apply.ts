import { Refused } from '../../base/index.ts';
import type { Column, Table } from '../catalog/catalog.ts';
import type { Applied, Replacement, Step } from '../connector.ts';
import type { Database, Parameter, Row, Value } from '../database/database.ts';
import { quoted, quotedTable } from '../database/dialect.rules.ts';
import { constantOf, isConstant, masked } from './mask.rules.ts';
import { columnOf, tableOf } from './tables.ts';
import { deleteTogether } from './together.ts';
import { isUnique, isWhole, keyedBy } from './where.rules.ts';

export interface Applying {
  readonly database: Database;
  readonly tables: ReadonlyMap<string, Table>;
  /** For keyed hashes. */
  readonly secret: Buffer;
}

/**
 * Writes steps in one transaction, in their order. Asked for again it finds nothing left to write: rows are named by keys
 * that no other row takes over, and what was put in place is known as such.
 *
 * @throws Refused `systems.map-outdated`, `systems.key-not-unique`
 */
export function applySteps(applying: Applying, steps: readonly Step[]): Promise<Applied[]> {
  const { database, tables } = applying;
  return database.transaction(async () => {
    const applied: Applied[] = [];
    for (const group of sentTogether(steps)) {
      if (group[0]?.together !== undefined) {
        applied.push(...(await deleteTogether(database, tables, group)));
        continue;
      }
      const written = canBeOne(applying, group)
        ? (await deleteTogether(database, tables, group)).map((one) => one.written)
        : await inTheirOrder(applying, group);
      applied.push(...group.map(({ id }, at) => ({ id, written: written[at] ?? 0 })));
    }
    return applied;
  });
}

/**
 * What is written in one statement or under one delay of checks comes as one. Other deletions in a row are sent without waiting
 * for the answer to each; they are done in their order all the same.
 */
function sentTogether(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const joins =
      step.together === undefined
        ? last !== undefined && last.length < AT_ONCE && step.act === 'delete' && first?.act === 'delete'
        : true;
    if (last && joins && first?.together === step.together) last.push(step);
    else groups.push([step]);
  }
  return groups;
}
export const AT_ONCE = 32;

/** Sent without waiting where each is one statement; else the second statement of one would come after the first of the next. */
async function inTheirOrder(applying: Applying, group: readonly Step[]): Promise<number[]> {
  const { database, tables } = applying;
  const singly = group.every(
    ({ table, key, keys }) => keyedBy(database.dialect, tableOf(tables, table), key, keys).length <= 1,
  );
  if (singly) return Promise.all(group.map((step) => applyStep(applying, step)));
  const written: number[] = [];
  for (const step of group) written.push(await applyStep(applying, step));
  return written;
}

/**
 * Whether several deletions can be one statement, which takes half as long: in PostgreSQL, where no trigger of the table could
 * meet rows that the same statement is about, and rows have a key that the database sees to.
 */
const canBeOne = ({ database, tables }: Applying, group: readonly Step[]): boolean =>
  group.length > 1 &&
  database.dialect === 'postgres' &&
  group.every(({ act, table: id, key, keys }) => {
    const table = tables.get(id);
    return (
      act === 'delete' &&
      table !== undefined &&
      table.triggers.length === 0 &&
      table.partitions.length === 0 &&
      isUnique(table, key) &&
      !keys.some((one) => one.includes(null))
    );
  });

async function applyStep(applying: Applying, step: Step): Promise<number> {
  const table = tableOf(applying.tables, step.table);
  const { database } = applying;
  let written = 0;
  for (const { where, keys } of keyedBy(database.dialect, table, step.key, step.keys)) {
    const met =
      step.act === 'delete'
        ? await database.run(
            `delete from ${quotedTable(database.dialect, table)} where ${where.sql}`,
            where.parameters,
          )
        : await replace(applying, table, step, where.sql, where.parameters, keys);
    if (met > keys.length && !isWhole(table, step.key)) {
      throw new Refused(
        'systems.key-not-unique',
        `${keys.length} keys of ${table.id} name ${met} rows: nothing was written. Declare a key in the map that tells its rows apart.`,
      );
    }
    written += met;
  }
  return written;
}

/** What is the same for every row in one statement; the rest is read, computed and written row by row. */
async function replace(
  { database, secret }: Applying,
  table: Table,
  { columns = {}, key }: Step,
  where: string,
  parameters: readonly Parameter[],
  keys: readonly (readonly Value[])[],
): Promise<number> {
  const { dialect } = database;
  const facts = (name: string): Column => columnOf(table, name);
  const constants = Object.entries(columns).filter(([, how]) => isConstant(how));
  const computed = Object.entries(columns).filter(([, how]) => !isConstant(how));
  let met = 0;
  if (computed.length > 0) met = await compute({ database, secret }, table, computed, key, keys);
  if (constants.length === 0) return met;
  const values = constants.map(([name, how]) => constantOf(how, facts(name)));
  // The condition has the first places of PostgreSQL, and stands last.
  const set = constants.map(([name], at) => {
    const place = dialect === 'postgres' ? `$${parameters.length + at + 1}` : '?';
    return `${quoted(dialect, name)} = ${place}`;
  });
  return database.run(
    `update ${quotedTable(dialect, table)} set ${set.join(', ')} where ${where}`,
    dialect === 'postgres' ? [...parameters, ...values] : [...values, ...parameters],
  );
}

async function compute(
  { database, secret }: Pick<Applying, 'database' | 'secret'>,
  table: Table,
  computed: readonly (readonly [string, Replacement])[],
  key: readonly string[],
  keys: readonly (readonly Value[])[],
): Promise<number> {
  const { dialect } = database;
  const names = [...new Set([...key, ...computed.map(([name]) => name)])];
  const list = names.map((name) => quoted(dialect, name)).join(', ');
  let met = 0;
  for (const { where } of keyedBy(dialect, table, key, keys)) {
    const locked = dialect === 'sqlite' ? '' : ' for update';
    const rows = await database.rows(
      `select ${list} from ${quotedTable(dialect, table)} where ${where.sql}${locked}`,
      where.parameters,
    );
    met += rows.length;
    for (const row of rows) await writeRow(database, table, key, row, computed, secret);
  }
  return met;
}

async function writeRow(
  database: Database,
  table: Table,
  key: readonly string[],
  row: Row,
  computed: readonly (readonly [string, Replacement])[],
  secret: Buffer,
): Promise<void> {
  const { dialect } = database;
  const own = key.map((name) => row[name] ?? null);
  const changed = computed
    .map(([name, how]) => [name, masked(how, row[name] ?? null, columnOf(table, name), secret)] as const)
    .filter(([name, value]) => value !== (row[name] ?? null));
  if (changed.length === 0) return;
  for (const { where } of keyedBy(dialect, table, key, [own])) {
    const set = changed.map(([name], at) => {
      const place = dialect === 'postgres' ? `$${where.parameters.length + at + 1}` : '?';
      return `${quoted(dialect, name)} = ${place}`;
    });
    const values = changed.map(([, value]) => value);
    await database.run(
      `update ${quotedTable(dialect, table)} set ${set.join(', ')} where ${where.sql}`,
      dialect === 'postgres' ? [...where.parameters, ...values] : [...values, ...where.parameters],
    );
  }
}
