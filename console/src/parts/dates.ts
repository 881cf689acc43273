import { now, site } from '../site.ts';

const days = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const long = days({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
const short = days({ day: 'numeric', month: 'short' });
const moments = new Intl.DateTimeFormat('en-GB', {
  timeZone: site.zone,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

const at = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`);

/** "Tue 29 December 2026" of `2026-12-29`. */
export const sayDay = (day: string): string => long.format(at(day)).replaceAll(',', '');

/** "29 Dec". */
export const sayShortDay = (day: string): string => short.format(at(day));

/** "Sun 22 Nov 2026 05:27", by the organisation's clock. */
export const sayMoment = (instant: string): string => moments.format(new Date(instant)).replaceAll(',', '');

/** Whole days from one day to another; negative when the other is earlier. */
const daysFrom = (one: string, other: string): number =>
  Math.round((at(other).getTime() - at(one).getTime()) / 86_400_000);

/** "in 3 days", "today", "2 days late". */
export function sayLeft(today: string, due: string): string {
  const left = daysFrom(today, due);
  if (left === 0) return 'today';
  if (left < 0) return `${-left} ${left === -1 ? 'day' : 'days'} late`;
  return left === 1 ? 'tomorrow' : `in ${left} days`;
}

/** Today by the organisation's calendar and the house's clock. */
export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: site.zone, dateStyle: 'short' }).format(now());
