import { createHash } from 'node:crypto';
import { type Instant, newId } from '../base/index.ts';
import type { Said } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { happen } from './event.ts';

/** The event that the language knows without a declaration: they told us to stop marketing. */
const STOPPED = 'marketing-withdrawn';

const waiting = new WeakMap<Policy, boolean>();

/** Whether a period, a message or a condition of the policy begins with it: only then is it worth a line of anybody's history. */
function waitsForStops(policy: Policy): boolean {
  const known = waiting.get(policy);
  if (known !== undefined) return known;
  const { retention, messages, purposes } = policy;
  const waits = JSON.stringify([retention, messages, purposes]).includes(`"${STOPPED}"`);
  waiting.set(policy, waits);
  return waits;
}

/** Whether this makes something happen that the policy waits for. */
export const isStop = (policy: Policy, { purpose, state }: Pick<Said, 'purpose' | 'state'>): boolean =>
  (state === 'withdrawn' || state === 'objected') &&
  policy.purposes[purpose]?.kind === 'marketing' &&
  waitsForStops(policy);

/** A no to several mailings, or on several channels, said at one moment is one event. The caller holds the people. */
export async function noteStops(tx: Tx, policy: Policy, many: readonly Said[]): Promise<void> {
  const stops = new Map(
    many
      .filter((said) => isStop(policy, said))
      .map(({ personId, at, now }) => [`${personId} ${at}`, { personId, at, now }]),
  );
  for (const { personId, at, now } of stops.values())
    await happen(tx, policy, [{ personId, id: idOf(personId, at), kind: STOPPED, at }], {
      now,
      actor: 'person',
    });
}

/** The same for the same person and moment, however often it is said then. */
function idOf(personId: string, at: Instant): string {
  const moment = newId(at).slice(0, 13);
  const hash = createHash('sha256').update(`${STOPPED} ${personId} ${at}`).digest('hex');
  return `${moment}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
