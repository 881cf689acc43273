import { addPeriod, type Day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type CampaignSays, findCampaigns, keepCampaign } from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { type Mailing, marketingPurpose } from './mailing-purpose.ts';

export type Approval = Partial<Omit<CampaignSays, 'promotes' | 'relevance'>> &
  Pick<CampaignSays, 'promotes' | 'relevance'> & { purpose: string; approvedBy: string };

/** How long an approval counts. */
const LASTS = 'P30D';

/** What an approval for this purpose has to say, for who asks for it. */
export function neededFor(policy: Policy, name: string) {
  const purpose = marketingPurpose(policy, name);
  const { organisation } = policy;
  return {
    needed: purpose['approved-by'] !== undefined,
    approvedBy: purpose['approved-by'] ?? null,
    similarTo: purpose['soft-opt-in']?.similar ?? null,
    topics: purpose.topics ?? [],
    partner: purpose.partner ?? null,
    sender: organisation.name,
    atMost: purpose['at-most'] ?? null,
  };
}

/**
 * Keeps that a role approved a campaign, with what it answers for. Refuses, as `campaign.…`: `no-reason` (nobody could tell
 * why it is of use to those who get it), `not-similar`, `other-topic`, `other-partner`, `other-sender`, `too-often`,
 * `not-their-office`.
 */
export async function approveCampaign(house: House, asked: Approval): Promise<{ id: string; until: Day }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const says = checked(policy, asked);
  const until = addPeriod(today, LASTS);
  const id = await house.store.inTransaction(async (tx) => {
    const kept = await keepCampaign(tx, {
      purpose: asked.purpose,
      says,
      approvedBy: asked.approvedBy,
      until,
      now,
    });
    await appendEvidence(tx, {
      kind: 'campaign.approved',
      at: now,
      actor: `role:${asked.approvedBy}`,
      body: { campaign: kept, purpose: asked.purpose, until, topic: says.topic, partner: says.partner },
    });
    return kept;
  });
  return { id, until };
}

/** Said, and more than a word. */
const isReason = (text: string | null | undefined): text is string =>
  (text ?? '').trim().split(/\s+/).length >= 3;

function checked(policy: Policy, asked: Approval): CampaignSays {
  const needs = neededFor(policy, asked.purpose);
  const refuse = (code: string, says: string): never => {
    throw new Refused(`campaign.${code}`, says);
  };
  const { organisation } = policy;
  if (
    !Object.hasOwn(organisation.officers, asked.approvedBy) ||
    (needs.approvedBy && asked.approvedBy !== needs.approvedBy)
  )
    refuse(
      'not-their-office',
      `Campaigns of "${asked.purpose}" are approved by ${needs.approvedBy ?? 'one of the officers of the policy'}.`,
    );
  if (!isReason(asked.relevance))
    refuse('no-reason', 'Say in a sentence ("relevance") why this is of use to those who get it.');
  if (!isReason(asked.promotes)) refuse('no-reason', 'Say in a few words ("promotes") what it is about.');
  if (needs.similarTo && !isReason(asked.similar))
    refuse(
      'not-similar',
      `These people are written to because what we send is similar to what they bought: ${needs.similarTo}. Say in "similar" how this is.`,
    );
  if (needs.topics.length > 0 && !needs.topics.includes(asked.topic ?? ''))
    refuse('other-topic', `Say which topic it is: ${needs.topics.join(', ')}.`);
  if ((asked.partner ?? null) !== needs.partner)
    refuse(
      'other-partner',
      needs.partner
        ? `This purpose promotes ${needs.partner} and nobody else. Name them as "partner".`
        : 'This purpose promotes our own products. What a partner offers needs a purpose and a yes of its own.',
    );
  const sender = asked.sender ?? organisation.name;
  if (sender !== organisation.name && sender !== organisation['short-name'])
    refuse('other-sender', `It is sent in the name of ${organisation.name}.`);
  const messages = asked.messages ?? 1;
  if (needs.atMost && messages > needs.atMost.messages)
    refuse('too-often', `Nobody gets more than ${needs.atMost.messages} of these in ${needs.atMost.per}.`);
  return {
    promotes: asked.promotes.trim(),
    relevance: asked.relevance.trim(),
    similar: asked.similar?.trim() ?? null,
    topic: asked.topic ?? null,
    partner: asked.partner ?? null,
    sender,
    messages,
  };
}

/** The campaign of a mailing; null where none is needed. Refuses `mailing.no-approval`. */
export async function approvalFor(
  house: House,
  policy: Policy,
  { purpose, campaign }: Mailing,
  today: Day,
): Promise<string | null> {
  const needs = neededFor(policy, purpose);
  if (!campaign) {
    if (needs.needed)
      throw noApproval(
        `Mailings of "${purpose}" need a campaign that ${needs.approvedBy} approved. See POST /api/campaigns.`,
      );
    return null;
  }
  const [found] = await findCampaigns(house.store.db, [campaign]);
  if (!found || found.purpose !== purpose)
    throw noApproval('This campaign was not approved for this purpose.');
  if (found.until < today) throw noApproval(`The approval of this campaign ended on ${found.until}.`);
  // An approval counts for the policy that it was given under as long as that asks for no other one.
  if (needs.approvedBy && found.approvedBy !== needs.approvedBy)
    throw noApproval(`It was approved by ${found.approvedBy}, and the policy asks for ${needs.approvedBy}.`);
  return found.id;
}

const noApproval = (says: string) => new Refused('mailing.no-approval', says);

/** The topic of each campaign, for the gate. */
export async function topicsOf(tx: Tx, campaigns: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(campaigns.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  return new Map(
    (await findCampaigns(tx, ids)).flatMap(({ id, topic }) => (topic ? [[id, topic] as const] : [])),
  );
}
