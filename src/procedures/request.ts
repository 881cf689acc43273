import { type Day, Refused } from '../base/index.ts';
import { maskSecrets } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findOrMakePerson, holdPerson, type Identity } from '../people/index.ts';
import { askedElsewhere, type GovernedElsewhere } from '../policy/index.ts';
import {
  factsOf,
  findRequest,
  findSame,
  formatWished,
  letters,
  openRequest,
  ownerOf,
  type Request,
  type RequestKind,
  verifyOf,
} from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { type Case, clockedIn, note, write } from './request-case.ts';
import { actAtOnce } from './request-stop.ts';

/** What somebody asks, by whatever route. */
export type AskedOf = {
  identities: readonly Identity[];
  /** Who it is, where that is known already; then `identities` are not looked at. */
  person?: string | undefined;
  kind: RequestKind;
  route: string;
  receivedOn: Day | null;
  words?: string | undefined;
  /** Of a file to take along: the format they would like. */
  format?: string | undefined;
  name?: string | null | undefined;
  /** Who acts for the person: they show that they may. */
  agent?: string | null | undefined;
  /** A purpose that is objected to or withdrawn from, or processing that we do for somebody else. */
  about?: string | null | undefined;
  /** Whose data it is, where we process for others. */
  customer?: string | null | undefined;
  /** Whether whoever took it is satisfied of who asks. A form on the web and a mail vouch for nothing. */
  vouched?: boolean | undefined;
  actor?: string | undefined;
};

/** The longest text that a request may hold, in characters. */
const LONGEST = 10_000;

/**
 * Takes a request with its clock, its owner and a letter on what happens next, in one transaction with its evidence. The
 * same asked again while it is open joins the open one. Refuses `requests.from-the-future`, `requests.too-long`,
 * `requests.bad-format` and `requests.unknown-purpose`.
 */
export async function takeRequest(house: House, asked: AskedOf): Promise<Request & { joined: boolean }> {
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const words = asked.words ?? '';
  if (words.length > LONGEST)
    throw new Refused('requests.too-long', `Please say it in ${LONGEST} characters; more can follow later.`);
  const safe = maskSecrets(words);
  // What others hold is no use of ours: they hear whose notice applies, and we answer for what we hold.
  const governed = askedElsewhere(policy).find(({ name }) => name === asked.about) ?? null;
  const about = governed ? null : (asked.about ?? null);
  const ours = about === null || Object.hasOwn(policy.purposes, about);
  const theirs = about !== null && Object.hasOwn(policy.processing, about);
  if (!ours && !theirs)
    throw new Refused(
      'requests.unknown-purpose',
      'The policy declares no such purpose, and no such processing for others.',
    );
  return house.store.inTransaction(async (tx) => {
    const personId =
      asked.person === undefined
        ? await findOrMakePerson(tx, house.vault, asked.identities, moment.now)
        : await holdPerson(tx, asked.person);
    if (personId === null) throw new Refused('people.not-found', 'There is no such person.');
    const same = await findSame(tx, { personId, kind: asked.kind, about });
    if (same.open && factsOf(asked.kind).joins) {
      const held = { house, policy, ...moment, request: same.open, clocked: clockedIn(policy, same.open) };
      const joined = await join(tx, held, { ...asked, words: safe });
      if (safe !== words) await tellMasked(tx, held);
      return { ...joined, joined: true };
    }
    const agent = asked.agent ?? null;
    const provenAtOnce =
      agent === null && (asked.vouched !== false || verifyOf(policy, asked.kind) === 'none');
    const clocked = clockedIn(policy, {
      kind: asked.kind,
      received_on: asked.receivedOn ?? moment.today,
      acts_as: theirs && !ours ? 'processor' : 'controller',
      about,
    });
    const request = await openRequest(tx, house.vault, {
      personId,
      clocked,
      route: asked.route,
      owner: ownerOf(policy),
      about,
      provenOn: provenAtOnce ? moment.today : null,
      agent: agent !== null,
      repeats: same.answered?.id ?? null,
      asking: { words: safe, name: asked.name ?? null, agent, customer: asked.customer ?? null },
      ...moment,
    });
    const held: Case = { house, policy, ...moment, request, clocked };
    await appendEvidence(tx, {
      kind: 'request.opened',
      at: moment.now,
      actor: asked.route,
      aboutPerson: personId,
      body: {
        request: request.id,
        kind: request.kind,
        receivedOn: request.received_on,
        dueOn: request.due_on,
        owner: request.owner,
      },
    });
    await note(tx, held, {
      kind: 'received',
      on: request.received_on,
      actor: asked.actor ?? asked.route,
      facts: { route: asked.route, ...(same.answered && { repeats: same.answered.id }), ...wishOf(asked) },
    });
    if (same.answered) await flag(tx, held, same.answered);
    if (governed) await tellElsewhere(tx, held, governed);
    await next(tx, held, { customer: asked.customer ?? null, agent });
    if (safe !== words) await tellMasked(tx, held);
    return { ...(await reread(tx, request.id)), joined: false };
  });
}

