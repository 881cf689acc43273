import { Refused } from '../base/index.ts';
import { signDocument, signingKeyFor } from '../evidence/index.ts';
import { identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { findRequest, letters, planTellings, type Request, requestEvents } from '../requests/index.ts';
import { keystoreCopiesGoneOn, rows, type Tx } from '../store/index.ts';
import {
  approvePlan,
  type Change,
  type Changed,
  type Connector,
  changesOf,
  closePlan,
  executePlan,
  type KnownAs,
  makePlan,
  manualConnector,
  manualPlaceOf,
  type PlanView,
  plansOf,
  signTask,
  viewPlan,
} from '../systems/index.ts';
import { destroyKeys, forgetThoseWithNothingLeft } from './forgetting.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { type Case, note, onCase, write } from './request-case.ts';
import { refuseWhileInDoubt } from './request-decide.ts';
import { recipientsOf } from './request-recipients.ts';
import { settle } from './request-stop.ts';
import { hostedConnector, OURS } from './rights-hosted.ts';

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

/** Every place where a person's data may be: our own store, and what the policy declares. What no software reaches, a person does. */
export function connectorsFor(house: House, policy: Policy, personId: string): Connector[] {
  const reached = new Map(
    (house.connect?.(policy) ?? []).map((connector) => [connector.describe().name, connector]),
  );
  const declared = Object.entries(policy.systems).flatMap(([name, { kind }]) =>
    kind === 'hosted' ? [] : [reached.get(name) ?? manualConnector(manualPlaceOf(policy, name))],
  );
  return [hostedConnector(house, policy, personId), ...declared];
}

/** Uses the connectors of a person and closes them, however that ends. */
async function withSystems<T>(
  house: House,
  policy: Policy,
  personId: string,
  use: (systems: Connector[]) => Promise<T>,
): Promise<T> {
  const systems = connectorsFor(house, policy, personId);
  try {
    return await use(systems);
  } finally {
    for (const system of systems) await system.close();
  }
}

export async function knownAs(house: House, personId: string): Promise<KnownAs[]> {
  const identities = await identitiesOf(house.store.db, house.vault, personId);
  return identities.map(({ kind, value }) => ({ kind, value }));
}

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
  if (intent === 'change' && changes.length === 0)
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
        ...(intent === 'change' && { changes }),
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
 * Approves what the preview showed; the worker carries it out. Refuses `requests.no-plan`, `requests.identity-open` and what
 * `approvePlan` refuses.
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
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
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

/**
 * Carries out what was approved for requests, and answers those that are done. Begins again where a process died; a plan
 * that another process carries out is left to it. `again`: also systems that did not answer before. Answers how many moved.
 */
export async function carryOutRequests(
  house: House,
  { again = false }: { again?: boolean } = {},
): Promise<number> {
  const waiting = await house.store.rows<{ id: string; made_for: string; person_id: string; state: string }>(
    `select p.id, p.made_for, p.person_id, p.state from plan p join request r on r.id::text = p.made_for and r.answered_on is null
     where p.approved_hash is not null and p.state <> 'closed' and (
       p.state = 'done' or exists (select 1 from plan_system s where s.plan_id = p.id
         and (s.state in ('approved', 'running') and (s.because is null or $1) or s.state in ('left', 'waiting') and $1)))
     order by p.made_at limit 100`,
    [again],
  );
  for (const plan of waiting) await carryOutOne(house, plan);
  return waiting.length;
}

async function carryOutOne(
  house: House,
  plan: { id: string; made_for: string; person_id: string; state: string },
): Promise<void> {
  const policy = await policyInForce(house);
  try {
    const state =
      plan.state === 'done'
        ? 'done'
        : await withSystems(house, policy, plan.person_id, (systems) =>
            executePlan(house, plan.id, { systems, clock: house.clock, by: 'worker' }),
          );
    if (state === 'done') await finish(house, plan.made_for, plan.id);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    if (thrown.code === 'systems.plan-busy') return;
    house.log('requests.plan-stopped', { room: 'requests', code: thrown.code });
    // Said where whoever answers looks, and not tried again by itself.
    await house.store.rows(
      `update plan_system set because = $2 where plan_id = $1 and state in ('approved', 'running') and because is null`,
      [plan.id, thrown.message.slice(0, 500)],
    );
  }
}

/** What was done is told, to the person and to those who had the data from us, and the request is answered. */
async function finish(house: House, id: string, planId: string): Promise<void> {
  const seen = await viewPlan(house.store.db, house.vault, planId);
  const changed: Changed[] = [];
  if (seen.intent === 'change') for await (const one of changesOf(house, planId)) changed.push(one);
  await onCase(
    house,
    id,
    async (tx, held) => {
      if (held.request.answered_on !== null) return;
      const certificate = await certify(house, held, seen);
      await note(
        tx,
        held,
        {
          kind: 'ran',
          on: held.today,
          actor: 'worker',
          facts: { plan: planId, hash: seen.approved_hash, certificate, counts: countsOf(seen) },
          // Before and after, for whoever has to show it; sealed with the person's key.
          words: changed.length > 0 ? JSON.stringify(changed) : null,
        },
        { plan: planId, counts: countsOf(seen) },
      );
      if (seen.intent === 'erase') await tellErased(tx, held, seen);
      else if (seen.intent === 'change') await tellChanged(tx, held, changed);
      else await tellReady(tx, held);
    },
    { answered: true },
  );
  await closePlan(house, planId, house.clock.now());
}

const countsOf = (seen: PlanView): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { act, count, written } of seen.items)
    counts[act] =
      (counts[act] ?? 0) + (['delete', 'anonymise', 'change', 'task'].includes(act) ? written : count);
  return counts;
};

