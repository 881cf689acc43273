import { Refused } from '../base/index.ts';
import { RESTRICTION_GROUNDS } from '../law/index.ts';
import { groundOf, letters, liftUses, type Refusing, registerRefusal } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { type Case, note, onCase, type When, write } from './request-case.ts';
import type { Decided } from './request-decided.ts';
import { askHandOver } from './request-hand-over.ts';
import { lift, tellLifting } from './request-lift.ts';
import { charge, clarify, extend, otherFormat, refuseUnansweredFormat } from './request-moves.ts';
import { recipientsOf, sayReceived } from './request-recipients.ts';
import { review } from './request-review.ts';
import { instruct, passOn, recipientHeard } from './request-route.ts';
import { restrict, settle } from './request-stop.ts';
import { identified, identify, refuseUnlessWaits, refuseWhileInDoubt, trusted } from './request-who.ts';

/**
 * Does what was decided about a request, with its letter and its evidence, in one transaction. Refuses what the law or the
 * policy does not allow, and then nothing has changed: `requests.no-doubt`, `requests.identity-not-needed`,
 * `requests.nothing-asked`, `requests.no-ground-to-charge`, `requests.extension-too-late`, `requests.extended-already`,
 * `requests.identity-open`, `requests.no-ground`, `requests.not-told`, `requests.nothing-stopped`,
 * `requests.not-a-processor`, `requests.format-unanswered`, `requests.not-reviewed`, `requests.wrong-day`, and those of `review`, `askHandOver`, `groundOf`
 * and `settleTelling`.
 */
export async function decideRequest(house: House, id: string, decided: Decided, by: string): Promise<void> {
  const later: readonly Decided['outcome'][] = [
    'recipient-told',
    'recipient-answered',
    'hand-over',
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
    case 'other-format':
      return otherFormat(tx, held, decided, when);
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
    case 'review':
      return review(tx, held, decided, when);
    case 'hand-over':
      return askHandOver(tx, held, decided, when);
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
  await refuseUnansweredFormat(tx, held.request);
  if (held.request.kind === 'human-review')
    throw new Refused(
      'requests.not-reviewed',
      'Who asks a person to look at a decision has to hear what that person found: record it with "review", or refuse.',
    );
  const complaint = held.request.kind === 'complaint';
  // Who received it is on record; whoever answers need not write it out.
  const said =
    says.trim() === '' && held.request.kind === 'recipients'
      ? sayReceived(await recipientsOf(tx, held.policy, held.request.person_id), held.policy)
      : says;
  if (said.trim() !== '')
    await write(tx, held, complaint ? 'outcome' : 'answer', (writing) =>
      complaint
        ? letters.outcome(writing, { says: said })
        : letters.answered(writing, { says: said, download: false }),
    );
  await settle(tx, held, 'answered', actor);
}
