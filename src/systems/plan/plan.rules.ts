import { createHash } from 'node:crypto';
import { addDays, type Day, Refused } from '../../base/index.ts';
import type { Act, Asked, SystemDescription } from '../connector.ts';
import type { Value } from '../database/database.ts';
import type { ItemRow, PlanState, SystemRow } from './journal.ts';

type Shown = Pick<
  ItemRow,
  'system' | 'table' | 'act' | 'duty' | 'until_from' | 'until_to' | 'replaced' | 'count' | 'digest' | 'who'
>;

/** What an approval refers to: the acts on the tables of a system, how many rows, and which. */
export const hashOf = (items: readonly Shown[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        items
          .filter(({ act }) => act !== 'detach')
          .map(({ system, table, act, duty, until_from, until_to, replaced, count, digest, who }) => [
            system,
            table,
            act,
            duty,
            until_from,
            until_to,
            Object.entries(replaced).sort(),
            count,
            digest,
            who,
          ])
          .map((item) => JSON.stringify(item))
          .sort(),
      ),
    )
    .digest('hex');

/** The hash of a plan, of those of its systems: one that waits has none yet. */
export const hashOfPlan = (systems: readonly Pick<SystemRow, 'system' | 'hash'>[]): string =>
  createHash('sha256')
    .update(JSON.stringify(systems.map(({ system, hash }) => [system, hash]).sort()))
    .digest('hex');

/** How far a plan has come, of how far its systems and tasks have. What is done is done everywhere, and was looked at again. */
export function stateOf(
  systems: readonly Pick<SystemRow, 'state' | 'because'>[],
  items: readonly Pick<ItemRow, 'act' | 'done_at'>[],
): PlanState {
  const some = (state: SystemRow['state']) => systems.some((one) => one.state === state);
  const openTask = items.some((item) => item.act === 'task' && item.done_at === null);
  if (items.some(({ act }) => act === 'blocked')) return 'blocked';
  if (some('left')) return 'left';
  // One that was found and does not answer now is waited for as well.
  if (systems.some(({ state, because }) => state === 'waiting' || (state !== 'found' && because !== null)))
    return 'waiting';
  if (some('found')) return 'ready';
  if (some('running')) return 'running';
  if (some('approved')) return 'approved';
  return openTask ? 'running' : 'done';
}

/** Systems so that each comes after those whose rows say what it is searched by. Refuses `systems.needs-circle`. */
export function searchOrder(systems: readonly SystemDescription[]): SystemDescription[] {
  const order: SystemDescription[] = [];
  let left = [...systems];
  const names = new Set(systems.map(({ name }) => name));
  while (left.length > 0) {
    const waits = new Set(left.map(({ name }) => name));
    const free = left.filter(
      ({ needs = [] }) => !needs.some(({ system }) => names.has(system) && waits.has(system)),
    );
    if (free.length === 0) {
      throw new Refused(
        'systems.needs-circle',
        `These systems are each searched by what another of them holds: ${left.map(({ name }) => name).join(', ')}. One of them has to be found without the others.`,
      );
    }
    order.push(...free);
    left = left.filter((one) => !free.includes(one));
  }
  return order;
}

/** Systems that nothing may be written to: another one, not searched yet, is found by what they hold. */
export const heldBack = (systems: readonly Pick<SystemRow, 'system' | 'needs' | 'state'>[]): Set<string> =>
  new Set(systems.filter(({ state }) => state === 'waiting').flatMap(({ needs }) => needs));

/** Who does what no connector can, and until when: never after the day of the answer. */
export function taskFor(
  { byHand }: SystemDescription,
  on: Day,
  answerBy: Day | null,
): { who: string | null; dueOn: Day | null } {
  if (!byHand) return { who: null, dueOn: answerBy };
  const dueOn = addDays(on, byHand.days);
  return { who: byHand.who, dueOn: answerBy !== null && answerBy < dueOn ? answerBy : dueOn };
}

/** Whether a system does by itself what is asked. */
export const does = ({ can }: SystemDescription, intent: Asked['intent']): boolean => can.find && can[intent];

const DATABASES: ReadonlySet<SystemDescription['kind']> = new Set(['postgres', 'mysql', 'sqlite']);

/** What an act becomes where the system can't do it: a task. What a database can't do is a fault of its map. */
export const actIn = (system: SystemDescription, intent: Asked['intent'], act: Act): Act =>
  (act === 'blocked' && !DATABASES.has(system.kind)) ||
  (['delete', 'anonymise', 'change', 'detach'].includes(act) && !does(system, intent))
    ? 'task'
    : act;

/** As much of a key as tells a colleague which row is meant, and no more. */
export function folded(value: Value): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return '…';
  const text = String(value);
  if (/^-?\d{1,12}$/.test(text) || /^\d{4}-\d\d-\d\d/.test(text)) return text.slice(0, 12);
  if (text.includes('@')) return `${text.slice(0, 1)}…@…`;
  return text.length > 4 ? `${text.slice(0, 2)}…` : text;
}
