import { appendEvidence } from '../evidence/index.ts';
import {
  claimStaffMessages,
  MailRejected,
  type StaffMessageKind,
  serviceLetter,
  settleStaffMessage,
} from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, policyInForce, senderOf } from './house.ts';

/**
 * Sends what waits for those who work here: to the address that the policy names for the role, or to everybody of staff who has
 * to agree to something, else to whoever owns this installation. Where there is neither yet, it waits. Answers how many left.
 */
export async function sendStaffMessages(house: House): Promise<number> {
  const { mailer } = house;
  if (!mailer) return 0;
  const [waiting] = await house.store.rows(`select 1 from staff_message where state = 'queued' limit 1`);
  if (!waiting) return 0;
  const policy = await policyInForce(house);
  const { signature, from } = senderOf(policy);
  const owners = await ownersOf(house);
  const claimed = await house.store.inTransaction((tx) => claimStaffMessages(tx, 20));
  let sent = 0;
  let away = false;
  for (const { id, kind, role, subject, body } of claimed) {
    const agreeing = AGREEING.has(kind);
    const theirs = agreeing ? await staffOf(house, role) : [officerAt(policy, role) ?? []].flat();
    const to = theirs.length > 0 ? theirs : owners;
    let state: 'sent' | 'refused' | 'queued' = to.length === 0 || away ? 'queued' : 'sent';
    if (state === 'sent')
      try {
        for (const address of to)
          await mailer.send(serviceLetter({ to: address, from, subject, text: body, sender: signature }));
        sent += 1;
      } catch (fault) {
        state = fault instanceof MailRejected ? 'refused' : 'queued';
        away = state === 'queued';
        if (away) house.log('mail.not-taken', { room: 'mail', code: 'mail.server-refused' });
      }
    const now = house.clock.now();
    await house.store.inTransaction(async (tx) => {
      await settleStaffMessage(tx, { id, state, code: state === 'refused' ? 'mail.rejected' : null }, now);
      if (state !== 'queued')
        await appendEvidence(tx, {
          kind: `${agreeing ? 'retention.approver' : 'promise.owner'}-${state === 'sent' ? 'told' : 'not-reached'}`,
          at: now,
          actor: 'worker',
          body: { message: id, of: kind, role },
        });
    });
  }
  return sent;
}

/** An officer's own address. Null: the policy names none, and whoever owns this installation hears of it. */
function officerAt({ organisation }: Policy, role: string): string | null {
  const officer = organisation.officers[role];
  const contact = typeof officer === 'object' ? officer.contact : undefined;
  return contact?.includes('@') ? contact : null;
}

const ownersOf = (house: House): Promise<string[]> => staffOf(house, 'owner');

const staffOf = async (house: House, role: string): Promise<string[]> =>
  (
    await house.store.rows<{ email: string }>(
      'select email from staff_user where role = $1 and removed_at is null order by email',
      [role],
    )
  ).map(({ email }) => email);

/** What goes to everybody of a role among staff, and not to an officer of the policy. */
const AGREEING: ReadonlySet<StaffMessageKind> = new Set(['asked', 'late']);
