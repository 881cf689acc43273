import { type Catalog, type Column, type RowAddress, rowAddressOf, type Table } from './catalog/catalog.ts';
import { readCatalog } from './catalog/read.ts';
import { NO_SAMPLES, type SampleOptions, type Samples, sample } from './catalog/sample.ts';
import type { Classified, Context } from './classify/classified.ts';
import { classify, contextOf } from './classify/classify.rules.ts';
import { byPairs, type KeyValue, keysAreWords, keyValueOf } from './classify/pairs.rules.ts';
import type { Database } from './database/database.ts';
import { lowered, loweredIn } from './find/identity.rules.ts';
import { buildGraph, type Columns, holdsPeople, type Node } from './graph/graph.rules.ts';
import { countFound, inferLinks } from './graph/infer.ts';
import type { Link } from './graph/link.ts';
import { pointedAt } from './graph/nouns.rules.ts';
import { warningsOf } from './graph/warnings.rules.ts';
import { dayOf } from './plan/keep.rules.ts';

/** A column that holds personal data. */
export interface FoundColumn extends Classified {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

export interface ScannedTable extends Node {
  readonly catalog: Table;
  readonly address: RowAddress;
  readonly found: Columns;
  /** Columns by which a person can be looked up here, by kind of identity. */
  readonly identifies: Readonly<Record<string, readonly string[]>>;
  readonly keyValue: KeyValue | null;
  /** Columns of text in which days stand. */
  readonly days: readonly string[];
  readonly warnings: readonly string[];
}

/** What a look into a database found. It holds no value of any row. */
export interface Scan {
  readonly catalog: Catalog;
  readonly tables: readonly ScannedTable[];
  readonly columns: readonly FoundColumn[];
  readonly links: readonly Link[];
}

export interface ScanOptions extends SampleOptions {
  /** Told after each table, for a progress bar. */
  readonly progress?: (done: number, of: number) => void;
}

/** Below this we say nothing. */
const LEAST = 0.5;

/**
 * Reads the catalog, some rows of each table, and from both: what is personal, which tables hold people, and how every
 * other row leads to one. Only reads; nothing that was sampled outlives the call.
 */
export async function scanDatabase(database: Database, options: ScanOptions = {}): Promise<Scan> {
  const catalog = await readCatalog(database);
  const samples = new Map<string, Samples>();
  const unreadable = new Set<string>();
  let done = 0;
  for (const table of catalog.tables) {
    if (table.kind === 'table') {
      try {
        samples.set(table.id, await sample(database, table, options));
      } catch {
        unreadable.add(table.id); // no right to read it, or it is locked: names and types still speak
      }
    }
    options.progress?.(++done, catalog.tables.length);
  }
  const samplesOf = (table: Table): Samples => samples.get(table.id) ?? NO_SAMPLES;

  const first = new Map(
    catalog.tables.map((table) => [table.id, columnsOf(table, samplesOf(table), contextOf(table.name))]),
  );
  const people = new Set(
    catalog.tables
      .filter((table) => holdsPeople(table, first.get(table.id) ?? new Map()))
      .map(({ id }) => id),
  );
  const links = await inferLinks(database, catalog, samplesOf, people);
  const graph = buildGraph(catalog, links, first);
  const second = new Map(
    graph.map((node, place) => {
      const table = catalog.tables[place];
      return [
        node.table,
        table ? columnsOf(table, samplesOf(table), contextIn(table, node)) : new Map(),
      ] as const;
    }),
  );
  const emailLinks = await linkByEmail(database, catalog, graph, second, samplesOf);
  const persons = new Set(graph.filter((node) => node.people).map((node) => node.table));
  const all = [...links, ...emailLinks];
  const tables = graph.map((node, place): ScannedTable => {
    const table = catalog.tables[place] as Table;
    const found = withIdentifiers(table, node, second.get(node.table) ?? new Map(), persons);
    const owners = [
      ...node.owners,
      ...emailLinks.filter((link) => link.from === table.id).map((link) => ({ ...link, owns: false })),
    ];
    const scanned = {
      ...node,
      owners,
      catalog: table,
      address: rowAddressOf(table, catalog.dialect),
      found: node.role === 'view' ? new Map() : found,
      identifies: identitiesOf(found, node, table, samplesOf(table)),
      keyValue: keyValueIn(table, samplesOf(table)),
      days: daysIn(table, samplesOf(table)),
    };
    return { ...scanned, warnings: warningsOf(scanned, unreadable.has(table.id)) };
  });
  return {
    catalog,
    tables,
    links: all,
    columns: tables.flatMap((one) =>
      [...one.found]
        .filter(([, classified]) => classified.confidence >= LEAST)
        .map(([column, classified]) => ({
          schema: one.catalog.schema,
          table: one.catalog.name,
          column,
          ...classified,
        })),
    ),
  };
}

/** Each column judged, twice: what its neighbours hold says what a `city` or a `title` is. */
function columnsOf(table: Table, samples: Samples, context: Context): Columns {
  const judge = (within: Context): Columns => {
    const found = new Map<string, Classified>();
    for (const column of table.columns) {
      const others = new Set(
        [...before].filter(([name]) => name !== column.name).map(([, one]) => one.category),
      );
      const classified = classify(column, samples.of(column.name), { ...within, beside: others });
      if (classified && plausible(column, classified, table)) found.set(column.name, classified);
    }
    return found;
  };
  let before: Columns = new Map();
  before = judge(context);
  before = judge({ ...context, people: context.people || holdsPeople(table, before) });
  const pair = keyValueIn(table, samples);
  if (pair) {
    const held = byPairs(samples.pairs(pair.key, pair.value), context);
    const values = new Map(before);
    values.delete(pair.key);
    if (held) values.set(pair.value, held);
    return values;
  }
  return before;
}

/** A table of keys and values, by its names and by what stands in it. */
function keyValueIn(table: Table, samples: Samples): KeyValue | null {
  const pair = keyValueOf(table);
  return pair && keysAreWords(samples.of(pair.key)) ? pair : null;
}

const daysIn = (table: Table, samples: Samples): string[] =>
  table.columns
    .filter(({ family, name }) => {
      const values = family === 'text' ? samples.of(name) : [];
      return values.length >= 3 && values.every((value) => dayOf(value) !== null);
    })
    .map(({ name }) => name);

/** A row's own number says nothing about health, and one letter is no text. */
function plausible(column: Column, { category, special }: Classified, table: Table): boolean {
  if (special && table.primaryKey.includes(column.name) && column.family !== 'text') return false;
  const length = Number(/char\w*\((\d+)\)/i.exec(column.type)?.[1] ?? Number.POSITIVE_INFINITY);
  return category !== 'free-text' || length >= 12;
}

function contextIn(table: Table, node: Node): Context {
  const context = contextOf(table.name);
  const reached = node.role === 'owned' || node.role === 'identified';
  return { ...context, people: node.people, owned: reached };
}

/** The key of a table of people, and what points at it: personal, for it singles somebody out. */
function withIdentifiers(table: Table, node: Node, found: Columns, persons: ReadonlySet<string>): Columns {
  const all = new Map(found);
  const mark = (column: string, because: string, confidence: number) => {
    if (!all.has(column)) all.set(column, { category: 'identifier', special: null, confidence, because });
  };
  if (node.people) {
    for (const column of table.primaryKey) mark(column, 'tells the people of this table apart', 0.85);
  }
  for (const link of [...node.owners, ...node.accessedBy]) {
    // Whose contact a product comes from says nothing about a person.
    if (
      !persons.has(link.to) ||
      (node.role !== 'person' && node.role !== 'owned' && node.subject === 'thing')
    )
      continue;
    if (('owns' in link && link.owns) || link.match === 'email') continue;
    for (const column of link.columns) {
      mark(
        column,
        `points at a person in ${link.to}${link.declared ? '' : ` (inferred: ${link.because})`}`,
        Math.min(0.9, link.confidence),
      );
    }
  }
  return all;
}

const IDENTITY_KINDS: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'phone',
  username: 'username',
};

