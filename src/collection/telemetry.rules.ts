import { type CollectionPoint, needOf } from './kinds.rules.ts';

/** One event as a device reported it. */
export type TelemetryEvent = Readonly<Record<string, string | number | boolean | null>>;

/** What of a batch may be kept, and how often which field was thrown away. */
export type Sifted = {
  events: Record<string, string>[];
  dropped: Record<string, number>;
  incomplete: number;
};

const MOST_NAMES = 50;
const LONGEST = 2_000;

/**
 * The declared fields of each event, and nothing else: a field that nobody declared is dropped and counted by its name. An
 * event that lacks a required field is no event. Addresses are cut short: the last byte of IPv4, the last ten of IPv6.
 */
export function sift(point: CollectionPoint, events: readonly TelemetryEvent[]): Sifted {
  const sifted: Sifted = { events: [], dropped: {}, incomplete: 0 };
  const declared = Object.entries(point.fields);
  for (const event of events) {
    const kept: Record<string, string> = {};
    for (const [field, value] of Object.entries(event)) {
      if (!Object.hasOwn(point.fields, field)) count(sifted.dropped, field);
      else if (value !== null && String(value) !== '')
        kept[field] = shortened(field, String(value).slice(0, LONGEST));
    }
    if (declared.some(([field, need]) => needOf(need) === 'required' && kept[field] === undefined))
      sifted.incomplete += 1;
    else if (Object.keys(kept).length > 0) sifted.events.push(kept);
  }
  return sifted;
}

/** Names as programmers give them; what else stands there may be somebody's data, and counts as one. */
function count(dropped: Record<string, number>, field: string): void {
  const known = /^[a-z][a-z0-9_-]{0,39}$/i.test(field) && !/\d{5}/.test(field);
  const name = known && (dropped[field] || Object.keys(dropped).length < MOST_NAMES) ? field : 'other';
  dropped[name] = (dropped[name] ?? 0) + 1;
}

const shortened = (field: string, value: string): string =>
  /(^|-)ip(-address)?$/.test(field) ? shortenAddress(value) : value;

export function shortenAddress(address: string): string {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address.replace(/\.\d+$/, '.0');
  if (!address.includes(':')) return '';
  const [head = ''] = address.split('::');
  return `${head.split(':').slice(0, 3).join(':')}::`;
}
