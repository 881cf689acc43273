import type { Catalog, Table } from '../catalog/catalog.ts';
import type { Classified } from '../classify/classified.ts';
import { type Subject, subjectOf } from '../classify/table.rules.ts';
import { type Link, linkKey } from './link.ts';
import { namesTable, nounsOf, pointedAt } from './nouns.rules.ts';
import { relationOf } from './relation.rules.ts';

/**
 * What a table is in the graph:
 * - person:     its rows are people
 * - owned:      its rows belong to people, through `owners`
 * - identified: nothing points from it to people, but an address of e-mail or a telephone number stands in it
 * - unreached:  it looks personal and nothing leads to it: somebody must look
 * - lookup:     rows of people's tables point at it, it says nothing about one of them
 * - other:      nothing personal that we can tell
 * - view:       shows what other tables hold
 */
export type Role = 'person' | 'owned' | 'identified' | 'unreached' | 'lookup' | 'other' | 'view';

export interface Node {
  readonly table: string;
  readonly role: Role;
  readonly subject: Subject;
  /** Its rows are people, though they may belong to others that say who they are. */
  readonly people: boolean;
  /** Links by which a row belongs to a person. Those of `owns` run the other way: the person's row points here. */
  readonly owners: readonly (Link & { readonly owns: boolean })[];
  /** Links to people who dealt with the row without its being theirs. */
  readonly accessedBy: readonly Link[];
  /** A row may belong to several people. */
  readonly shared: boolean;
  /** How a row leads to a person, in words; empty where it does not. */
  readonly path: readonly string[];
}

export type Columns = ReadonlyMap<string, Classified>;

const IDENTIFYING = new Set([
  'email',
  'phone',
  'username',
  'national-id',
  'date-of-birth',
  'credentials',
  'name',
]);

/**
 * Whether the rows of a table are people: by what it is called and what its columns hold, or by its columns alone where its
 * name says nothing.
 */
export function holdsPeople(table: Table, columns: Columns): boolean {
  if (table.kind === 'view') return false;
  const subject = subjectOf(table.name);
  const found = new Set([...columns.values()].map((one) => one.category));
  const identifying = [...found].filter((category) => IDENTIFYING.has(category)).length;
  const named = [...columns.values()].filter((one) => one.category === 'name').length;
  switch (subject) {
    case 'person':
    case 'staff':
      return identifying >= 1 || found.has('address');
    case 'figure':
    case 'matter':
      return false;
    case 'of-a-person':
      // `account_users`: called after both; only the columns can tell.
      return (
        found.has('name') &&
        (found.has('email') || found.has('date-of-birth')) &&
        table.primaryKey.length === 1
      );
    case 'organisation':
      return named >= 1;
    default:
      return found.has('name') && (identifying >= 2 || named >= 2 || found.has('address'));
  }
}

