import { appendEvidence } from '../evidence/index.ts';
import { ask, type Decision, keepDecision } from '../gate/index.ts';
import { logDisclosure } from '../sharing/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** Asks to hand data to somebody. Refused or not, it is logged: who asked for what is evidence too. */
export async function disclose(
  house: House,
  asked: { recipient: string; purpose: string; data: readonly string[]; people: number },
): Promise<Decision & { disclosure: string }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const act = {
    act: 'share',
    purpose: asked.purpose,
    channel: '',
    personId: null,
    recipient: asked.recipient,
    data: asked.data,
    country: '',
  } as const;
  return house.store.inTransaction(async (tx) => {
    const decision = await ask(tx, policy, act, { suppressionHashes: [], now, today });
    await keepDecision(tx, policy, decision);
    const disclosure = await logDisclosure(tx, {
      ...asked,
      verdict: decision.verdict,
      code: decision.code,
      now,
    });
    await appendEvidence(tx, {
      kind: decision.verdict === 'allow' ? 'disclosure.allowed' : 'disclosure.refused',
      at: now,
      actor: 'integrator',
      body: {
        recipient: Object.hasOwn(policy.recipients, asked.recipient)
          ? asked.recipient
          : '(not in the register)',
        purpose: asked.purpose,
        data: [...asked.data],
        people: asked.people,
        code: decision.code,
      },
    });
    return { ...decision, disclosure };
  });
}
