import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { refuseLineBreaks } from './letter.rules.ts';

export type MailClass = 'marketing' | 'service' | 'owed';

/** What waits: whom it goes to and what it says. Links and footer are added when it leaves. */
export type Draft = { to: string; subject: string; text: string };

export type Queued = {
  person_id: string;
  id: string;
  class: MailClass;
  purpose: string;
  channel: string;
  sealed: Buffer | null;
};

/**
 * Puts a mail to a person into the outbox, sealed. It leaves only when the gate says so at that moment. What could never
 * leave is refused here, where somebody hears of it: `mail.header-injection`.
 */
export async function queueMail(
  tx: Tx,
  vault: Vault,
  mail: { personId: string; class: MailClass; purpose: string; draft: Draft; now: Instant },
): Promise<string> {
  refuseLineBreaks(mail.draft.to, mail.draft.subject);
  const id = newId(mail.now);
  const sealed = await vault.seal(mail.personId, JSON.stringify(mail.draft), `mail:${id}`, mail.now);
  await rows(
    tx,
    `insert into outbox (person_id, id, class, purpose, channel, sealed, state, queued_at) values ($1, $2, $3, $4, 'email', $5, 'queued', $6)`,
    [mail.personId, id, mail.class, mail.purpose, sealed, mail.now],
  );
  return id;
}

/** Takes up to `limit` waiting mails for sending, oldest first; nobody else gets the same ones. */
export const claimMails = (tx: Tx, limit: number): Promise<Queued[]> =>
  rows<Queued>(
    tx,
    `update outbox o set state = 'sending'
     from (select person_id, id from outbox where state = 'queued' order by queued_at, id limit $1 for update skip locked) next
     where o.person_id = next.person_id and o.id = next.id
     returning o.person_id, o.id, o.class, o.purpose, o.channel, o.sealed`,
    [limit],
  );

/** What became of a mail. Its content goes: what was sent is with the person, what was refused must not wait. */
export async function settleMail(
  tx: Tx,
  mail: { person_id: string; id: string },
  outcome: { state: 'sent' | 'refused' | 'unsure'; code: string | null; now: Instant },
): Promise<void> {
  await rows(
    tx,
    `update outbox set state = $3, code = $4, settled_at = $5, sealed = null where person_id = $1 and id = $2`,
    [mail.person_id, mail.id, outcome.state, outcome.code, outcome.now],
  );
}

/** Gives a mail back: the mail server would not take it now. */
export async function returnMail(tx: Tx, mail: { person_id: string; id: string }): Promise<void> {
  await rows(
    tx,
    `update outbox set state = 'queued' where person_id = $1 and id = $2 and state = 'sending'`,
    [mail.person_id, mail.id],
  );
}

/**
 * Mails that a process was sending when it died: nobody knows whether they left. Marketing is never sent twice; what is
 * owed is sent again, because a second copy harms less than none.
 */
export async function recoverMails(tx: Tx, now: Instant): Promise<void> {
  await rows(
    tx,
    `update outbox set state = 'unsure', code = 'mail.interrupted', settled_at = $1, sealed = null where state = 'sending' and class = 'marketing'`,
    [now],
  );
  await rows(tx, `update outbox set state = 'queued' where state = 'sending'`);
}

export const waitingMails = async (reader: Reader): Promise<number> =>
  (await rows<{ n: number }>(reader, `select count(*)::int as n from outbox where state = 'queued'`))[0]?.n ??
  0;
