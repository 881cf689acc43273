import { addPeriod, type Day, day, Refused } from '../../base/index.ts';
import { keepUntil, type OwnYear, RETENTION_DUTIES } from '../../law/index.ts';
import { LAW_DUTIES } from '../../policy/index.ts';
import type { Value } from '../database/database.ts';
import type { SystemTable } from '../map/map.ts';

type Keeping = NonNullable<SystemTable['keep-until']>;

/** The day that a value of a database says, in whatever it writes days and moments; null: none. */
export function dayOf(value: Value | undefined): Day | null {
  if (typeof value === 'number') return epochDay(value);
  const text = String(value ?? '');
  // With points the day comes first, wherever it is written so; with slashes nobody knows.
  const pointed = /^(\d\d)\.(\d\d)\.(\d{4})/.exec(text);
  const found = pointed ? `${pointed[3]}-${pointed[2]}-${pointed[1]}` : /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (found === undefined) return null;
  try {
    return day(found);
  } catch (error) {
    if (error instanceof Refused) return null; // 0000-00-00, with which MySQL says that there is none
    throw error;
  }
}

/** Seconds or milliseconds since 1970, which SQLite's programs write. */
function epochDay(value: number): Day | null {
  const milliseconds = value > 100_000_000_000 ? value : value * 1000;
  return milliseconds > 100_000_000_000 && milliseconds < 10_000_000_000_000
    ? day(new Date(milliseconds).toISOString().slice(0, 10))
    : null;
}

/**
 * The last day on which a row is kept: the later of the map's period and of the legal duty's own end, which for tax and
 * accounts counts from the end of the financial year. Null where the row has no day to count from.
 */
export function keptUntil(keeping: Keeping, from: Day | null, ownYear: OwnYear = {}): Day | null {
  if (from === null) return null;
  const period = addPeriod(from, keeping.period);
  const name = keeping.duty === undefined ? null : LAW_DUTIES[keeping.duty];
  if (name === null) return period;
  // Without the organisation's own year the period that people declared is all there is to go by.
  if (ownYear.financialYearEnds === undefined && RETENTION_DUTIES[name].from === 'financial-year')
    return period;
  const duty = keepUntil(name, from, ownYear);
  return duty !== null && duty > period ? duty : period;
}
