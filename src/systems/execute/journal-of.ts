import { type KnownStep, stepsOf } from '../plan/journal.ts';
import type { PlanHouse } from '../plan/settle.ts';

/** The frozen steps of one system. */
export interface Journal {
  all(): Iterable<KnownStep> | AsyncIterable<KnownStep>;
  /** Those that are still to be written. */
  open(): Iterable<KnownStep> | AsyncIterable<KnownStep>;
}

/** Keys that are held: of most people there are fewer. */
const SHORT = 16_000;

/** A short journal is fetched and opened once; a long one as often as it is gone through, and not held. */
export async function journalOf(
  { store, vault }: PlanHouse,
  planId: string,
  system: string,
): Promise<Journal> {
  const short: KnownStep[] = [];
  let keys = 0;
  for await (const step of stepsOf(store.db, vault, planId, system, 'all')) {
    short.push(step);
    keys += step.count;
    if (keys <= SHORT) continue;
    return {
      all: () => stepsOf(store.db, vault, planId, system, 'all'),
      open: () => stepsOf(store.db, vault, planId, system, 'open'),
    };
  }
  return { all: () => short, open: () => short.filter((step) => step.open) };
}
