import type { Step } from '../connector.ts';
import { isWriting, type KnownStep } from '../plan/journal.ts';

/** A step, or a part of one. */
export type Part = KnownStep & { readonly part: number; readonly last: boolean };

/** As many steps as make one transaction; a step larger than that in parts, and what belongs together whole. */
export async function* batchesOf(
  steps: Iterable<KnownStep> | AsyncIterable<KnownStep>,
  most: number,
): AsyncGenerator<Part[]> {
  let group: Part[] = [];
  let size = 0;
  for await (const step of steps) {
    const joined = step.together !== undefined && group.at(-1)?.together === step.together;
    for (let at = 0, part = 0; at < step.keys.length; part++) {
      if (size >= most && !joined) {
        yield group;
        group = [];
        size = 0;
      }
      const room =
        step.together === undefined ? Math.min(most - size, step.keys.length - at) : step.keys.length;
      const keys = step.keys.slice(at, at + room);
      at += keys.length;
      group.push({ ...step, keys, part, last: at >= step.keys.length });
      size += keys.length;
    }
  }
  if (group.length > 0) yield group;
}

/** What a connector is asked for; a part has an id of its own, the same each time. */
export const toApply = (
  planId: string,
  { number, at, part, table, act, key, keys, columns, together }: Part,
): Step => ({
  id: `${planId}/${number}${at > 0 ? `-${at}` : ''}${part > 0 ? `.${part}` : ''}`,
  table,
  act: isWriting(act) ? act : 'change',
  key,
  keys,
  ...(columns && { columns }),
  ...(together !== undefined && { together }),
});
