import type { Catalog, Table } from '../catalog/catalog.ts';
import type { Samples } from '../catalog/sample.ts';
import type { Database, Row } from '../database/database.ts';
import { asText, isOneOf, quoted, quotedTable } from '../database/dialect.rules.ts';
import { candidateLinks } from './candidates.rules.ts';
import { type Link, linkKey } from './link.ts';

export interface InferOptions {
  /** At most so many candidates are asked of the database; the likeliest first. 3,000 unless told. */
  readonly checks?: number;
}

/**
 * The links of a catalog: those that it declares, and those that names, types and sampled values agree on. A candidate
 * whose values are mostly absent from the table it would point at is dropped.
 */
export async function inferLinks(
  database: Database,
  catalog: Catalog,
  samplesOf: (table: Table) => Samples,
  people: ReadonlySet<string>,
  { checks = 3_000 }: InferOptions = {},
): Promise<Link[]> {
  const byId = new Map(catalog.tables.map((table) => [table.id, table]));
  const declared = catalog.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => byId.has(key.table))
      .map(
        (key): Link => ({
          from: table.id,
          columns: key.columns,
          to: key.table,
          references: key.references,
          declared: true,
          confidence: 1,
          because: 'foreign key',
          match: 'exact',
        }),
      ),
  );
  const candidates = candidateLinks(catalog.tables, people, samplesOf).sort(
    (one, other) => other.confidence - one.confidence,
  );
  const judged: Link[] = [];
  for (const candidate of candidates.slice(0, checks)) {
    const link = await weighed(database, byId, candidate, samplesOf);
    if (link) judged.push(link);
  }
  return [...declared, ...best(judged)].map((link) => withSpread(link, byId, samplesOf));
}

/** One target for each column, the surest; a polymorphic column has one for each type. */
function best(links: readonly Link[]): Link[] {
  const chosen = new Map<string, Link>();
  for (const link of [...links].sort((one, other) => other.confidence - one.confidence)) {
    const key = JSON.stringify([link.from, link.columns, link.when ?? null]);
    if (!chosen.has(key)) chosen.set(key, link);
  }
  return [...new Map([...chosen.values()].map((link) => [linkKey(link), link])).values()];
}

function withSpread(
  link: Link,
  byId: ReadonlyMap<string, Table>,
  samplesOf: (table: Table) => Samples,
): Link {
  const table = byId.get(link.from);
  const last = link.columns.at(-1);
  const values = table && last !== undefined ? samplesOf(table).of(last) : [];
  return values.length < 10 ? link : { ...link, spread: new Set(values).size / values.length };
}

const SOME = 100;

async function weighed(
  database: Database,
  byId: ReadonlyMap<string, Table>,
  link: Link,
  samplesOf: (table: Table) => Samples,
): Promise<Link | null> {
  const [from, to] = [byId.get(link.from), byId.get(link.to)];
  const [column, reference] = [link.columns[0], link.references[0]];
  if (!from || !to || column === undefined || reference === undefined) return null;
  const samples = samplesOf(from);
  const values = link.when
    ? samples
        .pairs(link.when.column, column)
        .filter(([type]) => link.when?.values.includes(type))
        .map(([, value]) => value)
    : samples.of(column);
  // A zero or an empty text stands for "nobody" in many databases.
  const different = [...new Set(values.filter((value) => value !== '0' && value !== ''))].slice(0, SOME);
  if (different.length === 0) {
    // What only a word such as "author" suggests needs values that bear it out.
    return link.confidence < 0.6 || from.schema !== to.schema
      ? null
      : { ...link, because: `${link.because}; no values to check it by` };
  }
  // Yes and no: `approved`, `locked`.
  if (link.confidence < 0.6 && different.length === 1 && different[0] === '1') return null;
  const found = await countFound(database, to, reference, different);
  if (found === null) return { ...link, because: `${link.because}; its values could not be checked` };
  const share = found / different.length;
  if (link.guessed && share < 0.95) return null;
  const said = `${link.because}; ${found} of ${different.length} sampled values are there`;
  if (share < 0.3 && different.length >= 3) return null;
  if (share === 0) return null;
  const shift = share >= 0.95 ? 0.15 : share >= 0.7 ? 0.05 : -0.15;
  const confidence = Math.round(Math.min(0.97, link.confidence + shift) * 100) / 100;
  return confidence < 0.5 ? null : { ...link, confidence, because: said };
}

/** How many of the values are in the column; null where the types don't allow the question. */
export async function countFound(
  database: Database,
  table: Table,
  column: string,
  values: readonly string[],
  as?: (dialect: Database['dialect'], column: string) => string,
): Promise<number | null> {
  const { family, type } = table.columns.find((one) => one.name === column) ?? {};
  const name = quoted(database.dialect, column);
  const whole = values.every((value) => /^-?\d{1,18}$/.test(value));
  if (family === 'integer' && !whole) return 0;
  // Compared as the column's own type, an index serves it. A column of SQLite without a type holds 7 beside '7'.
  const plain = type !== '' && (family === 'integer' || family === 'text' || family === 'uuid');
  const expression = as?.(database.dialect, name) ?? (plain ? name : asText(database.dialect, name));
  const test = isOneOf(database.dialect, expression, values, 1);
  try {
    const rows: Row[] = await database.rows(
      `select count(distinct ${as ? expression : name}) as n from ${quotedTable(database.dialect, table)} where ${test.sql}`,
      test.parameters,
    );
    return Math.min(values.length, Number(rows[0]?.n ?? 0));
  } catch {
    return null;
  }
}
