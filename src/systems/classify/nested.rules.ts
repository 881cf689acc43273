/** A leaf of a structured value: the words that lead to it, and what it holds. */
export interface Leaf {
  readonly key: string;
  readonly value: string;
  /** The key stood in the value as well. */
  readonly label?: true;
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
    const fields = Object.entries(value).slice(0, MOST);
    return [...labelled(fields), ...fields.flatMap(([name, inner]) => walk(inner, name))];
  }
  return value === null || value === '' ? [] : [{ key, value: String(value) }];
}

/** `{ "name": "E-mail", "value": "…" }`, as forms are kept: the one says what the other holds. */
function labelled(fields: readonly [string, unknown][]): Leaf[] {
  const text = (names: RegExp) => {
    const found = fields.find(([name, value]) => names.test(name) && typeof value === 'string')?.[1];
    return typeof found === 'string' ? found : '';
  };
  const key = text(/^(label|name|key|field|title|question)$/i);
  const value = text(/^(value|answer|response)$/i);
  return key === '' || value === '' ? [] : [{ key: key.trim().replaceAll(/\s+/g, '_'), value, label: true }];
}

/** Keys with their values, over all samples of a column. Null unless most of them are structured. */
export function nestedColumns(samples: readonly string[]): Map<string, string[]> | null {
  const some = samples.slice(0, 60);
  const structured = some.map(leavesOf);
  const good = structured.filter((leaves) => leaves !== null);
  if (some.length === 0 || good.length < some.length * 0.5) return null;
  const columns = new Map<string, string[]>();
  const labels = Map.groupBy(
    good.flatMap((leaves) => [...new Set(leaves.filter((one) => one.label).map((one) => one.key))]),
    (key) => key,
  );
  for (const { key, value, label } of good.flat()) {
    // A key that is itself a value (an address as a key, somebody's name as a label) is never shown.
    if (!/^[a-z_][\w.-]{0,40}$/i.test(key)) continue;
    if (label && (labels.get(key)?.length ?? 0) < Math.max(2, good.length / 2)) continue;
    const values = columns.get(key) ?? [];
    values.push(value);
    columns.set(key, values);
  }
  return columns;
}
