import { Refused } from '../base/index.ts';
import { mayChargeOrRefuse } from '../law/index.ts';
import {
  clockOf,
  letters,
  type Request,
  requestEvents,
  sayMade,
  unansweredFormat,
} from '../requests/index.ts';
import type { Reader, Tx } from '../store/index.ts';
import { type Case, note, type When, write } from './request-case.ts';
import type { Decided } from './request-decided.ts';

/** Answering is free but for what Art 12(5) and 15(3) let us charge; the month begins when it is paid. */
export async function charge(
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

/** Asks what is sought. For a copy the days until the answer do not count (law T5). */
export async function clarify(
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

/** They get another format than they asked for, and why. Refuses `requests.no-format`. */
export async function otherFormat(
  tx: Tx,
  held: Case,
  { why }: Extract<Decided, { outcome: 'other-format' }>,
  { on, by: actor }: When,
): Promise<void> {
  const format = unansweredFormat(await requestEvents(tx, held.request.id));
  if (format === null)
    throw new Refused(
      'requests.no-format',
      'They asked for no format that we do not make, or have been told why already.',
    );
  await note(tx, held, { kind: 'progress', on, actor, facts: { format }, words: why }, { format });
  const says = `We cannot give you ${format.toUpperCase()}: ${why} You get ${sayMade}.`;
  await write(tx, held, 'progress', (writing) => letters.progress(writing, { says }));
}

/** Nobody gets another format than they asked for without hearing why. */
export async function refuseUnansweredFormat(reader: Reader, { id }: Pick<Request, 'id'>): Promise<void> {
  const format = unansweredFormat(await requestEvents(reader, id));
  if (format === null) return;
  throw new Refused(
    'requests.format-unanswered',
    `They asked for ${format.toUpperCase()}, and the file is ${sayMade}: tell them why first ("other-format").`,
  );
}

/** Told with its reasons before the first month ends, or not at all (law T6). */
export async function extend(
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
