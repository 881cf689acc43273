import type { Day, Instant } from '../base/index.ts';
import { capital, type Policy, sayRecipient, sayTerm } from '../policy/index.ts';
import { type House, policyInForce } from '../procedures/index.ts';
import { currentBoard } from './live.ts';
import { inOrder, type OpenRequest, rowOfRequest, type TodayRow } from './today.rules.ts';
import { retentionToday } from './today-retention.ts';

/** No list is read to its end that is longer. */
const MOST = 500;

export type Today = { today: Day; asOf: Instant; rows: TodayRow[] };

/** What somebody with three minutes looks at: what is late, due, broken, at risk, and what waits for others. */
export async function todayOf(house: House): Promise<Today> {
  const policy = await policyInForce(house);
  const today = house.clock.today(policy.organisation.zone);
  const requests = await house.store.rows<OpenRequest>(
    `select id, kind, received_on, due_on, waits_for from request where answered_on is null
     order by due_on nulls last, id limit ${MOST}`,
  );
  const board = await currentBoard(house);
  const promises = board.promises.flatMap((one): TodayRow[] =>
    one.state === 'broken' || one.state === 'at-risk'
      ? [{ group: one.state, what: 'promise', id: one.id, says: one.says, because: one.because, due: null }]
      : [],
  );
  return {
    today,
    asOf: house.clock.now(),
    rows: inOrder([
      ...requests.flatMap((one) => rowOfRequest(one, today) ?? []),
      ...promises,
      ...(await waiting(house, policy)),
      ...(await retentionToday(house, today)),
    ]),
  };
}

/** Mails that nobody can say of whether they left, and recipients who were told and have not answered. */
async function waiting(house: House, policy: Policy): Promise<TodayRow[]> {
  const unsure = await house.store.rows<{ id: string; purpose: string }>(
    `select id, purpose from outbox where state = 'unsure' order by id desc limit ${MOST}`,
  );
  const recipients = await house.store.rows<{ id: string; recipient: string; change: string }>(
    `select id, recipient, change from recipient_telling where told_at is not null and answered_at is null
     order by told_at limit ${MOST}`,
  );
  return [
    ...unsure.map(
      ({ id, purpose }): TodayRow => ({
        group: 'waiting',
        what: 'mail',
        id,
        says: `A mail for ${sayTerm(purpose)}`,
        because: 'The process ended while it was being sent. Nobody knows whether it left.',
        due: null,
      }),
    ),
    ...recipients.map(
      ({ id, recipient, change }): TodayRow => ({
        group: 'waiting',
        what: 'recipient',
        id,
        says: `${capital(sayRecipient(policy, recipient))} was told of the ${change}`,
        because: 'They have not answered.',
        due: null,
      }),
    ),
  ];
}
