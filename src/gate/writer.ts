import { faultOf, type Log } from '../base/index.ts';
import type { Store } from '../store/index.ts';
import { type Decision, keepDecisions } from './decision.ts';

/** How long a decision that nobody waits for may stay in memory, in milliseconds, and how many at most go into one statement. */
const LONGEST_WAIT = 100;
const AT_ONCE = 500;

/**
 * Statements under way at once: who waits for one waits for its own commit, and not for the one before as well; more of them
 * would each carry less.
 */
const UNDER_WAY = 2;

type Waiting = { decision: Decision; kept: () => void; failed: (fault: unknown) => void };

/**
 * Keeps decisions in batches, so that being asked costs no write of its own. Whoever must know that one is kept waits for the
 * statement that it goes with; the others are written a moment later.
 */
export type DecisionWriter = {
  /**
   * Resolves when it is durable. `soon`: somebody waits for that, so it is written at once, with all that came meanwhile, and
   * its fault is theirs; the fault of one that nobody waits for is logged.
   */
  keep(decision: Decision, soon: boolean): Promise<void>;
  /** All that was handed over until now is durable, or its fault was told. */
  flush(): Promise<void>;
};

type WriterOf = { store: Pick<Store, 'db'>; log: Log };

const writers = new WeakMap<object, DecisionWriter>();

/** The writer of a store: one for each house. */
export function decisionWriter({ store, log }: WriterOf): DecisionWriter {
  const known = writers.get(store.db) ?? makeWriter(store, log);
  writers.set(store.db, known);
  return known;
}

function makeWriter({ db }: Pick<Store, 'db'>, log: Log): DecisionWriter {
  const waiting: Waiting[] = [];
  const underWay = new Set<Promise<void>>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const some = waiting.splice(0, AT_ONCE);
      try {
        await keepDecisions(
          db,
          some.map(({ decision }) => decision),
        );
        for (const { kept } of some) kept();
      } catch {
        // One that can't be kept takes no other with it.
        for (const { decision, kept, failed } of some) await keepDecisions(db, [decision]).then(kept, failed);
      }
    }
  };
  const start = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0 || underWay.size >= UNDER_WAY) return;
    const writing = write().finally(() => underWay.delete(writing));
    underWay.add(writing);
  };
  return {
    keep(decision, soon) {
      const done = new Promise<void>((kept, failed) => {
        waiting.push({ decision, kept, failed });
      });
      // Whoever looks at the board next has no part in it.
      if (!soon) done.catch((fault: unknown) => log('decision.lost', { room: 'gate', ...faultOf(fault) }));
      if (soon || waiting.length >= AT_ONCE) start();
      else timer ??= setTimeout(start, LONGEST_WAIT);
      return done;
    },
    async flush() {
      while (waiting.length > 0 || underWay.size > 0) {
        start();
        await Promise.race(underWay);
      }
    },
  };
}
