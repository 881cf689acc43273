import { isRestricted } from '../law/index.ts';
import { type Declaration, declarationsAt } from './compile.ts';
import type { Policy } from './policy.ts';
import { sayList, sayValue, valueAt } from './values.ts';
import { capital, sayCountry, sayPeriod, sayTerm } from './words.ts';

/** One row of a `:list{…}` in the notice: what is listed, and what people must be told of it. */
export type ListItem = { path: string; name: string; says: string };

type Section<Name extends keyof Policy> = Policy[Name] extends Record<string, infer Entry> ? Entry : never;
type Row<Entry> = (entry: Entry, name: string, policy: Policy) => { name: string; says: string };

const sentences = (...parts: (string | false | undefined)[]): string =>
  parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .map(capital)
    .join(' ');

const named = (policy: Policy, section: 'data' | 'people' | 'purposes', names: readonly string[]): string =>
  sayList(names.map((name) => policy[section][name]?.says ?? sayTerm(name)));

const recipient: Row<Section<'recipients'>> = (entry, name, policy) => {
  const away = (entry.where ?? []).filter((country) => isAway(policy, country));
  return {
    name: entry.name ?? capital(entry.says ?? sayTerm(name)),
    says: sentences(
      entry.name === undefined ? undefined : entry.says,
      entry.for && `used ${named(policy, 'purposes', entry.for)}`,
      entry.receives && `receives: ${named(policy, 'data', entry.receives)}`,
      away.length > 0 &&
        `in ${sayList(away.map(sayCountry))}${entry.transfer ? `, protected by ${sayTerm(entry.transfer.mechanism)}` : ''}`,
      entry['law-requires'] && `where the law requires it: ${entry['law-requires']}`,
      entry['on-consent'] && 'only with your consent',
    ),
  };
};

/** Whether data that goes there leaves the reach of our own law. */
function isAway({ organisation }: Policy, country: string): boolean {
  const law = organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  return country === 'eea' ? law === 'uk' : isRestricted(law, country === 'uk' ? 'gb' : country);
}

const purpose: Row<Section<'purposes'>> = (entry, _name, policy) => ({
  name: capital(entry.says),
  says: sentences(
    `we rely on ${sayTerm(entry.basis)}`,
    entry.interest && `the interest is ${entry.interest}`,
    entry.law && `the law is ${entry.law}`,
    `we use: ${named(policy, 'data', entry.data)}`,
  ),
});

/** "from the latest of: the project ended and the licence ended". */
function sayFrom(policy: Policy, from: Section<'retention'>['from']): string {
  if (from === undefined) return '';
  if (typeof from === 'string') return `from when ${sayHappening(policy, from)}`;
  const [which, all] = 'latest' in from ? ['latest', from.latest] : ['earliest', from.earliest];
  const names = all.filter((name) => name !== 'financial-year-ended');
  const year = names.length < all.length ? 'the end of the financial year of ' : '';
  if (names.length === 0) return `from when ${sayHappening(policy, 'financial-year-ended')}`;
  return `from ${year}the ${which} of these: ${sayList(names.map((name) => sayHappening(policy, name)))}`;
}

/** Built-in events as people are told of them. */
const HAPPENED: Readonly<Record<string, string>> = {
  collected: 'we collected it',
  'last-activity': 'you last did anything with us',
  'marketing-withdrawn': 'you told us to stop marketing',
  'request-closed': 'we answered your request',
  'case-closed': 'the case was closed',
  'contract-ended': 'the contract ended',
  'financial-year-ended': 'the financial year ended',
};

function sayHappening(policy: Policy, name: string): string {
  const declared = policy.events[name]?.says ?? HAPPENED[name];
  if (declared) return declared;
  const [, relationship = '', what = ''] = /^(.+)-(started|ended)$/.exec(name) ?? [];
  return relationship in policy.relationships ? `the ${sayTerm(relationship)} ${what}` : sayTerm(name);
}

const retention: Row<Section<'retention'>> = (entry, name, policy) => ({
  name: capital(
    entry.says ??
      (entry.data
        ? named(policy, 'data', entry.data)
        : entry.people
          ? `records about ${named(policy, 'people', entry.people)}`
          : sayTerm(name)),
  ),
  says: sentences(
    entry.told ??
      (entry.keep === 'while'
        ? `kept while there is: ${named(policy, 'people', entry.while ?? [])}`
        : `kept for ${sayPeriod(entry.keep)} ${sayFrom(policy, entry.from)}`),
    `then ${sayTerm(entry.then)}`,
    entry.because,
  ),
});

const cookie: Row<Section<'cookies'>> = (entry, name) => ({
  name: capital(entry.says ?? sayTerm(name)),
  says: sentences(
    entry.ask ? 'set only after you agree' : `exempt from consent: ${sayTerm(entry.exemption ?? '')}`,
    entry.objection && 'you can object at any time',
    entry.items.length > 0 &&
      entry.items.map((item) => `${item.name} (${item.by}, ${sayPeriod(item.keeps)})`).join('; '),
  ),
});

