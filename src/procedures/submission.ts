import { newId, Refused } from '../base/index.ts';
import { type CollectionPoint, checkSubmission, keepRecord, type Submitted } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail, serviceLetter } from '../mail/index.ts';
import { findOrMakePerson, type Identity, recordEvent } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { happen } from './event.ts';
import { type House, type Moment, momentOf, policyInForce, senderOf } from './house.ts';
import { makeLink } from './links.ts';
import { sayPermission } from './permission.ts';

/** What became of a submission. `confirm`: we have written to them, and they have to answer. */
export type Taken = {
  point: string;
  stored: boolean;
  relayed: boolean;
  confirm: boolean;
  record: string | null;
};

/**
 * Takes what somebody sent to a collection point: checked against the declaration, then stored sealed with the notice
 * that was shown, or relayed and not stored at all; choices become permissions; one transaction with its evidence.
 */
export async function takeSubmission(house: House, name: string, sent: Submitted): Promise<Taken> {
  const policy = await policyInForce(house);
  const point = Object.hasOwn(policy.collection, name) ? policy.collection[name] : undefined;
  if (!point) throw new Refused('collection.unknown-point', 'There is no such form.');
  checkSubmission(name, point, sent, { inForce: policy.hash });
  const moment = momentOf(house, policy);
  return point.stores === 'nowhere'
    ? relay(house, policy, name, point, sent, moment)
    : keep(house, policy, name, point, sent, moment);
}

/** Relay-only: the words go to a mailbox in this very request. There is no queue, for a queue would store them. */
async function relay(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  { now }: Moment,
): Promise<Taken> {
  const to = point['relays-to'];
  // Neither kept nor passed on: seen, counted, gone.
  if (!to) return seen(house, policy, name, now);
  if (!house.mailer)
    throw new Refused(
      'collection.relay-unavailable',
      'This form passes your message on by e-mail and keeps nothing, and it cannot send just now. Nothing was stored. Please write to us instead.',
    );
  const { sender, from } = senderOf(policy);
  const text = Object.entries(sent.fields)
    .map(([field, value]) => `${field}: ${value}`)
    .join('\n');
  const email = emailIn(policy, sent.fields);
  await house.mailer.send(
    serviceLetter({
      to,
      from,
      subject: `A message from the form "${name}"`,
      text,
      sender,
      ...(email && { replyTo: email }),
    }),
  );
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'collection.relayed',
      at: now,
      actor: 'visitor',
      body: { point: name, notice: policy.hash },
    }),
  );
  return { point: name, stored: false, relayed: true, confirm: false, record: null };
}

async function seen(house: House, policy: Policy, name: string, now: string): Promise<Taken> {
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'collection.relayed',
      at: now,
      actor: 'visitor',
      body: { point: name, notice: policy.hash, to: 'nowhere' },
    }),
  );
  return { point: name, stored: false, relayed: false, confirm: false, record: null };
}

async function keep(
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  { now }: Moment,
): Promise<Taken> {
  const { store, vault } = house;
  const identities = identitiesIn(policy, name, sent.fields);
  return store.inTransaction(async (tx) => {
    const personId = await findOrMakePerson(tx, vault, identities, now);
    const record =
      point.stores !== 'nowhere'
        ? await keepRecord(tx, vault, {
            personId,
            point: name,
            storedAs: point.stores ?? name,
            fields: sent.fields,
            notice: policy.hash,
            now,
          })
        : null;
    if (point.begins)
      await happen(tx, policy, [{ personId, id: newId(now), kind: `${point.begins}-started`, at: now }], {
        now,
        actor: 'visitor',
      });
    if (point.records) await recordEvent(tx, { personId, kind: point.records, at: now, now });
    const confirm = await takeChoices(tx, house, policy, name, point, sent, personId, now);
    await appendEvidence(tx, {
      kind: 'collection.received',
      at: now,
      actor: 'visitor',
      aboutPerson: personId,
      body: {
        point: name,
        notice: policy.hash,
        fields: Object.keys(sent.fields),
        consents: [...sent.consents],
        declined: [...sent.declined],
      },
    });
    return { point: name, stored: record !== null, relayed: false, confirm, record };
  });
}

/** Each question its own permission: yes, yes-but-confirm, or, where the law lets silence count, that they were offered a no. */
async function takeChoices(
  tx: Tx,
  house: House,
  policy: Policy,
  name: string,
  point: CollectionPoint,
  sent: Submitted,
  personId: string,
  now: string,
): Promise<boolean> {
  let confirm = false;
  for (const purpose of sent.consents) {
    const declared = policy.purposes[purpose];
    const double = declared?.confirm === 'double-opt-in';
    for (const channel of declared?.channels ?? ['email']) {
      await sayPermission(tx, house, policy, {
        personId,
        purpose,
        channel,
        state: double ? 'asked' : 'granted',
        wording: policy.hash,
        source: name,
        at: now,
        now,
      });
    }
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
  for (const purpose of point.offers ?? []) {
    const state = sent.declined.includes(purpose) ? 'objected' : 'offered';
    for (const channel of policy.purposes[purpose]?.channels ?? ['email']) {
      await sayPermission(tx, house, policy, {
        personId,
        purpose,
        channel,
        state,
        wording: policy.hash,
        source: name,
        at: now,
        now,
      });
    }
  }
  return confirm;
}

/** Which of the fields say who this is: those whose declared or plain kind is an e-mail address or a telephone number. */
const ACCOUNT =
  /^(user-?name|account(-name|-number|-id)?|handle|customer-number|member(ship)?-number|reference|order-number)$/;

function identitiesIn(policy: Policy, point: string, fields: Readonly<Record<string, string>>): Identity[] {
  const found: Identity[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const kind = kindOf(policy, field);
    if (value.trim() !== '' && (kind === 'email' || kind === 'phone')) found.push({ kind, value });
  }
  if (found.length === 0) {
    // No address: an account's own name tells who it is, within that form and nowhere else.
    const account = Object.entries(fields).find(
      ([field, value]) => ACCOUNT.test(field) && /^\S+$/.test(value.trim()),
    );
    if (account) return [{ kind: 'external', value: `${point}:${account[1].trim()}` }];
  }
  // A telephone is often a family's or an office's: it tells who somebody is only where there is no e-mail address.
  const emails = found.filter(({ kind }) => kind === 'email');
  return emails.length > 0 ? emails : found;
}

const emailIn = (policy: Policy, fields: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(fields).find(
    ([field, value]) => kindOf(policy, field) === 'email' && value.trim() !== '',
  )?.[1];

function kindOf(policy: Policy, field: string): string {
  for (const { fields } of Object.values(policy.data)) {
    if (Array.isArray(fields)) continue;
    const declared = fields[field];
    if (declared) return typeof declared === 'string' ? declared : declared.kind;
  }
  if (/(^|-)e?-?mail(-address)?$/.test(field)) return 'email';
  if (/(^|-)(phone|telephone|mobile)(-number)?$/.test(field)) return 'phone';
  return 'text';
}
