/** What a part of a declaration may be once it is flat. */
export type Value = string | number | boolean | readonly (string | number | boolean)[];

/**
 * The parts of a declaration by their path in it: `transfer.mechanism`, `fields.email`. Lists are one part each, for it
 * is their members that come and go.
 */
export function partsOf(declared: unknown, path = '', found = new Map<string, Value>()): Map<string, Value> {
  if (typeof declared === 'string' || typeof declared === 'number' || typeof declared === 'boolean')
    found.set(path, declared);
  else if (Array.isArray(declared)) {
    if (declared.every(isPlain)) found.set(path, [...declared].sort());
    else for (const one of declared) partsOf(one, joined(path, keyOf(one)), found);
  } else if (typeof declared === 'object' && declared !== null)
    for (const [key, part] of Object.entries(declared))
      if (part !== undefined) partsOf(part, joined(path, key), found);
  return found;
}

const isPlain = (one: unknown): one is string | number | boolean =>
  typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean';

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Cookies are told apart by name, not by where they stand in their list. */
const keyOf = (one: unknown): string => {
  const { name } = (one ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : JSON.stringify(one);
};
