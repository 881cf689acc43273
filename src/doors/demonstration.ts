import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Clock,
  dayIn,
  type Instant,
  instant,
  millisecondsOf,
  Refused,
  systemClock,
} from '../base/index.ts';
import type { Config } from './config.ts';

/** Under which address whoever looks at a demonstration works there. */
export const VISITOR = 'visitor@demonstration.test';

/** Says that a data folder holds a year that was made up, and what time it is there. */
const FILE = 'demonstration.json';

/**
 * The time of a demonstration: `at`, and from there on as fast as the machine's clock if it says when that was (`since`); else
 * it stands still.
 */
export type Demonstration = { at: Instant; since: Instant | null };

/** Null: an ordinary data folder. Refuses `demonstration.unreadable`. */
export function demonstrationIn(dataDir: string): Demonstration | null {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return null;
  try {
    const { at, since } = JSON.parse(readFileSync(file, 'utf8')) as { at?: unknown; since?: unknown };
    return { at: momentIn(at), since: since === null ? null : momentIn(since) };
  } catch {
    throw new Refused(
      'demonstration.unreadable',
      `${file} does not say what time it is in this demonstration. Remove the folder and make it again.`,
    );
  }
}

const momentIn = (value: unknown): Instant => instant(Date.parse(String(value)));

export const writeDemonstration = (dataDir: string, demonstration: Demonstration): void =>
  writeFileSync(join(dataDir, FILE), `${JSON.stringify(demonstration)}\n`, { mode: 0o600 });

/**
 * The clock by which the house of a data folder goes: the machine's, or that of the year which a demonstration lived. Refuses
 * `demonstration.server`: made-up time and real people must never meet, so a demonstration has its own embedded database.
 */
export function clockFor({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): Clock {
  const shown = demonstrationIn(dataDir);
  if (!shown) return systemClock;
  if (databaseUrl)
    throw new Refused(
      'demonstration.server',
      `${dataDir} is a demonstration, whose clock is made up. Unset DATABASE_URL, or name another folder with --data.`,
    );
  const now = (): Instant =>
    shown.since === null
      ? shown.at
      : instant(millisecondsOf(shown.at) + millisecondsOf(systemClock.now()) - millisecondsOf(shown.since));
  return { now, today: (zone) => dayIn(zone, now()) };
}
