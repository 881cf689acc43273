import type { Value } from '../database/database.ts';

type Scalar = string | number | boolean | null;

/**
 * What tells a row or a tuple from others, in as few bytes as it can be held in: a person may have millions. A single value
 * stands for itself, which for whole numbers takes no memory beyond its place in the set.
 */
export const markOf = (values: readonly Value[]): Scalar => {
  const [only] = values;
  if (values.length === 1 && only !== undefined && !(only instanceof Uint8Array)) return only;
  return JSON.stringify(
    values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)),
  );
};

/** Remembers marks; `add` answers whether it is the first time. */
export interface Seen {
  add(mark: Scalar): boolean;
}

export function remembering(): Seen {
  const marks = new Set<Scalar>();
  return {
    add(mark) {
      const before = marks.size;
      marks.add(mark);
      return marks.size > before;
    },
  };
}

/** For where nothing can come twice: there is nothing to remember. */
export const EVERYTHING_IS_NEW: Seen = { add: () => true };
