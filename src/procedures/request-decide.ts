import { type Day, dayIn, Refused } from '../base/index.ts';
import {
  type ExtensionReason,
  mayChargeOrRefuse,
  RESTRICTION_GROUNDS,
  restrictionLiftable,
} from '../law/index.ts';
import {
  clockOf,
  groundOf,
  letters,
  liftUses,
  markLiftingTold,
  markProven,
  type Refusing,
  registerRefusal,
  requestEvents,
  settleTelling,
  stoppedUsesOf,
  type TellingOutcome,
  verifyOf,
} from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { type Case, note, onCase, write } from './request-case.ts';
import { actAtOnce, restrict, settle } from './request-stop.ts';

/** What whoever answers a request decides. `on`: the day it happened, where that is not today. */
export type Decided = { on?: Day | undefined } & (
  | { outcome: 'identify'; doubt: string; wanted: string }
  | { outcome: 'identified' }
  | { outcome: 'ask-authority' }
  | { outcome: 'authorised' }
  | {
      outcome: 'charge';
      fee: string;
      why: string;
      unfounded: boolean;
      excessive: boolean;
      furtherCopy: boolean;
    }
  | { outcome: 'paid' }
  | { outcome: 'clarify'; question: string; about: 'what-is-sought' | 'format' }
  | { outcome: 'clarified' }
  | { outcome: 'extend'; reason: ExtensionReason; why: string }
  | { outcome: 'acknowledge' }
  | { outcome: 'progress'; says: string }
  | ({ outcome: 'refuse' } & Omit<Refusing, 'decidedBy'>)
  | { outcome: 'answer'; says: string }
  | { outcome: 'restrict'; ground: string }
  | { outcome: 'tell-lifting'; why: string; liftOn: Day }
  | { outcome: 'lift'; why: string }
  | { outcome: 'pass-on'; customer: string }
  | { outcome: 'instruct'; what: 'remove' | 'nothing' }
  | { outcome: 'recipient-told'; recipient: string; how: string }
  | { outcome: 'recipient-answered'; recipient: string; answer: TellingOutcome }
);

/**
 * Does what was decided about a request, with its letter and its evidence, in one transaction. Refuses what the law or the
 * policy does not allow, and then nothing has changed: `requests.no-doubt`, `requests.identity-not-needed`,
 * `requests.nothing-asked`, `requests.no-ground-to-charge`, `requests.extension-too-late`, `requests.extended-already`,
 * `requests.identity-open`, `requests.no-ground`, `requests.not-told`, `requests.nothing-stopped`,
 * `requests.not-a-processor`, `requests.wrong-day`, and those of `groundOf` and `settleTelling`.
 */
export async function decideRequest(house: House, id: string, decided: Decided, by: string): Promise<void> {
  const later: readonly Decided['outcome'][] = [
    'recipient-told',
    'recipient-answered',
    'tell-lifting',
    'lift',
  ];
  await onCase(
    house,
    id,
    async (tx, held) => {
      const on = decided.on ?? held.today;
      if (on > held.today || on < held.request.received_on)
        throw new Refused(
          'requests.wrong-day',
          `That cannot have been on ${on}: say a day from ${held.request.received_on} to ${held.today}.`,
        );
      await doDecided(tx, held, decided, { on, by });
    },
    { answered: later.includes(decided.outcome) },
  );
}

type When = { on: Day; by: string };

