import { after, type Day, type Instant, newId } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { prepared, type Reader, type Tx } from '../store/index.ts';
import type { Act, Answer, Facts } from './act.rules.ts';
import { type Gathered, gatherFacts, type Run, runOn } from './facts.ts';
import { decide } from './gate.rules.ts';

export type Decision = Answer & {
  id: string;
  act: Act;
  facts: Facts;
  at: Instant;
  /** The version of the policy that it was decided by. */
  policy: string;
};

export type Asking = {
  suppressionHashes: readonly Uint8Array[];
  /** Whose address it is, where nobody has looked that up. */
  lookup?: readonly Uint8Array[];
  now: Instant;
  today: Day;
  /** Versions of the notice whose question about this purpose was materially another. */
  outdated?: readonly string[];
};

/** Asks the gate: facts as at this moment, then the pure rules. */
export async function ask(reader: Reader, policy: Policy, act: Act, asking: Asking): Promise<Decision> {
  return judge(policy, act, asking, await gather(runOn(reader), policy, act, asking));
}

export const gather = (run: Run, policy: Policy, act: Act, asking: Asking): Promise<Gathered> =>
  gatherFacts(run, policy, act.act, {
    personId: act.personId,
    lookup: asking.lookup ?? [],
    purpose: act.purpose,
    channel: act.channel,
    suppressionHashes: asking.suppressionHashes,
    recipient: act.recipient,
    at: asking.now,
    today: asking.today,
    citing: act.citing ?? '',
  });

/** The rules on facts that are gathered. */
export function judge(
  policy: Policy,
  act: Act,
  { now, today, outdated = [] }: Asking,
  { facts: found, personId }: Gathered,
): Decision {
  const facts = { ...found, outdated };
  const about = { ...act, personId };
  return {
    ...decide(policy, about, facts, { now, today }),
    id: newId(now),
    act: about,
    facts,
    at: now,
    policy: policy.hash,
  };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Keeps a decision with what the gate knew, in the caller's transaction: for what must not be done without it. */
export const keepDecision = (tx: Tx, _policy: Policy, decision: Decision): Promise<void> =>
  keepDecisions(tx, [decision]);

/** Keeps many in one statement. What is kept already stays as it is: whose answer was lost may be asked to be kept again. */
export async function keepDecisions(on: Reader, many: readonly Decision[]): Promise<void> {
  await prepared(
    on,
    `insert into decision (person_id, id, act, purpose, channel, recipient, verdict, code, facts, policy, decided_at, asked)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::jsonb[], $10::text[], $11::timestamptz[], $12::jsonb[])
     on conflict do nothing`,
    [
      many.map(({ act }) => act.personId ?? NOBODY),
      many.map(({ id }) => id),
      many.map(({ act }) => act.act),
      many.map(({ act }) => act.purpose),
      many.map(({ act }) => act.channel),
      many.map(({ act }) => act.recipient.slice(0, 200)),
      many.map(({ verdict }) => verdict),
      many.map(({ code }) => code),
      many.map(({ facts }) => JSON.stringify(known(facts))),
      many.map(({ policy }) => policy),
      many.map(({ at }) => at),
      many.map(({ act }) => JSON.stringify(askedIn(act))),
    ],
  );
}

/** What was known; what was not takes no room. */
const known = (facts: Facts): object =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  );

/** What the question named beyond what has a column of its own; evidence of an exception stays, words of people do not come here. */
function askedIn({
  act: _,
  purpose: __,
  channel: ___,
  personId: ____,
  recipient: _____,
  ...rest
}: Act): object {
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && value !== '' && String(value) !== ''),
  );
}

/** How long a yes of the gate may be acted upon without asking again: a no of the person has to count at once. */
const GOOD_FOR = 'PT5M';

/** Until when the answer can be relied on; null: a no stands until something changes, and what is not yet says from when it may. */
export const validUntil = ({ verdict, at, until }: Decision): Instant | null =>
  verdict === 'allow' ? after(at, GOOD_FOR, 'UTC') : (until ?? null);
