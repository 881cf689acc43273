import { Refused } from '../base/index.ts';
import { queueMail } from '../mail/index.ts';
import { canonicalOrNull, identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  findTelling,
  letters,
  planTellings,
  settleTelling,
  type Telling,
  type TellingOutcome,
  tellingsOf,
} from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { makeLink, readLink } from './links.ts';
import { type Case, note, onCase } from './request-case.ts';
import { recipientsOf } from './request-recipients.ts';

/** What is told: what is right now, of a correction; and the systems in which it was carried out already. */
type Tells = { right?: readonly string[]; carriedOutIn?: readonly string[] };

/**
 * Whoever received a person's data hears that it was corrected, erased or restricted (Art 19): who runs a system in which a
 * plan carried it out has it done, whoever has an address in the policy is written to at once, and the others are a task for
 * staff.
 */
export async function tellRecipients(
  tx: Tx,
  held: Case,
  change: Telling['change'],
  { right = [], carriedOutIn = [] }: Tells = {},
): Promise<void> {
  const { policy, request } = held;
  await owedTellings(tx, held, change);
  const here = (await tellingsOf(tx, request.id)).filter((one) => one.change === change);
  for (const telling of here.filter(({ told_at, outcome }) => told_at === null && outcome === null)) {
    const system = carriedOutIn.find((name) => policy.systems[name]?.run === telling.recipient);
    const to = addressOf(policy, telling.recipient);
    if (system !== undefined)
      await heard(tx, held, telling, { how: `carried out in the system ${system}`, outcome: 'done' });
    else if (to !== null && (await wrote(tx, held, telling, { to, right })))
      await heard(tx, held, telling, { how: 'by e-mail', outcome: null });
  }
}

/** Notes who is to hear of it. Of an erasure before it is carried out: afterwards nothing says any more who may have had it. */
export async function owedTellings(tx: Tx, held: Case, change: Telling['change']): Promise<void> {
  const { policy, request, now } = held;
  const recipients = await recipientsOf(tx, policy, request.person_id);
  await planTellings(tx, { personId: request.person_id, requestId: request.id, change, recipients, now });
}

/** Where software can write to a recipient; null: somebody has to tell them. */
function addressOf({ recipients }: Policy, name: string): string | null {
  const declared = Object.hasOwn(recipients, name) ? recipients[name] : undefined;
  const contact = declared?.contact ?? '';
  return declared?.email ?? (canonicalOrNull({ kind: 'email', value: contact }) === null ? null : contact);
}

async function wrote(
  tx: Tx,
  { house, policy, request, now }: Case,
  telling: Telling,
  { to, right }: { to: string; right: readonly string[] },
): Promise<boolean> {
  const personId = request.person_id;
  const who = (await identitiesOf(tx, house.vault, personId)).map(({ value }) => value);
  // Without a name for whose it is there is nothing that anybody could act on.
  if (who.length === 0) return false;
  const letter = letters.toRecipient({
    sender: policy.organisation.name,
    contact: policy.organisation.contacts.privacy,
    reference: request.id.slice(0, 8),
    change: telling.change,
    who,
    right,
    link: `${house.baseUrl}/told/${makeLink(house.vault, { kind: 'told', personId, purpose: telling.id })}`,
  });
  const draft = { to, ...letter };
  await queueMail(tx, house.vault, { personId, class: 'owed', purpose: 'rights', draft, now });
  return true;
}

async function heard(
  tx: Tx,
  held: Case,
  telling: Telling,
  { how, outcome }: { how: string | null; outcome: TellingOutcome | null },
  actor = 'system',
): Promise<void> {
  const { recipient, change } = telling;
  await settleTelling(tx, { requestId: held.request.id, recipient, how, outcome, change, now: held.now });
  const facts = { recipient, change, outcome };
  await note(tx, held, { kind: 'recipients-told', on: held.today, actor, facts }, facts);
}

/** What a recipient can say on the page that their mail leads to. */
export const TOLD_ANSWERS = [
  'done',
  'nothing-held',
  'impossible',
] as const satisfies readonly TellingOutcome[];

/** What is behind a recipient's link. Says nothing of the person. */
export type ToldOf = { reference: string; change: Telling['change']; answer: string | null };

/** Refuses `link.invalid`. */
export async function seeTold(house: House, token: string): Promise<ToldOf> {
  const { request_id, change, outcome } = await toldBy(house, token);
  return { reference: request_id.slice(0, 8), change, answer: outcome };
}

/** A recipient answers by their link, also when the person was forgotten since. Refuses `link.invalid` and `telling.answered`. */
export async function answerTold(house: House, token: string, answer: TellingOutcome): Promise<void> {
  const telling = await toldBy(house, token);
  if (telling.outcome === answer) return;
  if (telling.outcome !== null)
    throw new Refused('telling.answered', 'This was answered already. Write to us where that has changed.');
  await onCase(
    house,
    telling.request_id,
    (tx, held) => heard(tx, held, telling, { how: null, outcome: answer }, 'recipient'),
    { answered: true },
  );
}

async function toldBy(house: House, token: string): Promise<Telling> {
  const { purpose } = readLink(house.vault, token, 'told');
  const found = await findTelling(house.store.db, purpose);
  if (found) return found;
  throw new Refused('link.invalid', 'This link is not complete. Copy the whole of it from the e-mail.');
}
