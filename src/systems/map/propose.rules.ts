import type { Column } from '../catalog/catalog.ts';
import type { Classified } from '../classify/classified.ts';
import { tokensOf } from '../classify/tokens.rules.ts';
import { lengthOf, REDACTED } from '../plan/replace.rules.ts';
import type { ScannedTable } from '../scan.ts';

/** Records of money, which tax and company law order kept. */
const ACCOUNTS =
  /^(invoice|invoices|charge|charges|payment|payments|order|orders|transaction|transactions|sale|sales|purchase|purchases|refund|refunds|rental|rentals|billing|receipt|receipts|rechnung|rechnungen|zahlung|zahlungen|bestellung|bestellungen|auftrag|auftraege|auftrage|beleg|belege|facture|factures|paiement|paiements|commande|commandes|factura|facturas|pago|pagos|pedido|pedidos|fattura|fatture|pagamento|pagamenti|ordine|ordini|factuur|facturen|betaling|betalingen|bestelling|bestellingen|fatura|faturas|encomenda|encomendas|faktura|faktury|platnosc|platnosci|zamowienie|zamowienia)$/;
const PAY =
  /^(salary|salaries|payroll|payslip|payslips|gehalt|gehaelter|salaire|salaires|nomina|nominas|wage|wages)$/;

/** With what somebody pays is no record of a payment. */
const MEANS = /^(token|tokens|method|methods|card|cards|wallet|wallets|profile|profiles|session|sessions)$/;

export interface Proposal {
  readonly then: 'delete' | 'anonymise' | 'keep';
  readonly because: string;
  readonly duty: 'accounting-records' | 'payroll' | null;
}

/** What a draft proposes for each table: somebody reads it, and decides. */
export function proposalsFor(tables: readonly ScannedTable[]): Map<string, Proposal> {
  const byId = new Map(tables.map((table) => [table.table, table]));
  const proposals = new Map<string, Proposal>();
  const dutyOf = (table: ScannedTable): Proposal['duty'] => {
    const tokens = tokensOf(table.catalog.name);
    if (MEANS.test(tokens.at(-1) ?? '')) return null;
    if (tokens.some((token) => ACCOUNTS.test(token))) return 'accounting-records';
    return tokens.some((token) => PAY.test(token)) ? 'payroll' : null;
  };
  /** A line of an invoice is a part of the invoice. */
  const kept = (table: ScannedTable, seen: ReadonlySet<string> = new Set()): Proposal['duty'] => {
    if (seen.has(table.table) || table.role !== 'owned') return null;
    const own = dutyOf(table);
    if (own) return own;
    for (const link of table.owners) {
      const owner = byId.get(link.to);
      const theirs = owner && !link.owns ? kept(owner, new Set([...seen, table.table])) : null;
      if (theirs) return theirs;
    }
    return null;
  };
  for (const table of tables) {
    const duty = kept(table);
    if (duty) {
      proposals.set(table.table, {
        then: 'keep',
        duty,
        because: 'records of money that the law orders kept',
      });
    }
  }
  // What a record of money belongs to, and is not a person: the record says nothing without it.
  for (let news = true; news; ) {
    news = false;
    for (const { table, owners } of tables) {
      const kept = proposals.get(table);
      for (const { to, owns } of kept?.then === 'keep' ? owners : []) {
        const owner = byId.get(to);
        if (!kept || !owner || owns || owner.people || owner.role !== 'owned' || proposals.has(to)) continue;
        proposals.set(to, { ...kept, because: 'records of money that the law orders kept belong to it' });
        news = true;
      }
    }
  }
  // People before what they point at.
  for (const table of [...tables].sort(
    (one, other) => Number(other.role === 'person') - Number(one.role === 'person'),
  )) {
    if (proposals.has(table.table)) continue;
    const held = tables.some(
      (other) =>
        proposals.get(other.table)?.then === 'keep' &&
        other.owners.some((link) => link.to === table.table) &&
        table.people,
    );
    // A row that belongs to two people outlives the first of them who leaves, and points at both.
    const referenced = tables.some(
      (other) =>
        table.role === 'person' &&
        ((other.shared && other.owners.some((link) => !link.owns && link.to === table.table)) ||
          other.accessedBy.some((link) => link.to === table.table) ||
          (other.role === 'person' && other.owners.some((link) => link.to === table.table))),
    );
    // A row that stays points at this one.
    const needed = table.owners.some((link) => link.owns && proposals.get(link.to)?.then !== 'delete');
    if (needed) {
      proposals.set(table.table, {
        then: 'anonymise',
        duty: null,
        because:
          'rows that stay point at it: what names the person goes, unless it is somebody else’s as well',
      });
    } else if (held || referenced) {
      proposals.set(table.table, {
        then: 'anonymise',
        duty: null,
        because: held
          ? 'rows that must be kept point at it: what names the person goes, the row stays'
          : 'rows of others point at it: what names the person goes, the row stays',
      });
    } else {
      proposals.set(table.table, {
        then: 'delete',
        duty: null,
        because: table.shared ? 'deleted with the last person it belongs to' : "the person's alone",
      });
    }
  }
  return proposals;
}

const ERASED = 'erased';

/** What is put in place of a column's values, by what they are and what the column takes. */
export function replacementFor(column: Column, classified: Classified, unique: boolean): unknown {
  if (classified.category === 'date-of-birth' && column.family === 'date')
    return { 'truncated-date': 'year' };
  if (unique && column.family === 'text') return 'keyed-hash';
  if (column.nullable) return null;
  switch (column.family) {
    case 'text':
      if (lengthOf(column) < ERASED.length) return { constant: '-' };
      return classified.category === 'free-text' && lengthOf(column) >= REDACTED.length
        ? 'redacted-text'
        : { constant: ERASED };
    case 'date':
    case 'moment':
      return { 'truncated-date': 'decade' };
    case 'integer':
    case 'number':
      return { constant: 0 };
    case 'boolean':
      return { constant: false };
    case 'json':
      return { constant: '{}' };
    default:
      return 'keyed-hash';
  }
}
