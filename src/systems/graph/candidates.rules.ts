import type { Column, Table } from '../catalog/catalog.ts';
import type { Samples } from '../catalog/sample.ts';
import { HANDLERS, PARTIES } from '../classify/nouns.ts';
import { tokensOf } from '../classify/tokens.rules.ts';
import { byValuesAlone } from './by-values.rules.ts';
import { joinable, type Written, writtenAs } from './fit.rules.ts';
import { type Keyed, link } from './keyed.ts';
import type { Link } from './link.ts';
import { namesTable, nounsOf, pointedAt, sameNoun } from './nouns.rules.ts';
import { polymorphicLinks } from './polymorphic.rules.ts';

/** Too common to say that two columns of the same name are the same thing. */
const COMMON =
  /^(id|ids|nr|no|num|number|nummer|numero|code|cod|key|name|uuid|guid|pk|type|status|value|email|mail|date|datum|lfd|seq|sort|position|pos|line|lang|language|version|year|month)$/;

/**
 * What undeclared links there may be, by names and types alone; values decide afterwards. `people` are the ids of the
 * tables of people: a column such as `author` or `created_by` points at one of them.
 */
export function candidateLinks(
  tables: readonly Table[],
  people: ReadonlySet<string>,
  samplesOf: (table: Table) => Samples,
): Link[] {
  const real = tables.filter((table) => table.kind === 'table');
  const nouns = nounsOf(real);
  const written = (table: Table, column: Column) => writtenAs(column, samplesOf(table).of(column.name));
  const keyed = new Map(
    real.flatMap((table): [string, Keyed][] => {
      const key = soleKeyOf(table, nouns.get(table.id) ?? []);
      return key ? [[table.id, { table, key, written: written(table, key) }]] : [];
    }),
  );
  const keys = [...keyed.values()];
  const pointed = pointing(keys, nouns);
  const keyedPeople = keys.filter(({ table }) => people.has(table.id));
  const schemas = new Map(real.map((table) => [table.id, table.schema]));
  const composed = real.filter((table) => table.primaryKey.length > 1);
  const named = real.flatMap((table) => {
    const declared = new Set(table.foreignKeys.flatMap((key) => key.columns));
    const composite = compositeLinks(table, composed, declared);
    const inComposite = new Set(composite.flatMap((link) => link.columns));
    const single = table.columns
      .filter((column) => !declared.has(column.name) && !inComposite.has(column.name))
      .flatMap((column) =>
        nearest(
          table,
          singleLinks(
            table,
            { column, written: written(table, column) },
            keyed.get(table.id) ?? null,
            nouns.get(table.id) ?? [],
            pointed(column.name),
            keyedPeople,
          ),
          schemas,
        ),
      );
    return [
      ...composite,
      ...withoutEchoes(single),
      ...polymorphicLinks(table, { tables: real, nouns, keyed, samplesOf }),
    ];
  });
  return [...named, ...byValuesAlone(real, keys, named, { people, samplesOf })];
}

/** `order_line_number` beside `order_number`: the column that names the table alone is the one that points at it. */
function withoutEchoes(links: readonly Link[]): Link[] {
  const alone = new Set(links.filter((one) => isAlone(one)).map((one) => one.to));
  return links.filter((one) => one.confidence < 0.7 || isAlone(one) || !alone.has(one.to) || !isPrefix(one));
}

const wordsOf = (one: Link): string[] => one.columns.flatMap((column) => pointedAt(column).words);
const nounsIn = (id: string): string[] => tokensOf(id.split('.').at(-1) ?? id);
const isAlone = (one: Link): boolean =>
  wordsOf(one).every((word) => nounsIn(one.to).some((noun) => sameNoun(noun, word)));
const isPrefix = (one: Link): boolean => {
  const last = wordsOf(one).at(-1) ?? '';
  return !nounsIn(one.to).some((noun) => sameNoun(noun, last));
};

/** A copy of the tables in another schema is pointed at only by its own. */
function nearest(
  table: Table,
  links: readonly Link[],
  schemas: ReadonlyMap<string, string>,
): readonly Link[] {
  const own = links.filter((one) => schemas.get(one.to) === table.schema);
  return own.length > 0 ? own : links;
}

/** The one column that others would point at. */
function soleKeyOf(table: Table, nouns: readonly string[]): Column | null {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const [only, ...more] = table.primaryKey;
  if (only !== undefined) return more.length === 0 ? (columns.get(only) ?? null) : null;
  const unique = table.uniques.find((one) => one.length === 1)?.[0];
  if (unique !== undefined) return columns.get(unique) ?? null;
  // No key is declared at all: the first column that is called an id, or a number of the table's own noun.
  return (
    table.columns.slice(0, 3).find((column) => {
      const { words, keyed } = pointedAt(column.name);
      return keyed && (words.length === 0 || namesTable(words, nouns) > 0);
    }) ?? null
  );
}

/** A table that a column's name points at, in how many of its words, and whether the key is called the same. */
interface Pointed extends Keyed {
  readonly named: number;
  readonly sameName: boolean;
}

