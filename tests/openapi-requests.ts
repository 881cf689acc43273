import fc from 'fast-check';

/*
 * Requests out of an OpenAPI document: mostly as it describes them, with every part of them now and then replaced by
 * something that no well-meaning caller sends.
 */

export type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
};

export type Operation = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  operationId: string;
  /** Null: open to all. */
  scope: string | null;
  parameters: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[];
  body: { media: string; schema: Schema } | null;
};

/** Words that mean something to the system that is tried, by the name of the field they are for; ids and texts for the rest. */
export type Vocabulary = {
  /** What callers would say, by the field; grows by what answers name. */
  byField: Record<string, readonly unknown[]>;
  ids: readonly string[];
  /** Requests that are right, by operation. */
  tries: Readonly<Record<string, readonly Try[]>>;
};

export type Attempt = {
  operationId: string;
  url: string;
  payload: string | null;
  headers: Record<string, string>;
};

export function operationsIn(document: Record<string, unknown>): Operation[] {
  type Described = {
    operationId: string;
    security: { key?: string[] }[];
    parameters?: Operation['parameters'];
    requestBody?: { content: Record<string, { schema: Schema }> };
  };
  const paths = document.paths as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const [content] = Object.entries(described.requestBody?.content ?? {});
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        operationId: described.operationId,
        scope: described.security[0]?.key?.[0] ?? null,
        parameters: described.parameters ?? [],
        body: content ? { media: content[0], schema: content[1].schema } : null,
      };
    }),
  );
}

const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  -1e308,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e\u0000',
  '𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧',
  'x'.repeat(5_000),
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%0d%0aset-cookie: a=b',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '0000-00-00',
  '9999-12-31',
  '0001-01-01T00:00:00Z',
  '2026-02-30',
  '+44 1632 960000',
  'somebody@nowhere.example',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: { prototype: { polluted: true } } },
];
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value that fits, nearly always. */
function valueFor(schema: Schema, field: string, words: Vocabulary): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 25, arbitrary: fitting(schema, field, words) }, { weight: 1, arbitrary: nasty });
}

function fitting(schema: Schema, field: string, words: Vocabulary): fc.Arbitrary<unknown> {
  const known = words.byField[field];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => fitting(one, field, words)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (known && schema.type !== 'array')
    return fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: byType(schema, field, words) },
    );
  return byType(schema, field, words);
}

function byType(schema: Schema, field: string, words: Vocabulary): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return textFor(schema, words);
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 2 ** 31) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, field, words), { minLength: 0, maxLength: 4 });
    case 'object':
      return objectFor(schema, field, words);
    default:
      return nasty;
  }
}

function textFor({ format, minLength = 1, maxLength = 30 }: Schema, words: Vocabulary): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...words.ids), fc.uuid());
  const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  if (format === 'date-time') return date.map((one) => one.toISOString());
  if (format === 'date') return date.map((one) => one.toISOString().slice(0, 10));
  return fc.string({ minLength, maxLength: Math.min(maxLength, 30) });
}

function objectFor(schema: Schema, field: string, words: Vocabulary): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = schema;
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? additionalProperties : {};
    const keys = words.byField[`${field}.keys`] ?? ['a', '__proto__', 'constructor'];
    return fc
      .array(fc.tuple(fc.constantFrom(...keys.map(String)), valueFor(values, `${field}.values`, words)), {
        maxLength: 5,
      })
      .map((entries) => Object.fromEntries(entries));
  }
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => [key, valueFor(inner, key, words)]),
  );
  // What may be left out is left out half of the time, all of it: a caller who is new says only what must be said.
  const needed = Object.fromEntries(Object.entries(model).filter(([key]) => required.includes(key)));
  return fc
    .tuple(
      fc.oneof(fc.record(model, { requiredKeys: required }), fc.record(needed)),
      fc.oneof(
        { weight: 30, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('__proto__', 'constructor', 'role', 'is admin', 'person_id'),
        },
      ),
    )
    .map(([value, surplus]) => (surplus === null ? value : { ...value, [surplus]: 'surplus' }));
}

/** Where the ids of a kind of things are remembered: those in the paths below `/api/requests` are of requests. */
const seenAt = (path: string, name: string): string => `${name} at ${path.split('/')[2]}`;

