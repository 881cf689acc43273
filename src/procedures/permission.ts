import { addElapsed, type Instant, Refused } from '../base/index.ts';
import { AMOUNT } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { findOrMakePerson, findPerson, holdPerson, type Identity } from '../people/index.ts';
import {
  appendPreference,
  channelsOf,
  choosable,
  currentPermissions,
  isYes,
  isYesTo,
  noTo,
  type PreferenceKind,
} from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, readLink } from './links.ts';
import { sayPermission } from './permission-say.ts';
import { suppressAddresses } from './suppression.ts';

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
  agreed: AMOUNT,
  channel: /^(email|sms|phone|post|any)$/,
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
  if ((kind === 'channel' || kind === 'agreed') && !Object.hasOwn(policy.purposes, about))
    throw bad('A channel is wished, and an amount agreed, for a purpose of the policy.');
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
  await house.store.inTransaction(async (tx) => {
    await suppressAddresses(tx, house, [identity], { reason: 'objected', now });
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
        const had = isYesTo(declared, before) || before === 'offered';
        if (wants === had) continue;
        // Whoever is here came by the link in a mail to their own address: that is the second yes.
        const yes = declared.confirm === 'double-opt-in' ? 'confirmed' : 'granted';
        const state = wants ? yes : noTo(declared);
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
