import type { Catalog, Column } from '../catalog/catalog.ts';
import type { Residue } from '../connector.ts';
import type { Database } from '../database/database.ts';
import { asText, digitsOf, quoted, quotedTable } from '../database/dialect.rules.ts';
import { digitForms, type KnownAs, lowered } from '../find/identity.rules.ts';

/**
 * Looks for the identities inside every column of text, JSON included, of every table, whether the map names it or not: what
 * somebody typed into a note is in no map. One pass over each table. Ids of a system are not looked for, being short numbers.
 */
export async function* sweepDatabase(
  database: Database,
  catalog: Catalog,
  identities: readonly KnownAs[],
): AsyncGenerator<Residue> {
  const texts = identities
    .filter(({ kind, value }) => (kind === 'email' || kind === 'username') && value.trim().length >= LEAST)
    .map(({ value }) => `%${lowered(value).replaceAll(/[!%_]/g, '!$&')}%`);
  const numbers = identities
    .filter(({ kind }) => kind === 'phone')
    .flatMap(({ value }) => digitForms(value))
    .filter((digits) => digits.length >= LEAST_DIGITS);
  if (texts.length + numbers.length === 0) return;
  for (const table of catalog.tables) {
    if (table.kind === 'view') continue;
    const columns = table.columns.filter(holdsText);
    if (columns.length === 0) continue;
    const counts = columns.map(
      (column, at) =>
        `sum(case when ${tests(database, column, texts, numbers)} then 1 else 0 end) as kept_${at}`,
    );
    const parameters = columns.flatMap(() => [...texts, ...numbers.map((digits) => `%${digits}%`)]);
    let place = 0;
    const sql = `select ${counts.join(', ')} from ${quotedTable(database.dialect, table)}`;
    const numbered =
      database.dialect === 'postgres'
        ? sql.replaceAll(PLACE, () => `$${++place}`)
        : sql.replaceAll(PLACE, '?');
    const [row] = await database.rows(numbered, parameters);
    for (const [at, column] of columns.entries()) {
      const count = Number(row?.[`kept_${at}`] ?? 0);
      if (count > 0) yield { table: table.id, column: column.name, count };
    }
  }
}

const LEAST = 5;
const LEAST_DIGITS = 8;
/** Stands for a parameter until the dialect's own sign is known; in no name that is quoted. */
const PLACE = '\u0001';

const holdsText = ({ family }: Column): boolean => family === 'text' || family === 'json';

function tests(
  database: Database,
  column: Column,
  texts: readonly string[],
  numbers: readonly string[],
): string {
  const name = quoted(database.dialect, column.name);
  return [
    ...texts.map(() => `lower(${asText(database.dialect, name)}) like ${PLACE} escape '!'`),
    ...numbers.map(() => `${digitsOf(database.dialect, name)} like ${PLACE}`),
  ].join(' or ');
}
