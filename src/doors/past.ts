import { addDays, type Day, startOf } from '../base/index.ts';
import { compile, parsePolicy } from '../policy/index.ts';
import { type House, policyInForce } from '../procedures/index.ts';
import { boardOn, type PastRow, type PromiseState } from '../proof/index.ts';

export type PastBoard = {
  on: Day;
  promises: (PastRow & { says: string; section: string })[];
  totals: Record<PromiseState, number>;
};

/** The board as it stood at the end of a day, in the words of the notice that was in force then. */
export async function pastBoard(house: House, on: Day): Promise<PastBoard> {
  const current = await policyInForce(house);
  const { zone } = current.organisation;
  const past = await boardOn(house.store.db, { on, zone });
  const [version] = await house.store.rows<{ files: Record<string, string> }>(
    `select files from policy_version where in_force_at < $1 order by in_force_at desc limit 1`,
    [startOf(addDays(on, 1), zone)],
  );
  const { policy } = version ? parsePolicy(version.files) : { policy: null };
  // Of what no notice said yet, today's words are better than none.
  const said = new Map(
    [current, ...(policy ? [policy] : [])].flatMap((one) =>
      compile(one).promises.map((promise) => [promise.id, promise]),
    ),
  );
  return {
    on,
    totals: past.totals,
    promises: past.promises.map((row) => ({
      ...row,
      says: said.get(row.promise)?.says ?? row.promise,
      section: said.get(row.promise)?.section ?? '',
    })),
  };
}
