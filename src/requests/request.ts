import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { type Clocked, clockOf, type RequestClock } from './clock.rules.ts';
import { openedOr, requestEvents } from './event.ts';
import type { RequestKind } from './kind.rules.ts';

export type Request = {
  id: string;
  person_id: string;
  kind: RequestKind;
  route: string;
  received_on: Day;
  /** Null: nothing is due while the clock waits. */
  due_on: Day | null;
  opened_at: Instant;
  answered_on: Day | null;
  outcome: string | null;
  owner: string;
  acts_as: 'controller' | 'processor';
  about: string | null;
  waits_for: string | null;
  proven_on: Day | null;
  agent: boolean;
  repeats: string | null;
};

/** What somebody asked in their own words, sealed. */
export type Asking = {
  words: string;
  name: string | null;
  /** Who acts for them. */
  agent: string | null;
  /** Whose customer's data it is about, where we are the processor. */
  customer: string | null;
};

const COLUMNS = `id, person_id, kind, route, received_on, due_on, opened_at, answered_on, outcome, owner, acts_as, about,
  waits_for, proven_on, agent, repeats`;

/** Opens a request with its clock running from the day it arrived, whenever it is typed in (law T1, T2). */
export async function openRequest(
  tx: Tx,
  vault: Vault,
  asked: {
    personId: string;
    clocked: Clocked;
    route: string;
    owner: string;
    about: string | null;
    provenOn: Day | null;
    agent: boolean;
    repeats: string | null;
    asking: Asking;
    now: Instant;
    today: Day;
  },
): Promise<Request> {
  const { kind, receivedOn, processor } = asked.clocked;
  if (receivedOn > asked.today)
    throw new Refused(
      'requests.from-the-future',
      `A request cannot have arrived on ${receivedOn}: today is ${asked.today}.`,
    );
  const { dueOn } = clockOf(asked.clocked, []);
  const id = newId(asked.now);
  const { words, name, agent, customer } = asked.asking;
  const anything = words !== '' || name !== null || agent !== null || customer !== null;
  const sealed = anything
    ? await vault.seal(asked.personId, JSON.stringify(asked.asking), contextOf(id), asked.now)
    : null;
  const [request] = await rows<Request>(
    tx,
    `insert into request (person_id, id, kind, route, received_on, due_on, opened_at, owner, acts_as, about, proven_on, agent, repeats, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning ${COLUMNS}`,
    [
      asked.personId,
      id,
      kind,
      asked.route,
      receivedOn,
      dueOn,
      asked.now,
      asked.owner,
      processor ? 'processor' : 'controller',
      asked.about,
      asked.provenOn,
      asked.agent,
      asked.repeats,
      sealed,
    ],
  );
  if (!request) throw new Error('the request was not stored');
  return request;
}

const contextOf = (id: string): string => `request:${id}`;

/** What was asked, opened; empty words once the person was forgotten. */
export async function askingOf(reader: Reader, vault: Vault, request: Request): Promise<Asking> {
  const [found] = await rows<{ sealed: Buffer | null }>(
    reader,
    'select sealed from request where person_id = $1 and id = $2',
    [request.person_id, request.id],
  );
  const text = await openedOr(vault, request.person_id, found?.sealed ?? null, contextOf(request.id));
  return text === null ? { words: '', name: null, agent: null, customer: null } : JSON.parse(text);
}

/** Holds a request until the transaction ends: two who decide about it come one after the other. Refuses `requests.not-found`. */
export async function holdRequest(tx: Tx, id: string): Promise<Request> {
  const [request] = await rows<Request>(tx, `select ${COLUMNS} from request where id = $1 for update`, [id]);
  if (!request) throw notThere();
  return request;
}

/** As `holdRequest`, and refuses `requests.already-answered`. */
export async function holdOpenRequest(tx: Tx, id: string): Promise<Request> {
  const request = await holdRequest(tx, id);
  if (request.answered_on !== null) throw answeredAlready(request);
  return request;
}

