import { letters } from '../requests/index.ts';
import { keystoreCopiesGoneOn, type Tx } from '../store/index.ts';
import type { Changed, PlanView } from '../systems/index.ts';
import { forgetThoseWithNothingLeft } from './forgetting.ts';
import { tellRecipients } from './recipient-tell.ts';
import { type Case, write } from './request-case.ts';
import { settle } from './request-stop.ts';
import { REST_GOES } from './rights-hosted-plan.ts';
import { OURS } from './rights-hosted-rows.ts';

/** What went, what stays and why, and until when copies are: told, answered, and the person forgotten once the letter left. */
export async function tellErased(tx: Tx, held: Case, seen: PlanView): Promise<void> {
  const { policy, request, now } = held;
  const place = (system: string): string =>
    system === OURS ? 'our own records' : (policy.systems[system]?.says ?? system);
  const sum = (acts: readonly string[]) =>
    [
      ...Map.groupBy(
        seen.items.filter(({ act, count, written }) => acts.includes(act) && count + written > 0),
        ({ system }) => system,
      ),
    ].map(([system, items]) => {
      const n = items.reduce((total, one) => total + Math.max(one.written, act(one)), 0);
      return `${n} ${n === 1 ? 'entry' : 'entries'} in ${place(system)}`;
    });
  const removed = sum(['delete', 'anonymise', 'task']);
  const kept = staying(seen, place);
  const carriedOutIn = seen.systems.flatMap(({ system, state }) => (state === 'done' ? [system] : []));
  await tellRecipients(tx, held, 'erasure', { carriedOutIn });
  await write(tx, held, 'erased', (writing) =>
    letters.erased(writing, { removed, kept, left: [], backupsUntil: keystoreCopiesGoneOn(now), told: [] }),
  );
  await settle(tx, held, removed.length > 0 ? 'erased' : 'nothing-held', 'worker');
  await forgetThoseWithNothingLeft(tx, [request.person_id], { now, actor: 'worker' });
}

const act = ({ act: does, count }: PlanView['items'][number]): number => (does === 'task' ? 0 : count);

/** What stays, a line for each reason: whole entries, and those of which a part is needed. */
function staying({ items }: PlanView, place: (system: string) => string) {
  const lines = items.flatMap(({ system, act, count, because, until_to: until }) => {
    const partly = system === OURS && act === 'anonymise';
    if (count === 0 || !(partly || act === 'keep' || act === 'leave')) return [];
    return [{ system, partly, count, until, because: partly ? because.replace(REST_GOES, '') : because }];
  });
  const alike = Map.groupBy(lines, ({ count: _, ...line }) => JSON.stringify(line));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const n = same.reduce((sum, { count }) => sum + count, 0);
    const entries = `${n} ${n === 1 ? 'entry' : 'entries'} in ${place(first.system)}`;
    return [
      {
        what: first.partly ? `a part of ${entries}` : entries,
        because: first.because,
        until: first.until,
      },
    ];
  });
}

export async function tellChanged(tx: Tx, held: Case, changed: readonly Changed[]): Promise<void> {
  if (changed.length > 0)
    await tellRecipients(tx, held, 'rectification', {
      right: [
        ...new Set(
          changed.flatMap(({ after }) =>
            Object.entries(after).map(([what, value]) => `${what}: ${value ?? ''}`),
          ),
        ),
      ],
      carriedOutIn: [...new Set(changed.map(({ system }) => system))],
    });
  const n = changed.length;
  const says =
    n === 0
      ? 'We looked in every place, and found nothing that still said what you told us is wrong.'
      : `We put it right in ${n} ${n === 1 ? 'place' : 'places'}, and tell those who had it from us.`;
  await write(tx, held, 'answer', (writing) => letters.answered(writing, { says, download: false }));
  await settle(tx, held, n > 0 ? 'corrected' : 'nothing-held', 'worker');
}

export async function tellReady(tx: Tx, held: Case): Promise<void> {
  const says =
    held.request.kind === 'portability'
      ? 'What you gave us is ready as files that other software can read.'
      : 'A copy of all that we hold about you is ready, with where it came from, who received it, what we use it for and how long we keep it.';
  await write(tx, held, 'answer', (writing) => letters.answered(writing, { says, download: true }));
  await settle(tx, held, 'sent', 'worker');
}