async function doDecided(tx: Tx, held: Case, decided: Decided, when: When): Promise<void> {
  const { on, by: actor } = when;
  switch (decided.outcome) {
    case 'identify':
      return identify(tx, held, decided, when);
    case 'identified':
      return identified(tx, held, when);
    case 'ask-authority':
      await note(tx, held, { kind: 'authority-asked', on, actor });
      await write(tx, held, 'authority', (writing) => letters.authorityAsked(writing, { agent: null }));
      return;
    case 'authorised':
      refuseUnlessWaits(held, 'authority');
      await note(tx, held, { kind: 'authority-proven', on, actor });
      return trusted(tx, held, on);
    case 'charge':
      return charge(tx, held, decided, when);
    case 'paid':
      refuseUnlessWaits(held, 'fee');
      await note(tx, held, { kind: 'fee-paid', on, actor });
      return;
    case 'clarify':
      return clarify(tx, held, decided, when);
    case 'clarified':
      await note(tx, held, { kind: 'clarification-answered', on, actor });
      return;
    case 'extend':
      return extend(tx, held, decided, when);
    case 'acknowledge':
      await note(tx, held, { kind: 'acknowledged', on, actor });
      return;
    case 'progress':
      await note(tx, held, { kind: 'progress', on, actor, words: decided.says });
      await write(tx, held, 'progress', (writing) => letters.progress(writing, decided));
      return;
    case 'refuse':
      return refuse(tx, held, { ...decided, decidedBy: actor }, when);
    case 'answer':
      return answer(tx, held, decided.says, when);
    case 'restrict':
      refuseWhileInDoubt(held);
      if (!Object.hasOwn(RESTRICTION_GROUNDS, decided.ground))
        throw new Refused(
          'requests.no-ground',
          `A restriction needs one of: ${Object.keys(RESTRICTION_GROUNDS).join(', ')}.`,
        );
      return restrict(tx, held, decided.ground);
    case 'tell-lifting':
      return tellLifting(tx, held, decided, when);
    case 'lift':
      return lift(tx, held, decided, when);
    case 'pass-on':
      return passOn(tx, held, decided.customer, when);
    case 'instruct':
      return instruct(tx, held, decided.what, when);
    case 'recipient-told':
    case 'recipient-answered':
      return recipientHeard(tx, held, decided, when);
  }
}

/** More than our link is asked for only on doubt that somebody wrote down; only then does the month begin later (law T4). */
async function identify(
  tx: Tx,
  held: Case,
  { doubt, wanted }: { doubt: string; wanted: string },
  { on, by: actor }: When,
): Promise<void> {
  if (doubt.trim() === '' || wanted.trim() === '')
    throw new Refused(
      'requests.no-doubt',
      'Asking who somebody is needs the doubt that makes it necessary, in writing, and what would settle it.',
    );
  if (verifyOf(held.policy, held.request.kind) === 'none')
    throw new Refused(
      'requests.identity-not-needed',
      'The policy promises to do this without any check of who asks.',
    );
  await note(tx, held, { kind: 'identity-asked', on, actor, words: `${doubt}\n\n${wanted}` });
  await markProven(tx, held.request, null);
  await write(tx, held, 'identity', (writing) => letters.identityAsked(writing, { doubt, wanted }));
}

async function identified(tx: Tx, held: Case, { on, by: actor }: When): Promise<void> {
  await note(tx, held, { kind: 'identity-proven', on, actor });
  await trusted(tx, held, on);
}

/** From here on we know who asks: what the right stops, stops now. */
export async function trusted(tx: Tx, held: Case, on: Day): Promise<void> {
  if (held.request.proven_on !== null) return;
  await markProven(tx, held.request, on);
  held.request.proven_on = on;
  await actAtOnce(tx, held);
}

async function charge(
  tx: Tx,
  held: Case,
  { fee, why, unfounded, excessive, furtherCopy }: Extract<Decided, { outcome: 'charge' }>,
  { on, by: actor }: When,
): Promise<void> {
  const verdict = mayChargeOrRefuse({
    manifestlyUnfounded: unfounded,
    manifestlyExcessive: excessive,
    furtherCopy,
    reasoning: why,
  });
  if (verdict.answer === 'neither')
    throw new Refused('requests.no-ground-to-charge', `Answering is free: ${verdict.because}.`, {
      rule: verdict.rule,
    });
  await note(tx, held, { kind: 'fee-asked', on, actor, words: `${fee}\n\n${why}` });
  await write(tx, held, 'fee', (writing) => letters.feeAsked(writing, { fee, why }));
}

