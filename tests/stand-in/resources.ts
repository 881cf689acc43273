import { randomUUID } from 'node:crypto';
import type { Description, Operation, Schema } from './description.ts';

type Item = Record<string, unknown>;
export type Asked = {
  operation: Operation;
  path: string;
  parameters: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
};
export type Answered = { status: number; body: unknown };

/**
 * What is there, by path, and what any interface of resources does with it: an item is read, put, patched and deleted at its
 * path; a collection is the path above its items, filtered by fields of the same name and handed out in pages; a verb behind
 * an item or a collection acts on that. Answers are filled up from their schema.
 */
export function resources(description: Description, now: () => string) {
  const things = new Map<string, Item>();
  const { operations, resolve } = description;
  const templates = new Set(operations.map(({ template }) => template));
  const isCollection = (template: string) =>
    [...templates].some(
      (other) => other.startsWith(`${template}/{`) && !other.slice(template.length + 1).includes('/'),
    );
  /** How many a page holds at most, whatever was asked for. */
  let pageAtMost = Number.POSITIVE_INFINITY;

  const itemsOf = (collection: string): Item[] =>
    [...things].flatMap(([path, item]) =>
      path.startsWith(`${collection}/`) && !path.slice(collection.length + 1).includes('/') ? [item] : [],
    );

  /** A value as the schema wants it: what is required and missing is made up, what its path says is filled in. */
  const filled = (schema: Schema, value: Item, parameters: Record<string, string>): Item => {
    const { properties = {}, required = [] } = resolve(schema);
    const whole: Item = { ...value };
    for (const [name, declared] of Object.entries(properties)) {
      if (whole[name] !== undefined) continue;
      if (parameters[name] !== undefined) whole[name] = parameters[name];
      else if (required.includes(name)) whole[name] = made(resolve(declared));
    }
    return whole;
  };
  const made = (schema: Schema): unknown => {
    if (schema.enum) return schema.enum[0];
    if (schema.format === 'date-time') return now();
    if (schema.format === 'uuid') return randomUUID();
    if (schema.type === 'array') return [];
    if (schema.type === 'object') return filled(schema, {}, {});
    if (schema.type === 'integer' || schema.type === 'number') return 0;
    return schema.type === 'boolean' ? false : '';
  };

  const write = ({ operation, path, parameters, body }: Asked, before: Item | undefined): Answered => {
    const schema = resolve(operation.success.schema ?? {});
    const sent = (body ?? {}) as Item;
    const key = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
    const item: Item = { ...(schema.properties?.id && { id: key }), ...before };
    for (const [field, value] of Object.entries(sent)) {
      const ifNew = /^(.+)_if_new$/.exec(field)?.[1];
      if (ifNew) item[ifNew] ??= value;
      else if (!keeps(schema, field, value)) continue;
      else
        item[field] = isItem(value) && isItem(item[field]) ? { ...(item[field] as Item), ...value } : value;
    }
    for (const [name, declared] of Object.entries(schema.properties ?? {}))
      if (resolve(declared).format === 'date-time' && /chang|modif|updat/i.test(name)) item[name] = now();
    const whole = filled(schema, item, parameters);
    things.set(path, whole);
    return { status: operation.success.status, body: whole };
  };

  const listed = ({ operation, parameters, query, body }: Asked, found: Item[]): Answered => {
    const asked = { ...query, ...(isItem(body) ? body : {}) } as Record<string, unknown>;
    const start = Number(asked.offset ?? asked.after ?? 0) || 0;
    const wanted = Number(asked.count ?? asked.limit ?? 10);
    const page = found.slice(start, start + Math.min(wanted, pageAtMost));
    const schema = resolve(operation.success.schema ?? {});
    const answer: Item = {};
    for (const [name, declared] of Object.entries(schema.properties ?? {})) {
      const kind = resolve(declared);
      if (kind.type === 'array' && name !== '_links') answer[name] = page;
      else if (kind.type === 'integer' && /^total/.test(name)) answer[name] = found.length;
      else if (name === 'paging' && start + page.length < found.length)
        answer[name] = { next: { after: String(start + page.length) } };
    }
    return { status: operation.success.status, body: filled(schema, answer, parameters) };
  };

  const verb = (asked: Asked): Answered => {
    const { operation, path, body } = asked;
    const steps = path.split('/');
    const word = decodeURIComponent(steps.at(-1) ?? '');
    const sent = (body ?? {}) as Item;
    // The thing that the verb stands behind: the nearest item or collection above it.
    for (let end = steps.length - 1; end > 0; end -= 1) {
      const above = steps.slice(0, end).join('/');
      if (/delete|purge/.test(word)) {
        const target = things.has(above) ? above : pathOfItem(above, sent);
        if (!target) continue;
        for (const other of [...things.keys()])
          if (other === target || other.startsWith(`${target}/`)) things.delete(other);
        return { status: operation.success.status, body: null };
      }
      if (word === 'search' && Array.isArray(sent.filterGroups))
        return listed(asked, searched(itemsOf(above), sent));
    }
    if (/delete|purge/.test(word)) return notFound();
    return stateVerb(asked, word, sent);
  };

  const pathOfItem = (collection: string, sent: Item): string | undefined => {
    const property = typeof sent.idProperty === 'string' ? sent.idProperty : null;
    const wanted = String(sent.objectId ?? sent.id ?? '');
    return [...things].find(
      ([path, item]) =>
        path.startsWith(`${collection}/`) &&
        (property
          ? isItem(item.properties) && item.properties[property] === wanted
          : String(item.id) === wanted),
    )?.[0];
  };

  /** A verb that sets a state (subscribe, unsubscribe): kept where the state is read, under the field that both name. */
  const stateVerb = ({ operation }: Asked, word: string, sent: Item): Answered => {
    const one = resolve(operation.success.schema ?? {});
    const reader = operations.find(
      (other) =>
        other.method === 'GET' &&
        other.names.length === 1 &&
        sent[other.names[0] ?? ''] !== undefined &&
        listIn(other) !== null,
    );
    const list = reader && listIn(reader);
    if (!reader || !list) return { status: 501, body: null };
    const path = reader.template.replace(/\{([^}]+)\}/, (_, name: string) =>
      encodeURIComponent(String(sent[name])),
    );
    const id = String(Object.entries(sent).find(([field]) => /Id$/.test(field))?.[1] ?? '');
    const states = resolve(one.properties?.status).enum ?? [];
    const off = /^un/.test(word);
    const status = states.find((state) => /^(NOT|UN)/.test(String(state)) === off);
    const said = filled(one, { id, ...(status !== undefined && { status }) }, {});
    const before = things.get(path) ?? {};
    const others = (Array.isArray(before[list]) ? before[list] : []).filter(
      (other) => isItem(other) && other.id !== id,
    );
    things.set(path, { ...before, [list]: [...others, said] });
    return { status: operation.success.status, body: said };
  };
  const listIn = (reader: Operation): string | null =>
    Object.entries(resolve(reader.success.schema ?? {}).properties ?? {}).find(([, declared]) => {
      const inside = resolve(resolve(declared).items);
      return resolve(declared).type === 'array' && inside.properties?.status !== undefined;
    })?.[0] ?? null;

  return {
    things,
    shortPages(atMost: number) {
      pageAtMost = atMost;
    },
    answer(asked: Asked): Answered {
      const { operation, path, parameters, query } = asked;
      const { template, method, success } = operation;
      const there = things.get(path);
      const isItemPath = template.endsWith('}');
      if (isItemPath && method === 'PUT') return write(asked, there);
      if (isItemPath && method !== 'GET' && !there) return notFound();
      if (isItemPath && method === 'PATCH') return write(asked, there);
      if (isItemPath && method === 'DELETE') {
        things.delete(path);
        return { status: success.status, body: null };
      }
      if (isCollection(template) && method === 'POST') {
        const id = randomUUID();
        return write({ ...asked, path: `${path}/${id}` }, undefined);
      }
      if (isCollection(template)) return listed(asked, filtered(itemsOf(path), query));
      if (method === 'POST') return verb(asked);
      const schema = resolve(success.schema ?? {});
      // A document that is read by somebody's address is there for everybody; an item has to have been made.
      const above = path.slice(0, path.lastIndexOf('/'));
      const belongs = template.slice(0, template.lastIndexOf('/'));
      if (!there && isItemPath && templatesWrite(template)) return notFound();
      if (!there && belongs.endsWith('}') && !things.has(above)) return notFound();
      return { status: success.status, body: filled(schema, there ?? noItems(schema), parameters) };
    },
  };

  /** A list that is read where nothing was ever put is an empty one. */
  function noItems({ properties = {} }: Schema): Item {
    const lists = Object.entries(properties).filter(
      ([name, one]) => name !== '_links' && resolve(one).type === 'array',
    );
    return Object.fromEntries(lists.map(([name]) => [name, []]));
  }

  function templatesWrite(template: string): boolean {
    return operations.some((other) => other.template === template && other.method !== 'GET');
  }
}

