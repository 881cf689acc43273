import { type Day, Refused } from '../base/index.ts';
import { letters, markProven, verifyOf } from '../requests/index.ts';
import type { Tx } from '../store/index.ts';
import { type Case, note, type When, write } from './request-case.ts';
import { actAtOnce } from './request-stop.ts';

/** More than our link is asked for only on doubt that somebody wrote down; only then does the month begin later (law T4). */
export async function identify(
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

export async function identified(tx: Tx, held: Case, { on, by: actor }: When): Promise<void> {
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

export function refuseUnlessWaits({ request }: Case, what: 'authority' | 'fee'): void {
  if (request.waits_for !== what)
    throw new Refused('requests.nothing-asked', `Nothing of that kind (${what}) was asked for.`);
}

/** Nothing of a person's goes out, and nothing of it goes away, while we wait to know who asks. */
export function refuseWhileInDoubt({ request }: Pick<Case, 'request'>): void {
  if (request.proven_on === null)
    throw new Refused(
      'requests.identity-open',
      'We do not know yet that it is this person who asks: they have not opened their link, or an answer to our question is missing. Record how it was settled ("identified"), or refuse as "not-identified".',
    );
}
