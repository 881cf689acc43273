import type { Day, Duration } from '../base/index.ts';
import { appendEvidence, type Json } from '../evidence/index.ts';
import { regulatorOn } from '../law/index.ts';
import { queueMail } from '../mail/index.ts';
import { holdPerson, identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  appendRequestEvent,
  type Clocked,
  clockedOf,
  declaredRight,
  establishmentOf,
  factsOf,
  findRequest,
  holdOpenRequest,
  holdRequest,
  type letters,
  type NewEvent,
  type Request,
  type RequestClock,
  type RequestKind,
  settleClock,
} from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { makeLink } from './links.ts';

type LetterText = ReturnType<typeof letters.refused>;
type Writing = Parameters<typeof letters.refused>[0];

/** A request that is held for a piece of work, with all that its clock and its letters need. */
export type Case = Moment & { house: House; policy: Policy; request: Request; clocked: Clocked };

/** When what was decided happened, and who decided it. */
export type When = { on: Day; by: string };

/**
 * Does a piece of work on one request, held until it is done: first the person, then the request, as merges do. Refuses
 * `requests.not-found` and, unless `answered` may be too, `requests.already-answered`.
 */
export async function onCase<T>(
  house: House,
  id: string,
  work: (tx: Tx, held: Case) => Promise<T>,
  { answered = false }: { answered?: boolean } = {},
): Promise<T> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    const found = await findRequest(tx, id);
    if (found) await holdPerson(tx, found.person_id);
    const request = await (answered ? holdRequest(tx, id) : holdOpenRequest(tx, id));
    return work(tx, { house, policy, ...moment, request, clocked: clockedIn(policy, request) });
  });
}

/** A request's clock as the policy has it. */
export const clockedIn = (
  policy: Policy,
  request: Pick<Request, 'kind' | 'received_on' | 'acts_as' | 'about'>,
): Clocked =>
  clockedOf(request, {
    establishment: establishmentOf(policy),
    within: promisedWithin(policy, request.kind),
    outcome: policy.rights.complaint?.within ?? null,
    processor: processingOf(policy, request),
  });

/** How soon the policy promises an answer (of a complaint: that it has it); null where it leaves that to the law. */
function promisedWithin(policy: Policy, kind: RequestKind): Duration | null {
  if (kind === 'complaint') return policy.rights.complaint?.['acknowledge-within'] ?? null;
  return declaredRight(policy, kind)?.within ?? null;
}

function processingOf(policy: Policy, { about }: Pick<Request, 'about'>): Clocked['processor'] {
  const declared =
    about !== null && Object.hasOwn(policy.processing, about) ? policy.processing[about] : undefined;
  return {
    passOn: declared?.['passes-requests-on-within'] ?? null,
    remove: declared?.['removes-within'] ?? null,
  };
}

/** Adds what happened, computes the due day anew, and has it in the ledger, all in one transaction. */
export async function note(
  tx: Tx,
  held: Case,
  event: NewEvent,
  body: Readonly<Record<string, Json>> = {},
): Promise<{ id: string; clock: RequestClock }> {
  const { house, request, now } = held;
  const whose = { personId: request.person_id, requestId: request.id, now };
  const id = await appendRequestEvent(tx, house.vault, whose, event);
  const clock = await settleClock(tx, request, held.clocked);
  if (clock.state !== 'done') held.request.due_on = clock.dueOn;
  await appendEvidence(tx, {
    kind: `request.${event.kind}`,
    at: now,
    actor: event.actor,
    aboutPerson: request.person_id,
    body: {
      request: request.id,
      kind: request.kind,
      on: event.on,
      dueOn: clock.dueOn,
      waitsFor: clock.awaits?.what ?? null,
      ...body,
    },
  });
  return { id, clock };
}

/** The link to a person's own page of a request. */
export const requestLink = (house: House, request: Pick<Request, 'id' | 'person_id'>): string =>
  `${house.baseUrl}/requests/${makeLink(house.vault, { kind: 'request', personId: request.person_id, purpose: request.id })}`;

/**
 * Writes a letter to the address on file and keeps its text with the request. Somebody of whom we have no address is
 * written to by post: the text is kept, and whoever answers prints it. Answers the id of the event.
 */
export async function write(
  tx: Tx,
  held: Case,
  template: string,
  compose: (writing: Writing) => LetterText,
): Promise<{ id: string; mail: string | null; letter: LetterText }> {
  const { house, request, now, today } = held;
  const writing = writingOf(held);
  const letter = compose(writing);
  const email = (await identitiesOf(tx, house.vault, request.person_id)).find(({ kind }) => kind === 'email');
  const mail = email
    ? await queueMail(tx, house.vault, {
        personId: request.person_id,
        class: 'owed',
        purpose: 'rights',
        draft: { to: email.value, subject: letter.subject, text: letter.text },
        now,
      })
    : null;
  const { id } = await note(
    tx,
    held,
    {
      kind: 'told',
      on: today,
      actor: 'system',
      facts: { template, mail, by: mail ? 'email' : 'post' },
      // Whoever reads the thread here must not be able to act as the person: the link is theirs alone.
      words: `${letter.subject}\n\n${mail ? letter.text.replaceAll(writing.link, '(their own link)') : letter.text}`,
    },
    { template, by: mail ? 'email' : 'post' },
  );
  return { id, mail, letter };
}

function writingOf({ house, policy, request, today }: Case): Writing {
  const { organisation } = policy;
  const uk = organisation.jurisdiction === 'uk';
  const link = requestLink(house, request);
  return {
    sender: organisation.name,
    contact: organisation.contacts.privacy,
    phone: organisation.contacts.phone ?? null,
    regulator: uk ? regulatorOn(today).name : 'data protection authority where you live or work',
    link,
    complain: `${house.baseUrl}/complaints/new`,
    kind: request.kind,
    receivedOn: request.received_on,
    dueOn: request.due_on,
    today,
    jurisdiction: uk ? 'uk' : 'eu',
  };
}

/** The purposes that a request can stop: the one it names, else all that a person can object to (law R15). */
export function objectableIn(policy: Policy, about: string | null): string[] {
  const objectable = (name: string): boolean =>
    ['legitimate-interests', 'recognised-legitimate-interests', 'public-task'].includes(
      policy.purposes[name]?.basis ?? '',
    );
  const named =
    about !== null && Object.hasOwn(policy.purposes, about) ? [about] : Object.keys(policy.purposes);
  return named.filter(objectable);
}

/** "for a copy of your data", for pages that say a request in a sentence. */
export const sayKind = (kind: RequestKind): string => factsOf(kind).says;
