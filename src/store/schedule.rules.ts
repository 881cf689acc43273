import { Temporal } from 'temporal-polyfill';
import { type Duration, duration, type Instant, instant, Refused } from '../base/index.ts';

/** When regular work is due: once a day at a time of the organisation's clock, or whenever so much time has passed. */
export type Recurrence =
  | { readonly dailyAt: `${number}:${number}`; readonly zone: string }
  | { readonly every: Duration };

/**
 * Is it due at `now`, having last begun at `last` (null: never, which is due)? What was missed while nothing ran is done
 * once, not once for each time.
 */
export function isDue(recurrence: Recurrence, last: Instant | null, now: Instant): boolean {
  if (last === null) return true;
  return last < latestMoment(recurrence, last, now);
}

/** The last moment up to `now` at which it should have begun. */
function latestMoment(recurrence: Recurrence, last: Instant, now: Instant): Instant {
  if ('every' in recurrence) {
    const due = Temporal.Instant.from(last).add(elapsed(recurrence.every));
    return Temporal.Instant.compare(due, Temporal.Instant.from(now)) <= 0 ? now : last;
  }
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(recurrence.zone);
  // On the night when clocks jump over the time, it is the same distance after the jump.
  const onDay = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone: recurrence.zone, plainTime: recurrence.dailyAt });
  const today = onDay(here.toPlainDate());
  const latest =
    Temporal.ZonedDateTime.compare(today, here) <= 0
      ? today
      : onDay(here.toPlainDate().subtract({ days: 1 }));
  return instant(latest.epochMilliseconds);
}

/** Refuses `schedule.invalid` for a recurrence that has no meaning, before it is stored anywhere. */
export function checkRecurrence(name: string, recurrence: Recurrence): void {
  try {
    if ('every' in recurrence) elapsed(recurrence.every);
    else {
      Temporal.PlainTime.from(recurrence.dailyAt);
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(recurrence.zone);
    }
  } catch {
    throw new Refused(
      'schedule.invalid',
      `${name}: ${JSON.stringify(recurrence)} is not a time that can come round`,
    );
  }
}

function elapsed(every: Duration): { hours: number; minutes: number; seconds: number } {
  const { years, months, weeks, days, hours, minutes, seconds } = duration(every);
  if (years || months || weeks || hours + days + minutes + seconds === 0) throw new RangeError(every);
  return { hours: hours + days * 24, minutes, seconds };
}
