import type { Row, Value } from '../database/database.ts';

/** Rows of one table that are a person's. */
export interface Found {
  readonly table: string;
  /** What the places of a key mean; empty: the table has no key and its rows can't be told apart. */
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
  readonly count: number;
}

export interface Read extends Found {
  readonly rows: readonly Row[];
}
