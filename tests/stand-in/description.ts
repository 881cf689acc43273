import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/*
 * Words of this folder
 * - description: what a supplier published about its interface (OpenAPI 3)
 * - stand-in:    a server made from that description alone: it knows no supplier, and no route is made for a test
 */

export type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  readOnly?: boolean;
};
type Parameter = { $ref?: string; name: string; in: string; required?: boolean; schema?: Schema };
type Content = Record<string, { schema?: Schema }>;
type Described = {
  parameters?: Parameter[];
  requestBody?: { $ref?: string; content?: Content; required?: boolean };
  responses: Record<string, { $ref?: string; content?: Content }>;
};

export type Operation = {
  method: string;
  template: string;
  matches: RegExp;
  names: string[];
  success: { status: number; schema: Schema | null };
  /** What is wrong with a request; empty: nothing. */
  wrongRequest(query: Record<string, string>, body: unknown): string[];
  /** What is wrong with an answer. */
  wrongAnswer(body: unknown): string[];
};

export type Description = {
  operations: Operation[];
  /** Follows a reference into the description. */
  resolve(schema: Schema | undefined): Schema;
  /** How one signs in: the beginning of the header. */
  signIn: 'Basic ' | 'Bearer ';
  /** The path of the address where the interface is. */
  root: string;
};

type Whole = {
  servers?: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { securitySchemes?: Record<string, { type: string; scheme?: string }> };
};

/** Reads a published description, packed or not; several of one supplier are taken together. */
export function describe(files: readonly string[]): Description {
  const parts = files.map((file, number) => readOnce(file, `api${number}`));
  const [first] = parts;
  if (!first) throw new Error('a stand-in needs a description');
  return {
    ...first,
    operations: parts.flatMap(({ operations }) => operations),
    // Each reference says of which description it is.
    resolve: (schema) =>
      parts[Number(/^api(\d+)#/.exec(schema?.$ref ?? '')?.[1] ?? 0)]?.resolve(schema) ?? {},
  };
}

const read = new Map<string, Description>();

/** They are large, and do not change while tests run. */
function readOnce(file: string, id: string): Description {
  const known = read.get(file) ?? readDescription(file, id);
  read.set(file, known);
  return known;
}

function readDescription(file: string, id: string): Description {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const whole: Whole = JSON.parse(text.replaceAll(/"\$ref"\s*:\s*"#\//g, `"$ref":"${id}#/`));
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  ajv.addSchema(whole as object, id);
  const resolve = <Part extends { $ref?: string }>(part: Part | undefined): Part => {
    if (!part?.$ref) return part ?? ({} as Part);
    let here: unknown = whole;
    for (const step of part.$ref.replace(`${id}#/`, '').split('/'))
      here = (here as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    return resolve(here as Part);
  };
  const operations = Object.entries(whole.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, described]) => operationOf(ajv, resolve, template, method, described)),
  );
  const schemes = Object.values(whole.components.securitySchemes ?? {});
  const basic = schemes.some(({ type, scheme }) => type === 'http' && scheme === 'basic');
  return {
    operations,
    resolve,
    signIn: basic ? 'Basic ' : 'Bearer ',
    root: new URL(whole.servers?.[0]?.url.replaceAll(/[{}]/g, '') ?? 'https://host').pathname.replace(
      /\/$/,
      '',
    ),
  };
}

type Resolve = <Part extends { $ref?: string }>(part: Part | undefined) => Part;

function operationOf(
  ajv: Ajv,
  resolve: Resolve,
  template: string,
  method: string,
  described: Described,
): Operation {
  const parameters = (described.parameters ?? []).map((one) => resolve(one));
  const requestBody = described.requestBody && resolve(described.requestBody);
  const names = [...template.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => (name ? [name] : []));
  const matches = new RegExp(
    `^${template.replaceAll(/[.+*]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`,
  );
  const [status = '200', said] =
    Object.entries(described.responses).find(([code]) => code.startsWith('2')) ?? [];
  const schema = resolve(said).content?.['application/json']?.schema ?? null;
  const lazily = (make: () => ValidateFunction) => {
    let made: ValidateFunction | undefined;
    return (value: unknown): string[] => {
      made ??= make();
      return made(value) ? [] : (made.errors ?? []).map((one) => `${one.instancePath || '/'} ${one.message}`);
    };
  };
  const inQuery = parameters.filter((one) => one.in === 'query');
  const taken = requestBody?.content?.['application/json']?.schema;
  const body = lazily(() => ajv.compile(taken ?? {}));
  const answered = lazily(() => ajv.compile(schema ?? {}));
  const known = resolve(taken);
  return {
    method: method.toUpperCase(),
    template,
    matches,
    names,
    success: { status: Number(status), schema },
    wrongRequest(query, sent) {
      const wrong: string[] = [];
      for (const { name, required } of inQuery)
        if (required && query[name] === undefined) wrong.push(`query ${name} is missing`);
      for (const [name, value] of Object.entries(query)) {
        const declared = inQuery.find((one) => one.name === name);
        if (!declared) wrong.push(`query ${name} is not described`);
        else if (!fits(resolve(declared.schema), value)) wrong.push(`query ${name} is not as described`);
      }
      if (!requestBody) return sent === undefined ? wrong : [...wrong, 'a body where none is described'];
      if (sent === undefined) return requestBody.required ? [...wrong, 'the body is missing'] : wrong;
      // Most descriptions let unknown fields pass; a field that nobody described is a mistake of ours.
      if (
        known.properties &&
        known.additionalProperties === undefined &&
        typeof sent === 'object' &&
        sent !== null
      )
        for (const field of Object.keys(sent))
          if (!Object.hasOwn(known.properties, field)) wrong.push(`the body's ${field} is not described`);
      return [...wrong, ...body(sent)];
    },
    wrongAnswer: (sent) => (schema ? answered(sent) : []),
  };
}

/** Whether a value of a query, which is always text, is of the described type. */
function fits({ type, enum: of }: Schema, value: string): boolean {
  if (of && !of.includes(value)) return false;
  if (type === 'integer') return /^-?\d+$/.test(value);
  if (type === 'boolean') return value === 'true' || value === 'false';
  return true;
}
