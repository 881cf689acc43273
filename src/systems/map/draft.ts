import { Document, type Pair, type Scalar, YAMLMap } from 'yaml';
import type { Classified } from '../classify/classified.ts';
import { sayLink } from '../graph/graph.rules.ts';
import type { Link } from '../graph/link.ts';
import { placesOf } from '../plan/whose.rules.ts';
import type { Scan, ScannedTable } from '../scan.ts';
import { proposalsFor, replacementFor } from './propose.rules.ts';

export interface DraftOptions {
  /** Where the address of the database will be found; `env:NAME_URL` unless told. Never the address itself. */
  readonly url?: string;
}

/**
 * The text of `systems/<name>.yaml` for a database: each table that people's data is in, with how its rows lead to a person,
 * what its columns hold, and what is proposed for them. It is a draft: the comments say what to look at.
 */
export function draftSystem(scan: Scan, { url }: DraftOptions = {}): string {
  const name = systemName(scan.catalog.database);
  const mapped = scan.tables.filter((table) => isMapped(table));
  const proposals = proposalsFor(mapped);
  const inMap = new Set(mapped.map((table) => table.table));
  const document = new Document({
    says: `the database ${scan.catalog.database}`,
    kind: scan.catalog.dialect,
    url: url ?? `env:${name.toUpperCase().replaceAll('-', '_')}_URL`,
  });
  const tables = new YAMLMap();
  for (const table of mapped) {
    const proposal = proposals.get(table.table);
    if (!proposal) continue;
    const node = document.createNode(entryOf(table, proposal, inMap));
    commentOn(node, table);
    const key = document.createNode(table.table) as Scalar;
    key.spaceBefore = tables.items.length > 0;
    key.commentBefore = lines([headOf(table), ...table.warnings.map((warning) => `Look: ${warning}.`)]);
    tables.items.push(document.createPair(key, node) as Pair);
  }
  document.set('tables', tables);
  document.commentBefore = lines([
    `Drafted by "kept scan". Read it table by table: what is right stays, what is wrong you change.`,
    '',
    'key          what tells the rows of a table apart',
    'person       its rows are people',
    'identifies   columns by which a person is looked up',
    'owned-by     a row belongs to the person (or row) over there; { column here: column there }',
    'accessed-by  people who dealt with a row that is not theirs; it is found for them, and never erased for them',
    'columns      what a column holds; rename the kinds to those of your policy',
    'dates        columns that hold a day, from which a rule under "retention" can count',
    'then         on erasure: delete, anonymise (see "anonymise") or keep (see "keep-until" or "because")',
  ]);
  const left = scan.tables.filter((table) => table.role === 'unreached');
  const tail =
    left.length > 0
      ? `\n${comment([
          'These tables look personal, and nothing leads from them to a person. Map them, or be sure that they are not:',
          ...left.map(
            (table) =>
              `- ${table.table}: ${[...table.found].map(([column, one]) => `${column} (${one.category})`).join(', ')}`,
          ),
        ])}\n`
      : '';
  return document.toString({ lineWidth: 120, flowCollectionPadding: true }) + tail;
}

const isMapped = (table: ScannedTable): boolean =>
  table.role === 'person' || table.role === 'owned' || table.role === 'identified';

/** A name that a policy's folder takes. */
export const systemName = (database: string): string =>
  database
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '') || 'database';

