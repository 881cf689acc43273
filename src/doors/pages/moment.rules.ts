import { type Day, dayIn, type Instant, sayDay } from '../../base/index.ts';
import type { Site } from './site.ts';

const zoneOf = (site: Site): string => site.zone ?? 'Europe/London';

/** The day of a moment by the organisation's calendar: "Thu 3 December 2026". */
export const sayDayOf = (site: Site, at: Instant): string => sayDay(dayOf(site, at));

export const dayOf = (site: Site, at: Instant): Day => dayIn(zoneOf(site), at);

/** "Thu 3 December 2026 at 09:30", by the organisation's clock. */
export function sayMoment(site: Site, at: Instant): string {
  const clock = new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zoneOf(site),
  });
  return `${sayDayOf(site, at)} at ${clock}`;
}
