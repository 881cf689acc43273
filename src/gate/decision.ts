import { type Day, type Instant, newId } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Act, Answer, Facts } from './act.rules.ts';
import { gatherFacts } from './facts.ts';
import { decide } from './gate.rules.ts';

export type Decision = Answer & { id: string; act: Act; facts: Facts; at: Instant };

/** Asks the gate: facts as at this moment, then the pure rules. */
export async function ask(
  reader: Reader,
  policy: Policy,
  act: Act,
  { suppressionHashes, now, today }: { suppressionHashes: readonly Uint8Array[]; now: Instant; today: Day },
): Promise<Decision> {
  const facts = await gatherFacts(reader, { ...act, suppressionHashes, at: now, today });
  return { ...decide(policy, act, facts, today), id: newId(now), act, facts, at: now };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Keeps a decision with what the gate knew. */
export async function keepDecision(
  tx: Tx,
  policy: Policy,
  { id, act, facts, verdict, code, at }: Decision,
): Promise<void> {
  await rows(
    tx,
    `insert into decision (person_id, id, act, purpose, channel, recipient, verdict, code, facts, policy, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      act.personId ?? NOBODY,
      id,
      act.act,
      act.purpose,
      act.channel,
      act.recipient.slice(0, 200),
      verdict,
      code,
      JSON.stringify(facts),
      policy.hash,
      at,
    ],
  );
}