/** A signed statement of what was done, without anything personal in it: anybody can check it without us. */
const certify = (house: House, { request, now }: Case, seen: PlanView): Promise<string> =>
  signDocument(signingKeyFor(house.store.db), {
    type: 'certificate',
    issuedAt: now,
    statement: {
      request: request.id,
      did: seen.intent,
      plan: seen.approved_hash,
      systems: seen.systems.map(({ system, state, verified_at }) => ({
        system,
        state,
        verifiedAt: verified_at,
      })),
      counts: countsOf(seen),
      leftBehind: seen.items.reduce((sum, { left_over }) => sum + (left_over ?? 0), 0),
    },
  });

async function tellErased(tx: Tx, held: Case, seen: PlanView): Promise<void> {
  const { policy, request, now } = held;
  const place = (system: string): string =>
    system === OURS ? 'our own records' : (policy.systems[system]?.says ?? system);
  const sum = (acts: readonly string[]) =>
    [
      ...Map.groupBy(
        seen.items.filter(({ act, count, written }) => acts.includes(act) && count + written > 0),
        ({ system }) => system,
      ),
    ].map(([system, items]) => {
      const n = items.reduce((total, one) => total + Math.max(one.written, act(one)), 0);
      return `${n} ${n === 1 ? 'entry' : 'entries'} in ${place(system)}`;
    });
  const removed = sum(['delete', 'anonymise', 'task']);
  const kept = seen.items
    .filter(({ act, count }) => (act === 'keep' || act === 'leave') && count > 0)
    .map(({ system, count, because, until_to }) => ({
      what: `${count} ${count === 1 ? 'entry' : 'entries'} in ${place(system)}`,
      because,
      until: until_to,
    }));
  const recipients = await recipientsOf(tx, policy, request.person_id);
  await planTellings(tx, {
    personId: request.person_id,
    requestId: request.id,
    change: 'erasure',
    recipients,
    now,
  });
  await write(tx, held, 'erased', (writing) =>
    letters.erased(writing, { removed, kept, left: [], backupsUntil: keystoreCopiesGoneOn(now), told: [] }),
  );
  await settle(tx, held, removed.length > 0 ? 'erased' : 'nothing-held', 'worker');
}

const act = ({ act: does, count }: PlanView['items'][number]): number => (does === 'task' ? 0 : count);

async function tellChanged(tx: Tx, held: Case, changed: readonly Changed[]): Promise<void> {
  const { policy, request, now } = held;
  const recipients = changed.length > 0 ? await recipientsOf(tx, policy, request.person_id) : [];
  await planTellings(tx, {
    personId: request.person_id,
    requestId: request.id,
    change: 'rectification',
    recipients,
    now,
  });
  const n = changed.length;
  const says =
    n === 0
      ? 'We looked in every place, and found nothing that still said what you told us is wrong.'
      : `We put it right in ${n} ${n === 1 ? 'place' : 'places'}, and tell those who had it from us.`;
  await write(tx, held, 'answer', (writing) => letters.answered(writing, { says, download: false }));
  await settle(tx, held, n > 0 ? 'corrected' : 'nothing-held', 'worker');
}

async function tellReady(tx: Tx, held: Case): Promise<void> {
  const says =
    held.request.kind === 'portability'
      ? 'What you gave us is ready as files that other software can read.'
      : 'A copy of all that we hold about you is ready, with where it came from, who received it, what we use it for and how long we keep it.';
  await write(tx, held, 'answer', (writing) => letters.answered(writing, { says, download: true }));
  await settle(tx, held, 'sent', 'worker');
}

/**
 * Forgets those whose erasure was answered and whose last letter has left: until then their address is needed. Answers how
 * many people.
 */
export async function forgetErased(house: House): Promise<number> {
  const { now } = momentOf(house, await policyInForce(house));
  const ready = await house.store.rows<{ person_id: string }>(
    `select distinct r.person_id from request r join person p on p.id = r.person_id
     where r.kind = 'erasure' and r.outcome in ('erased', 'nothing-held')
       and not exists (select 1 from outbox o where o.person_id = r.person_id and o.state in ('queued', 'sending'))
       and not exists (select 1 from record where person_id = r.person_id)
       and not exists (select 1 from permission where person_id = r.person_id)
       and not exists (select 1 from relationship where person_id = r.person_id)
       and not exists (select 1 from request o where o.person_id = r.person_id and o.answered_on is null)
     limit 100`,
  );
  if (ready.length === 0) return 0;
  const forgotten = await house.store.inTransaction(async (tx) => {
    const people = ready.map(({ person_id }) => person_id).sort();
    await rows(tx, 'select 1 from person where id = any($1) order by id for update', [people]);
    return forgetThoseWithNothingLeft(tx, people, { now, actor: 'worker' });
  });
  if (forgotten > 0) await destroyKeys(house, now);
  return forgotten;
}

/** The signed certificate of what was done for a request; null: nothing was done in systems. */
export async function certificateFor(house: House, id: string): Promise<string | null> {
  const ran = (await requestEvents(house.store.db, id)).findLast(({ kind }) => kind === 'ran');
  return typeof ran?.facts.certificate === 'string' ? ran.facts.certificate : null;
}
