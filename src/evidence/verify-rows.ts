/**
 * The rows that a ledger is checked from, the same whether they come from the database or from a pack. Bytes are lower-case
 * hex, so that a row is text to the last column.
 */
export interface EntryRow {
  /** As stored; a number that JavaScript can't hold exactly is passed as NaN. Null: not sequenced. */
  leaf: number | null;
  id: string;
  /** As stored: an `Instant`, or whatever else stands there. */
  at: string;
  kind: string | null;
  actor: string | null;
  body: string | null;
  about: string | null;
  salt: string | null;
  commitment: string;
  promise: string;
}

export interface TileRow {
  level: number;
  number: number;
  hashes: Buffer;
}

export interface CheckpointRow {
  size: number;
  previous: number;
  note: string;
}

/** Whom an entry is about, and what the entry says of it. The database has these; a pack never does. */
export interface AboutRow {
  entry: string;
  person: string;
  salt: string;
  /** `about` of the entry; null: the entry names nobody, or is not there. */
  about: string | null;
}

/** A handful of neighbouring leaves, with the tiles over them and the checkpoints among them. */
export interface LedgerBlock {
  tiles: readonly TileRow[];
  checkpoints: readonly CheckpointRow[];
  entries: readonly EntryRow[];
  abouts?: readonly AboutRow[];
  /** What is wrong with the form of the pack itself. */
  problems?: readonly Problem[];
}

/** Hands over a ledger in the order of its leaves, unsequenced entries last; waits for `visit` before it goes on. */
export interface LedgerReader {
  /** Whether rows of `AboutRow` come too. */
  abouts: boolean;
  read(visit: (block: LedgerBlock) => void | Promise<void>): Promise<void>;
}

/** What is wrong, and in which row of which table. */
export interface Problem {
  where: string;
  what: string;
}
