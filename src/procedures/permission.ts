import { addElapsed, addMonths, type Day, type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import {
  canonical,
  findOrMakePerson,
  findPerson,
  holdPerson,
  type Identity,
  identitiesOf,
} from '../people/index.ts';
import {
  appendPreference,
  channelSaid,
  channelsOf,
  choosable,
  consentsAloneFrom,
  currentPermissions,
  deemed,
  isYes,
  liftSuppression,
  noTo,
  type PreferenceKind,
  type Said,
  suppress,
} from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';
import { addressKind, latelyInForce, rememberInForce } from './decision.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, readLink } from './links.ts';
import { appendInOrder } from './said.ts';

/**
 * What a person said, with everything that follows from it, in the caller's transaction: a no suppresses the address for
 * that purpose, a fresh yes lifts that again; the ledger has it. Refuses `permission.unknown-purpose`,
 * `permission.from-the-future`, `permission.deemed` and `permission.no-authority`.
 */
export async function sayPermission(
  tx: Tx,
  house: Pick<House, 'vault'>,
  policy: Policy,
  said: Said,
): Promise<string> {
  await holdPerson(tx, said.personId);
  return sayHeld(tx, house, policy, said);
}

/** The same for a person who is held already. */
async function sayHeld(tx: Tx, house: Pick<House, 'vault'>, policy: Policy, told: Said): Promise<string> {
  const purpose = Object.hasOwn(policy.purposes, told.purpose) ? policy.purposes[told.purpose] : undefined;
  if (!purpose)
    throw new Refused(
      'permission.unknown-purpose',
      `"${told.purpose.slice(0, 80)}" is not a purpose of this policy.`,
    );
  const said = { ...told, channel: channelSaid(purpose, told.channel) };
  if (said.at > said.now)
    throw new Refused('permission.from-the-future', 'Nobody can have said this in the future.');
  refuseNoYes(said);
  const id = await appendInOrder(tx, said);
  const no = said.state === 'withdrawn' || said.state === 'objected';
  if (purpose.kind === 'marketing' && (no || isYes(said.state))) {
    const hashes = await suppressionHashes(tx, house.vault, said.personId, said.channel, no);
    if (no)
      for (const hash of hashes)
        await suppress(tx, hash, { scope: said.purpose, reason: said.state, now: said.now });
    else await liftSuppression(tx, hashes, { scopes: [said.purpose, 'marketing'], saidAt: said.at });
  }
  await appendEvidence(tx, {
    kind: `permission.${said.state}`,
    at: said.now,
    actor: 'person',
    aboutPerson: said.personId,
    body: {
      permission: id,
      purpose: said.purpose,
      channel: said.channel,
      wording: said.wording,
      source: said.source,
      policy: policy.hash,
      ...(said.saidBy && said.saidBy !== 'person' && { saidBy: said.saidBy }),
    },
  });
  return id;
}

/** A yes is an act of somebody who may say it: nothing else that they did counts, and who speaks for another shows why they may. */
function refuseNoYes({ state, source, evidence = {}, saidBy = 'person' }: Said): void {
  if (!isYes(state)) return;
  const why = deemed({ source, how: evidence.how });
  if (why)
    throw new Refused(
      'permission.deemed',
      `This is no consent: ${why}. Nothing was recorded; ask the question and record the answer.`,
    );
  if (saidBy !== 'person' && !evidence.authority)
    throw new Refused(
      'permission.no-authority',
      'Whoever agrees for somebody else shows that they may: name the document or the note in "authority".',
    );
}

/** Somebody's age or kind of line, where whoever tells us what they said knows it. */
type Circumstances = { age?: number | undefined; subscriber?: string | undefined };

/**
 * What a connected system or staff tell us that somebody said. Refuses `permission.no-wording` for a yes to unknown words, and
 * `permission.guardian-needed` for one of a child alone.
 */
export async function takePermission(house: House, told: Told): Promise<{ id: string; personId: string }> {
  const known = latelyInForce(house);
  const taken = known && (await takeUnder(house, known, told));
  if (taken && taken !== 'another policy') return taken;
  const policy = await policyInForce(house);
  const again = await takeUnder(house, policy, told);
  if (again === 'another policy')
    throw new Error('the policy in force changes faster than anybody can say yes');
  rememberInForce(house, policy);
  return again;
}

type Told = Omit<Said, 'personId' | 'now'> & { identities: readonly Identity[] } & Circumstances;

async function takeUnder(
  house: House,
  policy: Policy,
  told: Told,
): Promise<{ id: string; personId: string } | 'another policy'> {
  const { now, today } = momentOf(house, policy);
  const { identities, age, subscriber, ...said } = told;
  return house.store.inTransaction(async (tx) => {
    const { personId: found, inForce } = await knownAndHeld(tx, house.vault, identities);
    if (inForce !== policy.hash) return 'another policy';
    refuseYes(policy, told);
    const personId = found ?? (await findOrMakePerson(tx, house.vault, identities, now));
    const about = { personId, about: '', source: told.source, at: told.at, now };
    if (age !== undefined)
      await appendPreference(tx, { ...about, kind: 'age', value: aloneFrom(policy, age, today) });
    if (subscriber !== undefined)
      await appendPreference(tx, { ...about, kind: 'subscriber', value: subscriber });
    return { id: await sayHeld(tx, house, policy, { ...said, personId, now }), personId };
  });
}

function refuseYes(policy: Policy, { state, wording, age, saidBy }: Told): void {
  if (isYes(state) && !wording) {
    throw new Refused(
      'permission.no-wording',
      'A yes needs the version of the words it was said to: without it nobody can show what was agreed.',
    );
  }
  const young = age !== undefined && age < consentsAloneFrom(policy.organisation.jurisdiction);
  if (young && isYes(state) && saidBy !== 'guardian')
    throw new Refused(
      'permission.guardian-needed',
      'Somebody of that age cannot agree to this alone: it needs whoever holds parental responsibility.',
    );
}

/**
 * The one person who is known by all of these, held until the transaction ends; null for anything less plain, which takes the
 * long way. Says in the same statement which policy is in force.
 */
async function knownAndHeld(
  tx: Tx,
  vault: Vault,
  identities: readonly Identity[],
): Promise<{ personId: string | null; inForce: string | null }> {
  const hashes = identities.flatMap(({ kind, value }) =>
    vault.lookupHashes(kind, canonical({ kind, value })),
  );
  const found = await rows<{ hash: string; id: string | null }>(
    tx,
    // A lock cannot be taken on what may be missing, so it is taken apart and joined.
    `with held as (
       select p.id from identity i join person p on p.id = i.person_id
       where i.hash = any($1::bytea[]) and p.merged_into is null order by p.id for update of p)
     select v.hash, held.id from policy_version v left join held on true
     where v.in_force_at is not null and v.replaced_at is null`,
    [hashes],
  );
  const ids = found.flatMap(({ id }) => id ?? []);
  const [personId = null] = ids;
  // One row for each of the addresses, all of one person.
  const plain = ids.length === identities.length && ids.every((id) => id === personId);
  return { personId: plain ? personId : null, inForce: found[0]?.hash ?? null };
}

/** The day from which somebody of that age surely consents alone: all that is kept of an age. */
const aloneFrom = ({ organisation }: Policy, age: number, today: Day): Day =>
  addMonths(today, 12 * Math.max(0, consentsAloneFrom(organisation.jurisdiction) - age));

/**
 * What a connected system or staff tell us that somebody wants besides: a pause, a topic, this text in that place. Refuses
 * `permission.bad-preference`.
 */
export async function takePreference(
  house: House,
  told: {
    identities: readonly Identity[];
    kind: PreferenceKind;
    about: string;
    value: string;
    source: string;
  },
): Promise<{ id: string; personId: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  refuseBadPreference(policy, told, now);
  return house.store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, house.vault, told.identities, now);
    return { id: await sayPreference(tx, { ...told, personId, now }), personId };
  });
}

