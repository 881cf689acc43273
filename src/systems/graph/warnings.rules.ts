import type { RowAddress, Table } from '../catalog/catalog.ts';
import type { KeyValue } from '../classify/pairs.rules.ts';
import type { Columns, Node } from './graph.rules.ts';

interface Looked extends Node {
  readonly catalog: Table;
  readonly address: RowAddress;
  readonly found: Columns;
  readonly keyValue: KeyValue | null;
}

/** What somebody should know or decide before a table is acted on. */
export function warningsOf(table: Looked, unreadable: boolean): string[] {
  const { catalog, role, address, found, owners, shared } = table;
  const said: string[] = [];
  const reached = role === 'person' || role === 'owned' || role === 'identified';
  if (unreadable) said.push('its rows could not be read: judged by names and types alone');
  if (role === 'unreached') {
    said.push(
      `looks personal (${[...found.keys()].slice(0, 6).join(', ')}) and nothing leads from it to a person`,
    );
  }
  if (reached && address.by === 'place')
    said.push('has no key: a row is addressed by where it lies, within one snapshot');
  if (reached && address.by === 'nothing') {
    said.push('has no key: its rows can be found and read; changing single ones is refused until it has one');
  }
  if (reached && owners.length > 0 && owners.every((link) => isNullable(catalog, link.columns))) {
    said.push('a row may have no owner: its link is nullable');
  }
  if (shared) said.push('a row may belong to several people');
  if (reached && catalog.triggers.length > 0) said.push(`has triggers: ${catalog.triggers.join(', ')}`);
  const generated = catalog.columns.filter((column) => column.generated && found.has(column.name));
  if (generated.length > 0)
    said.push(`computed by the database, never written: ${generated.map((one) => one.name).join(', ')}`);
  return said;
}

const isNullable = (table: Table, columns: readonly string[]): boolean =>
  table.columns.some((column) => columns.includes(column.name) && column.nullable) &&
  !columns.every((name) => table.primaryKey.includes(name));
