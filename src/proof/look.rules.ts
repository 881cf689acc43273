import { type Instant, millisecondsOf } from '../base/index.ts';
import { type FactTables, type NewestEntries, writtenSince } from './counted.rules.ts';
import type { Look } from './look.ts';

/** No state that a board shows is older than this. An older look counts for nothing: the state is then unproven. */
export const BOARD_WITHIN_MINUTES = 15;

/** From so many pages of facts (32 MB) pages read what the worker's looks found; below, they look themselves. */
export const LOOKED_AHEAD_FROM_PAGES = 4_096;

const MINUTE = 60_000;

const ageOf = ({ at }: Pick<Look, 'at'>, now: Instant): number => millisecondsOf(now) - millisecondsOf(at);

/** A look of the future is none either: somebody set the clock back. */
export const stillCounts = (look: Pick<Look, 'at'>, now: Instant): boolean => {
  const age = ageOf(look, now);
  return age >= 0 && age <= BOARD_WITHIN_MINUTES * MINUTE;
};

/**
 * Whether a control has to be looked at again: what it reads was written to, another day began, or half of the time is over
 * for which a look counts. An expensive one waits longer between changes, so that a busy store is not read all day.
 */
export function isDue(
  look: Pick<Look, 'at' | 'day' | 'changes' | 'milliseconds' | 'kinds' | 'position'> | undefined,
  { now, today, tables, newest }: { now: Instant; today: string; tables: FactTables; newest: NewestEntries },
): boolean {
  if (!look) return true;
  const age = ageOf(look, now);
  if (age < 0 || age >= (BOARD_WITHIN_MINUTES * MINUTE) / 2 || look.day !== today) return true;
  const told = look.kinds.some((kind) => (newest.get(kind) ?? '') > (look.position ?? ''));
  return (told || writtenSince(look.changes, tables).length > 0) && age >= look.milliseconds * 20;
}