/** What is sent and never answered (relations to make) is no field of the item. */
const keeps = ({ properties, additionalProperties }: Schema, field: string, value: unknown): boolean =>
  !properties ||
  (properties[field]
    ? properties[field].type !== 'object' || isItem(value)
    : additionalProperties !== undefined);

const notFound = (): Answered => ({ status: 404, body: null });
const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of the same name, and `since_` and `before_` a field. */
function filtered(items: Item[], query: Record<string, string>): Item[] {
  const sorted = query.sort_field
    ? [...items].sort((a, b) => compare(a[query.sort_field ?? ''], b[query.sort_field ?? '']))
    : items;
  if (query.sort_dir === 'DESC') sorted.reverse();
  return sorted.filter((item) =>
    Object.entries(query).every(([name, wanted]) => {
      const [, bound, field = name] = /^(since|before)_(.+)$/.exec(name) ?? [];
      if (!Object.hasOwn(item, field) || typeof item[field] === 'object') return true;
      if (bound === 'since') return compare(item[field], wanted) >= 0;
      if (bound === 'before') return compare(item[field], wanted) <= 0;
      return String(item[field]) === wanted;
    }),
  );
}

function searched(items: Item[], sent: Item): Item[] {
  const groups = sent.filterGroups as {
    filters: { propertyName: string; operator: string; value?: string; values?: string[] }[];
  }[];
  const of = (item: Item, name: string) => (isItem(item.properties) ? item.properties[name] : item[name]);
  const found = items.filter(
    (item) =>
      groups.length === 0 ||
      groups.some(({ filters }) =>
        filters.every(({ propertyName, operator, value, values }) => {
          const has = of(item, propertyName);
          if (operator === 'HAS_PROPERTY') return has !== undefined;
          if (operator === 'NOT_HAS_PROPERTY') return has === undefined;
          if (has === undefined) return false;
          if (operator === 'EQ') return String(has) === value;
          if (operator === 'NEQ') return String(has) !== value;
          if (operator === 'IN') return (values ?? []).includes(String(has));
          const order = compare(has, value);
          return { GT: order > 0, GTE: order >= 0, LT: order < 0, LTE: order <= 0 }[operator] ?? false;
        }),
      ),
  );
  const [by] = Array.isArray(sent.sorts) ? sent.sorts : [];
  return typeof by === 'string' && by !== '' ? found.sort((a, b) => compare(of(a, by), of(b, by))) : found;
}

/** Moments and numbers by their size, the rest by its letters. */
function compare(a: unknown, b: unknown): number {
  const [one, other] = [sized(a), sized(b)];
  return Number.isFinite(one) && Number.isFinite(other) ? one - other : String(a).localeCompare(String(b));
}
const sized = (value: unknown): number =>
  /^\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value));