async function clarify(
  tx: Tx,
  held: Case,
  { question, about }: Extract<Decided, { outcome: 'clarify' }>,
  { on, by: actor }: When,
): Promise<void> {
  const { clock } = await note(tx, held, {
    kind: 'clarification-asked',
    on,
    actor,
    facts: { about },
    words: question,
  });
  await write(tx, held, 'clarification', (writing) =>
    letters.clarificationAsked(writing, { question, pauses: clock.state === 'paused' }),
  );
}

/** Told with its reasons before the first month ends, or not at all (law T6). */
async function extend(
  tx: Tx,
  held: Case,
  { reason, why }: Extract<Decided, { outcome: 'extend' }>,
  { on, by: actor }: When,
): Promise<void> {
  if (held.request.kind === 'complaint' || held.request.acts_as === 'processor')
    throw new Refused('requests.no-extension', 'Only an answer to a right can be extended.');
  if (why.trim() === '')
    throw new Refused('requests.no-reasons', 'An extension needs its reasons: the person is told them.');
  const before = clockOf(held.clocked, await requestEvents(tx, held.request.id));
  if (before.extended)
    throw new Refused(
      'requests.extended-already',
      'This request was extended before; the law allows it once.',
    );
  if (before.extendBy === null || on > before.extendBy)
    throw new Refused(
      'requests.extension-too-late',
      before.extendBy === null
        ? 'Nothing is due while the clock waits, so there is nothing to extend.'
        : `An extension had to be told by ${before.extendBy}.`,
    );
  await note(tx, held, { kind: 'extended', on, actor, facts: { reason }, words: why }, { reason });
  await write(tx, held, 'extension', (writing) => letters.extended(writing, { why }));
}

/** A no goes into the register with its letter; what was stopped until now goes on only when a no allows it. */
async function refuse(tx: Tx, held: Case, refusing: Refusing, { on, by: actor }: When): Promise<void> {
  const { request, today, now } = held;
  const ground = groundOf(request.kind, refusing, today);
  const dueOn = request.due_on;
  const { id: told, letter } = await write(tx, held, 'refusal', (writing) =>
    letters.refused(writing, {
      whole: refusing.extent === 'whole',
      reasons: [refusing.reasoning],
      ground: ground.says,
    }),
  );
  await registerRefusal(tx, held.house.vault, {
    personId: request.person_id,
    requestId: request.id,
    ground,
    refusing,
    dueOn,
    carries: letter.carries,
    told,
    today,
    now,
  });
  await note(
    tx,
    held,
    {
      kind: 'refused',
      on,
      actor,
      facts: { ground: ground.ground, article: ground.article, extent: refusing.extent },
    },
    { ground: ground.ground, article: ground.article, extent: refusing.extent, carries: [...letter.carries] },
  );
  if (refusing.extent === 'part') return;
  if (
    request.kind === 'objection' &&
    ['compelling-grounds', 'legal-claims', 'right-does-not-apply'].includes(ground.ground)
  )
    await liftUses(tx, { requestId: request.id, why: ground.ground, now });
  await settle(tx, held, 'refused', actor);
}

async function answer(tx: Tx, held: Case, says: string, { by: actor }: When): Promise<void> {
  refuseWhileInDoubt(held);
  const complaint = held.request.kind === 'complaint';
  if (says.trim() !== '')
    await write(tx, held, complaint ? 'outcome' : 'answer', (writing) =>
      complaint ? letters.outcome(writing, { says }) : letters.answered(writing, { says, download: false }),
    );
  await settle(tx, held, 'answered', actor);
}

async function tellLifting(
  tx: Tx,
  held: Case,
  { why, liftOn }: Extract<Decided, { outcome: 'tell-lifting' }>,
  { on, by: actor }: When,
): Promise<void> {
  const { request, now } = held;
  const standing = (await stoppedUsesOf(tx, request.id)).filter(({ lifted_at }) => lifted_at === null);
  if (standing.length === 0) throw nothingStopped();
  if (why.trim() === '') throw new Refused('requests.no-reasons', 'The person is told why; write it down.');
  await note(tx, held, { kind: 'lifting-told', on, actor, facts: { liftOn }, words: why });
  await markLiftingTold(tx, request.id, now);
  await write(tx, held, 'lifting', (writing) => letters.liftingTold(writing, { why, on: liftOn }));
}

