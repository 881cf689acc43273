import { dayIn, type Instant, isId, newId, Refused } from '../base/index.ts';
import { appendAllEvidence } from '../evidence/index.ts';
import {
  canonical,
  findOrMakePeople,
  findPerson,
  type Happening,
  type Identity,
  markOf,
  recordEvents,
  settleRelationships,
} from '../people/index.ts';
import { happeningsOf, type Policy } from '../policy/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

export type Told = { id: string | null; kind: string; identities: readonly Identity[]; at: Instant | null };

/** What became of one event: new to us or known already; or why it was not taken. */
export type Heard = { id: string; new: boolean } | Refused;

/**
 * What another system tells us happened to people: declared events, and starts and ends of relationships, late and in any
 * order. The same id twice is one event. Each is taken whole or not at all, whatever becomes of the others; all that are
 * taken are taken in one transaction. Of each: `event.unknown-kind`, `event.bad-id`, `event.id-reused`,
 * `event.from-the-future`, `people.identity-invalid`, `people.two-people`.
 */
export async function takeEvents(house: House, many: readonly Told[]): Promise<Heard[]> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const known = happeningsOf(Object.keys(policy.events), Object.keys(policy.relationships));
  const checked = many.map((told) => check(told, known, now));
  const sound = checked.filter((one): one is Checked => !(one instanceof Refused));
  if (sound.length === 0) return checked.map((one) => refusalIn(one));
  return house.store.inTransaction(async (tx) => {
    const before = await eventsById(
      tx,
      sound.map(({ id }) => id),
    );
    const heard = new Map<Checked, Heard>();
    const first = new Map<string, Checked>();
    for (const one of sound) {
      const earlier = before.get(one.id);
      const other = first.get(one.id);
      if (earlier) heard.set(one, await again(tx, house.vault, one, earlier));
      else if (other) heard.set(one, sameAs(one, other));
      else first.set(one.id, one);
    }
    const fresh = [...first.values()];
    const people = await findOrMakePeople(
      tx,
      house.vault,
      fresh.map(({ identities }) => identities),
      now,
    );
    const happened: Happening[] = [];
    for (const [index, one] of fresh.entries()) {
      const person = people[index];
      if (typeof person === 'string') happened.push({ personId: person, ...one });
      else heard.set(one, person ?? new Refused('people.no-identity', 'Nobody was named.'));
    }
    const recorded = await happen(tx, policy, happened, { now, actor: 'integrator' });
    for (const one of fresh) if (!heard.has(one)) heard.set(one, { id: one.id, new: recorded.has(one.id) });
    return checked.map((one) => (one instanceof Refused ? one : (heard.get(one) ?? notTaken())));
  });
}

/** One event; refuses what `takeEvents` says of each. */
export async function takeEvent(house: House, told: Told): Promise<{ id: string; new: boolean }> {
  const [heard] = await takeEvents(house, [told]);
  if (heard instanceof Refused) throw heard;
  return heard ?? Promise.reject(notTaken());
}

/**
 * Records what happened to people whom the caller holds, with what follows from it: relationships are worked out anew, and
 * the ledger has each. Answers the ids that are new.
 */
export async function happen(
  tx: Tx,
  policy: Policy,
  happened: readonly Happening[],
  { now, actor }: { now: Instant; actor: string },
): Promise<Set<string>> {
  if (happened.length === 0) return new Set();
  const recorded = await recordEvents(tx, happened, now);
  const fresh = happened.filter(({ id }) => recorded.has(id));
  const relationships = Object.keys(policy.relationships);
  const { zone } = policy.organisation;
  const relating = fresh.flatMap(({ personId, kind }) => {
    const mark = markOf(kind, relationships);
    return mark ? [{ personId, kind: mark.of }] : [];
  });
  await settleRelationships(tx, relating, { zone, now });
  await appendAllEvidence(
    tx,
    fresh.map(({ personId, id, kind, at }) => ({
      kind: 'event.recorded',
      at: now,
      actor,
      aboutPerson: personId,
      body: { event: id, kind, on: dayIn(zone, at), notice: policy.hash },
    })),
  );
  return recorded;
}

type Checked = { id: string; kind: string; at: Instant; identities: readonly Identity[] };

/** What can be seen without looking anything up; the event with its id and moment filled in, or why not. */
function check(told: Told, known: readonly string[], now: Instant): Checked | Refused {
  if (!known.includes(told.kind))
    return new Refused('event.unknown-kind', `"${told.kind.slice(0, 80)}" is not an event of this policy.`, {
      known,
    });
  if (told.id !== null && !isId(told.id)) return new Refused('event.bad-id', 'An event’s id is a UUID.');
  const at = told.at ?? now;
  if (at > now) return new Refused('event.from-the-future', 'It cannot have happened in the future.');
  try {
    for (const identity of told.identities) canonical(identity);
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown;
    throw thrown;
  }
  return { id: told.id?.toLowerCase() ?? newId(now), kind: told.kind, at, identities: told.identities };
}

type Known = { person_id: string; kind: string; at: Instant };

async function eventsById(tx: Tx, ids: readonly string[]): Promise<Map<string, Known>> {
  const found = await rows<Known & { id: string }>(
    tx,
    'select id, person_id, kind, at from event where id = any($1::uuid[])',
    [ids],
  );
  return new Map(found.map((one) => [one.id, one]));
}

/** An event whose id we have: the same one again, or another that took its id. */
async function again(tx: Tx, vault: Vault, one: Checked, earlier: Known): Promise<Heard> {
  const person = await findPerson(tx, vault, one.identities).catch((thrown: unknown) => {
    if (thrown instanceof Refused) return null;
    throw thrown;
  });
  const same = person === earlier.person_id && one.kind === earlier.kind;
  return same ? { id: one.id, new: false } : reused();
}

const sameAs = (one: Checked, other: Checked): Heard =>
  one.kind === other.kind && wordsOf(one) === wordsOf(other) ? { id: one.id, new: false } : reused();

const wordsOf = ({ identities }: Checked): string =>
  JSON.stringify(identities.map((identity) => [identity.kind, canonical(identity)]));

const reused = () =>
  new Refused('event.id-reused', 'Another event has this id. An id names one event, for good.');

const refusalIn = (one: Checked | Refused): Refused => (one instanceof Refused ? one : notTaken());
const notTaken = () => new Refused('event.not-taken', 'This event was not taken.');
