import { createHash } from 'node:crypto';
import type { Day, Instant } from '../base/index.ts';
import { caseFact } from '../collection/index.ts';
import type { Fact, FactParameters } from '../controls/index.ts';
import { channelFact, mailedFact, readFact } from '../mail/index.ts';
import { activeFact, relationshipsFact } from '../people/index.ts';
import {
  callListingFact,
  permissionFact,
  preferencesFact,
  spokenFact,
  suppressionFact,
} from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { objectionFact, restrictionFact, reviewedFact } from '../requests/index.ts';
import { leavingFact } from '../retention/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type Act, type Facts, NO_FACTS } from './act.rules.ts';
import { own } from './prohibition.rules.ts';

type Asked = Pick<Act, 'act' | 'purpose' | 'channel'>;
type Needed = (asked: Asked, purpose: Policy['purposes'][string] | undefined) => boolean;

const always: Needed = () => true;
const marketing: Needed = ({ act }, purpose) => act === 'send' && purpose?.kind === 'marketing';

/** Every fact that the gate may need, and the questions that need it. What no question needs is not read. */
const FACTS: readonly { fact: Fact; needed: Needed }[] = [
  { fact: permissionFact, needed: marketing },
  {
    fact: spokenFact,
    needed: (asked, purpose) => !marketing(asked, purpose) || purpose?.['inactive-after'] !== undefined,
  },
  { fact: suppressionFact, needed: (asked, purpose) => marketing(asked, purpose) || asked.act === 'profile' },
  {
    fact: relationshipsFact,
    needed: (asked, purpose) =>
      !marketing(asked, purpose) ||
      purpose?.['soft-opt-in'] !== undefined ||
      purpose?.only?.while !== undefined,
  },
  { fact: caseFact, needed: (_, purpose) => purpose?.only?.citing?.case !== undefined },
  { fact: restrictionFact, needed: always },
  { fact: leavingFact, needed: always },
  { fact: objectionFact, needed: always },
  { fact: readFact, needed: ({ act }) => act === 'access' },
  { fact: reviewedFact, needed: ({ act }) => act === 'decide' },
  { fact: channelFact, needed: marketing },
  {
    fact: mailedFact,
    needed: (asked, purpose) => marketing(asked, purpose) && purpose?.['at-most'] !== undefined,
  },
  { fact: preferencesFact, needed: always },
  {
    fact: callListingFact,
    needed: (asked, purpose) => marketing(asked, purpose) && asked.channel === 'phone',
  },
  {
    fact: activeFact,
    needed: (asked, purpose) =>
      purpose?.only?.after !== undefined ||
      (marketing(asked, purpose) && purpose?.['inactive-after'] !== undefined),
  },
];

const PARAMETERS: FactParameters = {
  person: 'asked.person',
  purpose: '$2::text',
  channel: '$3::text',
  suppressionHashes: '$4::bytea[]',
  recipient: '$5::text',
  at: '$6::timestamptz',
  today: '$7::date',
  citing: '$9::text',
};

const columns = (facts: readonly Fact[], parameters: FactParameters): string =>
  facts.map((fact) => `${fact.sql(parameters)} as "${fact.name}"`).join(',\n');

const needed = (policy: Policy, asked: Asked): Fact[] => {
  const purpose = own(policy.purposes, asked.purpose);
  return FACTS.flatMap((one) => (one.needed(asked, purpose) ? [one.fact] : []));
};

/**
 * The facts of one question in one statement: about the person that $1 names, or who is known by the address of $8. Says also
 * which policy is in force, so that nobody has to ask for that apart.
 */
const statementOf = (facts: readonly Fact[], { lookup, suppression }: Hashes): string =>
  // Every parameter has a type, also where the facts that need it are left out; and nobody is looked up once for each fact.
  `select asked.person, ${IN_FORCE} as policy, ${columns(facts, { ...PARAMETERS, suppressionHashes: suppression })}
  from (select coalesce($1::uuid, (select i.person_id from identity i where i.hash = any(${lookup}) limit 1)) as person,
    $2::text, $3::text, $4::bytea[], $5::text, $6::timestamptz, $7::date, $8::bytea[], $9::text, ${suppression} offset 0) as asked`;

const IN_FORCE =
  '(select v.hash from policy_version v where v.in_force_at is not null and v.replaced_at is null)';

/** How the statement names the hashes that it looks for. */
type Hashes = { lookup: string; suppression: string };

/** However many there are: as arrays. */
const ANY: Hashes = { lookup: '$8::bytea[]', suppression: '$4::bytea[]' };

/** Parameters of the statement before the hashes that it names one by one. */
const FIXED = 9;

/** As many hashes as are named one by one; more come as arrays. */
const NAMED = 4;

/**
 * Each by itself. Of an array PostgreSQL does not know the length, takes it for ten, and plans the statement anew every time,
 * which takes longer than all the rest.
 */
