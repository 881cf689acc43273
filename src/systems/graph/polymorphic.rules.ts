import type { Table } from '../catalog/catalog.ts';
import type { Samples } from '../catalog/sample.ts';
import { tokensOf } from '../classify/tokens.rules.ts';
import { writtenAs } from './fit.rules.ts';
import type { Keyed } from './keyed.ts';
import type { Link } from './link.ts';
import { pointedAt, sameNoun } from './nouns.rules.ts';

/** What is known of all tables when one of them is looked at. */
interface Known {
  readonly tables: readonly Table[];
  readonly nouns: ReadonlyMap<string, readonly string[]>;
  readonly keyed: ReadonlyMap<string, Keyed>;
  readonly samplesOf: (table: Table) => Samples;
}

const TYPE_WORDS = /^(type|class|model|kind|entity|typ|tipo|table|object)$/;
/** What is called so may be anything: `object_id`, `row_pk`. */
const ANYTHING =
  /^(object|objekt|objet|objeto|record|row|item|entity|target|subject|resource|model|instance|parent)$/;

/** `commentable_type` + `commentable_id`: each sampled type that names a table is a link of its own. */
export function polymorphicLinks(table: Table, known: Known): Link[] {
  const samples = known.samplesOf(table);
  return table.columns.flatMap((type) => {
    const stem = stemOfType(type.name);
    if (!stem) return [];
    const id = idBeside(table, type.name, stem);
    if (!id) return [];
    if (type.family !== 'text') return throughList(table, type.name, id, known);
    return [...new Set(samples.of(type.name))].slice(0, 40).flatMap((value) => {
      const to = namedBy(value, table, known);
      return to ? [linkWhere(table, id, to, type.name, [value])] : [];
    });
  });
}

/** What stands before "type" in a column's name; null: it is no column of types. `content_type_id` is one. */
function stemOfType(name: string): string[] | null {
  const { words } = pointedAt(name);
  const tokens = words.at(-1) === 'name' && words.length > 1 ? words.slice(0, -1) : words;
  if (!TYPE_WORDS.test(tokens.at(-1) ?? '')) return null;
  return tokens.length > 1 ? tokens.slice(0, -1) : tokens;
}

function idBeside(table: Table, type: string, stem: readonly string[]): string | null {
  const ids = table.columns.filter(
    (column) => column.name !== type && writtenAs(column, []) !== null && pointedAt(column.name).keyed,
  );
  const called = (name: string) => pointedAt(name).words.join(' ');
  const own = ids.find((column) => called(column.name) === stem.join(' '));
  const pointed = new Set(table.foreignKeys.flatMap((key) => key.columns));
  const any = ids.find((column) => !pointed.has(column.name) && ANYTHING.test(called(column.name)));
  return (own ?? any)?.name ?? null;
}

/** The types are rows of a list of their own (`django_content_type`): what one of its texts names is the table. */
function throughList(table: Table, type: string, id: string, known: Known): Link[] {
  const key = table.foreignKeys.find((one) => one.columns.length === 1 && one.columns[0] === type);
  const list = known.tables.find((one) => one.id === key?.table);
  const reference = key?.references[0];
  if (!list || reference === undefined) return [];
  const samples = known.samplesOf(list);
  const readings = list.columns
    .filter(({ family }) => family === 'text')
    .map(({ name }) =>
      samples.pairs(reference, name).flatMap(([value, text]) => {
        const to = namedBy(text, table, known);
        return to ? [linkWhere(table, id, to, type, [value])] : [];
      }),
    );
  return readings.sort((one, other) => other.length - one.length)[0]?.slice(0, 40) ?? [];
}

/** The table that a type's name means, the nearest first: its own schema's. */
function namedBy(value: string, table: Table, { tables, nouns, keyed }: Known): Keyed | null {
  const words = tokensOf(value.split(/[\\/.:]/).at(-1) ?? value);
  const near = [...tables].sort(
    (one, other) => Number(other.schema === table.schema) - Number(one.schema === table.schema),
  );
  const target = near.find((one) => {
    const own = nouns.get(one.id) ?? [];
    return own.length === words.length && own.every((noun, place) => sameNoun(noun, words[place] ?? ''));
  });
  return (target && keyed.get(target.id)) ?? null;
}

const linkWhere = (
  from: Table,
  column: string,
  { table: to, key }: Keyed,
  type: string,
  values: readonly string[],
): Link => ({
  from: from.id,
  columns: [column],
  to: to.id,
  references: [key.name],
  declared: false,
  confidence: 0.85,
  because: `where ${type} names ${to.id}`,
  match: 'exact',
  when: { column: type, values },
});
