/** A leaf of a structured value: the words that lead to it, and what it holds. */
export interface Leaf {
  readonly key: string;
  readonly value: string;
}

const MOST = 200;

/** The leaves of a value that is JSON or serialised by PHP; null where it is neither. */
export function leavesOf(value: string): Leaf[] | null {
  if (/^\s*[{[]/.test(value)) {
    try {
      return walk(JSON.parse(value), '');
    } catch {
      // Cut off or not JSON: pairs can still be told.
      const pairs = [...value.matchAll(/"([\w.-]{1,60})"\s*:\s*"([^"]{0,300})"/g)];
      return pairs.length > 0 ? pairs.map(([, key = '', text = '']) => ({ key, value: text })) : null;
    }
  }
  if (/^a:\d+:\{|^O:\d+:"/.test(value)) {
    return [...value.matchAll(/s:\d+:"([\w.-]{1,60})";(?:s:\d+:"([^"]*)"|[idb]:([^;]*));/g)]
      .slice(0, MOST)
      .map(([, key = '', text, other]) => ({ key, value: text ?? other ?? '' }));
  }
  return null;
}

function walk(value: unknown, key: string): Leaf[] {
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((one) => walk(one, key));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .slice(0, MOST)
      .flatMap(([name, inner]) => walk(inner, name));
  }
  return value === null || value === '' ? [] : [{ key, value: String(value) }];
}

/** Keys with their values, over all samples of a column. Null unless most of them are structured. */
export function nestedColumns(samples: readonly string[]): Map<string, string[]> | null {
  const some = samples.slice(0, 60);
  const structured = some.map(leavesOf);
  const good = structured.filter((leaves) => leaves !== null);
  if (some.length === 0 || good.length < some.length * 0.5) return null;
  const columns = new Map<string, string[]>();
  for (const { key, value } of good.flat()) {
    // A key that is itself a value (an address as a key) is never shown.
    if (!/^[a-z_][\w.-]{0,40}$/i.test(key)) continue;
    const values = columns.get(key) ?? [];
    values.push(value);
    columns.set(key, values);
  }
  return columns;
}
