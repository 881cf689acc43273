import type { Instant } from '../base/index.ts';
import type { Submitted } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { emailIn } from './submission-identities.rules.ts';

/** Whoever sent files that name other people hears that nobody reads them, and is asked for masked ones. */
export async function askToMask(
  tx: Tx,
  house: House,
  policy: Policy,
  of: {
    name: string;
    sent: Submitted;
    personId: string;
    recordId: string;
    fields: readonly string[];
    now: Instant;
  },
): Promise<void> {
  const { name, sent, personId, recordId, fields, now } = of;
  const files = fields.map((field) => field.replaceAll('-', ' ')).join(', ');
  const to = emailIn(policy, sent.fields);
  const text = `What you sent us (${files}) names other people, so we have set it aside and nobody reads it.\n\nPlease mask or replace their names and addresses, and send it again.`;
  if (to)
    await queueMail(tx, house.vault, {
      personId,
      class: 'service',
      purpose: 'masking',
      draft: { to, subject: 'Please send it again, masked', text },
      now,
    });
  await appendEvidence(tx, {
    kind: 'collection.set-aside',
    at: now,
    actor: 'system',
    aboutPerson: personId,
    body: { point: name, record: recordId, fields: [...fields], asked: to !== undefined },
  });
}
