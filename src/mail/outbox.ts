import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx, type Vault } from '../store/index.ts';
import { refuseLineBreaks } from './letter.rules.ts';

export type MailClass = 'marketing' | 'service' | 'owed';

/** What waits: whom it goes to and what it says. Links and footer are added when it leaves. */
export type Draft = { to: string; subject: string; text: string; html?: string };

export type Queued = {
  person_id: string;
  id: string;
  class: MailClass;
  purpose: string;
  channel: string;
  sealed: Buffer | null;
  queued_at: Instant;
  /** The approved campaign that it belongs to, and the policy's name of a message that is owed. */
  campaign: string | null;
  message: string | null;
};

/**
 * Puts a mail to a person into the outbox, sealed. It leaves only when the gate says so at that moment. What could never
 * leave is refused here, where somebody hears of it: `mail.header-injection`.
 */
export async function queueMail(
  tx: Tx,
  vault: Vault,
  mail: {
    personId: string;
    class: MailClass;
    purpose: string;
    draft: Draft;
    now: Instant;
    campaign?: string | null;
    message?: string | null;
  },
): Promise<string> {
  const [id] = await queueMails(tx, vault, [mail], mail);
  if (id === undefined) throw new Error('one mail in, one mail waiting');
  return id;
}

/** The same for many people at once, in one statement. */
export async function queueMails(
  tx: Tx,
  vault: Vault,
  people: readonly { personId: string; draft: Draft }[],
  mail: {
    class: MailClass;
    purpose: string;
    now: Instant;
    campaign?: string | null;
    message?: string | null;
  },
): Promise<string[]> {
  for (const { draft } of people) refuseLineBreaks(draft.to, draft.subject);
  await vault.warm(
    people.map(({ personId }) => personId),
    mail.now,
  );
  const ids = people.map(() => newId(mail.now));
  const sealed = await Promise.all(
    people.map(({ personId, draft }, index) =>
      vault.seal(personId, JSON.stringify(draft), `mail:${ids[index]}`, mail.now),
    ),
  );
  await rows(
    tx,
    `insert into outbox (person_id, id, class, purpose, channel, sealed, state, queued_at, campaign, message)
     select waiting.person_id, waiting.id, $4, $5, 'email', waiting.sealed, 'queued', $6, $7, $8
     from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as waiting (person_id, id, sealed)`,
    [
      people.map(({ personId }) => personId),
      ids,
      sealed,
      mail.class,
      mail.purpose,
      mail.now,
      mail.campaign ?? null,
      mail.message ?? null,
    ],
  );
  return ids;
}

/** Takes up to `limit` waiting mails for sending whose hour has come, oldest first; nobody else gets the same ones. */
export const claimMails = (tx: Tx, limit: number, now: Instant): Promise<Queued[]> =>
  rows<Queued>(
    tx,
    `update outbox o set state = 'sending'
     from (select person_id, id from outbox where state = 'queued' and (not_before is null or not_before <= $2)
       order by queued_at, id limit $1 for update skip locked) next
     where o.person_id = next.person_id and o.id = next.id
     returning o.person_id, o.id, o.class, o.purpose, o.channel, o.sealed, o.queued_at, o.campaign, o.message`,
    [limit, now],
  );

export type Settled = {
  person_id: string;
  id: string;
  state: 'sent' | 'refused' | 'unsure';
  code: string | null;
};

/** What became of mails. Their content goes: what was sent is with the person, what was refused must not wait. */
export async function settleMails(tx: Tx, settled: readonly Settled[], now: Instant): Promise<void> {
  if (settled.length === 0) return;
  await rows(
    tx,
    `update outbox o set state = done.state, code = done.code, settled_at = $5, sealed = null
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as done (person_id, id, state, code)
     where o.person_id = done.person_id and o.id = done.id`,
    [
      settled.map((one) => one.person_id),
      settled.map((one) => one.id),
      settled.map((one) => one.state),
      settled.map((one) => one.code),
      now,
    ],
  );
}

/** Gives mails back: the mail server would not take them now, or (`until`) their hour has not come. */
export async function returnMails(
  tx: Tx,
  mails: readonly { person_id: string; id: string; until?: Instant | null; code?: string | null }[],
): Promise<void> {
  if (mails.length === 0) return;
  await rows(
    tx,
    `update outbox o set state = 'queued', not_before = coalesce(back.until, o.not_before), code = coalesce(back.code, o.code)
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[]) as back (person_id, id, until, code)
     where o.person_id = back.person_id and o.id = back.id and o.state = 'sending'`,
    [
      mails.map((one) => one.person_id),
      mails.map((one) => one.id),
      mails.map((one) => one.until ?? null),
      mails.map((one) => one.code ?? null),
    ],
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
