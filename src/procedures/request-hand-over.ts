import type { Readable } from 'node:stream';
import { addDays, addPeriod, type Day, dayIn, Refused } from '../base/index.ts';
import { queueMail } from '../mail/index.ts';
import { canonicalOrNull } from '../people/index.ts';
import { sayRecipient } from '../policy/index.ts';
import {
  findRequest,
  handOverFetched,
  handOversOf,
  handOversToSend,
  keepHandOver,
  letters,
  markHandOver,
} from '../requests/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, openLink } from './links.ts';
import { type Case, note, onCase, type When, write } from './request-case.ts';
import { openRequestLink } from './request-thread.ts';
import { refuseWhileInDoubt } from './request-who.ts';
import { FETCHED_FOR_DAYS, packageUntil, requestArchive } from './rights-package.ts';

/** To whom a file goes: somebody whom the policy declares, or whoever the person names; and the address to write to. */
export type HandOverTo = { recipient: string | null; name: string; email: string };

/** How long the receiver has for fetching, in days, where the file is there so long. */
const OPEN_FOR_DAYS = 14;

/** More than this nobody moves to at once. */
const MOST = 5;

/**
 * A person's file is to go straight to another controller (Art 20(2)). Who asks on their own page has confirmed it; what staff
 * enter waits for that. Refuses `requests.no-hand-over`, `requests.identity-open`, `requests.unknown-recipient`,
 * `requests.hand-over-to-whom` and `requests.too-many-hand-overs`.
 */
export async function askHandOver(tx: Tx, held: Case, to: HandOverTo, { on, by }: When): Promise<void> {
  const { house, policy, request, now, today } = held;
  if (
    request.kind !== 'portability' ||
    (request.answered_on !== null && packageUntil(request, today) === null)
  )
    throw new Refused(
      'requests.no-hand-over',
      'Only a file that somebody takes elsewhere goes straight to others, while it is there to be fetched.',
    );
  refuseWhileInDoubt(held);
  const name =
    to.name.replaceAll(/\s+/g, ' ').trim() ||
    (to.recipient === null ? '' : sayRecipient(policy, to.recipient));
  if (to.recipient !== null && !Object.hasOwn(policy.recipients, to.recipient))
    throw new Refused('requests.unknown-recipient', 'The policy declares no such recipient.');
  if (name === '' || name.length > 200 || canonicalOrNull({ kind: 'email', value: to.email }) === null)
    throw new Refused(
      'requests.hand-over-to-whom',
      'Say who is to have the file, and an e-mail address at which they receive it, like data@example.org.',
    );
  const before = await handOversOf(tx, house.vault, request.id);
  const same = before.find((one) => one.to?.email === to.email.trim() && one.fetched_at === null);
  if (same) {
    if (by === 'person') await confirmed(tx, held, same.id);
    return;
  }
  if (before.length >= MOST)
    throw new Refused('requests.too-many-hand-overs', `One file goes to ${MOST} others at most.`);
  const own = by === 'person';
  const id = await keepHandOver(tx, house.vault, {
    personId: request.person_id,
    requestId: request.id,
    recipient: to.recipient,
    to: { name, email: to.email.trim() },
    by,
    dueOn: addPeriod(on, policy.rights.portability?.['hands-over-within'] ?? 'P1M'),
    confirmed: own,
    now,
  });
  await note(tx, held, { kind: 'hand-over-asked', on, actor: by, facts: { handOver: id } });
  if (own) await note(tx, held, { kind: 'hand-over-confirmed', on, actor: by, facts: { handOver: id } });
  else await write(tx, held, 'hand-over-asked', (writing) => letters.handOverAsked(writing, { name }));
}

/** The person asks for it on their own page, by their own link. Refuses as `askHandOver` and `link.invalid`. */
export async function askHandOverByLink(
  house: House,
  token: string,
  to: { name: string; email: string },
): Promise<void> {
  const { id } = await openRequestLink(house, token);
  await onCase(
    house,
    id,
    (tx, held) => askHandOver(tx, held, { recipient: null, ...to }, { on: held.today, by: 'person' }),
    { answered: true },
  );
}

/** The person says on their page that what was entered for them is what they want. Saying it twice is saying it once. */
export async function confirmHandOver(house: House, token: string, handOver: string): Promise<void> {
  const { id } = await openRequestLink(house, token);
  await onCase(
    house,
    id,
    async (tx, held) => {
      const mine = await handOversOf(tx, house.vault, id);
      if (mine.some((one) => one.id === handOver)) await confirmed(tx, held, handOver);
    },
    { answered: true },
  );
}

