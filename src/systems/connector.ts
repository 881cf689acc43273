import type { Day } from '../base/index.ts';
import type { OwnYear } from '../law/index.ts';
import type { Row, Value } from './database/database.ts';
import type { ByRule, DueCount, DuePage, DueRows, DueRule, RowDigest } from './due/due-rule.ts';
import type { KnownAs } from './find/identity.rules.ts';

/** What a connector can do by itself; what it can't becomes a task for a person on the same plan. */
export interface Abilities {
  readonly find: boolean;
  readonly read: boolean;
  readonly change: boolean;
  readonly erase: boolean;
  /** Whether it can look again whether something is gone. */
  readonly verify: boolean;
}

/** That this system is searched by something which another one holds: a supplier's id in a column of ours. */
export interface Need {
  readonly system: string;
  readonly table: string;
  readonly column: string;
}

export interface SystemDescription {
  /** Its name in the policy, `systems/<name>.yaml`. */
  readonly name: string;
  readonly kind: 'postgres' | 'mysql' | 'sqlite' | 'http' | 'files' | 'manual' | 'hosted';
  readonly can: Abilities;
  /** Who does by hand what it can't do, and within how many days of the plan; absent: tasks name nobody. */
  readonly byHand?: {
    readonly who: string;
    readonly days: number;
    /** What they are to do there, where more is known than that. */
    readonly says?: (intent: 'read' | 'erase' | 'change') => string;
  };
  /**
   * What it is searched by, besides the person's identities: the plan gives it the values as `external` identities
   * (`<this system>:<value>`). Nothing is written to those systems before this one was searched.
   */
  readonly needs?: readonly Need[];
}

/** How rows are told apart. The places of each key belong to these columns, in order. */
export interface KeyedRows {
  readonly table: string;
  readonly key: readonly string[];
  readonly keys: readonly (readonly Value[])[];
}

/** Rows of one table that are a person's. `keys` is empty where the table has no key; `count` is right anyway. */
export interface FoundRows extends KeyedRows {
  readonly count: number;
}

export interface ReadRows extends FoundRows {
  readonly rows: readonly Row[];
}

/** New values for a person's data. */
export interface Change {
  /** The kind of data, as the map's `columns` call it (`email`, `city`), or `table.column`. */
  readonly what: string;
  /** Only where this is what stands there now (compared without regard to case); absent: whatever stands there. */
  readonly was?: string;
  readonly becomes: Value;
}

/** What a plan is asked for. */
export interface Asked {
  readonly intent: 'read' | 'erase' | 'change';
  readonly identities: readonly KnownAs[];
  /** The day the plan is made for: periods of keeping are over or not on it. */
  readonly on: Day;
  /** With `change`. */
  readonly changes?: readonly Change[];
  /** When the organisation's financial year and VAT quarters end: legal duties count from there. */
  readonly ownYear?: OwnYear;
}

/**
 * The same from the other end: rows of one table whose time has come, whoever they belong to, and all that they own.
 * Either rows whose `column` holds a day before `before`, or the rows with these keys.
 */
export interface Due extends Omit<Asked, 'identities' | 'intent' | 'changes'> {
  readonly table: string;
  readonly older?: { readonly column: string; readonly before: Day };
  readonly keys?: readonly (readonly Value[])[];
  /** With `keys`: what the rule that names them asks for. */
  readonly byRule?: ByRule;
}

/**
 * What becomes of rows.
 * - `read`: given to the person
 * - `delete`, `anonymise`, `change`: written, in this system, by `apply`
 * - `keep`: stays with a reason, until a day where there is one
 * - `leave`: stays because it is somebody else's as well
 * - `detach`: a link between rows that are all deleted afterwards is cut first, because they point at each other
 * - `task`: a person does it by hand (`byHand`)
 * - `blocked`: the map asks for what the database would refuse; nothing is done until somebody decides. From a system that is
 *   no database it is a task
 */
export type Act =
  | 'read'
  | 'delete'
  | 'anonymise'
  | 'change'
  | 'keep'
  | 'leave'
  | 'detach'
  | 'task'
  | 'blocked';

