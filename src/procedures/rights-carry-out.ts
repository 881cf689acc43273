import { Refused } from '../base/index.ts';
import { signDocument, signingKeyFor } from '../evidence/index.ts';
import { requestEvents } from '../requests/index.ts';
import {
  type Changed,
  changesOf,
  closePlan,
  executePlan,
  type PlanView,
  viewPlan,
} from '../systems/index.ts';
import { type House, policyInForce } from './house.ts';
import { type Case, note, onCase } from './request-case.ts';
import { withSystems } from './rights-systems.ts';
import { tellChanged, tellErased, tellReady } from './rights-told.ts';

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

/** The signed certificate of what was done for a request; null: nothing was done in systems. */
export async function certificateFor(house: House, id: string): Promise<string | null> {
  const ran = (await requestEvents(house.store.db, id)).findLast(({ kind }) => kind === 'ran');
  return typeof ran?.facts.certificate === 'string' ? ran.facts.certificate : null;
}