const collection: Row<Section<'collection'>> = (entry, name, policy) => ({
  name: capital(entry.says ?? sayTerm(name)),
  says: sentences(
    entry.source && `the data comes from ${entry.source.who}`,
    Object.keys(entry.fields).length > 0 &&
      `we ask for: ${sayList(Object.keys(entry.fields).map((field) => sayTerm(field)))}`,
    `we use it ${named(policy, 'purposes', entry.purposes)}`,
    entry.without,
  ),
});

const data: Row<Section<'data'>> = (entry, name) => ({
  name: capital(sayTerm(name)),
  says: sentences(entry.says, entry.special && `special category: ${sayList(entry.special.map(sayTerm))}`),
});

const decision: Row<Section<'decisions'>> = (entry, name) => ({
  name: capital(sayTerm(name)),
  says: sentences(
    entry.says,
    entry.automated && 'the decision is automated',
    entry.logic,
    entry['review-by'] &&
      `you can ask for a person to review it, put your view and contest it: ${sayTerm(entry['review-by'])}`,
  ),
});

/** What each right is, in the words that people look for. */
const RIGHTS_SAID: Readonly<Record<keyof Policy['rights'], string>> = {
  access: 'to have a copy of the data we hold about you (access)',
  rectification: 'to have wrong data corrected (rectification)',
  erasure: 'to have data deleted (erasure)',
  restriction: 'to have us store data and do nothing else with it (restriction)',
  objection: 'to object to how we use your data',
  portability: 'to take the data you gave us elsewhere (portability)',
  withdrawal: 'to withdraw your consent at any time',
  'marketing-objection': 'to object to direct marketing: we stop at once',
  'human-review': 'to have a person review an automated decision, to put your view and to contest it',
  complaint: 'to complain to us',
};

const right = (
  entry: { within?: string | undefined; says?: string | undefined },
  name: string,
): { name: string; says: string } => ({
  name: capital(RIGHTS_SAID[name as keyof Policy['rights']] ?? sayTerm(name)),
  says: sentences(entry.says, entry.within && `within ${sayPeriod(entry.within)}`),
});

const plain = (declared: unknown, name: string): { name: string; says: string } => {
  const says = typeof declared === 'object' && declared !== null && 'says' in declared ? declared.says : null;
  return typeof says === 'string'
    ? { name: capital(says), says: '' }
    : { name: capital(sayTerm(name)), says: sayValue(declared) };
};

function rowOf(policy: Policy, { path, name, declared }: Declaration): { name: string; says: string } {
  const of = <Name extends keyof Policy>(section: Name, row: Row<Section<Name>>) =>
    path.startsWith(`${section}.`) ? row(declared as Section<Name>, name, policy) : null;
  return (
    of('recipients', recipient) ??
    of('purposes', purpose) ??
    of('retention', retention) ??
    of('cookies', cookie) ??
    of('collection', collection) ??
    of('data', data) ??
    of('decisions', decision) ??
    (path.startsWith('rights.') ? right(declared as { within?: string }, name) : plain(declared, name))
  );
}

/**
 * The rows that `:list{path}` stands for: every declaration of a section, one declaration, or the parts of a value
 * (`retention.applicants.data`). Null where the path names nothing.
 */
export function listAt(policy: Policy, path: string): ListItem[] | null {
  const wanted = path.replace(/\.\*$/, '');
  const isSection = !wanted.includes('.');
  const declarations = declarationsAt(policy, isSection ? `${wanted}.*` : wanted);
  if (declarations.length > 0) return declarations.map((one) => ({ path: one.path, ...rowOf(policy, one) }));
  const value = valueAt(policy, wanted);
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.flatMap((part) => partOf(policy, wanted, part));
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => ({ path: `${wanted}.${name}`, ...plain(part, name) }));
  return [{ path: wanted, name: sayValue(value), says: '' }];
}

/** A name in a list is read as what it names: `contact-details` becomes what that data is. */
function partOf(policy: Policy, path: string, part: unknown): ListItem[] {
  if (typeof part !== 'string') return [{ path, name: sayValue(part), says: '' }];
  const section = LISTS[path.split('.').at(-1) ?? ''];
  const found = section ? declarationsAt(policy, `${section}.${part}`) : [];
  const [one] = found;
  return [one ? { path: one.path, ...rowOf(policy, one) } : { path, name: sayTerm(part), says: '' }];
}

const LISTS: Readonly<Record<string, string>> = {
  data: 'data',
  receives: 'data',
  protects: 'data',
  holds: 'data',
  people: 'people',
  purposes: 'purposes',
  for: 'purposes',
  recipients: 'recipients',
  while: 'relationships',
};