function identitiesOf(found: Columns, node: Node, table: Table, samples: Samples): Record<string, string[]> {
  const kinds: Record<string, string[]> = {};
  if (!['person', 'owned', 'identified'].includes(node.role)) return kinds;
  for (const [column, { category, inside }] of found) {
    const kind = inside ? undefined : IDENTITY_KINDS[category];
    // A username is one's own only where the rows are people.
    if (kind === undefined || (kind === 'username' && !(node.people && isOnesOwn(samples.of(column)))))
      continue;
    // An extension, or a fax that a whole office shares, tells nobody apart.
    if (kind === 'phone' && /ext|fax|durchwahl/i.test(column)) continue;
    kinds[kind] = [...(kinds[kind] ?? []), column];
  }
  const number = node.people ? numberOf(table) : null;
  return number === null ? kinds : { ...kinds, external: [number] };
}

/** A name to be shown may be another's as well. */
const isOnesOwn = (values: readonly string[]): boolean =>
  new Set(values).size === values.length && !values.some((value) => /\s/.test(value));

/** The column of a people's own number: their key, or what is unique though it may be null. */
function numberOf(table: Table): string | null {
  const keys = [table.primaryKey, ...table.uniques].filter((one) => one.length === 1).flat();
  const named = keys.find((name) => name === table.primaryKey[0] || pointedAt(name).keyed);
  return table.primaryKey.length > 1 ? null : (named ?? null);
}

/** A table that knows people only by their address of e-mail is joined to the people who have it. */
async function linkByEmail(
  database: Database,
  catalog: Catalog,
  graph: readonly Node[],
  columns: ReadonlyMap<string, Columns>,
  samplesOf: (table: Table) => Samples,
): Promise<Link[]> {
  const emailOf = (id: string) =>
    [...(columns.get(id) ?? [])].find(([, one]) => one.category === 'email' && !one.inside)?.[0];
  const people = graph.filter((node) => node.role === 'person' && emailOf(node.table) !== undefined);
  const links: Link[] = [];
  for (const [place, node] of graph.entries()) {
    const table = catalog.tables[place];
    const own = emailOf(node.table);
    if (node.role !== 'identified' || own === undefined || !table) continue;
    const values = [...new Set(samplesOf(table).of(own))].slice(0, 100);
    for (const person of people) {
      const target = catalog.tables.find((one) => one.id === person.table);
      const theirs = emailOf(person.table);
      if (!target || theirs === undefined) continue;
      if (values.length === 0 && target.schema !== table.schema) continue;
      const found = await countFound(database, target, theirs, values.map(lowered), loweredIn);
      if (values.length > 0 && !found) continue;
      links.push({
        from: table.id,
        columns: [own],
        to: target.id,
        references: [theirs],
        declared: false,
        confidence: values.length > 0 ? 0.7 : 0.5,
        because:
          values.length > 0
            ? `${found} of ${values.length} sampled addresses are those of people in ${target.id}`
            : `both hold addresses of e-mail; no values to check it by`,
        match: 'email',
      });
    }
  }
  return links;
}
