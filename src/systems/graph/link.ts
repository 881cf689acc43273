/** That rows of one table point at rows of another. */
export interface Link {
  /** The ids of the tables. */
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly references: readonly string[];
  /** Declared in the catalog, or inferred by us. */
  readonly declared: boolean;
  readonly confidence: number;
  readonly because: string;
  /** A polymorphic link holds only where this column has one of these values. */
  readonly when?: { readonly column: string; readonly values: readonly string[] };
  /** Nothing but values speaks for it. */
  readonly guessed?: true;
  /** How values are compared; addresses of e-mail without regard to case. */
  readonly match: 'exact' | 'email';
  /** Of the sampled rows, how many different ones they point at, as a share: near 0, many rows point at few. */
  readonly spread?: number;
}

export const linkKey = (link: Link): string =>
  JSON.stringify([link.from, link.columns, link.to, link.references, link.when ?? null]);