/** Appends a preference with its entry in the ledger; the caller holds the person. */
export async function sayPreference(
  tx: Tx,
  told: {
    personId: string;
    kind: PreferenceKind;
    about: string;
    value: string;
    source: string;
    now: Instant;
  },
): Promise<string> {
  const { personId, kind, about, value, source, now } = told;
  const id = await appendPreference(tx, { personId, kind, about, value, source, at: now, now });
  await appendEvidence(tx, {
    kind: `preference.${told.kind}`,
    at: told.now,
    actor: 'person',
    aboutPerson: told.personId,
    body: { preference: id, about: told.about, source: told.source },
  });
  return id;
}

/** How long a session stays open where the policy sets no limit. */
const LONGEST_SESSION = 'PT1H';

const VALUES: Readonly<Record<PreferenceKind, RegExp>> = {
  pause: /^\d{4}-\d{2}-\d{2}$/,
  topic: /^(yes|no)$/,
  age: /^\d{4}-\d{2}-\d{2}$/,
  subscriber: /^[a-z-]+$/,
  publication: /^(yes|no)$/,
  session: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
};

function refuseBadPreference(
  policy: Policy,
  { kind, about, value }: { kind: PreferenceKind; about: string; value: string },
  now: Instant,
): void {
  const bad = (says: string) => new Refused('permission.bad-preference', says);
  if (!VALUES[kind].test(value)) throw bad(`A preference of the kind "${kind}" has no such value.`);
  const [of = '', ...rest] = about.split(':');
  if (kind === 'topic') {
    const topics = Object.hasOwn(policy.purposes, of) ? (policy.purposes[of]?.topics ?? []) : [];
    if (!topics.includes(rest.join(':')))
      throw bad('A topic is written like news:events, by names of the policy.');
  }
  if (kind === 'publication' && !Object.hasOwn(policy.publications, of))
    throw bad('A publication is written like testimonials:4711:website, by a name of the policy.');
  if (kind !== 'session') return;
  const point = Object.hasOwn(policy.collection, about) ? policy.collection[about] : undefined;
  if (point?.kind !== 'remote-session') throw bad('A session is of a remote session of the policy.');
  const longest = addElapsed(now, point['time-limit'] ?? LONGEST_SESSION);
  if (value > longest) throw bad(`A session is open until ${longest} at most, and then opened anew.`);
}

