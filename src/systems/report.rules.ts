import { type Node, sayLink } from './graph/graph.rules.ts';
import type { Scan, ScannedTable } from './scan.ts';

/** The shape of `kept scan --json`. */
export interface ScanJson {
  readonly columns: readonly {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
    readonly category: string;
    readonly special: string | null;
    readonly confidence: number;
    readonly because: string;
  }[];
  readonly graph: readonly {
    readonly schema: string;
    readonly table: string;
    readonly role: Node['role'];
    readonly ownedBy: readonly ScanLink[];
    readonly accessedBy: readonly ScanLink[];
    readonly shared: boolean;
    /** The links that lead to a person, then the person's table. */
    readonly path: readonly string[];
    readonly address: string;
    readonly warnings: readonly string[];
  }[];
}
interface ScanLink {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly declared: boolean;
  readonly confidence: number;
  readonly because: string;
  readonly owns: boolean;
}

const linkJson = (link: Node['accessedBy'][number] & { owns?: boolean }): ScanLink => ({
  columns: link.columns,
  table: link.to,
  references: link.references,
  declared: link.declared,
  confidence: link.confidence,
  because: link.because,
  owns: link.owns ?? false,
});

export function scanJson(scan: Scan): ScanJson {
  return {
    columns: scan.columns.map(({ schema, table, column, category, special, confidence, because }) => ({
      schema,
      table,
      column,
      category,
      special,
      confidence,
      because,
    })),
    graph: scan.tables.map((table) => ({
      schema: table.catalog.schema,
      table: table.catalog.name,
      role: table.role,
      ownedBy: table.owners.map(linkJson),
      accessedBy: table.accessedBy.map(linkJson),
      shared: table.shared,
      path: table.path,
      address: table.address.by,
      warnings: table.warnings,
    })),
  };
}

const GROUPS: readonly [Node['role'], string][] = [
  ['person', 'People'],
  ['owned', 'Belongs to people'],
  ['identified', 'Knows people by an address or number'],
  ['unreached', 'Looks personal, and nothing leads from it to a person: look here'],
];

/** What a scan found, for a terminal. `explain` adds how each table reaches a person and why each column was named. */
export function scanReport(scan: Scan, { explain = false }: { explain?: boolean } = {}): string {
  const text: string[] = [];
  const columns = new Set(scan.columns.map((one) => `${one.schema}.${one.table}.${one.column}`)).size;
  const special = scan.columns.filter((one) => one.special !== null);
  text.push(
    `${scan.catalog.database}: ${count(scan.tables.length, 'table')}, ${count(columns, 'personal column')}${
      special.length > 0 ? `, ${special.length} of special categories` : ''
    }`,
  );
  for (const [role, heading] of GROUPS) {
    const tables = scan.tables.filter((table) => table.role === role);
    if (tables.length === 0) continue;
    text.push('', heading);
    for (const table of tables) text.push(...tellTable(table, explain));
  }
  const apart = scan.tables.filter(
    (table) => [...table.found].length > 0 && (table.role === 'other' || table.role === 'lookup'),
  );
  if (apart.length > 0) {
    text.push('', 'Names of people known to the public, or of no table of people');
    for (const table of apart) text.push(...tellTable(table, explain));
  }
  const silent = scan.tables.filter(
    (table) => (table.role === 'other' || table.role === 'lookup') && !apart.includes(table),
  );
  if (silent.length > 0) text.push('', `Nothing personal: ${silent.map((table) => table.table).join(', ')}`);
  const views = scan.tables.filter((table) => table.role === 'view');
  if (views.length > 0)
    text.push('', `Views, which show other tables: ${views.map((table) => table.table).join(', ')}`);
  return text.join('\n');
}

function tellTable(table: ScannedTable, explain: boolean): string[] {
  const rows =
    table.catalog.rows === null
      ? ''
      : `  about ${Math.round(table.catalog.rows).toLocaleString('en-GB')} rows`;
  const text = [`  ${table.table}${rows}`];
  if (table.role === 'owned') text.push(`      through ${table.path.slice(0, -1).join(', ')}`);
  if (explain) {
    for (const link of table.owners) {
      text.push(
        `      owned by ${link.to}: ${sayLink(link)} (${link.declared ? 'declared' : `${percent(link.confidence)}, ${link.because}`})`,
      );
    }
    for (const link of table.accessedBy) text.push(`      dealt with by ${link.to}: ${sayLink(link)}`);
  }
  for (const [column, one] of table.found) {
    const mark = one.special ? ` [special: ${one.special}]` : '';
    text.push(
      `      ${column}: ${one.category}${mark}${explain ? `  ${percent(one.confidence)}, ${one.because}` : ''}`,
    );
  }
  for (const warning of table.warnings) text.push(`      ! ${warning}`);
  return text;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;
