import { addPeriod, type Day, type Duration, type Instant, newId, Refused } from '../base/index.ts';
import { answerDue, complaintDue, type Establishment } from '../law/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** What a person may ask of us: the rights of Chapter III, and a complaint (DPA 2018 s.164A). */
export const REQUEST_KINDS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'portability',
  'withdrawal',
  'human-review',
  'complaint',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export type Request = {
  id: string;
  person_id: string;
  kind: RequestKind;
  route: string;
  received_on: Day;
  due_on: Day;
  answered_on: Day | null;
  outcome: string | null;
};

/** Opens a request with its clock running from the day it arrived, whenever it is typed in (law T1, T2). */
export async function openRequest(
  tx: Tx,
  asked: {
    personId: string;
    kind: RequestKind;
    route: string;
    receivedOn: Day;
    establishment: Establishment;
    /** What the policy promises, where that is less than the law allows. */
    within: Duration | null;
    now: Instant;
    today: Day;
  },
): Promise<Request> {
  if (asked.receivedOn > asked.today)
    throw new Refused(
      'requests.from-the-future',
      `A request cannot have arrived on ${asked.receivedOn}: today is ${asked.today}.`,
    );
  const lawful = lawfulDay(asked.kind, asked.receivedOn, asked.establishment);
  const promised = asked.within === null ? null : addPeriod(asked.receivedOn, asked.within);
  // A promise may be shorter than the law, never longer; a promised month rolls off a weekend as the law's month does.
  const shorter = lawful !== null && promised !== null && asked.within !== 'P1M' && promised < lawful;
  const dueOn = shorter ? promised : lawful;
  if (dueOn === null) throw new Refused('requests.no-due-day', 'The clock of this request is not running.');
  const [request] = await rows<Request>(
    tx,
    `insert into request (person_id, id, kind, route, received_on, due_on, opened_at) values ($1, $2, $3, $4, $5, $6, $7)
     returning id, person_id, kind, route, received_on, due_on, answered_on, outcome`,
    [asked.personId, newId(asked.now), asked.kind, asked.route, asked.receivedOn, dueOn, asked.now],
  );
  if (!request) throw new Error('the request was not stored');
  return request;
}

/** Refuses `requests.not-found` and `requests.already-answered`. */
export async function answerRequest(
  tx: Tx,
  { id, outcome, on }: { id: string; outcome: string; on: Day },
): Promise<Request> {
  const [answered] = await rows<Request>(
    tx,
    `update request set answered_on = $2, outcome = $3 where id = $1 and answered_on is null
     returning id, person_id, kind, route, received_on, due_on, answered_on, outcome`,
    [id, on, outcome],
  );
  if (answered) return answered;
  const request = await findRequest(tx, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  throw new Refused('requests.already-answered', `This request was answered on ${request.answered_on}.`);
}

export async function findRequest(reader: Reader, id: string): Promise<Request | null> {
  const [request] = await rows<Request>(
    reader,
    'select id, person_id, kind, route, received_on, due_on, answered_on, outcome from request where id = $1',
    [id],
  );
  return request ?? null;
}

export const listRequests = (reader: Reader, limit = 100): Promise<Request[]> =>
  rows(
    reader,
    'select id, person_id, kind, route, received_on, due_on, answered_on, outcome from request order by answered_on is not null, due_on, id limit $1',
    [limit],
  );

/** A complaint has no last day for its outcome; what is due by law is that we acknowledge it (s.164A). */
const lawfulDay = (kind: RequestKind, receivedOn: Day, establishment: Establishment): Day | null =>
  kind === 'complaint'
    ? complaintDue(receivedOn, establishment).acknowledgeBy
    : answerDue({ right: kind, receivedOn, establishment }).dueOn;