async function confirmed(tx: Tx, held: Case, handOver: string): Promise<void> {
  if (await markHandOver(tx, handOver, { confirmed: held.now }))
    await note(tx, held, {
      kind: 'hand-over-confirmed',
      on: held.today,
      actor: 'person',
      facts: { handOver },
    });
}

/** Writes to those who receive a file that is ready, each with a link that opens once. Answers how many. */
export async function sendHandOvers(house: House): Promise<number> {
  const { today } = momentOf(house, await policyInForce(house));
  const waiting = await handOversToSend(house.store.db, addDays(today, -FETCHED_FOR_DAYS));
  for (const { id, request_id } of waiting)
    await onCase(house, request_id, (tx, held) => send(tx, held, id), { answered: true });
  return waiting.length;
}

async function send(tx: Tx, held: Case, id: string): Promise<void> {
  const { house, policy, request, now, today } = held;
  const one = (await handOversOf(tx, house.vault, request.id)).find((each) => each.id === id);
  const until = packageUntil(request, today);
  if (!one?.to || one.sent_at !== null || until === null) return;
  const last = [until, addDays(today, OPEN_FOR_DAYS)].toSorted()[0] ?? until;
  const { organisation } = policy;
  const draft = letters.yoursToFetch({
    sender: organisation.name,
    contact: organisation.contacts.privacy,
    reference: request.id.slice(0, 8),
    link: `${house.baseUrl}/handed-over/${makeLink(house.vault, { kind: 'hand-over', personId: request.person_id, purpose: id })}`,
    until: last,
  });
  const mail = await queueMail(tx, house.vault, {
    personId: request.person_id,
    class: 'owed',
    purpose: 'rights',
    draft: { to: one.to.email, ...draft },
    now,
  });
  await markHandOver(tx, id, { sent: now, mail, until: last });
  await note(
    tx,
    held,
    { kind: 'hand-over-sent', on: today, actor: 'worker', facts: { handOver: id, until: last } },
    { handOver: id },
  );
  const { name } = one.to;
  await write(tx, held, 'handed-over', (writing) => letters.handedOver(writing, { name, until: last }));
}

/** What is behind a receiver's link: until when it opens, or that it was opened before. */
export type HandedOver = { until: Day; fetchedOn: Day | null; reference: string };

/** Refuses `link.invalid` for anything that leads to no file. */
export async function seeHandOver(
  house: House,
  token: string,
): Promise<HandedOver & { id: string; request: string }> {
  const { purpose, personId } = await openLink(house, token, 'hand-over');
  const [found] = await rows<{ request_id: string; person_id: string }>(
    house.store.db,
    'select request_id, person_id from hand_over where id = $1',
    [purpose],
  );
  const one = found && (await handOversOf(house.store.db, house.vault, found.request_id));
  const mine = one?.find(({ id }) => id === purpose);
  if (!mine?.expires_on || mine.person_id !== personId)
    throw new Refused(
      'link.invalid',
      'This link is not complete, or no longer works. Copy the whole of it from the e-mail.',
    );
  const { organisation } = await policyInForce(house);
  return {
    id: mine.id,
    request: mine.request_id,
    until: mine.expires_on,
    fetchedOn: mine.fetched_at === null ? null : dayIn(organisation.zone, mine.fetched_at),
    reference: mine.request_id.slice(0, 8),
  };
}

/** The file, once; that it was fetched stands on the case from then. Refuses `requests.handed-over` and `link.invalid`. */
export async function fetchHandOver(house: House, token: string): Promise<{ name: string; zip: Readable }> {
  const { id, request: requestId } = await seeHandOver(house, token);
  const { today } = momentOf(house, await policyInForce(house));
  const request = await findRequest(house.store.db, requestId);
  if (!request || packageUntil(request, today) === null) throw over();
  // Read before it counts as fetched: a system that does not answer costs nobody their one opening.
  const archive = await requestArchive(house, request);
  const first = await onCase(
    house,
    requestId,
    async (tx, held) => {
      const taken = await handOverFetched(tx, { id, today: held.today, now: held.now });
      if (taken)
        await note(
          tx,
          held,
          { kind: 'hand-over-fetched', on: held.today, actor: 'recipient', facts: { handOver: id } },
          { handOver: id },
        );
      return taken;
    },
    { answered: true },
  );
  if (first) return archive;
  archive.zip.destroy();
  throw over();
}

const over = () =>
  new Refused(
    'requests.handed-over',
    'This link opens once, and it was opened or its time is over. Ask the person whose data it is to send it again.',
  );
