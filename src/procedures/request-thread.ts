import { type Day, Refused } from '../base/index.ts';
import { maskSecrets } from '../collection/index.ts';
import {
  type Asking,
  askingOf,
  clockOf,
  findRequest,
  type HandOver,
  handOversOf,
  type Move,
  type Refusal,
  type Request,
  type RequestClock,
  type RequestEvent,
  reasoningOf,
  refusalsOf,
  requestEvents,
  type StoppedUse,
  type Strip,
  stoppedUsesOf,
  stripOf,
  type Telling,
  tellingsOf,
  wordsOf,
} from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { openLink } from './links.ts';
import { tellMasked } from './request.ts';
import { type Case, clockedIn, note, onCase } from './request-case.ts';
import { trusted } from './request-who.ts';

/** A request with all that happened to it. Words are null where there were none, or where nobody can read them any more. */
export type RequestSeen = {
  request: Request;
  asking: Asking;
  clock: RequestClock;
  strip: Strip;
  events: (Omit<RequestEvent, 'sealed'> & { words: string | null })[];
  refusals: (Refusal & { reasoning: string | null })[];
  stopped: StoppedUse[];
  tellings: Telling[];
  handOvers: HandOver[];
  today: Day;
};

export type { Move };

/** Everything about one request, for its page and for whoever answers it. Refuses `requests.not-found`. */
export async function seeRequest(house: House, id: string): Promise<RequestSeen> {
  const policy = await policyInForce(house);
  const { today } = momentOf(house, policy);
  const { db } = house.store;
  const request = await findRequest(db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  const [events, refusals, stopped, tellings, asking, handOvers] = await Promise.all([
    requestEvents(db, id),
    refusalsOf(db, id),
    stoppedUsesOf(db, id),
    tellingsOf(db, id),
    askingOf(db, house.vault, request),
    handOversOf(db, house.vault, id),
  ]);
  const clocked = clockedIn(policy, request);
  return {
    request,
    asking,
    clock: clockOf(clocked, events),
    strip: stripOf(clocked, events, today),
    events: await Promise.all(
      events.map(async ({ sealed, ...event }) => ({
        ...event,
        words: await wordsOf(house.vault, request.person_id, { id: event.id, sealed }),
      })),
    ),
    refusals: await Promise.all(
      refusals.map(async (refusal) => ({
        ...refusal,
        reasoning: await reasoningOf(db, house.vault, request.person_id, refusal.id),
      })),
    ),
    stopped,
    tellings,
    handOvers,
    today,
  };
}

/** How long the link of a request that was answered still opens its page, in days. */
const OPENS_FOR_DAYS = 90;

/**
 * Whose link this is: the request it opens, for ninety days after the answer. Refuses `link.invalid` for anything else, in
 * the same words whether there is such a request or not.
 */
export async function openRequestLink(house: House, token: string): Promise<Request> {
  const link = await openLink(house, token, 'request');
  const request = await findRequest(house.store.db, link.purpose);
  const policy = await policyInForce(house);
  const { today } = momentOf(house, policy);
  const over =
    request?.answered_on != null &&
    Date.parse(today) - Date.parse(request.answered_on) > OPENS_FOR_DAYS * 86_400_000;
  if (!request || request.person_id !== link.personId || over)
    throw new Refused(
      'link.invalid',
      'This link is not complete, or no longer works. Copy the whole of it from the e-mail, or write to us.',
    );
  return request;
}

/** The person opened the link that went to the address on file, and says that it was them. Doing it twice is doing it once. */
export async function confirmRequest(house: House, token: string): Promise<void> {
  const { id } = await openRequestLink(house, token);
  await onCase(
    house,
    id,
    async (tx, held) => {
      if (held.request.answered_on !== null || held.request.proven_on !== null) return;
      // A doubt that was written down is settled by what was asked for, not by the link that was not enough.
      if (held.request.waits_for === 'identity') return;
      // Whoever opens the link at the address of the person says whether the other may act for them.
      if (held.request.waits_for === 'authority')
        await note(tx, held, { kind: 'authority-proven', on: held.today, actor: 'person' });
      await note(tx, held, { kind: 'proven', on: held.today, actor: 'person', facts: { by: 'link' } });
      await trusted(tx, held, held.today);
    },
    { answered: true },
  );
}

/** The longest message of a thread, in characters. */
const LONGEST = 10_000;

/**
 * What somebody writes about a request. An answer to a question of ours starts the clock again. Refuses
 * `requests.empty-message` and `requests.too-long`.
 */
export async function sayAboutRequest(
  house: House,
  { id, words, by, on }: { id: string; words: string; by: 'person' | string; on?: Day },
): Promise<void> {
  if (words.trim() === '') throw new Refused('requests.empty-message', 'There is nothing in this message.');
  if (words.length > LONGEST)
    throw new Refused(
      'requests.too-long',
      `Please say it in ${LONGEST} characters; you can send another one.`,
    );
  await onCase(house, id, async (tx, held) => say(tx, held, { words, by, on: on ?? held.today }), {
    answered: true,
  });
}

async function say(
  tx: Tx,
  held: Case,
  { words, by, on }: { words: string; by: string; on: Day },
): Promise<void> {
  const safe = maskSecrets(words);
  await note(tx, held, { kind: 'said', on, actor: by, words: safe });
  if (safe !== words && by === 'person') await tellMasked(tx, held);
  if (by === 'person' && held.request.answered_on === null && held.request.waits_for === 'clarification')
    await note(tx, held, { kind: 'clarification-answered', on, actor: by });
}
