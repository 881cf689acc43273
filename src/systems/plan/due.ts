import { Refused } from '../../base/index.ts';
import type { Table } from '../catalog/catalog.ts';
import type { Due } from '../connector.ts';
import type { Database } from '../database/database.ts';
import { type Fragment, quoted } from '../database/dialect.rules.ts';
import { dueCondition, keyOfRule } from '../due/condition.ts';
import { places } from '../due/place.ts';
import { tableOf } from '../execute/tables.ts';
import { keyedBy } from '../execute/where.rules.ts';
import type { SystemTables } from '../map/map.ts';

/**
 * Where a plan of rows whose time has come begins: one condition for a rule, one for each batch of keys.
 *
 * @throws Refused `systems.table-unmapped`, `systems.map-outdated`, `systems.due-unclear`
 */
export function beginningsOf(
  database: Database,
  tables: ReadonlyMap<string, Table>,
  map: SystemTables,
  due: Due,
): Fragment[] {
  const table = tableOf(tables, due.table);
  const declared = map[due.table];
  if (!declared) {
    throw new Refused(
      'systems.table-unmapped',
      `The map of this system does not name the table ${due.table}.`,
    );
  }
  const { dialect } = database;
  if (due.keys) {
    const key = due.byRule ? keyOfRule({ dialect, tables, map }, due) : (declared.key ?? table.primaryKey);
    if (key.length === 0) {
      throw new Refused('systems.due-unclear', `${due.table} has no key by which its rows could be named.`);
    }
    return keyedBy(dialect, table, key, due.keys).map(({ where }): Fragment => {
      if (!due.byRule) return where;
      // Between the finding of a row and the plan for it somebody may have come back.
      const put = places(dialect);
      put.parameters.push(...where.parameters);
      const still = dueCondition({ dialect, tables, map }, due.byRule.still, put);
      return { sql: `${where.sql} and ${still}`, parameters: put.parameters };
    });
  }
  const { older } = due;
  if (!older)
    throw new Refused('systems.due-unclear', 'Say which rows are due: by their age, or by their keys.');
  if (!table.columns.some(({ name }) => name === older.column)) {
    throw new Refused('systems.map-outdated', `${due.table} has no column ${older.column}.`);
  }
  return [
    {
      sql: `${quoted(dialect, older.column)} < ${dialect === 'postgres' ? '$1' : '?'}`,
      parameters: [older.before],
    },
  ];
}
