/** The tables of the store: how large each is, and how often its rows were written since the server began to count. */
export type FactTables = ReadonlyMap<string, { pages: number; changes: number }>;

/** The newest entry of the ledger of each kind. Ids sort by their moment. */
export type NewestEntries = ReadonlyMap<string, string>;

/** A look's own notes change with every look; they are no fact of it. */
const NOTES = ['control_state', 'promise_state', 'proof_run', 'staff_message'];

export const pagesIn = (tables: FactTables): number =>
  [...tables].reduce((sum, [name, { pages }]) => sum + (NOTES.includes(name) ? 0 : pages), 0);

/** The tables that a statement reads: every word of it that names one. A word too many costs a look, one too few a change. */
export const tablesIn = (sql: string, tables: FactTables): string[] => [
  ...new Set((sql.match(/[a-z_]+/g) ?? []).filter((word) => tables.has(word) && !NOTES.includes(word))),
];

/** What tables had counted at a moment. */
export type Counted = Readonly<Record<string, number>>;

export const countedIn = (names: Iterable<string>, tables: FactTables): Counted =>
  Object.fromEntries([...names].map((name) => [name, tables.get(name)?.changes ?? 0]));

/** Those of them that were written to since. */
export const writtenSince = (before: Counted, tables: FactTables): string[] =>
  Object.keys(before).filter((name) => before[name] !== (tables.get(name)?.changes ?? 0));
