import { Refused } from '../base/index.ts';
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
  choosable,
  currentPermissions,
  liftSuppression,
  noTo,
  type Said,
  suppress,
} from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx, Vault } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, readLink } from './links.ts';
import { appendInOrder } from './said.ts';

/**
 * What a person said, with everything that follows from it, in the caller's transaction: a no suppresses the address for
 * that purpose, a fresh yes lifts that again; the ledger has it.
 */
export async function sayPermission(
  tx: Tx,
  house: Pick<House, 'vault'>,
  policy: Policy,
  said: Said,
): Promise<string> {
  const purpose = Object.hasOwn(policy.purposes, said.purpose) ? policy.purposes[said.purpose] : undefined;
  if (!purpose)
    throw new Refused(
      'permission.unknown-purpose',
      `"${said.purpose.slice(0, 80)}" is not a purpose of this policy.`,
    );
  if (said.at > said.now)
    throw new Refused('permission.from-the-future', 'Nobody can have said this in the future.');
  await holdPerson(tx, said.personId);
  const id = await appendInOrder(tx, said);
  const no = said.state === 'withdrawn' || said.state === 'objected';
  if (purpose.kind === 'marketing' && (no || said.state === 'granted')) {
    for (const hash of await suppressionHashes(tx, house.vault, said.personId, said.channel)) {
      if (no) await suppress(tx, hash, { scope: said.purpose, reason: said.state, now: said.now });
      else await liftSuppression(tx, hash, { scopes: [said.purpose, 'marketing'], saidAt: said.at });
    }
  }
  await appendEvidence(tx, {
    kind: `permission.${said.state}`,
    at: said.now,
    actor: 'person',
    aboutPerson: said.personId,
    body: {
      purpose: said.purpose,
      channel: said.channel,
      wording: said.wording,
      source: said.source,
      policy: policy.hash,
    },
  });
  return id;
}

/** What a connected system or staff tell us that somebody said. Refuses `permission.no-wording` for a yes to unknown words. */
export async function takePermission(
  house: House,
  told: Omit<Said, 'personId' | 'now'> & { identities: readonly Identity[] },
): Promise<{ id: string; personId: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  if (told.state === 'granted' && !told.wording) {
    throw new Refused(
      'permission.no-wording',
      'A yes needs the version of the words it was said to: without it nobody can show what was agreed.',
    );
  }
  return house.store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, house.vault, told.identities, now);
    return { id: await sayPermission(tx, house, policy, { ...told, personId, now }), personId };
  });
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
      for (const channel of declared.channels ?? ['email']) {
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
      (one) => one.purpose === purpose && (one.state === 'asked' || one.state === 'granted'),
    );
    // An old link must not bring back what was taken back since.
    if (asked.length === 0)
      throw new Refused('permission.nothing-to-confirm', 'There is nothing to confirm any more.');
    for (const { channel } of asked.filter((one) => one.state === 'asked')) {
      await sayPermission(tx, house, policy, {
        personId: held,
        purpose,
        channel,
        state: 'granted',
        wording: policy.hash,
        source: 'confirm-link',
        at: now,
        now,
      });
    }
  });
  return { purpose };
}

/** The hashes under which a person's addresses on a channel are suppressed. */
export async function suppressionHashes(
  tx: Tx,
  vault: Vault,
  personId: string,
  channel: string,
): Promise<Buffer[]> {
  const kind = channel === 'email' ? 'email' : channel === 'sms' || channel === 'phone' ? 'phone' : null;
  const identities = await identitiesOf(tx, vault, personId);
  return identities
    .filter((identity) => identity.kind === kind)
    .map((identity) => vault.suppressionHash(channel, canonical(identity)));
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
      for (const channel of declared.channels ?? ['email']) {
        const before =
          current.find((one) => one.purpose === purpose && one.channel === channel)?.state ?? null;
        const wants = on.has(`${purpose}:${channel}`);
        const had = before === 'granted' || before === 'offered';
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
