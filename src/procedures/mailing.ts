import { Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { ask, type Decision, keepDecision } from '../gate/index.ts';
import {
  claimMails,
  type Draft,
  type Letter,
  marketingLetter,
  type Queued,
  queueMail,
  returnMail,
  serviceLetter,
  settleMail,
} from '../mail/index.ts';
import { canonical, findPerson, holdPerson, type Identity, identitiesOf } from '../people/index.ts';
import { type House, momentOf, policyInForce, senderOf } from './house.ts';
import { makeLink } from './links.ts';

export type Mailing = {
  purpose: string;
  subject: string;
  text: string;
  to: readonly Identity[] | 'everyone';
};

/**
 * Queues a mailing. Nobody is decided about here: the gate is asked for every recipient at the moment of sending.
 * `everyone` is everyone who ever said anything about the purpose. Refuses `mailing.unknown-purpose`,
 * `mailing.not-marketing`, `mail.header-injection`.
 */
export async function queueMailing(
  house: House,
  mailing: Mailing,
): Promise<{ queued: number; unknown: number }> {
  const policy = await policyInForce(house);
  const purpose = Object.hasOwn(policy.purposes, mailing.purpose)
    ? policy.purposes[mailing.purpose]
    : undefined;
  if (!purpose)
    throw new Refused(
      'mailing.unknown-purpose',
      `"${mailing.purpose.slice(0, 80)}" is not a purpose of this policy.`,
    );
  if (purpose.kind !== 'marketing')
    throw new Refused(
      'mailing.not-marketing',
      `"${mailing.purpose}" is not declared as marketing; messages that are owed are sent when they fall due.`,
    );
  const { now } = momentOf(house, policy);
  const people =
    mailing.to === 'everyone'
      ? await everyoneAsked(house, mailing.purpose)
      : await Promise.all(mailing.to.map((one) => findPerson(house.store.db, house.vault, [one])));
  const known = people.filter((id) => id !== null);
  const draft = { subject: mailing.subject, text: mailing.text };
  const queued = await house.store.inTransaction(async (tx) => {
    let count = 0;
    for (const personId of new Set(known)) {
      const email = (await identitiesOf(tx, house.vault, personId)).find(({ kind }) => kind === 'email');
      if (!email) continue;
      await queueMail(tx, house.vault, {
        personId,
        class: 'marketing',
        purpose: mailing.purpose,
        draft: { ...draft, to: email.value },
        now,
      });
      count += 1;
    }
    await appendEvidence(tx, {
      kind: 'mailing.queued',
      at: now,
      actor: 'integrator',
      body: { purpose: mailing.purpose, queued: count },
    });
    return count;
  });
  return { queued, unknown: people.length - known.length };
}

const everyoneAsked = async (house: House, purpose: string): Promise<string[]> =>
  (
    await house.store.rows<{ person_id: string }>(
      'select distinct person_id from permission where purpose = $1',
      [purpose],
    )
  ).map((row) => row.person_id);

/** Sends what waits, one at a time, until nothing is left or the mail server stops taking it. */
export async function sendWaiting(house: House): Promise<{ sent: number; refused: number }> {
  const done = { sent: 0, refused: 0 };
  if (!house.mailer) return done;
  for (;;) {
    const claimed = await house.store.inTransaction((tx) => claimMails(tx, 50));
    if (claimed.length === 0) return done;
    for (const [index, mail] of claimed.entries()) {
      const giveBack = async (from: number) => {
        for (const rest of claimed.slice(from)) await house.store.inTransaction((tx) => returnMail(tx, rest));
      };
      const outcome = await sendOne(house, mail).catch(async (fault: unknown) => {
        // Whether this one left nobody knows, so it stays as it is until a restart settles it; the others did not.
        await giveBack(index + 1);
        throw fault;
      });
      if (outcome === 'returned') {
        await giveBack(index);
        return done;
      }
      done[outcome] += 1;
    }
  }
}

/** Done again, it would send again. */
const ONCE = { attempts: 1 };

/**
 * One mail: hold the person, ask the gate now, and only then hand it to the mail server, all while the person is held. A
 * withdrawal that comes meanwhile waits for this mail, and one that was acknowledged before is seen by it.
 */
async function sendOne(house: House, mail: Queued): Promise<'sent' | 'refused' | 'returned'> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    // Somebody who was merged since the mail was claimed is another by now: the mail was written to who they were.
    const there = mail.sealed !== null && (await holdPerson(tx, mail.person_id)) === mail.person_id;
    if (!there || mail.sealed === null) {
      await settleMail(tx, mail, { state: 'refused', code: 'send.person-gone', now });
      return 'refused';
    }
    const draft: Draft = JSON.parse(
      (await house.vault.open(mail.person_id, mail.sealed, `mail:${mail.id}`)).toString('utf8'),
    );
    const suppressionHashes = house.vault.suppressionHashes(
      mail.channel,
      canonical({ kind: 'email', value: draft.to }),
    );
    const act = {
      act: 'send',
      purpose: mail.purpose,
      channel: mail.channel,
      personId: mail.person_id,
      recipient: '',
      data: [],
      country: '',
    } as const;
    const decision: Decision | null =
      mail.class === 'marketing' ? await ask(tx, policy, act, { suppressionHashes, now, today }) : null;
    if (decision) await keepDecision(tx, policy, decision);
    if (decision && decision.verdict !== 'allow') {
      await settleMail(tx, mail, { state: 'refused', code: decision.code, now });
      await appendEvidence(tx, {
        kind: 'mail.refused',
        at: now,
        actor: 'gate',
        aboutPerson: mail.person_id,
        body: { purpose: mail.purpose, code: decision.code, decision: decision.id },
      });
      return 'refused';
    }
    const letter = letterOf(house, policy, mail, draft);
    try {
      await house.mailer?.send(letter);
    } catch {
      house.log('mail.not-taken', { room: 'mail', code: 'mail.server-refused' });
      return 'returned';
    }
    await settleMail(tx, mail, { state: 'sent', code: decision?.code ?? null, now });
    await appendEvidence(tx, {
      kind: 'mail.sent',
      at: now,
      actor: 'gate',
      aboutPerson: mail.person_id,
      body: {
        class: mail.class,
        purpose: mail.purpose,
        code: decision?.code ?? null,
        decision: decision?.id ?? null,
        unsubscribe: 'List-Unsubscribe-Post' in letter.headers && letter.text.includes('/unsubscribe/'),
      },
    });
    return 'sent';
  }, ONCE);
}

function letterOf(house: House, policy: Parameters<typeof senderOf>[0], mail: Queued, draft: Draft): Letter {
  const { sender, address, from } = senderOf(policy);
  if (mail.class !== 'marketing') return serviceLetter({ ...draft, from, sender });
  const link = (kind: 'unsubscribe' | 'preferences') =>
    makeLink(house.vault, { kind, personId: mail.person_id, purpose: mail.purpose });
  const marketing = policy.organisation.contacts.marketing ?? null;
  return marketingLetter({
    ...draft,
    from,
    footer: {
      sender,
      address,
      unsubscribe: `${house.baseUrl}/unsubscribe/${link('unsubscribe')}`,
      unsubscribeMail: marketing?.includes('@') ? marketing : null,
      preferences: `${house.baseUrl}/preferences/${link('preferences')}`,
    },
  });
}