/** What each table is, and how its rows lead to people. `columns` is what was found of each table by name and value alone. */
export function buildGraph(
  catalog: Catalog,
  links: readonly Link[],
  columns: ReadonlyMap<string, Columns>,
): Node[] {
  const tables = new Map(catalog.tables.map((table) => [table.id, table]));
  const found = (id: string): Columns => columns.get(id) ?? new Map();
  const people = new Set(
    catalog.tables.filter((table) => holdsPeople(table, found(table.id))).map((table) => table.id),
  );
  const outOf = Map.groupBy(links, (link) => link.from);
  const owners = new Map<string, (Link & { owns: boolean })[]>();
  const accessed = new Map<string, Link[]>();
  const add = <Value>(map: Map<string, Value[]>, id: string, value: Value) =>
    map.set(id, [...(map.get(id) ?? []), value]);

  // 1. What points at people directly. A table of people that belongs to another (a profile) stops being one of its own.
  for (const table of catalog.tables) {
    if (table.kind === 'view') continue;
    const direct = (outOf.get(table.id) ?? []).filter((link) => people.has(link.to));
    for (const link of direct) {
      const to = tables.get(link.to);
      if (!to) continue;
      const relation = relationOf({ link, table, to, people, direct, columns: found(table.id) });
      if (relation === 'owned-by') add(owners, table.id, { ...link, owns: false });
      if (relation === 'accessed-by') add(accessed, table.id, link);
    }
  }
  const persons = new Set([...people].filter((id) => !owners.has(id)));
  // Two profiles that point at each other must not both stop being people.
  for (const id of people) {
    if (!persons.has(id) && !leadsTo(id, owners, persons)) {
      persons.add(id);
      owners.delete(id);
    }
  }

  // 2. What points at something owned, nearest first, so that each table hangs on its shortest way to a person.
  const depth = new Map<string, number>([...persons].map((id) => [id, 0]));
  for (const id of owners.keys()) depth.set(id, 1);
  const reachedAt = (level: number) => {
    const next = new Map<string, Link[]>();
    for (const table of catalog.tables) {
      if (depth.has(table.id) || table.kind === 'view') continue;
      const through = (outOf.get(table.id) ?? []).filter(
        (link) =>
          link.to !== table.id &&
          depth.get(link.to) === level &&
          level > 0 &&
          mayBelong(table, link, tables, owners),
      );
      if (through.length > 0) next.set(table.id, through);
    }
    return next;
  };
  // 3. What a person's rows point at and that looks personal itself: an address, a profile kept apart.
  const ownedAt = (level: number) => {
    const next = new Map<string, Link[]>();
    for (const link of links) {
      const [from, to] = [tables.get(link.from), tables.get(link.to)];
      if (!from || !to || to.kind === 'view' || depth.has(to.id) || depth.get(from.id) !== level) continue;
      // Where many rows point at few, those few are a list to choose from: an agency, a title.
      if (link.when || (link.spread ?? 1) < (persons.has(from.id) ? 0.5 : 0.15)) continue;
      if (!looksPersonal(to, found(to.id))) continue;
      next.set(to.id, [...(next.get(to.id) ?? []), link]);
    }
    return next;
  };
  for (let level = 0; level <= 12; level++) {
    for (const [id, through] of reachedAt(level)) {
      depth.set(id, level + 1);
      for (const link of through) add(owners, id, { ...link, owns: false });
    }
    for (const id of ownedAt(level).keys()) {
      depth.set(id, level + 1);
      // Every table of people or of theirs that points here, not only the nearest: an order has an address of its own.
      for (const link of links) {
        if (
          link.to === id &&
          link.from !== id &&
          (depth.get(link.from) ?? 99) <= level + 1 &&
          link.from !== id
        )
          add(owners, id, turned(link));
      }
    }
  }

  // A polymorphic column belongs to whatever each of its types names.
  for (const link of links) {
    const here = owners.get(link.from) ?? [];
    if (!link.when || !depth.has(link.to) || !here.every((one) => one.when !== undefined)) continue;
    if (here.length > 0 && !here.some((one) => linkKey(one) === linkKey(link)))
      add(owners, link.from, { ...link, owns: false });
  }

  const pointedAt = new Set(
    links.filter((link) => depth.has(link.from) && !depth.has(link.to)).map((link) => link.to),
  );
  return catalog.tables.map((table) => {
    const own = owners.get(table.id) ?? [];
    const columnsHere = found(table.id);
    const role: Role =
      table.kind === 'view'
        ? 'view'
        : persons.has(table.id)
          ? 'person'
          : depth.has(table.id)
            ? 'owned'
            : identifies(table, columnsHere)
              ? 'identified'
              : unreached(table, columnsHere)
                ? 'unreached'
                : pointedAt.has(table.id)
                  ? 'lookup'
                  : 'other';
    const toPeople = own.filter((link) => persons.has(link.to));
    return {
      table: table.id,
      role,
      subject: subjectOf(table.name),
      people: people.has(table.id),
      owners: own,
      accessedBy: accessed.get(table.id) ?? [],
      shared: isShared(toPeople) || own.some((link) => link.owns),
      path: role === 'person' || role === 'owned' ? pathOf(table.id, owners, persons) : [],
    };
  });
}

