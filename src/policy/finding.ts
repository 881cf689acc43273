import type { Day } from '../base/index.ts';

/** How sure the law is: read in the primary text, read in a secondary source, or remembered and not verified. */
export type Tag = 'V' | 'S' | 'own knowledge';

/** What a check answers: an error is unlawful or missing, a warning deserves a look, information changes nothing. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing a check has found, placed in the text it rests on. */
export interface Finding {
  /** Stable id: `notice-NN-slug` for the numbered notice checks, `prose-slug` for what only prose shows, `language-slug` for the language, `law-slug` for declarations.  */
  readonly rule: string;
  readonly severity: Severity;
  /** One plain sentence: what is wrong, and since when. */
  readonly message: string;
  /** What to do about it. */
  readonly todo: string;
  readonly file: string;
  /** Counted from 1. What is absent is placed where it would be looked for. */
  readonly line: number;
  readonly column: number;
  /** The provision the rule rests on; ends with `[own knowledge]` where nobody has verified it. Null: a rule of the language. */
  readonly source: string | null;
  /** The first day on which the rule holds. */
  readonly validFrom: Day | null;
  /** The sentence it rests on; left out where the finding is an absence. */
  readonly quote?: string;
  /** The sentence's number in the text, from 1; 0 for the document as a whole. */
  readonly sentence?: number;
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by file and place in it, then by rule: an order that does not depend on how the rules are listed. */
export const byWeightAndPlace = (a: Finding, b: Finding): number =>
  WEIGHT[a.severity] - WEIGHT[b.severity] ||
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
  a.line - b.line ||
  a.column - b.column ||
  (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
