import { Refused } from '../../base/index.ts';
import type { Table } from '../catalog/catalog.ts';
import type { Applied, Step } from '../connector.ts';
import type { Database, Parameter } from '../database/database.ts';
import { after, quoted, quotedTable } from '../database/dialect.rules.ts';
import { tableOf } from './tables.ts';
import { keyedBy } from './where.rules.ts';

/**
 * Rows that point at each other in a circle that can't be cut open: no column of it may be null. PostgreSQL looks whether all
 * keys point at something at the end of a statement, so one statement deletes them all; SQLite can wait for the end of the
 * transaction; MySQL is told not to look, and we look.
 */
export async function deleteTogether(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  steps: readonly Step[],
): Promise<Applied[]> {
  switch (database.dialect) {
    case 'postgres':
      return inOneStatement(database, tables, steps);
    case 'sqlite':
      await database.rows('pragma defer_foreign_keys = on');
      return oneByOne(database, tables, steps);
    case 'mysql': {
      await database.run('set session foreign_key_checks = 0');
      try {
        const applied = await oneByOne(database, tables, steps);
        await refuseOrphans(database, tables, steps);
        return applied;
      } finally {
        await database.run('set session foreign_key_checks = 1');
      }
    }
  }
}

async function inOneStatement(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  steps: readonly Step[],
): Promise<Applied[]> {
  const parts: string[] = [];
  const counts: string[] = [];
  const parameters: Parameter[] = [];
  for (const [at, step] of steps.entries()) {
    const table = tableOf(tables, step.table);
    const own: string[] = [];
    for (const { where } of keyedBy(database.dialect, table, step.key, step.keys)) {
      own.push(after(where, parameters.length));
      parameters.push(...where.parameters);
    }
    const name = quotedTable(database.dialect, table);
    parts.push(
      `kept_${at} as (delete from ${name} where ${own.map((one) => `(${one})`).join(' or ')} returning 1)`,
    );
    counts.push(`(select count(*) from kept_${at})::int as n${at}`);
  }
  const [counted] = await database.first(
    `with ${parts.join(', ')} select ${counts.join(', ')}`,
    parameters,
    1,
  );
  return steps.map((step, at) => ({ id: step.id, written: Number(counted?.[`n${at}`] ?? 0) }));
}

async function oneByOne(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  steps: readonly Step[],
): Promise<Applied[]> {
  const applied: Applied[] = [];
  for (const step of steps) {
    const table = tableOf(tables, step.table);
    let written = 0;
    for (const { where } of keyedBy(database.dialect, table, step.key, step.keys)) {
      written += await database.run(
        `delete from ${quotedTable(database.dialect, table)} where ${where.sql}`,
        where.parameters,
      );
    }
    applied.push({ id: step.id, written });
  }
  return applied;
}

/** Whether a row anywhere points at one that was just deleted: then nothing is. */
async function refuseOrphans(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  steps: readonly Step[],
): Promise<void> {
  const written = new Set(steps.map((step) => step.table));
  for (const table of tables.values()) {
    for (const key of table.foreignKeys) {
      const target = tables.get(key.table);
      if (!target || !written.has(key.table)) continue;
      const name = (alias: string, column: string) => `${alias}.${quoted(database.dialect, column)}`;
      const on = key.columns.map(
        (column, at) => `${name('c', column)} = ${name('p', key.references[at] ?? '')}`,
      );
      const full = key.columns.map((column) => `${name('c', column)} is not null`);
      const orphans = await database.rows(
        `select 1 as n from ${quotedTable(database.dialect, table)} c left join ${quotedTable(database.dialect, target)} p
         on ${on.join(' and ')} where ${full.join(' and ')} and ${name('p', key.references[0] ?? '')} is null limit 1`,
      );
      if (orphans.length > 0) {
        throw new Refused(
          'systems.still-pointed-at',
          `Rows of ${table.id} would point at rows of ${key.table} that are gone: nothing was written. Plan again.`,
        );
      }
    }
  }
}
