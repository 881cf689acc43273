import { Refused } from '../base/index.ts';
import { type CollectionPoint, fence, returnNonce, type Submitted, takeNonce } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { serviceLetter } from '../mail/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, senderOf } from './house.ts';
import { emailIn } from './submission-identities.rules.ts';
import type { Taken, TypedUpload } from './submission-taken.ts';

/** Relay-only: the words go to a mailbox in this very request. There is no queue, for a queue would store them. */
export async function relaySubmission(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  files: readonly TypedUpload[],
  now: string,
): Promise<Taken> {
  const to = point['relays-to'];
  const taken = { point: name, stored: false, relayed: Boolean(to), confirm: false, record: null };
  if (files.length > 0)
    throw new Refused('collection.file-not-relayed', 'This form passes on words, and takes no files.');
  const { nonce } = sent;
  if (nonce && !(await house.store.inTransaction((tx) => takeNonce(tx, nonce, now)))) return taken;
  // Neither kept nor passed on: seen, counted, gone.
  if (to)
    await passOn(house, policy, name, withoutForbidden(policy, point, sent), to).catch(
      async (fault: unknown) => {
        // Nothing left, so the same page may be sent again.
        if (nonce) await house.store.inTransaction((tx) => returnNonce(tx, nonce));
        throw fault;
      },
    );
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'collection.relayed',
      at: now,
      actor: 'visitor',
      body: { point: name, notice: policy.hash, ...(!to && { to: 'nowhere' }) },
    }),
  );
  return taken;
}

/** Words that the policy says do not come in are not passed on either. */
const withoutForbidden = (policy: Policy, point: CollectionPoint, sent: Submitted): Submitted => ({
  ...sent,
  fields: Object.fromEntries(
    Object.entries(sent.fields).map(([field, value]) => [
      field,
      fence(policy, point, field, value, sent.consents).text,
    ]),
  ),
});

async function passOn(
  house: House,
  policy: Policy,
  name: string,
  sent: Submitted,
  to: string,
): Promise<void> {
  if (!house.mailer)
    throw new Refused(
      'collection.relay-unavailable',
      'This form passes your message on by e-mail and keeps nothing, and it cannot send just now. Nothing was stored. Please write to us instead.',
    );
  const { signature, from } = senderOf(policy);
  const email = emailIn(policy, sent.fields);
  await house.mailer.send(
    serviceLetter({
      to,
      from,
      subject: `A message from the form "${name}"`,
      text: Object.entries(sent.fields)
        .map(([field, value]) => `${field}: ${value}`)
        .join('\n'),
      sender: signature,
      ...(email && { replyTo: email }),
    }),
  );
}