/** Computes the due day anew from everything that happened, and keeps it where lists look. */
export async function settleClock(tx: Tx, request: Request, clocked: Clocked): Promise<RequestClock> {
  const clock = clockOf(clocked, await requestEvents(tx, request.id));
  // What is done keeps the day by which it was due.
  if (request.answered_on !== null || clock.state === 'done') return clock;
  await rows(tx, 'update request set due_on = $3, waits_for = $4 where person_id = $1 and id = $2', [
    request.person_id,
    request.id,
    clock.dueOn,
    clock.awaits?.what ?? null,
  ]);
  return clock;
}

/** That nothing is in doubt about who asks, from this day. */
export const markProven = (tx: Tx, request: Request, on: Day | null): Promise<unknown> =>
  rows(tx, 'update request set proven_on = $3 where person_id = $1 and id = $2', [
    request.person_id,
    request.id,
    on,
  ]);

/** Refuses `requests.not-found` and `requests.already-answered`. */
export async function answerRequest(
  tx: Tx,
  { id, outcome, on }: { id: string; outcome: string; on: Day },
): Promise<Request> {
  const [answered] = await rows<Request>(
    tx,
    `update request set answered_on = $2, outcome = $3, waits_for = null where id = $1 and answered_on is null
     returning ${COLUMNS}`,
    [id, on, outcome],
  );
  if (answered) return answered;
  const request = await findRequest(tx, id);
  if (!request) throw notThere();
  throw answeredAlready(request);
}

export async function findRequest(reader: Reader, id: string): Promise<Request | null> {
  const [request] = await rows<Request>(reader, `select ${COLUMNS} from request where id = $1`, [id]);
  return request ?? null;
}

/** An open request by the same person for the same thing, if there is one: asking again joins it. */
export async function findSame(
  reader: Reader,
  { personId, kind, about }: { personId: string; kind: RequestKind; about: string | null },
): Promise<{ open: Request | null; answered: Request | null }> {
  const found = await rows<Request>(
    reader,
    `select ${COLUMNS} from request where person_id = $1 and kind = $2 and about is not distinct from $3
     order by received_on desc, id desc limit 20`,
    [personId, kind, about],
  );
  return {
    open: found.find(({ answered_on }) => answered_on === null) ?? null,
    answered: found.find(({ answered_on }) => answered_on !== null) ?? null,
  };
}

/** What a person asked that is not answered yet, the newest first. */
export const listOpen = (reader: Reader, personId: string): Promise<Request[]> =>
  rows<Request>(
    reader,
    `select ${COLUMNS} from request where person_id = $1 and answered_on is null order by id desc limit 20`,
    [personId],
  );

export type RequestFilter = {
  state?: 'open' | 'answered' | undefined;
  kind?: string | undefined;
  /** The id of the last one of the page before. */
  before?: string | null;
  limit: number;
};

/** Requests, the newest first. */
export const listRequests = (
  reader: Reader,
  { state, kind, before = null, limit }: RequestFilter,
): Promise<Request[]> =>
  rows<Request>(
    reader,
    `select ${COLUMNS} from request
     where ($1::uuid is null or id < $1) and ($2::text is null or (answered_on is null) = ($2 = 'open'))
       and ($3::text is null or kind = $3)
     order by id desc limit $4`,
    [before, state ?? null, kind ?? null, limit],
  );

/** A request as its clock sees it. The two last come from the policy. */
export const clockedOf = (
  request: Pick<Request, 'kind' | 'received_on' | 'acts_as'>,
  given: Pick<Clocked, 'establishment' | 'within' | 'outcome' | 'processor'>,
): Clocked => ({
  kind: request.kind,
  receivedOn: request.received_on,
  establishment: given.establishment,
  within: given.within,
  outcome: given.outcome,
  processor: request.acts_as === 'processor' ? (given.processor ?? { passOn: null, remove: null }) : null,
});

const notThere = () => new Refused('requests.not-found', 'There is no such request.');
const answeredAlready = ({ answered_on }: Request) =>
  new Refused('requests.already-answered', `This request was answered on ${answered_on}.`);
