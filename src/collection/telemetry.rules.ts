import { kindOf, type Policy } from '../policy/index.ts';
import { maskOf } from './financial.rules.ts';
import { type CollectionPoint, needOf, protectionOf } from './kinds.rules.ts';

/** One event as a device reported it. */
export type TelemetryEvent = Readonly<Record<string, string | number | boolean | null>>;

/** What of a batch may be kept, and how often which field was thrown away. */
export type Sifted = {
  events: Record<string, string>[];
  dropped: Record<string, number>;
  incomplete: number;
  /** How many values had something cut out of them. */
  cut: number;
};

const MOST_NAMES = 50;
const LONGEST = 2_000;

/**
 * The declared fields of each event, and nothing else: a field that nobody declared is dropped and counted by its name. An
 * event that lacks a required field is no event. Addresses are cut short: the last byte of IPv4, the last ten of IPv6. What the
 * policy protects is hashed or masked, and whatever else tells who somebody is is cut out of the words around it.
 */
export function sift(
  policy: Policy,
  point: CollectionPoint,
  events: readonly TelemetryEvent[],
  hash: (value: string) => string,
): Sifted {
  const sifted: Sifted = { events: [], dropped: {}, incomplete: 0, cut: 0 };
  const declared = Object.entries(point.fields);
  for (const event of events) {
    const kept: Record<string, string> = {};
    for (const [field, value] of Object.entries(event)) {
      if (!Object.hasOwn(point.fields, field)) count(sifted.dropped, field);
      else if (value !== null && String(value) !== '') {
        const short = shortened(field, String(value).slice(0, 2 * LONGEST));
        kept[field] = protectedAs(policy, field, short, hash).slice(0, LONGEST);
        if (kept[field].includes(REMOVED)) sifted.cut += 1;
      }
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

function protectedAs(policy: Policy, field: string, value: string, hash: (value: string) => string): string {
  const how = protectionOf(policy, field);
  if (how === 'hash' || how === 'tokenise') return hash(value);
  if (how === 'mask') return maskOf(value);
  return ['email', 'phone'].includes(kindOf(policy, field)) ? value : withoutPeople(value);
}

const REMOVED = '[removed]';
const EMAIL = /[^\s@<>()[\]\\,;:"|/?&=#%]{1,64}(?:@|%40)[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
/** What pages call a person, how to reach them, and what opens their account. */
const TELLING =
  /(^|[?&#;\s])((?:[\w.-]+[_.-])?(?:e-?mail|mail|(?:user|first|last|full|given|family|sur|nick)?[_-]?name|user|login|phone|mobile|tel|\w*token|session|sid|auth|code|key|secret|signature|jwt|password|passwd|pwd))=[^&#;\s]*/gi;
/** A token is told by its signs where nobody says what it is: a signed one, or a long run of letters and digits. */
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\b(?=[a-z_]*\d)(?=\d*[a-z])\w{32,}\b/gi;

/** An address, a name or a token that a page put into the address of the next one: what stands around it is kept. */
function withoutPeople(value: string): string {
  const cut = value.replaceAll(TELLING, `$1$2=${REMOVED}`).replaceAll(EMAIL, REMOVED);
  // What is nothing but one long word is an identifier that the policy declares.
  return /[/?=]/.test(cut) ? cut.replaceAll(TOKEN, REMOVED) : cut;
}

const shortened = (field: string, value: string): string =>
  /(^|-)ip(-address)?$/.test(field) ? shortenAddress(value) : value;

export function shortenAddress(address: string): string {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address.replace(/\.\d+$/, '.0');
  if (!address.includes(':')) return '';
  const [head = ''] = address.split('::');
  return `${head.split(':').slice(0, 3).join(':')}::`;
}
