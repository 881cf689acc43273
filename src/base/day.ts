import { Temporal } from 'temporal-polyfill';
import { Refused } from './refused.ts';

/** A calendar day without a zone, `YYYY-MM-DD`. Days compare as strings: `a < b` is "a is earlier". */
export type Day = `${number}-${number}-${number}`;

/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`. Instants compare as strings. */
export type Instant = string;

/** An ISO 8601 duration such as `P150D`, `P36M`, `PT72H`. */
export type Duration = string;

/** The day that `text` names. Refuses `day.invalid` for anything that is not a real date of the calendar. */
export function day(text: string): Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    throw new Refused('day.invalid', `"${text}" is not a date like 2026-11-22`);
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day;
  } catch {
    throw new Refused('day.invalid', `${text} is not a day of the calendar`);
  }
}

/** Monday is 1, Sunday is 7. */
export const weekdayOf = (on: Day): number => Temporal.PlainDate.from(on).dayOfWeek;

export const addDays = (to: Day, days: number): Day =>
  Temporal.PlainDate.from(to).add({ days }).toString() as Day;

/** The same date `months` later, or the last day of that month where it has no such date (Reg 1182/71 Art 3(2)(c)). */
export const addMonths = (to: Day, months: number): Day =>
  Temporal.PlainDate.from(to).add({ months }, { overflow: 'constrain' }).toString() as Day;

/** The day a period of whole days, weeks, months or years after `from`; hours make no sense here and are refused. */
export function addPeriod(from: Day, period: Duration): Day {
  const parsed = duration(period);
  if (parsed.hours || parsed.minutes || parsed.seconds) {
    throw new Refused(
      'duration.not-days',
      `${period} counts hours; a day can only move by days, weeks, months or years`,
    );
  }
  return Temporal.PlainDate.from(from).add(parsed, { overflow: 'constrain' }).toString() as Day;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** Refuses `duration.invalid` for anything that is not a non-negative ISO 8601 duration. */
export function duration(text: string): Temporal.Duration {
  try {
    const parsed = Temporal.Duration.from(text);
    if (parsed.sign < 0) throw new RangeError('negative');
    return parsed;
  } catch {
    throw new Refused('duration.invalid', `"${text}" is not a duration like P150D, P36M or PT72H`);
  }
}

/** `P36M` as people say it: "36 months". */
export function sayDuration(text: Duration): string {
  const parsed = duration(text);
  const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'] as const;
  const said = units
    .filter((unit) => parsed[unit] > 0)
    .map((unit) => `${parsed[unit]} ${parsed[unit] === 1 ? unit.slice(0, -1) : unit}`);
  return said.join(' and ') || 'no time';
}

/** The day it is in `zone` at that moment. */
export const dayIn = (zone: string, at: Instant): Day =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as Day;

/** The time of day it is in `zone` at that moment: `21:30`. */
export const clockIn = (zone: string, at: Instant): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });

/** The moment at which the clocks of `zone` show `time` on that day. */
export const atClock = (on: Day, time: string, zone: string): Instant =>
  instant(
    Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  );

/** The moment that lies `period` before, by the calendar of `zone`: thirty days, a year. */
export const before = (at: Instant, period: Duration, zone: string): Instant =>
  instant(Temporal.Instant.from(at).toZonedDateTimeISO(zone).subtract(duration(period)).epochMilliseconds);

/** The moment that lies `period` after, by the calendar of `zone`. */
export const after = (at: Instant, period: Duration, zone: string): Instant =>
  instant(Temporal.Instant.from(at).toZonedDateTimeISO(zone).add(duration(period)).epochMilliseconds);

/** The moment `on` begins in `zone`. */
export const startOf = (on: Day, zone: string): Instant =>
  instant(Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant().epochMilliseconds);

/** The moment that comes `period` of elapsed time later; calendar units are refused because they have no fixed length. */
export function addElapsed(to: Instant, period: Duration): Instant {
  const parsed = duration(period);
  if (parsed.years || parsed.months || parsed.weeks) {
    throw new Refused('duration.not-elapsed', `${period} has no fixed length in hours`);
  }
  const { days, hours, minutes, seconds, milliseconds } = parsed;
  const elapsed = Temporal.Duration.from({ hours: hours + days * 24, minutes, seconds, milliseconds });
  return instant(Temporal.Instant.from(to).add(elapsed).epochMilliseconds);
}

/** The canonical text of a moment given in milliseconds since 1970. */
export const instant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

export const millisecondsOf = (at: Instant): number => Temporal.Instant.from(at).epochMilliseconds;

/** "Thu 3 December 2026", as pages and letters write it. */
export const sayDay = (on: Day): string =>
  Temporal.PlainDate.from(on)
    .toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', '');

/** A sentence with its days as people write them; what only looks like a day stays as it is. */
export const sayDaysIn = (text: string): string =>
  text.replaceAll(/(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (written) => {
    try {
      return sayDay(written as Day);
    } catch {
      return written;
    }
  });