/** What an answer names is asked about later: the ids in it, as ids of what stands at that path, and of whom it names. */
export function learn(words: Vocabulary, { path }: Pick<Operation, 'path'>, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  for (const [key, value] of Object.entries(answer)) {
    if (typeof value === 'object') learn(words, { path }, value);
    else if (typeof value === 'string' && /^[0-9a-f-]{36}$|^[0-9a-f]{64}$/.test(value)) {
      // The id of what stands at `/api/campaigns` is what other bodies name as `campaign`.
      const alike = key === 'id' ? [path.split('/')[2]?.replace(/s$/, '') ?? ''] : [];
      for (const name of [key, seenAt(path, key), ...alike, ...(key === 'person' ? ['id at people'] : [])])
        words.byField[name] = [...new Set([...(words.byField[name] ?? []), value])].slice(-KEPT_IN_MIND);
    }
  }
}
const KEPT_IN_MIND = 8;

/** A request that is right, or the part of it that is given; the rest is as generated. */
export type Try = {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
};

/** Anything that may be sent to an operation: address, headers, body. */
export function attemptOn(operation: Operation, words: Vocabulary): fc.Arbitrary<Attempt> {
  const parameters = operation.parameters.filter((one) => one.in !== 'header');
  const values = fc.tuple(
    ...parameters.map((one) => {
      const seen = one.in === 'path' ? words.byField[seenAt(operation.path, one.name)] : undefined;
      const any = valueFor(one.schema, one.name, words);
      return seen ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...seen) }, any) : any;
    }),
  );
  const given = fc.array(fc.boolean(), { minLength: parameters.length, maxLength: parameters.length });
  const body = operation.body ? bodyFor(operation.body, words) : fc.constant<string | null>(null);
  const media = operation.body?.media ?? 'application/json';
  const headers = fc.record({
    'content-type': fc.oneof(
      { weight: 25, arbitrary: fc.constant(media) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'text/plain',
          'application/x-www-form-urlencoded',
          'application/json; charset=utf-16',
          'nonsense',
        ),
      },
    ),
    'idempotency-key': fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      { weight: 3, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constantFrom('key-1', 'two words', 'x'.repeat(300)) },
    ),
    'kept-reason': fc.constantFrom(
      'answering-request',
      'answering-request',
      'support',
      'John Smith asked',
      '',
    ),
    'kept-link': fc.constantFrom('', '', '', 'garbage', `${'e'.repeat(80)}.${'f'.repeat(40)}`),
  });
  const tries = words.tries[operation.operationId] ?? [];
  const likeThis = fc.oneof(
    fc.constant<Try>({}),
    ...(tries.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...tries) }] : []),
  );
  return fc.tuple(values, given, body, headers, likeThis).map(([found, there, generated, all, tried]) => {
    const payload =
      tried.body === undefined
        ? generated
        : typeof tried.body === 'string'
          ? tried.body
          : JSON.stringify(tried.body);
    const inPath = new Map<string, string>();
    const query = new URLSearchParams();
    for (const [index, parameter] of parameters.entries()) {
      const text = textOf(found[index]);
      const told = tried.path?.[parameter.name] ?? tried.query?.[parameter.name];
      if (parameter.in === 'path') inPath.set(parameter.name, told ?? text);
      else if (told !== undefined) query.append(parameter.name, told);
      else if (tried.query === undefined && (parameter.required || there[index]))
        query.append(parameter.name, text);
    }
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
      encode(inPath.get(name) ?? ''),
    );
    const url = query.size > 0 ? `${path}?${query}` : path;
    const sent = Object.entries(all).filter(
      ([name, value]) => value !== '' && (payload !== null || name !== 'content-type'),
    );
    return { operationId: operation.operationId, url, payload, headers: Object.fromEntries(sent) };
  });
}

const bodyFor = (
  { media, schema }: { media: string; schema: Schema },
  words: Vocabulary,
): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 30,
      arbitrary: fitting(schema, 'body', words).map((value) =>
        media === 'application/json' ? JSON.stringify(value) : textOf(value),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'null',
        '[]',
        '{',
        '"text"',
        '{"__proto__":{"polluted":true}}',
        '{"constructor":{"prototype":{"polluted":true}}}',
        `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
        `"${'x'.repeat(1_200_000)}"`,
      ),
    },
  );

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E') || '%20';
