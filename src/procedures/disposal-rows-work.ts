import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import type { RowRule, RowsHouse } from '../retention/index.ts';
import type { Connector } from '../systems/index.ts';
import { suspendedAmong } from './disposal-reasons.ts';
import type { House, Moment } from './house.ts';

/** What a run works with. */
export type RowsWork = {
  house: House;
  policy: Policy;
  moment: Moment;
  connectorOf: (system: string) => Connector | undefined;
};

export const rowsHouse = (house: House, policy: Policy, today: Day): RowsHouse => ({
  reader: house.store.db,
  vault: house.vault,
  policy,
  today,
  suspended: (people) => suspendedAmong(house.store.db, people, 'schedule'),
});

/** What one rule did in one table of a connected system. */
export type RowDisposal = {
  rule: string;
  system: string;
  table: string;
  /** Rows whose day had come. */
  due: number;
  /** Rows that were deleted, of this table and of what belongs to its rows. */
  records: number;
  /** Rows that lost what names somebody, and stay. */
  redacted: number;
  kept: Record<string, number>;
  leftOver: number;
  /** Why it was not done, or not to the end. */
  fault: string | null;
};

export const nothingOf = ({ name, rows: { system, table } }: RowRule): RowDisposal => ({
  rule: name,
  system,
  table,
  due: 0,
  records: 0,
  redacted: 0,
  kept: {},
  leftOver: 0,
  fault: null,
});

/** Counts rows that stay, by what keeps them. */
export const countKept = ({ kept }: Pick<RowDisposal, 'kept'>, kind: string, n = 1): void => {
  kept[kind] = (kept[kind] ?? 0) + n;
};

/** Adds to what a rule did in a table what one batch of it did. */
export function countDone(disposal: RowDisposal, done: Done): void {
  disposal.records += done.deleted;
  disposal.redacted += done.anonymised;
  disposal.leftOver += done.left;
  disposal.fault ??= done.fault;
  for (const [kind, n] of Object.entries(done.kept)) countKept(disposal, kind, n);
}

/** What one batch did. */
export type Done = {
  deleted: number;
  anonymised: number;
  left: number;
  kept: Record<string, number>;
  fault: string | null;
};
