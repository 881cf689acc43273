import type { Store } from '../store/index.ts';
import { type Decision, keepDecisions } from './decision.ts';

/** How long a decision that nobody waits for may stay in memory, in milliseconds, and how many at most go into one statement. */
const LONGEST_WAIT = 100;
const AT_ONCE = 500;

/** Statements under way at once: who waits for one waits for its own commit, and not for the one before as well. */
const UNDER_WAY = 4;

type Waiting = { decision: Decision; kept: () => void; failed: (fault: unknown) => void };

/**
 * Keeps decisions in batches, so that being asked costs no write of its own. Whoever must know that one is kept waits for the
 * statement that it goes with; the others are written a moment later.
 */
export type DecisionWriter = {
  /** Resolves when it is durable. `soon`: somebody waits for that, so it is written at once, with all that came meanwhile. */
  keep(decision: Decision, soon: boolean): Promise<void>;
  /** All that was handed over until now is durable; faults of the writing are thrown here. */
  flush(): Promise<void>;
};

const writers = new WeakMap<object, DecisionWriter>();

/** The writer of a store: one for each database connection pool. */
export function decisionWriter(store: Pick<Store, 'db' | 'pool'>): DecisionWriter {
  const known = writers.get(store.pool) ?? makeWriter(store);
  writers.set(store.pool, known);
  return known;
}

function makeWriter({ db }: Pick<Store, 'db'>): DecisionWriter {
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
      } catch (fault) {
        for (const { failed } of some) failed(fault);
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
  const last: { fault: unknown } = { fault: null };
  return {
    keep(decision, soon) {
      const done = new Promise<void>((kept, failed) => {
        waiting.push({ decision, kept, failed });
      });
      // One that nobody waits for is heard of at the next flush.
      if (!soon)
        done.catch((fault: unknown) => {
          last.fault = fault;
        });
      if (soon || waiting.length >= AT_ONCE) start();
      else timer ??= setTimeout(start, LONGEST_WAIT);
      return done;
    },
    async flush() {
      while (waiting.length > 0 || underWay.size > 0) {
        start();
        await Promise.race(underWay);
      }
      const { fault } = last;
      last.fault = null;
      if (fault) throw fault;
    },
  };
}
