import { Refused } from '../base/index.ts';
import type { Store } from '../store/index.ts';
import type { House } from './house.ts';
import type { TakenPermission, ToldPermission } from './permission-told.ts';

/** So many at most go into one transaction, and so many transactions are under way at once. */
const AT_ONCE = 100;
const UNDER_WAY = 2;

type Waiting = {
  house: House;
  told: ToldPermission;
  taken: (taken: TakenPermission) => void;
  failed: (fault: unknown) => void;
};

type Take = {
  together(house: House, many: readonly ToldPermission[]): Promise<(TakenPermission | Refused | null)[]>;
  alone(house: House, told: ToldPermission): Promise<TakenPermission>;
};

export type Gathered = { take(house: House, told: ToldPermission): Promise<TakenPermission> };

const gatherings = new WeakMap<object, Gathered>();

/**
 * Gathers what comes while a transaction is under way for the next one: nobody waits for company, and the more there are the
 * less each costs. What cannot be taken together is taken by itself, and a fault of some is nobody else's.
 */
export function gatheredIn({ pool }: Pick<Store, 'pool'>, take: Take): Gathered {
  const known = gatherings.get(pool) ?? gather(take);
  gatherings.set(pool, known);
  return known;
}

function gather({ together, alone }: Take): Gathered {
  const waiting: Waiting[] = [];
  let underWay = 0;

  const settle = (one: Waiting): Promise<void> => alone(one.house, one.told).then(one.taken, one.failed);
  const write = async (some: readonly Waiting[]): Promise<void> => {
    const [first] = some;
    if (!first) return;
    const outcomes = await together(
      first.house,
      some.map(({ told }) => told),
    ).catch(() => some.map(() => null));
    const left: Waiting[] = [];
    for (const [at, one] of some.entries()) {
      const outcome = outcomes[at] ?? null;
      if (outcome instanceof Refused) one.failed(outcome);
      else if (outcome) one.taken(outcome);
      else left.push(one);
    }
    // In the order in which they came: several of them may be of one person. Others need not wait for them.
    void (async () => {
      for (const one of left) await settle(one);
    })();
  };
  const go = async (): Promise<void> => {
    underWay += 1;
    while (waiting.length > 0) await write(waiting.splice(0, AT_ONCE));
    underWay -= 1;
  };
  return {
    take: (house, told) =>
      new Promise((taken, failed) => {
        waiting.push({ house, told, taken, failed });
        if (underWay < UNDER_WAY) void go();
      }),
  };
}
