import { Refused } from '../base/index.ts';
import { letters, settleTelling } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type Case, note, type When, write } from './request-case.ts';
import type { Decided } from './request-decided.ts';
import { settle } from './request-stop.ts';

/** A processor passes on and says so; the controller answers (Art 28(3)(e)). */
export async function passOn(tx: Tx, held: Case, customer: string, { on, by: actor }: When): Promise<void> {
  refuseUnlessProcessor(held);
  const controllers = held.policy.processing[held.request.about ?? '']?.controllers ?? 'somebody else';
  await note(tx, held, { kind: 'passed-on', on, actor, words: customer });
  await write(tx, held, 'routed', (writing) =>
    letters.routed(writing, { controllers, customer: customer || null, passOnBy: null, passedOn: true }),
  );
}

/** What whom we process for told us to do; only they decide (Art 28(3)(a)). */
export async function instruct(
  tx: Tx,
  held: Case,
  what: 'remove' | 'nothing',
  { on, by: actor }: When,
): Promise<void> {
  refuseUnlessProcessor(held);
  if (what === 'nothing') return settle(tx, held, 'passed-on', actor);
  await note(tx, held, { kind: 'instructed', on, actor, facts: { what } });
}

function refuseUnlessProcessor({ request }: Case): void {
  if (request.acts_as !== 'processor')
    throw new Refused(
      'requests.not-a-processor',
      'We decide about this data ourselves: there is nobody to pass it on to.',
    );
}

/** That a recipient was told of a change, or what they answered (Art 19). */
export async function recipientHeard(
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
