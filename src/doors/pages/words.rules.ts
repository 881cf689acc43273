import { type Day, dayIn, type Instant, sayDay } from '../../base/index.ts';
import type { Site } from './site.ts';

const zoneOf = (site: Site): string => site.zone ?? 'Europe/London';

/** The day of a moment by the organisation's calendar: "Thu 3 December 2026". */
export const sayDayOf = (site: Site, at: Instant): string => sayDay(dayOf(site, at));

const dayOf = (site: Site, at: Instant): Day => dayIn(zoneOf(site), at);

/** "Thu 3 December 2026 at 09:30", by the organisation's clock. */
export function sayMoment(site: Site, at: Instant): string {
  const clock = new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zoneOf(site),
  });
  return `${sayDayOf(site, at)} at ${clock}`;
}

/** "when you order" as a sentence of its own: "When you order." */
export const asSentence = (says: string): string => {
  const capital = says.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

const BY_CHANNEL: Readonly<Record<string, string>> = {
  email: 'e-mail',
  sms: 'text message',
  phone: 'telephone',
  post: 'post',
  digital: 'advertising that you see online',
};

/** `email` as people say it. */
export const sayChannel = (channel: string): string => BY_CHANNEL[channel] ?? channel;

const REGIONS = new Intl.DisplayNames('en-GB', { type: 'region' });

/** `us` as people say it. The policy writes `uk`, where the standard has GB, and `eea` for the whole of it. */
export const sayCountry = (code: string): string =>
  code === 'eea'
    ? 'the European Economic Area'
    : (REGIONS.of(code === 'uk' ? 'GB' : code.toUpperCase()) ?? code);
