import type { Column, Table } from '../catalog/catalog.ts';
import type { Written } from './fit.rules.ts';
import type { Link } from './link.ts';

/** A table and the column that others would point at. */
export interface Keyed {
  readonly table: Table;
  readonly key: Column;
  readonly written: Written | null;
}

/** A link that nobody declared. */
export const link = (
  from: Table,
  column: Column,
  to: Table,
  key: Column,
  confidence: number,
  because: string,
): Link => ({
  from: from.id,
  columns: [column.name],
  to: to.id,
  references: [key.name],
  declared: false,
  confidence,
  because,
  match: 'exact',
});
