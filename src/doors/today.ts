import type { Day, Instant } from '../base/index.ts';
import { capital, type Policy, sayRecipient, sayTerm } from '../policy/index.ts';
import { type House, policyInForce } from '../procedures/index.ts';
import { currentBoard } from './live.ts';
import {
  inOrder,
  type OpenRequest,
  rowOfRequest,
  TODAY_WHATS,
  type TodayRow,
  type TodayWhat,
} from './today.rules.ts';
import { linksToday } from './today-links.ts';
import { retentionToday } from './today-retention.ts';

/** No list is read to its end that is longer. */
const MOST = 500;

export type Today = { today: Day; asOf: Instant; rows: TodayRow[] };

type Part = (house: House, policy: Policy, today: Day) => Promise<TodayRow[]>;

/** Where the rows of each kind come from: who asks for one kind does not wait for the others. */
const PARTS: Readonly<Record<TodayWhat, Part>> = {
  request: openRequests,
  promise: badPromises,
  mail: unsureMails,
  recipient: silentRecipients,
  retention: (house, _, today) => retentionToday(house, today),
  link: (house, _, today) => linksToday(house, today),
};

/** What somebody with three minutes looks at: what is late, due, broken, at risk, and what waits for others; or `what` of it. */
export async function todayOf(house: House, { what }: { what?: TodayWhat | undefined } = {}): Promise<Today> {
  const policy = await policyInForce(house);
  const today = house.clock.today(policy.organisation.zone);
  const rows: TodayRow[] = [];
  for (const kind of what ? [what] : TODAY_WHATS) rows.push(...(await PARTS[kind](house, policy, today)));
  return { today, asOf: house.clock.now(), rows: inOrder(rows) };
}

async function openRequests({ store }: House, _: Policy, today: Day): Promise<TodayRow[]> {
  const requests = await store.rows<OpenRequest>(
    `select id, kind, received_on, due_on, waits_for from request where answered_on is null
     order by due_on nulls last, id limit ${MOST}`,
  );
  return requests.flatMap((one) => rowOfRequest(one, today) ?? []);
}

async function badPromises(house: House): Promise<TodayRow[]> {
  const { promises } = await currentBoard(house);
  return promises.flatMap(({ id, state, says, because }): TodayRow[] =>
    state === 'broken' || state === 'at-risk'
      ? [{ group: state, what: 'promise', id, says, because, due: null }]
      : [],
  );
}

/** Mails that nobody can say of whether they left. */
async function unsureMails({ store }: House): Promise<TodayRow[]> {
  const unsure = await store.rows<{ id: string; purpose: string }>(
    `select id, purpose from outbox where state = 'unsure' order by id desc limit ${MOST}`,
  );
  return unsure.map(({ id, purpose }) => ({
    group: 'waiting',
    what: 'mail',
    id,
    says: `A mail for ${sayTerm(purpose)}`,
    because: 'The process ended while it was being sent. Nobody knows whether it left.',
    due: null,
  }));
}

/** Recipients who were told and have not answered. */
async function silentRecipients({ store }: House, policy: Policy): Promise<TodayRow[]> {
  const told = await store.rows<{ id: string; recipient: string; change: string }>(
    `select id, recipient, change from recipient_telling where told_at is not null and answered_at is null
     order by told_at limit ${MOST}`,
  );
  return told.map(({ id, recipient, change }) => ({
    group: 'waiting',
    what: 'recipient',
    id,
    says: `${capital(sayRecipient(policy, recipient))} was told of the ${change}`,
    because: 'They have not answered.',
    due: null,
  }));
}
