import type { Table } from '../catalog/catalog.ts';
import type { Samples } from '../catalog/sample.ts';
import { telling } from './fit.rules.ts';
import { type Keyed, link } from './keyed.ts';
import type { Link } from './link.ts';

/** Each is asked of the database, and most of them for nothing. */
const MOST = 300;

/**
 * Columns whose names say nothing (`rnr`, `whodunnit`) and whose values can hardly be in another table by chance: uuids,
 * numbers with letters. What they may point at, people first; they hold only where nearly all values are there.
 */
export function byValuesAlone(
  tables: readonly Table[],
  keys: readonly Keyed[],
  named: readonly Link[],
  { people, samplesOf }: { people: ReadonlySet<string>; samplesOf: (table: Table) => Samples },
): Link[] {
  const spoken = new Set(
    named.flatMap((one) => one.columns.map((column) => JSON.stringify([one.from, column]))),
  );
  const targets = keys
    .map((one) => ({ ...one, forms: telling(samplesOf(one.table).of(one.key.name)) }))
    .filter(({ forms }) => forms.size > 0)
    .sort((one, other) => Number(people.has(other.table.id)) - Number(people.has(one.table.id)));
  if (targets.length === 0) return [];
  const links: Link[] = [];
  for (const table of tables) {
    const declared = new Set([...table.primaryKey, ...table.foreignKeys.flatMap((key) => key.columns)]);
    for (const column of table.columns) {
      if (declared.has(column.name) || !['text', 'uuid'].includes(column.family)) continue;
      if (spoken.has(JSON.stringify([table.id, column.name]))) continue;
      const forms = telling(samplesOf(table).of(column.name));
      if (forms.size === 0) continue;
      for (const { table: target, key, forms: theirs } of targets) {
        if (target.id === table.id || ![...forms].every((form) => theirs.has(form))) continue;
        if (links.length >= MOST) return links;
        links.push({ ...link(table, column, target, key, 0.52, 'its values are keys there'), guessed: true });
      }
    }
  }
  return links;
}
