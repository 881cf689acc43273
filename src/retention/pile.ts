import type { Tx } from '../store/index.ts';
import type { Settled } from './keeping.rules.ts';
import type { RowPlace } from './proposal.ts';
import { propose, proposedAmong, takeOut, takeOutOthers } from './proposed.ts';
import {
  type ProposedRowThere,
  proposeRows,
  rowsProposedAmong,
  takeOutOtherRows,
  takeOutRows,
} from './proposed-row.ts';

/** What a proposal is made of: records that we host, or rows of a table elsewhere. What is done with them is the same. */
export interface Pile<One> {
  /** Null: what we host. */
  readonly place: RowPlace | null;
  idOf(one: One): string;
  /** What would go of it, in a text: where that is another, nobody agreed to it. */
  whatOf(one: One): string;
  known(tx: Tx, some: readonly One[]): Promise<Map<string, { proposal: string; what: string }>>;
  put(tx: Tx, proposal: string, some: readonly One[]): Promise<unknown>;
  takeOut(tx: Tx, some: readonly One[]): Promise<unknown>;
  /** Leaves in a proposal only what has one of these ids. */
  leaveOnly(tx: Tx, proposal: string, ids: readonly string[]): Promise<unknown>;
}

const fieldsIn = (whole: boolean, fields: readonly string[]): string => `${whole} ${[...fields].sort()}`;

/** Records that we host, under a rule. */
export const recordPile = (rule: string): Pile<Settled> => ({
  place: null,
  idOf: ({ record }) => record.id,
  whatOf: ({ whole, go }) => fieldsIn(whole, go),
  async known(tx, some) {
    const found = await proposedAmong(
      tx,
      rule,
      some.map(({ record }) => record),
    );
    return new Map(
      found.map(({ id, proposal, whole, fields }) => [id, { proposal, what: fieldsIn(whole, fields) }]),
    );
  },
  put: (tx, proposal, some) => propose(tx, proposal, rule, some),
  takeOut: (tx, some) =>
    takeOut(
      tx,
      rule,
      some.map(({ record }) => record),
    ),
  leaveOnly: takeOutOthers,
});

export const whatOfRow = ({ digest, spared }: { digest: string; spared: readonly string[] }): string =>
  `${digest} ${[...spared].sort()}`;

/** Rows of one table of a connected system, under a rule. */
export const rowPile = (rule: string, place: RowPlace): Pile<ProposedRowThere> => ({
  place,
  idOf: ({ mark }) => mark,
  whatOf: whatOfRow,
  async known(tx, some) {
    const found = await rowsProposedAmong(
      tx,
      rule,
      place,
      some.map(({ mark }) => mark),
    );
    return new Map(found.map((row) => [row.mark, { proposal: row.proposal, what: whatOfRow(row) }]));
  },
  put: (tx, proposal, some) => proposeRows(tx, proposal, rule, place, some),
  takeOut: (tx, some) =>
    takeOutRows(
      tx,
      rule,
      place,
      some.map(({ mark }) => mark),
    ),
  leaveOnly: takeOutOtherRows,
});
