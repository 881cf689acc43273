import { identitiesOf } from '../people/index.ts';
import { channelsOf, currentPermissions, isYes, noTo } from '../permission/index.ts';
import { answerRequest, letters, stopUses } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { marketingOf } from './permission.ts';
import { sayPermission } from './permission-say.ts';
import { tellRecipients } from './recipient-tell.ts';
import { type Case, note, objectableIn, write } from './request-case.ts';
import { suppressAddresses } from './suppression.ts';

/**
 * What a right stops takes effect the moment we are sure who asks, before anybody weighs anything: marketing and consents
 * for good, an objection until it is decided, a restriction until it is lifted. Answers whether that is all there is to do.
 */
export async function actAtOnce(tx: Tx, held: Case): Promise<boolean> {
  switch (held.request.kind) {
    case 'marketing-objection':
      return stopMarketing(tx, held);
    case 'withdrawal':
      return withdraw(tx, held);
    case 'objection':
      return stopObjected(tx, held);
    case 'restriction':
      await restrict(tx, held, 'as-asked');
      return false;
    default:
      return false;
  }
}

/** Absolute, at once, on every channel; the address stays suppressed when the person is long forgotten (law R16). */
async function stopMarketing(tx: Tx, held: Case): Promise<boolean> {
  const { policy, request } = held;
  const purposes = request.about === null ? marketingOf(policy) : [request.about];
  for (const purpose of purposes) {
    const declared = policy.purposes[purpose];
    for (const channel of declared ? channelsOf(declared) : [])
      await sayPermission(tx, held.house, policy, {
        personId: request.person_id,
        purpose,
        channel,
        state: declared ? noTo(declared) : 'objected',
        wording: null,
        source: 'request',
        at: held.now,
        now: held.now,
      });
  }
  // All of it is more than what is declared today: what begins one day is not begun with them.
  if (request.about === null)
    await suppressAddresses(tx, held.house, await identitiesOf(tx, held.house.vault, request.person_id), {
      reason: 'objected',
      now: held.now,
    });
  await answerNow(
    tx,
    held,
    'stopped',
    'We stopped all marketing to you, on every channel. It counts from this moment.',
  );
  return true;
}

/** Taken back as easily as given: what a person said yes to, by whatever route they say no (Art 7(3)). */
async function withdraw(tx: Tx, held: Case): Promise<boolean> {
  const { policy, request, now } = held;
  const given = (await currentPermissions(tx, request.person_id)).filter(
    ({ purpose, state }) =>
      (isYes(state) || state === 'asked') &&
      policy.purposes[purpose]?.basis === 'consent' &&
      (request.about === null || request.about === purpose),
  );
  for (const { purpose, channel } of given)
    await sayPermission(tx, held.house, policy, {
      personId: request.person_id,
      purpose,
      channel,
      state: 'withdrawn',
      wording: null,
      source: 'request',
      at: now,
      now,
    });
  await answerNow(
    tx,
    held,
    'withdrawn',
    'What you had agreed to is taken back, from this moment. What was done before stays lawful. You can say yes again whenever you like.',
  );
  return true;
}

/** The use stops until somebody shows compelling grounds, in writing (law R15). Marketing among it stops for good. */
async function stopObjected(tx: Tx, held: Case): Promise<boolean> {
  const { policy, request, now, today } = held;
  const about = request.about;
  if (about !== null && policy.purposes[about]?.kind === 'marketing') return stopMarketing(tx, held);
  const purposes = objectableIn(policy, about);
  if (purposes.length === 0) return false;
  const stopped = await stopUses(tx, {
    personId: request.person_id,
    requestId: request.id,
    kind: 'objection',
    purposes,
    ground: 'objection-pending',
    now,
  });
  await note(
    tx,
    held,
    { kind: 'objected', on: today, actor: 'system', facts: { purposes } },
    { uses: stopped },
  );
  const use = about === null ? 'every use that you can object to' : 'the use that you object to';
  await write(tx, held, 'use-stopped', (writing) => letters.useStopped(writing, { use }));
  return false;
}

/** Stored and nothing else from this moment; those who have the data from us are to hear of it (Art 18, 19). */
export async function restrict(tx: Tx, held: Case, ground: string): Promise<void> {
  const { request, now, today } = held;
  const stopped = await stopUses(tx, {
    personId: request.person_id,
    requestId: request.id,
    kind: 'restriction',
    purposes: [request.about],
    ground,
    now,
  });
  if (stopped === 0) return;
  await note(tx, held, { kind: 'restricted', on: today, actor: 'system', facts: { ground } });
  await tellRecipients(tx, held, 'restriction');
  await write(tx, held, 'restricted', letters.restricted);
}

/** Done and answered in one: the letter says so, and the clock ends. */
async function answerNow(tx: Tx, held: Case, outcome: string, says: string): Promise<void> {
  await write(tx, held, 'answer', (writing) => letters.answered(writing, { says, download: false }));
  await settle(tx, held, outcome, 'system');
}

/** Ends a request: its last event, its outcome where lists look, and the ledger. */
export async function settle(tx: Tx, held: Case, outcome: string, by: string): Promise<void> {
  const { request, today } = held;
  const body = { outcome, answeredOn: today, dueOn: request.due_on };
  await note(tx, held, { kind: 'answered', on: today, actor: by, facts: { outcome } }, body);
  await answerRequest(tx, { id: request.id, outcome, on: today });
}