function named(lookups: number, suppressions: number): Hashes {
  const list = (count: number, from: number) =>
    `array[${Array.from({ length: count }, (_, n) => `$${from + n}::bytea`).join(', ')}]::bytea[]`;
  return { lookup: list(lookups, FIXED + 1), suppression: list(suppressions, FIXED + 1 + lookups) };
}

/** All of them, for the test that reads its plan. */
export const FACTS_STATEMENT = statementOf(
  FACTS.map(({ fact }) => fact),
  ANY,
);

const statements = new Map<string, { name: string; text: string }>();

function statementFor(
  policy: Policy,
  asked: Asked,
  hashes: { lookups: number; suppressions: number } | null,
): { name: string; text: string } {
  const facts = needed(policy, asked);
  const key = [...facts.map(({ name }) => name), hashes?.lookups, hashes?.suppressions].join(' ');
  const known = statements.get(key);
  if (known) return known;
  const text = statementOf(facts, hashes ? named(hashes.lookups, hashes.suppressions) : ANY);
  // Named by what it says: a connection may have been another's before, who asked for other facts first.
  const made = { name: `kept_facts_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, text };
  statements.set(key, made);
  return made;
}

/** Who is asked about: by id, or by the hashes of an address; and the address by its keyed hashes for suppression. */
export type Question = {
  personId: string | null;
  lookup?: readonly Uint8Array[];
  purpose: string;
  channel: string;
  suppressionHashes: readonly Uint8Array[];
  recipient: string;
  at: Instant;
  today: Day;
  citing: string;
};

export type Gathered = { facts: Omit<Facts, 'outdated'>; personId: string | null; policyHash: string | null };

/** How a statement is run: prepared on a connection of the pool where nothing else has to be in the same transaction. */
export type Run = (statement: { name: string; text: string }, values: unknown[]) => Promise<FactsRow[]>;

export type FactsRow = { person: string | null; policy: string | null } & Record<string, unknown>;

export const runOn =
  (reader: Reader): Run =>
  ({ text }, values) =>
    rows<FactsRow>(reader, text, values);

export async function gatherFacts(
  run: Run,
  policy: Policy,
  act: Act['act'],
  asked: Question,
): Promise<Gathered> {
  const { personId, purpose, channel, suppressionHashes, recipient, at, today, citing, lookup = [] } = asked;
  const few = lookup.length <= NAMED && suppressionHashes.length <= NAMED;
  const statement = statementFor(
    policy,
    { ...asked, act },
    few ? { lookups: lookup.length, suppressions: suppressionHashes.length } : null,
  );
  const fixed = [personId, purpose, channel, few ? null : suppressionHashes, recipient, at, today];
  const [row] = await run(
    statement,
    few ? [...fixed, null, citing, ...lookup, ...suppressionHashes] : [...fixed, lookup, citing],
  );
  return {
    facts: factsOf(row ?? { person: null, policy: null }),
    personId: row?.person ?? null,
    policyHash: row?.policy ?? null,
  };
}

/** A row as facts: what was not read, or is not there, counts as not known. */
export function factsOf(row: FactsRow): Omit<Facts, 'outdated'> {
  const known = FACTS.flatMap(({ fact: { name } }) =>
    row[name] === null || row[name] === undefined ? [] : [[name, row[name]]],
  );
  return { ...NO_FACTS, ...Object.fromEntries(known) };
}

/**
 * The same facts for many addresses at once: `lines` are the lookup and suppression hashes by version of the keyed hash, in
 * columns; each row answers the line's number, its facts and no policy.
 */
export function bulkStatement(policy: Policy, asked: Asked, versions: number): string {
  const column = (kind: string, first: number) =>
    Array.from({ length: versions }, (_, version) => ({ name: `${kind}${version}`, at: first + version }));
  const lookups = column('lookup', 6);
  const suppressions = column('suppression', 6 + versions);
  const all = [...lookups, ...suppressions];
  const parameters: FactParameters = {
    person: 'line.person',
    purpose: '$1::text',
    channel: '$2::text',
    suppressionHashes: `array[${suppressions.map(({ name }) => `line.${name}`).join(', ')}]`,
    recipient: '$3::text',
    at: '$4::timestamptz',
    today: '$5::date',
    citing: `''`,
  };
  return `select line.n::int as n, line.person, ${columns(needed(policy, asked), parameters)}
  from (select told.*, i.person_id as person, $1::text, $2::text, $3::text, $4::timestamptz, $5::date
    from unnest(${all.map(({ at }) => `$${at}::bytea[]`).join(', ')}) with ordinality as told (${all.map(({ name }) => name).join(', ')}, n)
    left join lateral (select i.person_id from identity i
      where i.hash = any(array[${lookups.map(({ name }) => `told.${name}`).join(', ')}]) limit 1) i on true) as line`;
}