function entryOf(
  table: ScannedTable,
  proposal: { then: string; because: string; duty: string | null },
  inMap: ReadonlySet<string>,
): Record<string, unknown> {
  const { catalog, address, found } = table;
  const columns = new Map(catalog.columns.map((column) => [column.name, column]));
  const uniques = new Set(catalog.uniques.filter((one) => one.length === 1).flat());
  const keyed = address.by === 'key' || address.by === 'unique' ? address.columns : null;
  const identifies: Record<string, unknown> = {};
  for (const [kind, names] of Object.entries(table.identifies)) identifies[kind] = short(names);
  const linked = new Set([...table.owners, ...table.accessedBy].flatMap((link) => link.columns));
  const replaced = [...found].filter(([column, one]) => {
    const facts = columns.get(column);
    return (
      facts &&
      one.category !== 'identifier' &&
      !facts.generated &&
      !linked.has(column) &&
      !catalog.primaryKey.includes(column)
    );
  });
  // A row that several own stays for the others: only what one of the links tells of goes with its owner.
  const ways = table.owners.filter((link) => !link.owns).map((link) => link.columns);
  const given = table.shared ? replaced.filter(([column]) => placesOf(column, ways).length > 0) : replaced;
  const then = proposal.then === 'anonymise' && given.length === 0 ? 'delete' : proposal.then;
  const days = datedIn(table).map(({ name }) => name);
  return {
    ...(keyed && { key: short(keyed) }),
    ...(table.people && { person: true }),
    ...(Object.keys(identifies).length > 0 && { identifies }),
    ...links(
      'owned-by',
      table.owners.filter((link) => inMap.has(link.to)),
    ),
    ...links(
      'accessed-by',
      table.accessedBy.filter((link) => inMap.has(link.to)),
    ),
    ...(table.shared && { shared: true }),
    ...(found.size > 0 && {
      columns: Object.fromEntries([...found].map(([column, one]) => [column, one.category])),
    }),
    ...(days.length > 0 && { dates: days }),
    then,
    ...((then === 'anonymise' || (table.shared && then === 'delete')) &&
      given.length > 0 && {
        anonymise: Object.fromEntries(
          given.map(([column, one]) => {
            const facts = columns.get(column);
            return [column, facts ? replacementFor(facts, one, uniques.has(column)) : null];
          }),
        ),
      }),
    ...(proposal.duty && {
      'keep-until': {
        ...fromOf(table),
        period: proposal.duty === 'payroll' ? 'P3Y' : 'P6Y',
        duty: proposal.duty,
        because: proposal.because,
      },
    }),
    ...(proposal.duty === null && { because: proposal.because }),
  };
}

const datedIn = (table: ScannedTable) =>
  table.catalog.columns.filter(
    ({ family, name }) => family === 'date' || family === 'moment' || table.days.includes(name),
  );

/** The day that a record of money was made: the first date column, if there is one. */
function fromOf(table: ScannedTable): { from?: string } {
  const dated = datedIn(table);
  const best =
    dated.find((column) => /date|datum|fecha|data|created|time|am$/i.test(column.name)) ?? dated[0];
  return best ? { from: best.name } : {};
}

const short = (names: readonly string[]): unknown => (names.length === 1 ? names[0] : names);

function links(section: string, all: readonly Link[]): Record<string, unknown> {
  if (all.length === 0) return {};
  const said = all.map((link) => ({
    table: link.to,
    by: Object.fromEntries(link.columns.map((column, place) => [column, link.references[place]])),
    ...(link.when && { when: { [link.when.column]: short(link.when.values) } }),
    ...(link.match === 'email' && { match: 'email' }),
  }));
  return { [section]: said.length === 1 ? said[0] : said };
}

function headOf(table: ScannedTable): string {
  const chain = table.path.slice(0, -1);
  if (table.role === 'person') return 'People.';
  if (table.role === 'identified') return 'Knows people only by an address or number that stands in it.';
  return `Belongs to people: ${chain.join(', then ')}.`;
}

/** Beside each column: how sure we are, and why. */
function commentOn(node: unknown, table: ScannedTable): void {
  if (!(node instanceof YAMLMap)) return;
  const columns = node.get('columns');
  if (columns instanceof YAMLMap) {
    for (const pair of columns.items as Pair<Scalar, Scalar>[]) {
      const one = table.found.get(String(pair.key.value));
      if (one && pair.value)
        pair.value.comment = ` ${sure(one)}${one.special ? ', SPECIAL CATEGORY' : ''}: ${one.because}`;
    }
  }
  const inferred = table.owners.filter((link) => !link.declared);
  if (inferred.length > 0) {
    node.commentBefore = lines(
      inferred.map(
        (link) =>
          `No foreign key says so, inferred (${Math.round(link.confidence * 100)} %): ${sayLink(link)}: ${link.because}`,
      ),
    );
  }
}

const sure = (one: Classified): string => `${Math.round(one.confidence * 100)} %`;
const lines = (all: readonly string[]): string => all.map((line) => ` ${line}`).join('\n');
const comment = (all: readonly string[]): string => all.map((line) => `# ${line}`).join('\n');
