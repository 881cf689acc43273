import { type Day, type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** What somebody says of a campaign, and answers for, before it may leave. */
export type CampaignSays = {
  /** What it promotes. */
  promotes: string;
  /** Why it is of use to those who get it. */
  relevance: string;
  /** To what that they bought or asked for it is similar; where the purpose rests on the soft opt-in. */
  similar: string | null;
  topic: string | null;
  /** Whose products, where they are not our own. */
  partner: string | null;
  /** In whose name. */
  sender: string;
  /** How many mails of it one person gets. */
  messages: number;
};

export type Campaign = CampaignSays & { id: string; purpose: string; approvedBy: string; until: Day };

export async function keepCampaign(
  tx: Tx,
  {
    purpose,
    says,
    approvedBy,
    until,
    now,
  }: { purpose: string; says: CampaignSays; approvedBy: string; until: Day; now: Instant },
): Promise<string> {
  const id = newId(now);
  await rows(
    tx,
    'insert into campaign (id, purpose, says, approved_by, approved_at, until) values ($1, $2, $3, $4, $5, $6)',
    [id, purpose, JSON.stringify(says), approvedBy, now, until],
  );
  return id;
}

export async function findCampaigns(reader: Reader, ids: readonly string[]): Promise<Campaign[]> {
  const found = await rows<{
    id: string;
    purpose: string;
    says: CampaignSays;
    approved_by: string;
    until: Day;
  }>(reader, 'select id, purpose, says, approved_by, until from campaign where id = any($1::uuid[])', [ids]);
  return found.map(({ says, approved_by, ...one }) => ({ ...says, ...one, approvedBy: approved_by }));
}
