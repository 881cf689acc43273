import { createHash } from 'node:crypto';
import { addDays, addPeriod, type Day, type Duration, type Instant } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import type { NoPage, Page } from '../systems/index.ts';

/** An address of others that the notice relies on. */
export type Relied = {
  address: string;
  /** The declarations that name it: `links.terms`, `recipients.maps`. */
  by: string[];
  /** Somebody reads it again when its words change: recipients' own policies, and links that say so. */
  reviewed: boolean;
};

/**
 * What a look found. `not-readable`: it is there, and is not shown to software. `not-looked`: we could not look, and say
 * nothing of them. `off`: looking is switched off.
 */
export type Outcome = 'answers' | 'not-readable' | 'dead' | 'not-looked' | 'off';

/** What is known of an address. `failures`: looks in a row at which it was dead. */
export type Watched = {
  address: string;
  looked_at: Instant | null;
  tried_at: Instant;
  outcome: Outcome;
  says: string;
  failures: number;
  failed_since: Instant | null;
  digest: string | null;
  read_digest: string | null;
  changed_at: Instant | null;
  certificate_until: Instant | null;
};

/** One failed look is no news: servers are restarted. So many in a row are. */
export const FAILED_LOOKS = 2;

/** For how long words that changed may wait for somebody to read them. */
export const READ_WITHIN_DAYS = 30;

/** How long before its end a certificate is mentioned. */
export const CERTIFICATE_DAYS = 14;

/** How often addresses are looked at where the policy does not say. */
const WEEKLY: Duration = 'P7D';

export const lookEvery = ({ changes }: Pick<Policy, 'changes'>): Duration => changes['links-every'] ?? WEEKLY;

/** Only pages of others are watched: what we serve ourselves is ours to mend, and no server of theirs is asked. */
const isTheirs = (address: string | undefined): address is string =>
  address !== undefined && /^https?:\/\//.test(address);

/** What the addresses of one declaration are; none: there is nothing to watch. */
export function addressesIn(policy: Policy, path: string): { address: string; reviewed: boolean }[] {
  const [section = '', name = ''] = path.split('.');
  if (section === 'links') {
    const link = policy.links[name];
    return link && isTheirs(link.to) ? [{ address: link.to, reviewed: link.review === true }] : [];
  }
  const provider = section === 'cookies' ? policy.cookies[name]?.provider : name;
  const recipient = ['cookies', 'recipients'].includes(section) && policy.recipients[provider ?? ''];
  if (!recipient) return [];
  return [recipient.policy, recipient['data-protection-policy']]
    .filter(isTheirs)
    .map((address) => ({ address, reviewed: true }));
}

/** Every address of others that stands in the policy; no other is ever looked at. */
export function reliedOn(policy: Policy): Relied[] {
  const found = new Map<string, Relied>();
  const paths = (['links', 'recipients'] as const).flatMap((section) =>
    Object.keys(policy[section]).map((name) => `${section}.${name}`),
  );
  for (const path of paths)
    for (const { address, reviewed } of addressesIn(policy, path)) {
      const known = found.get(address) ?? { address, by: [], reviewed: false };
      found.set(address, { address, by: [...known.by, path], reviewed: known.reviewed || reviewed });
    }
  return [...found.values()];
}

/** Whether it is time to look: after the interval, and the day after a look that failed or could not be done. */
export function isDueForLook(
  known: Watched | undefined,
  every: Duration,
  today: Day,
  on: Day | null,
): boolean {
  if (!known || on === null || known.outcome === 'off') return true;
  if (known.outcome === 'dead' || known.outcome === 'not-looked') return addDays(on, 1) <= today;
  return addPeriod(on, every) <= today;
}

const SAYS: Readonly<Record<NoPage, string>> = {
  'unknown-name': 'its name is not known on the internet',
  'no-connection': 'nothing answers there',
  offline: 'we could not get out to look',
  certificate: 'its certificate is not valid',
  timeout: 'it does not answer in time',
  'private-address': 'it leads into a private network, where no reader gets',
  'too-many-redirects': 'it redirects and never arrives',
  'not-a-web-address': 'it leads to what is no web page',
};

/** What a page says of its address. */
export function outcomeOf(page: Page): { outcome: Outcome; says: string } {
  if ('fault' in page)
    return { outcome: page.fault === 'offline' ? 'not-looked' : 'dead', says: SAYS[page.fault] };
  const { status } = page;
  if (status >= 200 && status < 300) return { outcome: 'answers', says: `it answers (${status})` };
  if (status === 401 || status === 403 || status === 429)
    return { outcome: 'not-readable', says: `it is there, and not shown to software (${status})` };
  return { outcome: 'dead', says: `it answers ${status}` };
}

/** Faults that every address has when our own way out is broken. */
const OUR_WAY_OUT: readonly NoPage[] = ['unknown-name', 'no-connection', 'timeout', 'offline'];

/** Where no host of several could be reached at all, it is us and not they. */
export const isOffline = (pages: ReadonlyMap<string, Page>): boolean =>
  new Set([...pages.keys()].map((address) => new URL(address).host)).size > 1 &&
  [...pages.values()].every((page) => 'fault' in page && OUR_WAY_OUT.includes(page.fault));

const UNSEEN = /<(script|style|noscript|template|svg|iframe|head)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The words of a page that a reader sees, in one line: without markup, scripts and what differs in spaces only. */
export const visibleWords = (html: string): string =>
  html
    .replace(UNSEEN, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/\s+/g, ' ')
    .trim();

/** What a page is compared by. Null: it shows no words that we could compare. */
export function digestOf(page: Page): string | null {
  const words = 'fault' in page || page.text === null ? '' : visibleWords(page.text);
  return words === '' ? null : createHash('sha256').update(words).digest('hex');
}

/** What is known after a look. The first words that are seen are those that the notice was written by. */
export function afterLook(
  address: string,
  known: Watched | undefined,
  page: Page,
  { now, digest, offline }: { now: Instant; digest: string | null; offline: boolean },
): Watched {
  const found = outcomeOf(page);
  const before = known ?? {
    looked_at: null,
    failures: 0,
    failed_since: null,
    digest: null,
    read_digest: null,
    changed_at: null,
    certificate_until: null,
  };
  if (offline || found.outcome === 'not-looked')
    return { ...before, address, tried_at: now, outcome: 'not-looked', says: SAYS.offline };
  const dead = found.outcome === 'dead';
  const seen = found.outcome === 'answers' ? digest : null;
  const read = before.read_digest ?? seen;
  const changed = seen !== null && seen !== read;
  return {
    address,
    ...found,
    looked_at: now,
    tried_at: now,
    failures: dead ? before.failures + 1 : 0,
    failed_since: dead ? (before.failed_since ?? now) : null,
    digest: seen ?? before.digest,
    read_digest: read,
    changed_at: changed ? (before.changed_at ?? now) : seen === null ? before.changed_at : null,
    certificate_until: 'fault' in page ? null : page.certificateUntil,
  };
}
