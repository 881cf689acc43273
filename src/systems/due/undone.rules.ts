import type { Column, Table } from '../catalog/catalog.ts';
import type { Replacement } from '../connector.ts';
import { asText, type Dialect, quoted } from '../database/dialect.rules.ts';
import { constantOf, isConstant } from '../execute/mask.rules.ts';
import { columnOf } from '../execute/tables.ts';
import { lengthOf } from '../plan/replace.rules.ts';
import type { Places } from './place.ts';

/**
 * A row in which something is still to be put in place: what was anonymised by an earlier night is known by what it holds. Null
 * where that can't be told.
 */
export function undone(
  dialect: Dialect,
  table: Table,
  replacements: Readonly<Record<string, Replacement>>,
  alias: string,
  places: Places,
): string | null {
  const tests = Object.entries(replacements).flatMap(([name, how]) => {
    const column = columnOf(table, name);
    return test(dialect, column, how, `${alias}.${quoted(dialect, name)}`, places) ?? [];
  });
  return tests.length === 0 ? null : `(${tests.join(' or ')})`;
}

function test(
  dialect: Dialect,
  column: Column,
  how: Replacement,
  name: string,
  places: Places,
): string | null {
  if (isConstant(how)) {
    const value = constantOf(how, column);
    if (value === null) return `${name} is not null`;
    const put = places.put(value);
    if (dialect === 'mysql') return `not (${name} <=> ${put})`;
    return dialect === 'sqlite' ? `${name} is not ${put}` : `${name} is distinct from ${put}`;
  }
  switch (how.with) {
    case 'truncated-date': {
      const text = asText(dialect, name);
      const [year, month, date] = [part(text, 4, 1), part(text, 6, 2), part(text, 9, 2)];
      const parts = [
        `${date} <> '01'`,
        ...(how.to === 'month' ? [] : [`${month} <> '01'`]),
        ...(how.to === 'decade' ? [`${year} <> '0'`] : []),
      ];
      return `(${name} is not null and (${parts.join(' or ')}))`;
    }
    case 'bucket':
      return `(${name} is not null and ${name} <> floor(${name} / ${how.width}) * ${how.width})`;
    case 'keyed-hash': {
      // An id looks like the hash of an id.
      if (column.family === 'uuid') return null;
      const length = Math.min(32, lengthOf(column));
      const text = asText(dialect, name);
      const not =
        dialect === 'postgres'
          ? `${text} !~ '^[0-9a-f]+$'`
          : dialect === 'mysql'
            ? `${text} not regexp '^[0-9a-f]+$'`
            : `${text} glob '*[^0-9a-f]*'`;
      return `(${name} is not null and (length(${text}) <> ${length} or ${not}))`;
    }
    default:
      return null;
  }
}

const part = (text: string, from: number, length: number): string => `substr(${text}, ${from}, ${length})`;