/** What names point at which tables. Many tables have columns of the same name: each name is looked up once. */
function pointing(
  keys: readonly Keyed[],
  nouns: ReadonlyMap<string, readonly string[]>,
): (column: string) => readonly Pointed[] {
  const spelled = keys.map(({ key }) => tokensOf(key.name).join(' '));
  const known = new Map<string, readonly Pointed[]>();
  return (column) => {
    const before = known.get(column);
    if (before) return before;
    const { words } = pointedAt(column);
    const own = tokensOf(column).join(' ');
    const telling = !COMMON.test(own) && own.includes(' ');
    const found = keys.flatMap((one, place): Pointed[] => {
      const named = namesTable(words, nouns.get(one.table.id) ?? []);
      const sameName = telling && spelled[place] === own;
      return named > 0 || sameName ? [{ ...one, named, sameName }] : [];
    });
    known.set(column, found);
    return found;
  };
}

const UPWARDS = /^(parent|reply|root|previous|next|original|superior)$/;
/** `an_kunde`, `de_usuario`: what stands before the noun and adds nothing to it. */
const PREPOSITIONS =
  /^(an|von|vom|zu|zum|fuer|fur|fk|to|from|for|of|by|pour|par|du|de|des|au|para|por|del|per|da|di|van|voor|til|fra|dla|od)$/;

function singleLinks(
  table: Table,
  { column, written }: { column: Column; written: Written | null },
  ownKey: Keyed | null,
  ownNouns: readonly string[],
  pointed: readonly Pointed[],
  people: readonly Keyed[],
): Link[] {
  if (written === null) return [];
  const fits = (other: Keyed): boolean => joinable([column, written], [other.key, other.written]);
  const { words, keyed } = pointedAt(column.name);
  const own = table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
  const upwards = (keyed || written === 'integer') && words.some((word) => UPWARDS.test(word));
  if (upwards && ownKey && ownKey.key.name !== column.name && fits(ownKey)) {
    return [link(table, column, table, ownKey.key, 0.7, 'points at its own table')];
  }
  const bare = words.filter((word) => !PREPOSITIONS.test(word)).length;
  const tokens = tokensOf(column.name);
  const afterItsTable = ownNouns.every((noun) => tokens.some((word) => sameNoun(noun, word)));
  const links: Link[] = [];
  const certain = new Set<string>();
  for (const one of pointed) {
    const { table: target, key, named, sameName } = one;
    if (target.id === table.id || !fits(one)) continue;
    // A key of its own that is called after its own table, or begins with another's noun (`invoice_line_id`), points at nothing.
    if (own && (named === 0 || named < words.length || afterItsTable)) continue;
    if (sameName) {
      certain.add(target.id);
      links.push(
        link(table, column, target, key, named > 0 ? 0.8 : 0.7, `called like the key of ${target.id}`),
      );
    } else if (named > 0 && (keyed || (written !== 'text' && named >= bare))) {
      certain.add(target.id);
      links.push(link(table, column, target, key, 0.72 + 0.02 * named, `its name names ${target.id}`));
    }
  }
  if (own || !words.some((word) => PARTIES.has(word) || HANDLERS.has(word))) return links;
  for (const one of people) {
    const { table: target, key } = one;
    if (target.id === table.id || certain.has(target.id) || !fits(one)) continue;
    // A mark of yes or no kept as a text is no number of anybody.
    const text = column.type !== '' && column.family === 'text' && written !== 'uuid';
    if ((text || written === 'text') && !keyed && words.at(-1) !== 'by') continue;
    links.push(
      link(table, column, target, key, 0.55, `somebody's part in the row, and ${target.id} holds people`),
    );
  }
  return links;
}

/** All columns of another table's composite key stand here under the same names. */
function compositeLinks(table: Table, tables: readonly Table[], declared: ReadonlySet<string>): Link[] {
  const mine = new Map(table.columns.map((column) => [tokensOf(column.name).join(' '), column]));
  return tables.flatMap((target) => {
    if (target.id === table.id || target.primaryKey.length < 2) return [];
    const columns = target.primaryKey.map((name) => mine.get(tokensOf(name).join(' ')));
    const found = columns.filter((column) => column !== undefined);
    const fits =
      found.length === target.primaryKey.length &&
      found.every((column, place) => {
        const other = target.columns.find((one) => one.name === target.primaryKey[place]);
        return (
          other !== undefined &&
          joinable([column, writtenAs(column, [])], [other, writtenAs(other, [])]) &&
          !declared.has(column.name)
        );
      });
    // Its own key must be longer, or another: else the two tables would point at each other.
    const same =
      table.primaryKey.length === target.primaryKey.length &&
      found.every((column) => table.primaryKey.includes(column.name));
    const telling = target.primaryKey.some((name) => !COMMON.test(tokensOf(name).join(' ')));
    if (!fits || same || !telling || target.schema !== table.schema) return [];
    return [
      {
        from: table.id,
        columns: found.map((column) => column.name),
        to: target.id,
        references: target.primaryKey,
        declared: false,
        confidence: 0.75,
        because: `holds all columns of the key of ${target.id}`,
        match: 'exact' as const,
      },
    ];
  });
}
