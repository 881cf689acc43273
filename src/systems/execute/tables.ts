import { Refused } from '../../base/index.ts';
import type { Column, Table } from '../catalog/catalog.ts';

/** @throws Refused `systems.map-outdated` */
export function tableOf(tables: ReadonlyMap<string, Table>, id: string): Table {
  const table = tables.get(id);
  if (!table) {
    throw new Refused(
      'systems.map-outdated',
      `The database no longer has the table ${id} that the plan writes to.`,
    );
  }
  return table;
}

/** @throws Refused `systems.map-outdated` */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (!column) {
    throw new Refused('systems.map-outdated', `The table ${table.id} no longer has the column ${name}.`);
  }
  return column;
}