/** Stops one purpose, or all marketing, on every channel, for the holder of a link. Doing it twice is doing it once. */
export async function stopByLink(house: House, token: string): Promise<{ purpose: string }> {
  const { personId, purpose } = readLink(house.vault, token, 'unsubscribe');
  await stop(house, personId, [purpose], 'unsubscribe-link');
  return { purpose };
}

/** Stops all marketing to whoever writes from that address. Somebody we do not know is suppressed all the same. */
export async function stopByMail(house: House, from: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const identity: Identity = { kind: 'email', value: from };
  const personId = await findPerson(house.store.db, house.vault, [identity]);
  if (personId) await stop(house, personId, marketingOf(policy), 'mail');
  const hash = house.vault.suppressionHash('email', canonical(identity));
  await house.store.inTransaction(async (tx) => {
    await suppress(tx, hash, { scope: 'marketing', reason: 'objected', now });
    await appendEvidence(tx, {
      kind: 'suppression.added',
      at: now,
      actor: 'person',
      body: { scope: 'marketing', source: 'mail' },
      ...(personId && { aboutPerson: personId }),
    });
  });
}

export const marketingOf = (policy: Policy): string[] =>
  choosable(policy).flatMap(([name, { kind }]) => (kind === 'marketing' ? [name] : []));