/** What is put in place of a column's values. */
export type Replacement =
  | { readonly with: 'constant'; readonly value: Value }
  | { readonly with: 'keyed-hash' }
  | { readonly with: 'redacted-text' }
  | { readonly with: 'truncated-date'; readonly to: 'month' | 'year' | 'decade' }
  | { readonly with: 'bucket'; readonly width: number };

/**
 * Rows of one table with one fate. A connector gives them in the order in which they must be written: children before
 * parents. `keys` are frozen in the journal before anything is written, and are all that `apply` gets.
 */
export interface PlannedRows extends KeyedRows {
  readonly act: Act;
  /** Why; a plain sentence that may be shown to the person. No value of a row. */
  readonly because: string;
  /** Columns that `anonymise`, `change` and `detach` write. */
  readonly columns?: Readonly<Record<string, Replacement>>;
  /** With `keep`: the last day, or null where nobody can say. */
  readonly until?: Day | null;
  /** With `keep`: the duty of law, as the policy's language calls it. */
  readonly duty?: string;
  /** Steps with the same word are written in one transaction, whatever their number. */
  readonly together?: string;
  /** With `change`: the columns as they are, in the order of `keys`. */
  readonly before?: readonly Row[];
}

/** What a write is asked of a system. `id` stays the same when it is asked again. */
export interface Step extends KeyedRows {
  readonly id: string;
  readonly act: 'delete' | 'anonymise' | 'change' | 'detach';
  readonly columns?: Readonly<Record<string, Replacement>>;
  readonly together?: string;
}

/** What a step did this time; a row that was already as wanted counts in neither. */
export interface Applied {
  readonly id: string;
  readonly written: number;
}

/** What was found again after an erasure, or not as it was written. */
export interface Leftover {
  readonly table: string;
  readonly count: number;
  readonly because: string;
}

/** Where something that looks like the person stands in text: for a person to look at. */
export interface Residue {
  readonly table: string;
  readonly column: string;
  readonly count: number;
}

/**
 * One system where personal data lives. Every method may refuse `systems.unreachable`: then the plan waits, visibly, and
 * nothing that depends on the system is written.
 */
export interface Connector {
  describe(): SystemDescription;
  /** Rows of the person, each once, a batch at a time. */
  find(identities: readonly KnownAs[]): AsyncGenerator<FoundRows>;
  /** The same with the rows; memory does not grow with their number. */
  read(identities: readonly KnownAs[]): AsyncGenerator<ReadRows>;
  /** What is to be done, in order. Reads only. Refuses `systems.map-outdated` and what `find` refuses. */
  plan(asked: Asked): AsyncGenerator<PlannedRows>;
  /** From the other end, where the system knows it: rows whose time has come. */
  planDue?(due: Due): AsyncGenerator<PlannedRows>;
  /** The rows that a rule finds due, by key, a page at a time; refuses `systems.due-unclear`, `systems.map-outdated`. */
  dueRows?(rule: DueRule, page: DuePage): Promise<DueRows>;
  countDue?(rule: DueRule): Promise<DueCount>;
  /** What somebody agrees to of each of these rows, in their order; null: it is not there. */
  digestRows?(
    rule: Pick<DueRule, 'table' | 'starts'>,
    keys: readonly (readonly Value[])[],
  ): Promise<readonly (RowDigest | null)[]>;
  /** The mark that `digestRows` gives a row, also of one that is gone. */
  markOfRow?(table: string, key: readonly Value[]): string;
  /**
   * Writes the steps, all or none where the system has transactions. Asked again with the same ids it changes nothing more:
   * the process may have died between the write and the note of it.
   */
  apply(steps: readonly Step[]): Promise<readonly Applied[]>;
  /**
   * Looks again: by the keys of every step that was written, and by identity. `stays` tells whether a row was planned to
   * stay (kept, left to others, anonymised). Answers what should not be there; nothing: it is as the plan says.
   */
  verify(
    identities: readonly KnownAs[],
    written: AsyncIterable<Step>,
    stays: (table: string, key: readonly Value[]) => boolean,
  ): Promise<readonly Leftover[]>;
  /** Looks through free text for the identities; slow, and at no fixed time. */
  sweep?(identities: readonly KnownAs[]): AsyncGenerator<Residue>;
  close(): Promise<void>;
}
