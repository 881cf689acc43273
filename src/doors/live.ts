import type { Live } from '../controls/index.ts';
import { flushDecisions, type House, inForceSince, momentOf, policyInForce } from '../procedures/index.ts';
import { type Board, boardOf, provenFor } from '../proof/index.ts';
import { rows } from '../store/index.ts';

/** The running system as controls may look at it: read-only, as at now. */
export async function liveOf(house: House): Promise<Live> {
  const policy = await policyInForce(house);
  // What was decided a moment ago is a fact already.
  await flushDecisions(house);
  return {
    ...momentOf(house, policy),
    inForceSince: await inForceSince(house),
    rows: (sql, parameters) => rows(house.store.db, sql, parameters),
  };
}

export async function currentBoard(house: House): Promise<Board> {
  const policy = await policyInForce(house);
  return boardOf(policy, await liveOf(house), await provenFor(house.store.db, policy.hash));
}
