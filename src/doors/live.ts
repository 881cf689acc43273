import type { Instant } from '../base/index.ts';
import type { Live } from '../controls/index.ts';
import {
  flushDecisions,
  type House,
  inForceSince,
  momentOf,
  policyInForce,
  policyUnder,
} from '../procedures/index.ts';
import {
  type Board,
  type BoardAbout,
  type BoardRow,
  boardFrom,
  boardOf,
  factTables,
  LOOKED_AHEAD_FROM_PAGES,
  lookAgain,
  looksFor,
  pagesIn,
  provenFor,
  type Refreshed,
  statesSince,
} from '../proof/index.ts';
import { rows } from '../store/index.ts';

/** The running system as controls may look at it: read-only, as at now. */
export async function liveOf(house: House): Promise<Live> {
  const policy = await policyInForce(house);
  // What was decided a moment ago is a fact already.
  await flushDecisions(house);
  return {
    ...momentOf(house, policy),
    inForceSince: await inForceSince(house),
    policyOf: (hash) => policyUnder(house, hash),
    rows: (sql, parameters) => rows(house.store.db, sql, parameters),
  };
}

/** A board, and since when each promise is as it is. Null: history has not noted it yet. */
export type CurrentBoard = Omit<Board, 'promises'> & {
  promises: (BoardRow & { since: Instant | null })[];
};

/**
 * The board now. Where there are few facts it is computed from them at once; where there are many it says what the worker's
 * looks found, each no older than the board promises: what nobody looked at since is unproven. `look`: look at all of it now,
 * however long it takes.
 */
export async function currentBoard(
  house: House,
  {
    look = false,
    aheadFrom = LOOKED_AHEAD_FROM_PAGES,
    about = null,
  }: { look?: boolean; aheadFrom?: number; about?: BoardAbout | null } = {},
): Promise<CurrentBoard> {
  const policy = await policyInForce(house);
  const { db } = house.store;
  const proven = await provenFor(db, policy.hash);
  const few = look || pagesIn(await factTables(db)) < aheadFrom;
  const board = few
    ? await boardOf(policy, await liveOf(house), proven, about)
    : boardFrom(policy, await looksFor(db, policy.hash), proven, house.clock.now(), about);
  const noted = await statesSince(db);
  return {
    ...board,
    promises: board.promises.map((row) => {
      const known = noted.get(row.id);
      return { ...row, since: known?.state === row.state ? known.since : null };
    }),
  };
}

const underWay = new WeakMap<House['store'], Promise<CurrentBoard>>();

/** For pages that anybody may load: whoever comes while it is being computed gets that answer, so a crowd costs one board. */
export function boardForVisitors(house: House): Promise<CurrentBoard> {
  const known = underWay.get(house.store);
  if (known) return known;
  const board = currentBoard(house).finally(() => underWay.delete(house.store));
  underWay.set(house.store, board);
  return board;
}

/** A look over many facts sorts in memory and not on disk; there is one such look at a time. */
const readingMuch = <Row extends object>(
  { store }: House,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> =>
  store.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      await rows(snapshot, `set local work_mem = '64MB'`);
      return rows<Row>(snapshot, sql, parameters);
    });

/** Looks again at what changed, keeps history and tells the owners of what broke. `goOn`: asked before each look. */
export async function refreshBoard(house: House, goOn: () => boolean = () => true): Promise<Refreshed> {
  const policy = await policyInForce(house);
  const base = await liveOf(house);
  const many = pagesIn(await factTables(house.store.db)) >= LOOKED_AHEAD_FROM_PAGES;
  return lookAgain(house.store, policy, {
    baseUrl: house.baseUrl,
    goOn,
    liveNow: async () => {
      await flushDecisions(house);
      return {
        ...base,
        ...momentOf(house, policy),
        rows: (sql, parameters) =>
          many ? readingMuch(house, sql, parameters) : rows(house.store.db, sql, parameters),
      };
    },
  });
}