/** Whoever wrote a number or a password hears that it is masked, and where it is better not to be sent. */
export const tellMasked = (tx: Tx, held: Case): Promise<unknown> =>
  write(tx, held, 'masked', letters.secretsMasked);

async function tellElsewhere(
  tx: Tx,
  held: Case,
  { name, says, where }: GovernedElsewhere & { name: string },
): Promise<void> {
  await write(tx, held, 'elsewhere', (writing) => letters.elsewhere(writing, { says, where }));
  await appendEvidence(tx, {
    kind: 'request.governed-elsewhere',
    at: held.now,
    actor: 'system',
    aboutPerson: held.request.person_id,
    body: { request: held.request.id, scope: name, lines: where.length },
  });
}

/** What the person hears at once: for whom we act, that they must show they may, or what happens next. */
async function next(
  tx: Tx,
  held: Case,
  { customer, agent }: { customer: string | null; agent: string | null },
): Promise<void> {
  const { policy, request, today } = held;
  if (request.acts_as === 'processor') {
    const controllers = policy.processing[request.about ?? '']?.controllers ?? 'somebody else';
    await write(tx, held, 'routed', (writing) =>
      letters.routed(writing, { controllers, customer, passOnBy: request.due_on, passedOn: false }),
    );
    return;
  }
  if (request.agent) {
    await note(tx, held, { kind: 'authority-asked', on: today, actor: 'system' });
    await write(tx, held, 'authority', (writing) => letters.authorityAsked(writing, { agent }));
    return;
  }
  const answeredNow = request.proven_on !== null && (await actAtOnce(tx, held));
  if (answeredNow) return;
  const { id, mail } = await write(tx, held, 'next-steps', (writing) =>
    letters.nextSteps(writing, {
      confirm: request.proven_on === null,
      owner: request.owner,
      again: false,
      repeats: request.repeats !== null,
    }),
  );
  // The letter is the acknowledgement; where it has to go by post somebody has to send it first.
  if (request.kind === 'complaint' && mail)
    await note(tx, held, { kind: 'acknowledged', on: today, actor: 'system', facts: { letter: id, mail } });
}

/** Asked again while it is open: what was said is added, and nobody loses time. */
/** Only a file to take along comes in a format that somebody chooses. */
function wishOf({ kind, format }: AskedOf): { format?: string } {
  const wished = kind === 'portability' ? formatWished(format ?? '') : null;
  return wished === null ? {} : { format: wished };
}

async function join(tx: Tx, held: Case, asked: AskedOf): Promise<Request> {
  const { today, request } = held;
  await note(tx, held, {
    kind: 'joined',
    on: asked.receivedOn ?? today,
    actor: asked.actor ?? asked.route,
    facts: { route: asked.route, ...wishOf(asked) },
    words: asked.words ?? null,
  });
  await write(tx, held, 'next-steps', (writing) =>
    letters.nextSteps(writing, {
      confirm: request.proven_on === null,
      owner: request.owner,
      again: true,
      repeats: false,
    }),
  );
  return reread(tx, request.id);
}

/** A repeat is shown with its facts to whoever answers; nothing is ever refused for it by itself (law R5). */
async function flag(tx: Tx, held: Case, before: Request): Promise<void> {
  await note(tx, held, {
    kind: 'flagged',
    on: held.today,
    actor: 'system',
    facts: { repeats: before.id, answeredOn: before.answered_on, outcome: before.outcome },
  });
}

async function reread(tx: Tx, id: string): Promise<Request> {
  const found = await findRequest(tx, id);
  if (!found) throw new Error('the request went away');
  return found;
}
