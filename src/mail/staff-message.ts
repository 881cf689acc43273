import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { refuseLineBreaks } from './letter.rules.ts';

/** To whom it goes: `broken` and `mended` to whoever answers for promises; `asked` and `late` to those who have to agree; `warned` to whoever answers for what ends soon. */
export type StaffMessageKind = 'broken' | 'mended' | 'asked' | 'late' | 'warned';

/** A mail to those who work here, by role: whom it reaches is looked up when it leaves. No person's data is in it. */
export type StaffMessage = {
  kind: StaffMessageKind;
  role: string;
  promises: readonly string[];
  subject: string;
  body: string;
};

/** Puts a mail to somebody who works here into their outbox. Refuses `mail.header-injection`. */
export async function queueStaffMessage(tx: Tx, message: StaffMessage, now: Instant): Promise<string> {
  refuseLineBreaks(message.role, message.subject);
  const id = newId(now);
  await rows(
    tx,
    `insert into staff_message (id, kind, role, promises, subject, body, state, queued_at)
     values ($1, $2, $3, $4, $5, $6, 'queued', $7)`,
    [id, message.kind, message.role, message.promises, message.subject, message.body, now],
  );
  return id;
}

/** Takes the oldest that wait; nobody else gets the same ones. */
export const claimStaffMessages = (
  tx: Tx,
  limit: number,
): Promise<(Omit<StaffMessage, 'promises'> & { id: string })[]> =>
  rows(
    tx,
    `update staff_message m set state = 'sending'
     from (select id from staff_message where state = 'queued' order by queued_at, id limit $1 for update skip locked) next
     where m.id = next.id returning m.id, m.kind, m.role, m.subject, m.body`,
    [limit],
  );

/** What became of one. Given back, it waits for the next round. */
export async function settleStaffMessage(
  tx: Tx,
  { id, state, code }: { id: string; state: 'sent' | 'refused' | 'queued'; code: string | null },
  now: Instant,
): Promise<void> {
  await rows(
    tx,
    `update staff_message set state = $2, code = $3, settled_at = case when $2 = 'queued' then null else $4::timestamptz end
     where id = $1`,
    [id, state, code, now],
  );
}

/** Those whose sender died meanwhile: a second copy of a warning harms less than none. */
export async function recoverStaffMessages(tx: Tx): Promise<void> {
  await rows(tx, `update staff_message set state = 'queued' where state = 'sending'`);
}
