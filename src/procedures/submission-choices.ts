import type { CollectionPoint, Submitted } from '../collection/index.ts';
import { queueMail } from '../mail/index.ts';
import { consentsAloneFrom } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { makeLink } from './links.ts';
import { sayPermission } from './permission-say.ts';
import { emailIn } from './submission-identities.rules.ts';

/**
 * Each question its own permission: yes, yes-but-confirm, or, where the law lets silence count, that they were offered a no.
 * Answers whether they have to confirm.
 */
export async function sayChoices(
  tx: Tx,
  house: House,
  policy: Policy,
  {
    name,
    point,
    sent,
    personId,
    now,
  }: { name: string; point: CollectionPoint; sent: Submitted; personId: string; now: string },
): Promise<boolean> {
  let confirm = false;
  const said = { personId, wording: policy.hash, source: name, at: now, now };
  for (const purpose of sent.consents) {
    const declared = policy.purposes[purpose];
    const double = declared?.confirm === 'double-opt-in';
    for (const channel of declared?.channels ?? ['email'])
      await sayPermission(tx, house, policy, {
        ...said,
        purpose,
        channel,
        state: double ? 'asked' : 'granted',
      });
    const email = emailIn(policy, sent.fields);
    if (!double || !email) continue;
    confirm = true;
    const link = `${house.baseUrl}/confirm/${makeLink(house.vault, { kind: 'confirm', personId, purpose })}`;
    const text = `You asked us ${declared.says}.\n\nIf that was you, confirm here:\n${link}\n\nIf it was not, do nothing: we will not write to you again about this.`;
    await queueMail(tx, house.vault, {
      personId,
      class: 'service',
      purpose,
      draft: { to: email, subject: 'Please confirm', text },
      now,
    });
  }
  const young = (sent.age ?? Number.POSITIVE_INFINITY) < consentsAloneFrom(policy.organisation.jurisdiction);
  for (const purpose of point.offers ?? []) {
    // A child's silence is no yes: nothing is noted, and nothing is sent.
    if (young && !sent.declined.includes(purpose)) continue;
    const state = sent.declined.includes(purpose) ? 'objected' : 'offered';
    for (const channel of policy.purposes[purpose]?.channels ?? ['email'])
      await sayPermission(tx, house, policy, { ...said, purpose, channel, state });
  }
  return confirm;
}
