import type { Operation, Part, Reference } from '../pages/reference-props.ts';

/** As much of an OpenAPI document as is read here. */
type Schema = {
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  default?: unknown;
};
type Answer = { $ref?: string; description?: string; content?: Record<string, { schema?: Schema }> };
type Described = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, Answer>;
};
export type Document = {
  tags?: { name: string; description?: string }[];
  paths?: Record<string, Record<string, Described>>;
  components?: { responses?: Record<string, Answer> };
};

/** Deeper parts of a body are left to /openapi.json: a table is for reading. */
const DEEPEST = 3;

/** What a page shows of the description of the API, by tag and in the order of the description. */
export function referenceOf(document: Document, base: string): Reference {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => operationOf(document, base, path, method, one)),
  );
  const described = document.tags ?? [];
  const others = new Set(
    operations.map(({ tag }) => tag).filter((tag) => !described.some(({ name }) => name === tag)),
  );
  return {
    tags: [...described, ...[...others].map((name) => ({ name, description: '' }))].map(
      ({ name, description = '' }) => ({
        name,
        says: description,
        operations: operations.filter(({ tag }) => tag === name),
      }),
    ),
  };
}

function operationOf(
  document: Document,
  base: string,
  path: string,
  method: string,
  one: Described,
): Operation {
  const security = one.security ?? [];
  const [media, body] = Object.entries(one.requestBody?.content ?? {})[0] ?? [];
  return {
    id: one.operationId ?? path,
    tag: one.tags?.[0] ?? '',
    method: method.toUpperCase(),
    path,
    says: one.summary ?? '',
    scope: security.some((one) => Object.keys(one).length === 0)
      ? null
      : (security.flatMap(({ key }) => key ?? [])[0] ?? null),
    session: security.some(({ session }) => session),
    parameters: (one.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      where: parameter.in,
      type: typeOf(parameter.schema),
      required: parameter.required === true,
      says: parameter.description ?? parameter.schema?.description ?? '',
    })),
    media: media ?? null,
    body: partsOf(body?.schema, ''),
    answers: Object.entries(one.responses)
      .filter(([status]) => /^\d/.test(status))
      .map(([status, answer]) => answerOf(document, status, answer)),
    curl: curlFor(base, path, method, one, media),
  };
}

function answerOf(document: Document, status: string, given: Answer): Operation['answers'][number] {
  const answer = given.$ref ? document.components?.responses?.[given.$ref.split('/').at(-1) ?? ''] : given;
  const said = Object.entries(answer?.content ?? {}).find(([media]) => !media.includes('problem'));
  return { status, says: answer?.description ?? '', fields: partsOf(said?.[1].schema, '') };
}

/** The fields of a body, those of inner objects with a dot before them. */
function partsOf(schema: Schema | undefined, before: string, depth = 0): Part[] {
  if (!schema || depth > DEEPEST) return [];
  if (schema.items) return partsOf(schema.items, `${before}[]`, depth);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = before ? `${before}.${name}` : name;
    const part: Part = {
      name: path,
      type: typeOf(inner),
      required: schema.required?.includes(name) === true,
      says: inner.description ?? '',
    };
    return [part, ...partsOf(inner, path, depth + 1)];
  });
}

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'anything';
  if (schema.enum) return schema.enum.map((one) => String(one)).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const types = [schema.type ?? 'anything'].flat().join(' | ');
  return schema.format ? `${types} (${schema.format})` : types;
}

/** A call to copy; what is in braces is the caller's. */
function curlFor(base: string, path: string, method: string, one: Described, media?: string): string {
  const parts = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${base}${path}"`];
  if (one.security?.some(({ key }) => key)) parts.push('-H "Authorization: Bearer $KEPT_API_KEY"');
  for (const parameter of one.parameters ?? [])
    if (parameter.in === 'header' && parameter.required)
      parts.push(`-H "${parameter.name}: answering-request"`);
  if (media) {
    const body = one.requestBody?.content[media]?.schema;
    parts.push(`-H "Content-Type: ${media}"`);
    parts.push(
      media === 'application/json' ? `-d '${JSON.stringify(exampleOf(body))}'` : '--data-binary @file',
    );
  }
  return parts.join(' \\\n  ');
}

/** The smallest thing of that shape: what must be there, with words that say what goes where. */
function exampleOf(schema: Schema | undefined, name = ''): unknown {
  if (!schema) return '…';
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return exampleOf(schema.anyOf[0], name);
  if (schema.items) return [exampleOf(schema.items, name)];
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([key]) => schema.required?.includes(key))
        .map(([key, inner]) => [key, exampleOf(inner, key)]),
    );
  switch ([schema.type].flat()[0]) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'object':
      return {};
    default:
      return schema.format === 'date' ? '2026-11-22' : schema.format === 'uuid' ? '{id}' : `{${name}}`;
  }
}
