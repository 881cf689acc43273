import type { Instant } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Approver } from './proposal.rules.ts';
import type { Proposal } from './proposal.ts';

/** Who agreed to a proposal as it is now. An approval of what it was before counts no more. */
export const approversOf = (
  reader: Reader,
  { id, hash }: Pick<Proposal, 'id' | 'hash'>,
): Promise<(Approver & { at: Instant; entry: string })[]> =>
  rows(
    reader,
    `select stage, approved_by as by, role, approved_at as at, entry from retention_approval
     where proposal = $1 and hash = $2 order by stage, approved_at, approved_by`,
    [id, hash],
  );

export const noteApproval = (
  tx: Tx,
  { id, hash }: Pick<Proposal, 'id' | 'hash'>,
  { stage, by, role, now, entry }: { stage: number; by: string; role: string; now: Instant; entry: string },
): Promise<unknown> =>
  rows(
    tx,
    `insert into retention_approval (proposal, hash, stage, approved_by, role, approved_at, entry)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, hash, stage, by, role, now, entry],
  );

/** What those who have to agree are told of: that it waits for them, and that their time is running out. */
export type ToldOf = 'asked' | 'late';

/** Notes that a stage was told. False: it was already. */
export async function noteTold(
  tx: Tx,
  { proposal, stage, kind, now }: { proposal: string; stage: number; kind: ToldOf; now: Instant },
): Promise<boolean> {
  const noted = await rows(
    tx,
    `insert into retention_told (proposal, stage, kind, told_at) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [proposal, stage, kind, now],
  );
  return noted.length > 0;
}

/** What they agreed to is another now: whoever is asked anew is told anew. */
export const tellAnew = (tx: Tx, proposal: string): Promise<unknown> =>
  rows(tx, `delete from retention_told where proposal = $1 and kind = 'asked'`, [proposal]);