/** Says no for a person to these purposes on all their channels; returns when the next send will know it. */
export async function stop(
  house: House,
  personId: string,
  purposes: readonly string[],
  source: string,
): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) return;
    for (const purpose of purposes) {
      const declared = policy.purposes[purpose];
      if (!declared) continue;
      for (const channel of channelsOf(declared)) {
        await sayPermission(tx, house, policy, {
          personId: held,
          purpose,
          channel,
          state: noTo(declared),
          wording: null,
          source,
          at: now,
          now,
        });
      }
    }
  });
}

/** The second yes of a double opt-in. Refuses `permission.nothing-to-confirm` where nobody asked. */
export async function confirmByLink(house: House, token: string): Promise<{ purpose: string }> {
  const { personId, purpose } = readLink(house.vault, token, 'confirm');
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) throw new Refused('permission.nothing-to-confirm', 'There is nothing to confirm any more.');
    const asked = (await currentPermissions(tx, held)).filter(
      (one) => one.purpose === purpose && (one.state === 'asked' || isYes(one.state)),
    );
    // An old link must not bring back what was taken back since.
    if (asked.length === 0)
      throw new Refused('permission.nothing-to-confirm', 'There is nothing to confirm any more.');
    for (const { channel, wording } of asked.filter((one) => one.state === 'asked')) {
      await sayPermission(tx, house, policy, {
        personId: held,
        purpose,
        channel,
        state: 'confirmed',
        // They confirm what they were asked then, which may be an earlier version.
        wording: wording ?? policy.hash,
        source: 'confirm-link',
        at: now,
        now,
      });
    }
  });
  return { purpose };
}

/** The hashes of a person's addresses on a channel: to suppress them under the newest key, to find them under every one. */
async function suppressionHashes(
  tx: Tx,
  vault: Vault,
  personId: string,
  channel: string,
  newest: boolean,
): Promise<Buffer[]> {
  const kind = addressKind(channel);
  if (kind === null) return [];
  const identities = await identitiesOf(tx, vault, personId);
  return identities
    .filter((identity) => identity.kind === kind)
    .flatMap((identity) =>
      newest
        ? vault.suppressionHash(channel, canonical(identity))
        : vault.suppressionHashes(channel, canonical(identity)),
    );
}

/**
 * What a person chose on their page, all at once: `on` holds `purpose:channel` of what is switched on. Only what is other
 * than before is said; a yes here is a yes to the words of the notice in force.
 */
export async function takeChoices(house: House, personId: string, on: ReadonlySet<string>): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) return;
    const current = await currentPermissions(tx, held);
    for (const [purpose, declared] of choosable(policy)) {
      for (const channel of channelsOf(declared)) {
        const before =
          current.find((one) => one.purpose === purpose && one.channel === channel)?.state ?? null;
        const wants = on.has(`${purpose}:${channel}`);
        const had = isYes(before) || before === 'offered';
        if (wants === had) continue;
        const state = wants ? 'granted' : noTo(declared);
        if (!wants && before === null) continue;
        await sayPermission(tx, house, policy, {
          personId: held,
          purpose,
          channel,
          state,
          wording: wants ? policy.hash : null,
          source: 'preferences',
          at: now,
          now,
        });
      }
    }
  });
}

/** Sends somebody the link to their choices. Says nothing of whether we know them: the answer is the same, and as quick. */
export async function sendPreferencesLink(house: House, email: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const identity: Identity = { kind: 'email', value: email };
  const personId = await findPerson(house.store.db, house.vault, [identity]);
  if (!personId) return;
  const link = `${house.baseUrl}/preferences/${makeLink(house.vault, { kind: 'preferences', personId, purpose: 'all' })}`;
  const draft = {
    to: email,
    subject: 'Your choices',
    text: `Here you can see and change what we may send you:\n${link}`,
  };
  await house.store.inTransaction((tx) =>
    queueMail(tx, house.vault, { personId, class: 'service', purpose: 'preferences', draft, now }),
  );
}
