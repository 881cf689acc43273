import type { Day, Duration } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findOrMakePerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  answerRequest,
  establishmentOf,
  openRequest,
  type Request,
  type RequestKind,
} from '../requests/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** Takes a request by whatever route it came, with its clock, in one transaction with its evidence. */
export async function takeRequest(
  house: House,
  asked: { identities: readonly Identity[]; kind: RequestKind; route: string; receivedOn: Day | null },
): Promise<Request> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, house.vault, asked.identities, now);
    const request = await openRequest(tx, {
      personId,
      kind: asked.kind,
      route: asked.route,
      receivedOn: asked.receivedOn ?? today,
      establishment: establishmentOf(policy),
      within: promisedWithin(policy, asked.kind),
      now,
      today,
    });
    await appendEvidence(tx, {
      kind: 'request.opened',
      at: now,
      actor: asked.route,
      aboutPerson: personId,
      body: {
        request: request.id,
        kind: request.kind,
        receivedOn: request.received_on,
        dueOn: request.due_on,
      },
    });
    return request;
  });
}

export async function closeRequest(
  house: House,
  { id, outcome, by }: { id: string; outcome: string; by: string },
): Promise<Request> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const request = await answerRequest(tx, { id, outcome, on: today });
    await appendEvidence(tx, {
      kind: 'request.answered',
      at: now,
      actor: by,
      aboutPerson: request.person_id,
      body: { request: id, outcome, answeredOn: today, dueOn: request.due_on },
    });
    return request;
  });
}

/** How soon the policy promises an answer to this kind of request; null where it leaves that to the law. */
const promisedWithin = (policy: Policy, kind: RequestKind): Duration | null =>
  policy.rights[kind]?.within ?? null;
