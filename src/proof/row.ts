import type { Instant } from '../base/index.ts';
import type { ControlId } from '../controls/index.ts';

/** A promise's live state: kept, at risk, broken or attested from facts; proven from a proof; else unproven. */
export const PROMISE_STATES = ['broken', 'at-risk', 'unproven', 'proven', 'attested', 'kept'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** What somebody should do now, and the page of the console where they do it. Null: no page of it; elsewhere. */
export type NextStep = { says: string; at: string | null };

/** A control on a declaration, as a row of the board shows it: down to the facts and the entries that they stand on. */
export type BoardControl = {
  control: ControlId;
  path: string;
  state: PromiseState;
  because: string;
  figures: Record<string, number | string | null>;
  entries: string[];
  /** When it was last looked at. Null: never. */
  lookedAt: Instant | null;
};

export type BoardRow = {
  id: string;
  says: string;
  section: string;
  state: PromiseState;
  because: string;
  figures: Record<string, number | string | null>;
  entries: string[];
  controls: BoardControl[];
  missing: ControlId[];
  /** The role that answers for it. */
  owner: string;
  /** What somebody should do now. Null: nothing. */
  next: NextStep | null;
  /** When the oldest of the looks was that it rests on. Null: nobody has looked. */
  lookedAt: Instant | null;
};
