import type { Day } from '../../base/index.ts';
import type { Value } from '../database/database.ts';
import type { KnownAs } from '../find/identity.rules.ts';

/** A day that a row counts from: in a column of its own, or in rows that the map links it with, of which the latest counts. */
export interface StartColumn {
  readonly table?: string;
  readonly column: string;
}

/** Rows whose columns have one of these values. */
export type When = Readonly<Record<string, readonly string[]>>;

/** A rule as a database can be asked for it: which rows of one table have begun to count, and on which day. */
export interface DueRule {
  readonly table: string;
  readonly starts: readonly StartColumn[];
  readonly which: 'latest' | 'earliest';
  /** The last day to have begun to count on for a row to be due; null: rows are given whatever their day. */
  readonly begunBy: Day | null;
  /** Whether a row without any day is never due; false where something outside the database may say one. */
  readonly needsDay: boolean;
  /** Where moments are days. */
  readonly zone: string;
  readonly when: When;
  /** A row with a linked row like one of these is not due. */
  readonly unless: readonly { readonly table: string; readonly when: When }[];
  /** Rows are anonymised and not deleted: those that are already are not due again. */
  readonly anonymises: boolean;
}

/** Which rows of a rule: the next ones by key, or these. */
export interface DuePage {
  readonly limit: number;
  readonly after?: readonly Value[];
  readonly keys?: readonly (readonly Value[])[];
  /** With the identities of whose row it is, its own or of who owns it. */
  readonly known: boolean;
}

export interface DueRow {
  readonly key: readonly Value[];
  readonly from: Day | null;
  /** What each start said, in their order. */
  readonly days: readonly (Day | null)[];
  readonly knownAs: readonly KnownAs[];
}

export interface DueRows {
  readonly key: readonly string[];
  readonly rows: readonly DueRow[];
}

/** What becomes of one row, as far as its system can tell: where it is another, something of it changed. */
export interface RowDigest {
  /** Which row: a keyed hash of its key. */
  readonly mark: string;
  /** A keyed hash of the row as the map knows it and of the keys of all that belongs to it. */
  readonly digest: string;
  /** How many rows belong to it, by table. */
  readonly along: Readonly<Record<string, number>>;
  /** Its key, folded, for somebody who looks. */
  readonly shown: readonly string[];
}

/** How many rows of a rule are due, and how many can't be for want of a day. */
export interface DueCount {
  readonly due: number;
  readonly withoutDay: number;
}

/** Rows of one table that stay, whatever leads to them: those that meet this condition. */
export interface Keeps {
  readonly table: string;
  readonly because: string;
  readonly duty?: string;
  /** What becomes of the others, where the map would keep them for a person’s request. */
  readonly then: 'delete' | 'anonymise';
  /** Rows that this rule does not find due; null: all of them. */
  readonly notDueBy: DueRule | null;
}

/** Columns of a table that stay as they are. */
export interface Spares {
  readonly table: string;
  readonly columns: readonly string[];
  readonly because: string;
  /** Only of rows to which a row of one of these tables belongs; left out: of all. */
  readonly holding?: readonly string[];
}

/** What a rule asks of a plan beyond the rows it begins at. */
export interface ByRule {
  /** What becomes of the rows it begins at, where the map does not order them kept. */
  readonly then: 'delete' | 'anonymise';
  readonly keeps: readonly Keeps[];
  readonly spares: readonly Spares[];
  /** They must still be due by this. */
  readonly still: DueRule;
}
