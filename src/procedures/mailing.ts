import { newId, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type Draft, queueMails } from '../mail/index.ts';
import { findPerson } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { approvalFor } from './campaign.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { lacksOfLetter, letterOf } from './mailing-letter.ts';
import { type Mailing, marketingPurpose } from './mailing-purpose.ts';

/**
 * Queues a mailing. Nobody is decided about here: the gate is asked for every recipient at the moment of sending.
 * `everyone` is everyone who ever said anything about the purpose. Refuses `mailing.unknown-purpose`,
 * `mailing.not-marketing`, `mailing.invites`, `mailing.not-this-way`, `mailing.no-approval`, `mailing.not-whole`,
 * `mail.header-injection`.
 */
export async function queueMailing(
  house: House,
  mailing: Mailing,
): Promise<{ queued: number; unknown: number }> {
  const policy = await policyInForce(house);
  const { invites } = marketingPurpose(policy, mailing.purpose);
  if (invites)
    throw new Refused(
      'mailing.invites',
      `"${mailing.purpose}" invites to a survey: each about what happened to them, so many times and no more. Ask for that with POST /api/surveys/invitations.`,
      { after: invites.after },
    );
  refuseOtherWay(policy, mailing);
  const { now, today } = momentOf(house, policy);
  const campaign = await approvalFor(house, policy, mailing, today);
  refuseLacking(house, policy, mailing);
  const people =
    mailing.to === 'everyone'
      ? await everyoneAsked(house, mailing.purpose)
      : await Promise.all(mailing.to.map((one) => findPerson(house.store.db, house.vault, [one])));
  const known = [...new Set(people.filter((id) => id !== null))];
  const queued = await house.store.inTransaction(async (tx) => {
    let count = 0;
    for (let from = 0; from < known.length; from += BATCH) {
      const some = await addressed(house, known.slice(from, from + BATCH), mailing);
      await queueMails(tx, house.vault, some, {
        class: 'marketing',
        purpose: mailing.purpose,
        now,
        campaign,
      });
      count += some.length;
    }
    await appendEvidence(tx, {
      kind: 'mailing.queued',
      at: now,
      actor: 'integrator',
      body: { purpose: mailing.purpose, queued: count, campaign },
    });
    return count;
  });
  return { queued, unknown: people.length - people.filter((id) => id !== null).length };
}

const BATCH = 1_000;

/** Where the policy names the platform, nothing of the purpose leaves any other way. */
function refuseOtherWay(policy: Policy, { purpose, through }: Mailing): void {
  const declared = policy.purposes[purpose]?.platform ?? null;
  if (!through || through === declared) return;
  throw new Refused(
    'mailing.not-this-way',
    declared
      ? `Mailings of "${purpose}" leave through ${declared} and by no other way.`
      : `The policy declares no way for mailings of "${purpose}" but Kept's own.`,
  );
}

/**
 * Puts on record that a mailing, a list or a message was refused. Apart from the attempt, which the refusal undid: called by
 * the door, outside its transaction.
 */
export async function noteRefused(
  house: House,
  kind: 'mailing' | 'list' | 'message',
  {
    code,
    purpose,
    recipient,
    message,
  }: { code: string; purpose?: string; recipient?: string | null; message?: string },
): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  // Only names of the policy: what callers write may be anything.
  const named = (section: 'purposes' | 'recipients' | 'messages', name: string | null | undefined) =>
    name === undefined || name === null ? null : Object.hasOwn(policy[section], name) ? name : 'undeclared';
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: `${kind}.refused`,
      at: now,
      actor: 'gate',
      body: {
        code,
        purpose: named('purposes', purpose),
        recipient: named('recipients', recipient),
        message: named('messages', message),
      },
    }),
  );
}

/** What could not leave is told to who writes it, not found in the outbox afterwards. */
export function refuseLacking(house: House, policy: Policy, { purpose, subject, text, html }: Mailing): void {
  const draft: Draft = { to: 'somebody@example.org', subject, text, ...(html !== undefined && { html }) };
  const sample = {
    person_id: newId(house.clock.now()),
    id: newId(house.clock.now()),
    class: 'marketing',
    purpose,
  } as const;
  const lacks = lacksOfLetter(house, policy, letterOf(house, policy, sample, draft, null));
  if (lacks.length > 0)
    throw new Refused(
      'mailing.not-whole',
      'This mailing would not say who sends it, from which address, and how to stop it. See "organisation" in the policy.',
      { lacks },
    );
}

/** Those with an e-mail address, each with the mail that goes there. */
export async function addressed(
  house: House,
  people: readonly string[],
  { subject, text, html }: Mailing,
): Promise<{ personId: string; draft: Draft }[]> {
  const sealed = await house.store.rows<{ person_id: string; sealed: Buffer }>(
    `select distinct on (person_id) person_id, sealed from identity where person_id = any($1::uuid[]) and kind = 'email'
     order by person_id, added_at, hash`,
    [people],
  );
  await house.vault.warm(
    sealed.map((one) => one.person_id),
    house.clock.now(),
  );
  return Promise.all(
    sealed.map(async (one) => ({
      personId: one.person_id,
      draft: {
        to: (await house.vault.open(one.person_id, one.sealed, 'identity')).toString('utf8'),
        subject,
        text,
        ...(html !== undefined && { html }),
      },
    })),
  );
}

export const everyoneAsked = async (house: House, purpose: string): Promise<string[]> =>
  (
    await house.store.rows<{ person_id: string }>(
      'select distinct person_id from permission where purpose = $1',
      [purpose],
    )
  ).map((row) => row.person_id);
