import { Refused } from '../base/index.ts';
import { findRequest, type Request, requestEvents, wordsOf } from '../requests/index.ts';
import {
  approvePlan,
  type Change,
  closePlan,
  makePlan,
  type PlanView,
  plansOf,
  signTask,
  viewPlan,
} from '../systems/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { owedTellings } from './recipient-tell.ts';
import { note, onCase } from './request-case.ts';
import { refuseUnansweredFormat } from './request-moves.ts';
import { refuseWhileInDoubt } from './request-who.ts';
import { knownAs, withSystems } from './rights-systems.ts';

/** What a request has done in systems; the others are answered with words. */
const INTENTS = {
  access: 'read',
  portability: 'read',
  erasure: 'erase',
  rectification: 'change',
} as const;

const intentOf = (request: Request): 'read' | 'erase' | 'change' => {
  if (request.kind in INTENTS) return INTENTS[request.kind as keyof typeof INTENTS];
  throw new Refused('requests.no-plan', `A request of this kind (${request.kind}) does nothing in systems.`);
};

/**
 * Looks into every system and says what would be done, without doing it. A plan that was made before and not approved is
 * closed. Refuses `requests.not-found`, `requests.already-answered`, `requests.no-plan`, `requests.no-changes` and what
 * `makePlan` refuses.
 */
export async function planRequest(
  house: House,
  id: string,
  { by, changes = [] }: { by: string; changes?: readonly Change[] },
): Promise<PlanView> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const request = await openOne(house, id);
  const intent = intentOf(request);
  // What somebody corrected on their own page goes on to the other places as they put it.
  const wanted = changes.length > 0 ? changes : await correctedBy(house, request);
  if (intent === 'change' && wanted.length === 0)
    throw new Refused(
      'requests.no-changes',
      'Say what is to be corrected: which kind of data, and what is right.',
    );
  for (const before of await plansFor(house, request))
    if (before.state !== 'closed' && before.state !== 'done') {
      const seen = await viewPlan(house.store.db, house.vault, before.id);
      if (seen.approved_at !== null)
        throw new Refused('requests.plan-runs', 'A plan for this request is approved and being carried out.');
      await closePlan(house, before.id, now);
    }
  const planId = await withSystems(house, policy, request.person_id, async (systems) =>
    makePlan(house, {
      personId: request.person_id,
      asked: {
        intent,
        identities: await knownAs(house, request.person_id),
        on: today,
        ...(intent === 'change' && { changes: wanted }),
        ownYear: { financialYearEnds: policy.organisation['financial-year-ends'] },
      },
      systems,
      madeFor: request.id,
      ...(request.due_on && { answerBy: request.due_on }),
      by,
      now,
    }),
  );
  const seen = await viewPlan(house.store.db, house.vault, planId);
  await onCase(house, id, async (tx, held) => {
    await note(tx, held, { kind: 'planned', on: today, actor: by, facts: { plan: planId, hash: seen.hash } });
  });
  return seen;
}

async function correctedBy(house: House, request: Request): Promise<Change[]> {
  const changes: Change[] = [];
  for (const event of await requestEvents(house.store.db, request.id)) {
    if (event.kind !== 'self-corrected') continue;
    const words = await wordsOf(house.vault, request.person_id, event);
    for (const { field, was, becomes } of JSON.parse(words ?? '[]') as {
      field: string;
      was: string;
      becomes: string;
    }[])
      changes.push({ what: field, was, becomes });
  }
  return changes;
}

async function openOne(house: House, id: string): Promise<Request> {
  const request = await findRequest(house.store.db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  if (request.answered_on !== null)
    throw new Refused('requests.already-answered', `This request was answered on ${request.answered_on}.`);
  return request;
}

const plansFor = async (house: House, request: Pick<Request, 'id' | 'person_id'>) =>
  (await plansOf(house.store.db, request.person_id)).filter(({ made_for }) => made_for === request.id);

/** The newest plan of a request; null: there is none yet. */
export async function requestPlan(house: House, id: string): Promise<PlanView | null> {
  const request = await findRequest(house.store.db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  const [newest] = await plansFor(house, request);
  return newest ? viewPlan(house.store.db, house.vault, newest.id) : null;
}

/**
 * Approves what the preview showed; the worker carries it out. Refuses `requests.no-plan`, `requests.identity-open`,
 * `requests.format-unanswered` and what `approvePlan` refuses.
 */
export async function approveRequestPlan(
  house: House,
  id: string,
  { hash, by }: { hash: string; by: string },
): Promise<PlanView> {
  const request = await openOne(house, id);
  const [newest] = await plansFor(house, request);
  if (!newest)
    throw new Refused('requests.no-plan', 'Nothing was planned for this request: look at a plan first.');
  refuseWhileInDoubt({ request });
  await refuseUnansweredFormat(house.store.db, request);
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  // While it is here it can be told who may have had it.
  if (newest.intent === 'erase') await onCase(house, id, (tx, held) => owedTellings(tx, held, 'erasure'));
  await approvePlan(house, { planId: newest.id, hash, by, now });
  await onCase(house, id, async (tx, held) => {
    await note(
      tx,
      held,
      { kind: 'approved', on: today, actor: by, facts: { plan: newest.id, hash } },
      { hash },
    );
  });
  return viewPlan(house.store.db, house.vault, newest.id);
}

/** A person signs for a task of a request's plan: what no software could do. Refuses as `signTask`, and `requests.no-plan`. */
export async function signRequestTask(
  house: House,
  id: string,
  task: { number: number; note: string; count?: number | undefined; by: string },
): Promise<PlanView> {
  const request = await openOne(house, id);
  const [newest] = await plansFor(house, request);
  if (!newest) throw new Refused('requests.no-plan', 'Nothing was planned for this request.');
  const now = house.clock.now();
  const { count, ...signed } = task;
  await house.store.inTransaction((tx) =>
    signTask(tx, { planId: newest.id, ...signed, now, ...(count !== undefined && { count }) }),
  );
  return viewPlan(house.store.db, house.vault, newest.id);
}
