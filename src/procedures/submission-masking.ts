import type { Instant } from '../base/index.ts';
import { isForm, isFreeText, maskAccess, protectionOf, type Submitted } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { emailIn } from './submission-identities.rules.ts';

/** What was sent, without the passwords that stand in free text, and in which fields there were any. */
export function withoutAccess(policy: Policy, sent: Submitted): { sent: Submitted; masked: string[] } {
  const fields = Object.fromEntries(
    Object.entries(sent.fields).map(([field, value]) => [
      field,
      isFreeText(policy, field) ? maskAccess(value) : value,
    ]),
  );
  const masked = Object.keys(fields).filter((field) => fields[field] !== sent.fields[field]);
  return { sent: masked.length === 0 ? sent : { ...sent, fields }, masked };
}

/** What somebody sent in which something is not as it should be: in which fields, and of which record. */
type Sent = {
  name: string;
  sent: Submitted;
  personId: string;
  recordId: string;
  fields: readonly string[];
  now: Instant;
};

/** Whoever typed a password into a text hears that it is masked, and where it can be handed over so that nobody reads it. */
export function askForVault(tx: Tx, house: House, policy: Policy, of: Sent): Promise<void> {
  const [vault] = Object.entries(policy.collection).flatMap(([point, declared]) =>
    isForm(declared) && Object.keys(declared.fields).some((field) => isAccess(policy, field)) ? [point] : [],
  );
  const instead = vault
    ? `If we need it, hand it over at ${house.baseUrl}/forms/${vault}, where nobody can read it.`
    : 'Please do not send it again in a text.';
  return tellSender(tx, house, policy, of, {
    kind: 'collection.access-masked',
    subject: 'We masked a password that you sent',
    text: `What you wrote to us held a password. It was masked before anybody read it, and is kept nowhere.\n\n${instead} It is safer to change it as well.`,
  });
}

/** An access that is handed over to be used, and not the password of an account with us. */
const isAccess = (policy: Policy, field: string): boolean =>
  kindOf(policy, field) === 'secret' &&
  protectionOf(policy, field) === 'seal' &&
  /pass|secret|key/.test(field);

/** Whoever sent files that name other people hears that nobody reads them, and is asked for masked ones. */
export function askToMask(tx: Tx, house: House, policy: Policy, of: Sent): Promise<void> {
  const files = of.fields.map((field) => field.replaceAll('-', ' ')).join(', ');
  return tellSender(tx, house, policy, of, {
    kind: 'collection.set-aside',
    subject: 'Please send it again, masked',
    text: `What you sent us (${files}) names other people, so we have set it aside and nobody reads it.\n\nPlease mask or replace their names and addresses, and send it again.`,
  });
}

/** By mail where they left an address; the ledger says what was found, and whether they could be told. */
async function tellSender(
  tx: Tx,
  house: House,
  policy: Policy,
  { name, sent, personId, recordId, fields, now }: Sent,
  { kind, subject, text }: { kind: string; subject: string; text: string },
): Promise<void> {
  const to = emailIn(policy, sent.fields);
  if (to)
    await queueMail(tx, house.vault, {
      personId,
      class: 'service',
      purpose: 'masking',
      draft: { to, subject, text },
      now,
    });
  await appendEvidence(tx, {
    kind,
    at: now,
    actor: 'system',
    aboutPerson: personId,
    body: { point: name, record: recordId, fields: [...fields], asked: to !== undefined },
  });
}
