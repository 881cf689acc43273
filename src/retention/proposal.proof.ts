import { asksGate, expectOk, identityOf, type Twin } from '../controls/index.ts';
import type { RuleBound } from './acts.ts';
import type { Stages } from './proposal.rules.ts';
import { fieldsOf } from './reach.rules.ts';

/** What proofs try of rules that wait: for people who agree, and for the days in which somebody can still stop it. */

type Proposed = { id: string; rule: string; hash: string; stage: number; state: string };

/** It waits for those whom the rule asks first, and no system can agree in their name. */
export async function tryAgreeing(twin: Twin, rule: string, stages: Stages): Promise<void> {
  const asked = async (): Promise<Proposed[]> => {
    const { json } = expectOk(await twin.call('GET', '/api/retention/proposals'));
    return (json.proposals as Proposed[]).filter((one) => one.rule === rule && one.state === 'asked');
  };
  await twin.scene.then(
    'it waits for those who are asked first',
    async () => (await asked()).map(({ stage }) => stages[stage - 1]?.by),
    [stages[0]?.by],
  );
  await twin.scene.then(
    'a key of a system cannot agree for them',
    async () => {
      const [one] = await asked();
      const path = `/api/retention/proposals/${one?.id}/approval`;
      return (await twin.call('POST', path, { hash: one?.hash })).status;
    },
    403,
  );
}

/** From the day on which it is announced, what goes is used for nothing: not even for what it was collected for. */
export async function tryUsing(
  twin: Twin,
  { policy }: Pick<RuleBound, 'policy'>,
  point: string,
  fields: readonly string[],
): Promise<void> {
  const served = policy.collection[point]?.purposes.find((name) =>
    fieldsOf(policy, policy.purposes[name] ?? {}).some((field) => fields.includes(field)),
  );
  if (served === undefined) return;
  await twin.scene.then(
    `it is used for nothing more, and not to ${served} either`,
    async () =>
      (await asksGate(twin, { act: 'use', purpose: served, identity: identityOf('person-a') })).verdict,
    'deny',
  );
}