/** Only after the person was told (Art 18(3)), and with the reason on record. */
async function lift(tx: Tx, held: Case, { why }: { why: string }, { on, by: actor }: When): Promise<void> {
  const { request, now, policy, today } = held;
  const standing = (await stoppedUsesOf(tx, request.id)).filter(({ lifted_at }) => lifted_at === null);
  if (standing.length === 0) throw nothingStopped();
  const untold = standing.some(({ kind, told_at }) => {
    const toldOn = told_at === null ? null : dayIn(policy.organisation.zone, told_at);
    return kind === 'restriction' && !restrictionLiftable(toldOn, today);
  });
  if (untold)
    throw new Refused(
      'requests.not-told',
      'The person has to be told before a restriction is lifted: "tell-lifting" comes first.',
    );
  if (why.trim() === '')
    throw new Refused('requests.no-reasons', 'Lifting a restriction needs its reason on record.');
  await liftUses(tx, { requestId: request.id, why: 'decided', now });
  await note(tx, held, { kind: 'lifted', on, actor, words: why }, { uses: standing.length });
}

/** A processor passes on and says so; the controller answers (Art 28(3)(e)). */
async function passOn(tx: Tx, held: Case, customer: string, { on, by: actor }: When): Promise<void> {
  refuseUnlessProcessor(held);
  const controllers = held.policy.processing[held.request.about ?? '']?.controllers ?? 'somebody else';
  await note(tx, held, { kind: 'passed-on', on, actor, words: customer });
  await write(tx, held, 'routed', (writing) =>
    letters.routed(writing, { controllers, customer: customer || null, passOnBy: null, passedOn: true }),
  );
}

async function instruct(
  tx: Tx,
  held: Case,
  what: 'remove' | 'nothing',
  { on, by: actor }: When,
): Promise<void> {
  refuseUnlessProcessor(held);
  if (what === 'nothing') return settle(tx, held, 'passed-on', actor);
  await note(tx, held, { kind: 'instructed', on, actor, facts: { what } });
}

async function recipientHeard(
  tx: Tx,
  held: Case,
  decided: Extract<Decided, { outcome: 'recipient-told' | 'recipient-answered' }>,
  { on, by: actor }: When,
): Promise<void> {
  const telling = await settleTelling(tx, {
    requestId: held.request.id,
    recipient: decided.recipient,
    how: decided.outcome === 'recipient-told' ? decided.how : null,
    outcome: decided.outcome === 'recipient-answered' ? decided.answer : null,
    now: held.now,
  });
  const facts = { recipient: telling.recipient, change: telling.change, outcome: telling.outcome };
  await note(tx, held, { kind: 'recipients-told', on, actor, facts }, facts);
}

function refuseUnlessWaits({ request }: Case, what: 'authority' | 'fee'): void {
  if (request.waits_for !== what)
    throw new Refused('requests.nothing-asked', `Nothing of that kind (${what}) was asked for.`);
}

function refuseUnlessProcessor({ request }: Case): void {
  if (request.acts_as !== 'processor')
    throw new Refused(
      'requests.not-a-processor',
      'We decide about this data ourselves: there is nobody to pass it on to.',
    );
}

/** Nothing of a person's goes out, and nothing of it goes away, while we wait to know who asks. */
export function refuseWhileInDoubt({ request }: Pick<Case, 'request'>): void {
  if (request.proven_on === null)
    throw new Refused(
      'requests.identity-open',
      'We do not know yet that it is this person who asks: they have not opened their link, or an answer to our question is missing. Record how it was settled ("identified"), or refuse as "not-identified".',
    );
}

const nothingStopped = () =>
  new Refused('requests.nothing-stopped', 'This request stops no use that could go on.');
