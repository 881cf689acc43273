import { type Instant, newId } from '../base/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { Session } from './session.rules.ts';

export const openSession = (
  tx: Tx,
  session: {
    personId: string;
    id: string;
    point: string;
    caseId: string | null;
    areas: readonly string[];
    codeHash: Buffer;
    now: Instant;
    expiresAt: Instant;
  },
): Promise<unknown> =>
  rows(
    tx,
    `insert into remote_session (person_id, id, point, case_id, areas, code_hash, opened_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      session.personId,
      session.id,
      session.point,
      session.caseId,
      [...session.areas],
      session.codeHash,
      session.now,
      session.expiresAt,
    ],
  );

/** The session that a code opens, held until the transaction ends. */
export const holdSession = async (tx: Tx, codeHashes: readonly Buffer[]): Promise<Session | null> =>
  (
    await rows<Session>(
      tx,
      'select person_id, id, point, areas, expires_at, closed_at from remote_session where code_hash = any($1) for update',
      [codeHashes],
    )
  )[0] ?? null;

/** Every look is written down, the refused ones too. */
export async function keepLook(
  tx: Tx,
  session: Session,
  { by, area, code, now }: { by: string; area: string; code: string; now: Instant },
): Promise<void> {
  await rows(
    tx,
    'insert into remote_look (person_id, id, session_id, by_whom, area, code, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [session.person_id, newId(now), session.id, by, area.slice(0, 200), code, now],
  );
}

export const closeSession = (tx: Tx, { person_id, id }: Session, now: Instant): Promise<unknown> =>
  rows(
    tx,
    'update remote_session set closed_at = $3 where person_id = $1 and id = $2 and closed_at is null',
    [person_id, id, now],
  );
