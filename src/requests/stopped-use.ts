import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** A use that waits: all uses for a restriction (Art 18), one purpose or all for an objection (Art 21). */
export type StoppedUse = {
  id: string;
  person_id: string;
  request_id: string;
  kind: 'restriction' | 'objection';
  purpose: string | null;
  ground: string;
  began_at: Instant;
  told_at: Instant | null;
  lifted_at: Instant | null;
  lifted_for: string | null;
};

/** Stops uses from this moment; a request that stops the same twice stops it once. Answers how many are new. */
export async function stopUses(
  tx: Tx,
  stop: {
    personId: string;
    requestId: string;
    kind: StoppedUse['kind'];
    purposes: readonly (string | null)[];
    ground: string;
    now: Instant;
  },
): Promise<number> {
  const standing = await stoppedUsesOf(tx, stop.requestId);
  const fresh = stop.purposes.filter(
    (purpose) =>
      !standing.some((one) => one.purpose === purpose && one.lifted_at === null && one.kind === stop.kind),
  );
  for (const purpose of fresh)
    await rows(
      tx,
      `insert into stopped_use (person_id, id, request_id, kind, purpose, ground, began_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [stop.personId, newId(stop.now), stop.requestId, stop.kind, purpose, stop.ground, stop.now],
    );
  return fresh.length;
}

/** What a request stopped, lifted or not. */
export const stoppedUsesOf = (reader: Reader, requestId: string): Promise<StoppedUse[]> =>
  rows<StoppedUse>(
    reader,
    `select id, person_id, request_id, kind, purpose, ground, began_at, told_at, lifted_at, lifted_for
     from stopped_use where request_id = $1 order by began_at, id`,
    [requestId],
  );

/** That the person was told of the lifting, which comes before it (Art 18(3)). */
export const markLiftingTold = (tx: Tx, requestId: string, now: Instant): Promise<unknown> =>
  rows(tx, 'update stopped_use set told_at = $2 where request_id = $1 and lifted_at is null', [
    requestId,
    now,
  ]);

/** Lifts what a request stopped. Answers how many uses go on. */
export async function liftUses(
  tx: Tx,
  { requestId, why, now }: { requestId: string; why: string; now: Instant },
): Promise<number> {
  const lifted = await rows(
    tx,
    'update stopped_use set lifted_at = $2, lifted_for = $3 where request_id = $1 and lifted_at is null returning id',
    [requestId, now, why],
  );
  return lifted.length;
}
