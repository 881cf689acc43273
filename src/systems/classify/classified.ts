import type { Family } from '../catalog/catalog.ts';
import type { Subject } from './table.rules.ts';

/** Why a column holds personal data. `because` never holds a value of it. */
export interface Classified {
  readonly category: string;
  readonly special: string | null;
  /** 0 to 1; below 0.5 nothing is said. */
  readonly confidence: number;
  readonly because: string;
  /** It stands somewhere inside a structured value: nobody is looked up by it. */
  readonly inside?: true;
}

/** What is known of a column's table when the column is judged. */
export interface Context {
  readonly table: string;
  readonly subject: Subject;
  /** Its rows are people. */
  readonly people: boolean;
  /** Its rows belong to people. */
  readonly owned: boolean;
  /** What its other columns were found to hold. */
  readonly beside: ReadonlySet<string>;
}

export interface Judged {
  readonly name: string;
  readonly family: Family;
}

export const judged = (
  category: string,
  special: string | null,
  confidence: number,
  because: string,
): Classified => ({ category, special, confidence: Math.round(confidence * 100) / 100, because });