/** Links that hold in every row, two of them, or one beside those that hold in some. */
function isShared(links: readonly Link[]): boolean {
  const always = links.filter((link) => !link.when).length;
  return always > 1 || (always === 1 && links.length > 1);
}

/** `customer.address_id -> address.id`, read from the address: it belongs to the customer whose row points at it. */
const turned = (link: Link): Link & { owns: true } => ({
  ...link,
  from: link.to,
  columns: link.references,
  to: link.from,
  references: link.columns,
  owns: true,
});

/** Lists that everybody shares are nobody's, even where a row says who made it. */
const CATALOGUE: ReadonlySet<Subject> = new Set(['thing', 'organisation', 'figure']);

function mayBelong(
  table: Table,
  link: Link,
  tables: ReadonlyMap<string, Table>,
  owners: ReadonlyMap<string, readonly { owns: boolean }[]>,
): boolean {
  const subject = subjectOf(table.name);
  if (!CATALOGUE.has(subject)) return true;
  // `order_items`, `order_products`: called after, or keyed by, what it belongs to.
  const to = tables.get(link.to);
  const keyed = link.columns.every((column) => table.primaryKey.includes(column));
  if (keyed || (to !== undefined && sharesWord(table.name, to.name))) return true;
  // A declared key to what is somebody's own makes a matter of a "thing": the job on a client's bike is no job of a queue.
  // What a person's row points at may be a shop's as well, and `last_order` is only the latest of many.
  const { words } = pointedAt(link.columns[0] ?? '');
  const plain = to !== undefined && namesTable(words, nounsOf([to]).get(to.id) ?? []) === words.length;
  const theirs = owners.get(link.to)?.every(({ owns }) => !owns) === true;
  return subject === 'thing' && link.declared && link.columns.length === 1 && plain && theirs;
}

const sharesWord = (one: string, other: string): boolean => {
  const words = other.toLowerCase().split(/[^a-z0-9]+|(?<=[a-z])(?=[A-Z])/);
  return words.some((word) => word.length >= 4 && one.toLowerCase().includes(word.replace(/s$/, '')));
};

function looksPersonal(table: Table, columns: Columns): boolean {
  const subject = subjectOf(table.name);
  if (subject === 'organisation' || subject === 'figure') return false;
  const found = [...columns.values()].filter((one) => one.confidence >= 0.6);
  return subject === 'thing'
    ? found.some((one) => one.category === 'name') && found.length >= 2
    : found.length > 0;
}

export const identifies = (table: Table, columns: Columns): boolean => {
  const subject = subjectOf(table.name);
  return (
    subject !== 'figure' &&
    [...columns.values()].some(
      (one) => !one.inside && (one.category === 'email' || (one.category === 'phone' && subject !== 'thing')),
    )
  );
};

const unreached = (table: Table, columns: Columns): boolean =>
  subjectOf(table.name) !== 'figure' && [...columns.values()].some((one) => one.confidence >= 0.6);

function leadsTo(
  id: string,
  owners: ReadonlyMap<string, readonly Link[]>,
  persons: ReadonlySet<string>,
  seen = new Set<string>(),
): boolean {
  if (persons.has(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (owners.get(id) ?? []).some((link) => leadsTo(link.to, owners, persons, seen));
}

/** The shortest chain of links from a table to a person. */
function pathOf(
  start: string,
  owners: ReadonlyMap<string, readonly (Link & { owns: boolean })[]>,
  persons: ReadonlySet<string>,
): string[] {
  const queue: { id: string; path: string[] }[] = [{ id: start, path: [] }];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { id, path } = next;
    if (persons.has(id)) return [...path, id];
    if (seen.has(id)) continue;
    seen.add(id);
    for (const link of owners.get(id) ?? []) {
      queue.push({ id: link.to, path: [...path, sayLink(link)] });
    }
  }
  return [];
}

export const sayLink = (link: Link): string =>
  `${link.from}.${link.columns.join('+')} -> ${link.to}.${link.references.join('+')}`;
