import { type Day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** What an authority wants to know of us, and by when: it stands in the ledger, and nobody's data is in it. */
export type Inquiry = {
  id: string;
  authority: string;
  received_on: Day;
  reply_by: Day;
  reference: string | null;
  replied_on: Day | null;
};

const INQUIRY = `
  select i.id::text as id, i.body::jsonb ->> 'authority' as authority, i.body::jsonb ->> 'receivedOn' as received_on,
    i.body::jsonb ->> 'replyBy' as reply_by, i.body::jsonb ->> 'reference' as reference, (
      select a.body::jsonb ->> 'on' from evidence_entry a
      where a.kind = 'inquiry.answered' and a.body::jsonb ->> 'inquiry' = i.id::text order by a.id limit 1) as replied_on
  from evidence_entry i where i.kind = 'inquiry.received'`;

/** The newest first. */
export const listInquiries = ({ store }: House): Promise<Inquiry[]> =>
  store.rows<Inquiry>(`${INQUIRY} order by i.id desc limit 500`);

/** Enters a letter of an authority. Refuses `inquiry.from-the-future` and `inquiry.due-before` it came. */
export async function enterInquiry(
  house: House,
  {
    authority,
    receivedOn,
    replyBy,
    reference,
  }: { authority: string; receivedOn: Day; replyBy: Day; reference: string | null },
  actor: string,
): Promise<{ id: string }> {
  const { now, today } = momentOf(house, await policyInForce(house));
  if (receivedOn > today)
    throw new Refused('inquiry.from-the-future', `It cannot have come on ${receivedOn}: today is ${today}.`);
  if (replyBy < receivedOn)
    throw new Refused(
      'inquiry.due-before',
      `It came on ${receivedOn}; a reply cannot have been due on ${replyBy}.`,
    );
  const { id } = await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'inquiry.received',
      at: now,
      actor,
      body: { authority, receivedOn, replyBy, reference },
    }),
  );
  return { id };
}

/** Notes that we replied. Refuses `inquiry.not-found`, `inquiry.answered` and `inquiry.from-the-future`. */
export async function answerInquiry(
  house: House,
  id: string,
  on: Day | null,
  actor: string,
): Promise<{ id: string; on: Day }> {
  const { now, today } = momentOf(house, await policyInForce(house));
  const day = on ?? today;
  if (day > today) throw new Refused('inquiry.from-the-future', `Nobody can have replied on ${day} yet.`);
  await house.store.inTransaction(async (tx) => {
    // Two who note it at once: the second waits here, and is told.
    await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 17))', [id]);
    const found = await inquiryOf(tx, id);
    if (!found) throw new Refused('inquiry.not-found', 'There is no such inquiry.');
    if (found.replied_on !== null)
      throw new Refused('inquiry.answered', `This was answered already, on ${found.replied_on}.`);
    await appendEvidence(tx, { kind: 'inquiry.answered', at: now, actor, body: { inquiry: id, on: day } });
  });
  return { id, on: day };
}

const inquiryOf = async (reader: Reader, id: string): Promise<Inquiry | null> =>
  (await rows<Inquiry>(reader, `${INQUIRY} and i.id = $1`, [id]))[0] ?? null;
