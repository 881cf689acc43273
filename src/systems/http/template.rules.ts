import { Refused } from '../../base/index.ts';

/** What stands for the names in braces. A number stays one where it is all of a value. */
export type Variables = Readonly<Record<string, string | number>>;

const NAME = /\{([a-z0-9-]+)\}/g;

const valueFor = (variables: Variables, name: string): string | number => {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined)
    throw new Refused('http.no-value', `The interface asks for "${name}", and nothing says what it is.`, {
      name,
    });
  return value;
};

/** A text with its names filled in, as it is: for query and header values, which are encoded later. */
export const fillText = (text: string, variables: Variables): string =>
  text.replaceAll(NAME, (_, name: string) => String(valueFor(variables, name)));

/** A path with its names filled in, each as one encoded segment: what is filled in never leads elsewhere. */
export const fillPath = (path: string, variables: Variables): string =>
  path.replaceAll(NAME, (_, name: string) => {
    const value = String(valueFor(variables, name));
    if (value === '' || value === '.' || value === '..')
      throw new Refused('http.bad-value', `"${name}" cannot stand in an address.`, { name });
    return encodeURIComponent(value);
  });

/** A body with its names filled in. */
export function fillBody(body: unknown, variables: Variables): unknown {
  if (typeof body === 'string') {
    const whole = /^\{([a-z0-9-]+)\}$/.exec(body)?.[1];
    return whole ? valueFor(variables, whole) : fillText(body, variables);
  }
  if (Array.isArray(body)) return body.map((one) => fillBody(one, variables));
  if (typeof body === 'object' && body !== null)
    return Object.fromEntries(Object.entries(body).map(([key, one]) => [key, fillBody(one, variables)]));
  return body;
}

/** The names in braces of any template. */
export const namesIn = (template: unknown): string[] =>
  [...JSON.stringify(template ?? '').matchAll(NAME)].flatMap(([, name]) => (name ? [name] : []));

/** What is at a place of an answer, `paging.next.after`; undefined where nothing is. */
export function at(answer: unknown, place: string): unknown {
  let here = answer;
  for (const step of place.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}

/** An object that has `value` at that place. */
export function put(into: Record<string, unknown>, place: string, value: unknown): void {
  const steps = place.split('.');
  const last = steps.pop() ?? place;
  let here = into;
  for (const step of steps) {
    const next = here[step];
    if (typeof next === 'object' && next !== null) here = next as Record<string, unknown>;
    else {
      const made: Record<string, unknown> = {};
      here[step] = made;
      here = made;
    }
  }
  here[last] = value;
}
