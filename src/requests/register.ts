import { type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { openedOr } from './event.ts';
import type { Ground, Refusing } from './refusal.rules.ts';

/** One row of the register of refusals. */
export type Refusal = {
  id: string;
  request_id: string;
  ground: string;
  exemption: string | null;
  article: string | null;
  extent: 'whole' | 'part';
  decided_by: string;
  decided_on: Day;
  due_on: Day | null;
  test_again_on: Day | null;
  carries: string[];
  told: string | null;
};

/** Keeps a refusal with its reasons, sealed, and with what the letter about it said. */
export async function registerRefusal(
  tx: Tx,
  vault: Vault,
  refusal: {
    personId: string;
    requestId: string;
    ground: Ground;
    refusing: Refusing;
    dueOn: Day | null;
    carries: readonly string[];
    told: string | null;
    today: Day;
    now: Instant;
  },
): Promise<string> {
  const id = newId(refusal.now);
  const { ground, refusing } = refusal;
  const sealed = await vault.seal(refusal.personId, refusing.reasoning, `refusal:${id}`, refusal.now);
  await rows(
    tx,
    `insert into refusal (person_id, id, request_id, ground, exemption, article, extent, decided_by, decided_on, due_on, test_again_on, carries, told, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      refusal.personId,
      id,
      refusal.requestId,
      ground.ground,
      ground.exemption,
      ground.article,
      refusing.extent,
      refusing.decidedBy,
      refusal.today,
      refusal.dueOn,
      refusing.testAgainOn,
      refusal.carries,
      refusal.told,
      sealed,
    ],
  );
  return id;
}

export const refusalsOf = (reader: Reader, requestId: string): Promise<Refusal[]> =>
  rows<Refusal>(
    reader,
    `select id, request_id, ground, exemption, article, extent, decided_by, decided_on, due_on, test_again_on, carries, told
     from refusal where request_id = $1 order by id`,
    [requestId],
  );

/** The reasoning of a refusal, opened; null once the person was forgotten. */
export async function reasoningOf(
  reader: Reader,
  vault: Vault,
  personId: string,
  id: string,
): Promise<string | null> {
  const [found] = await rows<{ sealed: Buffer | null }>(
    reader,
    'select sealed from refusal where person_id = $1 and id = $2',
    [personId, id],
  );
  return openedOr(vault, personId, found?.sealed ?? null, `refusal:${id}`);
}
