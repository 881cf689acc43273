import { addDays, type Day, dayIn, instant, millisecondsOf, startOf } from '../../base/index.ts';
import type { Column } from '../catalog/catalog.ts';
import type { Value } from '../database/database.ts';
import { type Dialect, quoted } from '../database/dialect.rules.ts';
import { dayOf } from '../plan/keep.rules.ts';
import type { Places } from './place.ts';

/*
 * Days in whatever databases write them in, compared by the database itself: dates and moments, texts that begin with a day
 * (2026-11-22 or 22.11.2026), and seconds or milliseconds since 1970. What is no day (0000-00-00, -infinity, an empty text) counts as none.
 */

/** Larger numbers of seconds are milliseconds; smaller ones are no moments that a program of ours would have written. */
const MILLISECONDS = 100_000_000_000;
const LEAST_SECONDS = 100_000_000;

const POINTED = '^[0-3][0-9][.][01][0-9][.][0-9]{4}';
/** A day with points as one that can be put in order; `||` is another thing in MySQL. */
const turned = (name: string): string =>
  `concat(substr(${name}, 7, 4), '-', substr(${name}, 4, 2), '-', substr(${name}, 1, 2))`;

/** What tests a column, and what is selected to know its day. */
export interface DayColumn {
  /** It holds a day. */
  readonly holds: string;
  /** The day that it holds is this one or earlier; only asked of what holds one. */
  begunBy(day: Day): string;
  /** The value from which `dayFrom` tells the day. */
  value(): string;
}

export function dayColumn(
  dialect: Dialect,
  column: Column,
  { alias, zone, places }: { alias: string; zone: string; places: Places },
): DayColumn {
  const name = `${alias}.${quoted(dialect, column.name)}`;
  const next = (day: Day) => addDays(day, 1);
  const epoch = (sql: string) => `(case when ${sql} > ${MILLISECONDS} then ${sql} / 1000 else ${sql} end)`;
  const seconds = (day: Day) =>
    places.put(Math.floor(millisecondsOf(startOf(next(day), zone)) / 1000), 'float8');
  if (dialect === 'sqlite') {
    const text = `(typeof(${name}) = 'text' and ${name} glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' and ${name} > '0001')`;
    const pointed = `${name} glob '[0-3][0-9].[01][0-9].[0-9][0-9][0-9][0-9]*'`;
    const number = `(typeof(${name}) in ('integer', 'real') and ${epoch(name)} > ${LEAST_SECONDS})`;
    return {
      holds: `(${text} or (typeof(${name}) = 'text' and ${pointed}) or ${number})`,
      begunBy: (day) =>
        `(case when typeof(${name}) = 'text' and ${pointed} then ${turned(name)} < ${places.put(next(day))} when typeof(${name}) = 'text' then ${name} < ${places.put(next(day))} else ${epoch(name)} < ${seconds(day)} end)`,
      value: () => name,
    };
  }
  if (column.family === 'integer' || column.family === 'number')
    return {
      holds: `(${epoch(name)} > ${LEAST_SECONDS})`,
      begunBy: (day) => `(${epoch(name)} < ${seconds(day)})`,
      value: () => epoch(name),
    };
  if (dialect === 'mysql')
    return column.family === 'date' || column.family === 'moment'
      ? {
          holds: `(${name} > '0001-01-01')`,
          begunBy: (day) => `(${name} < ${places.put(next(day))})`,
          value: () => name,
        }
      : {
          holds: `((${name} regexp '^[0-9]{4}-[0-9]{2}-[0-9]{2}' and ${name} > '0001') or ${name} regexp '${POINTED}')`,
          begunBy: (day) =>
            `(case when ${name} regexp '${POINTED}' then ${turned(name)} else ${name} end < ${places.put(next(day))})`,
          value: () => name,
        };
  if (column.family === 'date')
    return {
      holds: `(${name} > '-infinity' and ${name} < 'infinity')`,
      begunBy: (day) => `(${name} < ${places.put(next(day), 'date')})`,
      value: () => `${name}::date`,
    };
  if (column.family === 'moment') {
    const zoned = /^timestamp\b.*with time zone|^timestamptz/.test(column.type);
    return {
      holds: `(${name} > '-infinity' and ${name} < 'infinity')`,
      begunBy: (day) =>
        zoned
          ? `(${name} < ${places.put(startOf(next(day), zone), 'timestamptz')})`
          : `(${name} < ${places.put(next(day), 'timestamp')})`,
      value: () => (zoned ? `(${name} at time zone ${places.put(zone, 'text')})::date` : `${name}::date`),
    };
  }
  return {
    // By bytes, because languages leave out signs when they put texts in order.
    holds: `((${name}::text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' and ${name}::text collate "C" > '0001') or ${name}::text ~ '${POINTED}')`,
    begunBy: (day) =>
      `((case when ${name}::text ~ '${POINTED}' then ${turned(`${name}::text`)} else ${name}::text end) collate "C" < ${places.put(next(day), 'text')})`,
    value: () => `${name}::text collate "C"`,
  };
}

/** The day that a selected value says. */
export function dayFrom(value: Value | undefined, column: Column, zone: string): Day | null {
  const numeric =
    typeof value === 'number' ||
    ((column.family === 'integer' || column.family === 'number') && /^\d+(\.\d+)?$/.test(String(value)));
  if (!numeric) return dayOf(value);
  const number = Number(value);
  const milliseconds = number > MILLISECONDS ? number : number * 1000;
  return milliseconds > LEAST_SECONDS * 1000 ? dayIn(zone, instant(Math.floor(milliseconds))) : null;
}
