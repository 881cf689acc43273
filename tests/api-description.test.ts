import { expect, test } from 'vitest';
import { SCOPES } from '../src/doors/http/keys.ts';
import { withApi } from './api-server.ts';

/** As loose as a document is that nobody has checked yet. */
type Json = { [key: string]: Json } & { $ref?: string };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object below, with its path. */
function* objectsIn(value: unknown, at = '#'): Generator<[string, Json]> {
  if (Array.isArray(value))
    for (const [index, one] of value.entries()) yield* objectsIn(one, `${at}/${index}`);
  if (!isObject(value)) return;
  yield [at, value];
  for (const [key, inner] of Object.entries(value))
    yield* objectsIn(inner, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

const resolve = (document: Json, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, part) => (isObject(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      document,
    );

const described = (work: (document: Json) => void) =>
  withApi(async ({ call }) => {
    const said = await call('GET', '/openapi.json', undefined, { key: null });
    expect(said.status).toBe(200);
    work(said.json as Json);
  });

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const operationsOf = (document: Json) =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Json })),
  );

/** The types that JSON Schema 2020-12 knows. */
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

/** Where a schema stands by the OpenAPI 3.1 specification. */
const isSchema = (at: string) =>
  /\/(schema|items|additionalProperties|propertyNames|not)$|\/(anyOf|oneOf|allOf|prefixItems)\/\d+$|\/properties\/[^/]+$|^#\/components\/schemas\/[^/]+$/.test(
    at,
  );

test('the description is OpenAPI 3.1: its parts are where the specification has them, and every reference leads somewhere', () =>
  described((document) => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Kept', version: expect.any(String) });
    const known = [
      'openapi',
      'info',
      'jsonSchemaDialect',
      'servers',
      'paths',
      'webhooks',
      'components',
      'security',
      'tags',
      'externalDocs',
    ];
    expect(Object.keys(document).filter((key) => !known.includes(key) && !key.startsWith('x-'))).toEqual([]);
    for (const [at, object] of objectsIn(document)) {
      if (typeof object.$ref === 'string')
        expect([at, resolve(document, object.$ref)]).not.toEqual([at, undefined]);
      if (isSchema(at)) {
        const types = object.type === undefined ? [] : [object.type].flat();
        expect([at, types.filter((type) => !TYPES.includes(String(type)))]).toEqual([at, []]);
        // Of 3.0, and no longer.
        expect([at, 'nullable' in object || object.exclusiveMinimum === (true as unknown)]).toEqual([
          at,
          false,
        ]);
        const { properties } = object;
        if (Array.isArray(object.required) && isObject(properties))
          expect([at, object.required.filter((name) => !(String(name) in properties))]).toEqual([at, []]);
        if (typeof object.pattern === 'string')
          expect(() => new RegExp(String(object.pattern), 'u')).not.toThrow();
      }
    }
  }));

test('every operation has a name of its own, a tag, a summary, its parameters, and answers that are described', () =>
  described((document) => {
    const operations = operationsOf(document);
    const tags = (document.tags as unknown as { name: string }[]).map(({ name }) => name);
    expect(operations.length).toBeGreaterThan(20);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`;
      expect(METHODS).toContain(method);
      expect([where, operation.summary]).toEqual([where, expect.stringMatching(/^.{10,}$/)]);
      expect([where, [operation.tags].flat().every((tag) => tags.includes(String(tag)))]).toEqual([
        where,
        true,
      ]);
      const parameters = (operation.parameters ?? []) as unknown as {
        in: string;
        name: string;
        required?: boolean;
        schema: unknown;
      }[];
      const inPath = parameters.filter((one) => one.in === 'path');
      expect([where, inPath.map(({ name }) => name)]).toEqual([
        where,
        [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]),
      ]);
      expect([where, inPath.every(({ required }) => required)]).toEqual([where, true]);
      expect([where, parameters.every(({ schema }) => isObject(schema))]).toEqual([where, true]);
      const responses = Object.entries((operation.responses ?? {}) as Record<string, Json>);
      expect([where, responses.some(([status]) => status.startsWith('2'))]).toEqual([where, true]);
      for (const [status, response] of responses) {
        const answer = (response.$ref ? resolve(document, response.$ref) : response) as Json;
        expect([where, status, answer.description]).not.toEqual([where, status, 'Default Response']);
        const media = Object.keys(answer.content ?? {});
        if (/^[45]|default/.test(status))
          expect([where, status, media.includes('application/problem+json')]).toEqual([where, status, true]);
        expect([where, status, media.length > 0]).toEqual([where, status, true]);
      }
      if (method === 'post') expect([where, operation.requestBody]).toEqual([where, expect.anything()]);
    }
  }));

test('every operation says who may ask: a key with a scope that there is, or everyone', () =>
  described((document) => {
    expect(document.components?.securitySchemes).toMatchObject({ key: { type: 'http', scheme: 'bearer' } });
    const open: unknown[] = [];
    for (const { operation } of operationsOf(document)) {
      const schemes = operation.security as unknown as Record<string, string[]>[];
      if (schemes.length === 0 || schemes.some((one) => Object.keys(one).length === 0))
        open.push(operation.operationId);
      for (const scope of schemes.flatMap(({ key }) => key ?? [])) expect(SCOPES).toContain(scope);
    }
    // The doors of staff are closed by what is sent: a link, a password, a code.
    const doors = ['acceptInvitation', 'openInvitation', 'signIn', 'verifyBackupCode', 'verifyCode'];
    const forAll = ['listTestimonials', 'prove', 'showBoard', 'showCheckpoint', 'submit', 'surveyResults'];
    expect(open.sort()).toEqual([...doors, ...forAll].sort());
  }));

test('whatever goes wrong below /api is a problem with a code: no such address, method, format, or too much of it', () =>
  withApi(async ({ app, key }) => {
    const headers = { authorization: `Bearer ${key}` };
    const json = { ...headers, 'content-type': 'application/json' };
    const expected: [object, number, string][] = [
      [{ url: '/api/nothing' }, 404, 'http.no-such-address'],
      [{ url: '/api' }, 404, 'http.no-such-address'],
      [{ method: 'DELETE', url: '/api/events' }, 405, 'http.no-such-method'],
      [
        {
          method: 'POST',
          url: '/api/events',
          headers: { ...headers, 'content-type': 'text/xml' },
          payload: '<a/>',
        },
        415,
        'http.unknown-media',
      ],
      [{ method: 'POST', url: '/api/events', headers: json, payload: '{"kind":' }, 400, 'http.malformed'],
      [
        { method: 'POST', url: '/api/events', headers: json, payload: '{"__proto__":{"a":1}}' },
        400,
        'http.malformed',
      ],
      [
        {
          method: 'POST',
          url: '/api/events',
          headers: json,
          payload: { kind: 'a\0b', identity: { kind: 'email', value: 'a@b.example' } },
        },
        400,
        'http.unreadable-text',
      ],
      [
        { method: 'POST', url: '/api/people', headers: json, payload: { identities: 'x'.repeat(20_000) } },
        413,
        'http.too-large',
      ],
      [
        { method: 'POST', url: '/api/people', headers: json, payload: { identities: [] } },
        400,
        'http.malformed',
      ],
      [{ url: '/api/requests/not-an-id', headers }, 400, 'http.malformed'],
      [{ url: '/api/requests/01a207a2-3280-7065-a623-cc6c8f3c7643', headers }, 404, 'requests.not-found'],
      [{ url: '/api/requests?limit=0', headers }, 400, 'http.malformed'],
      [{ url: '/api/requests?cursor=nonsense', headers }, 400, 'http.bad-cursor'],
      [{ url: '/api/%zz' }, 400, 'http.malformed'],
      [{ url: '/api/requests' }, 401, 'key.missing'],
      [
        { url: '/api/requests', headers: { authorization: `Bearer kept_${'x'.repeat(43)}` } },
        401,
        'key.unknown',
      ],
    ];
    for (const [asked, status, code] of expected) {
      const answer = await app.inject(asked);
      const label = JSON.stringify(asked).slice(0, 200);
      expect([label, answer.headers['content-type']]).toEqual([
        label,
        'application/problem+json; charset=utf-8',
      ]);
      expect([label, answer.json()]).toEqual([
        label,
        expect.objectContaining({
          status,
          code,
          type: expect.stringContaining(code),
          title: expect.any(String),
          detail: expect.any(String),
        }),
      ]);
      expect([label, answer.statusCode]).toEqual([label, status]);
    }
    expect((await app.inject({ method: 'DELETE', url: '/api/events' })).headers.allow).toBe('POST');
  }));

test('lists go on by cursor: every one once, whatever the size of a page', () =>
  withApi(async ({ call }) => {
    const opened: unknown[] = [];
    for (let n = 0; n < 7; n += 1) {
      const said = await call('POST', '/api/requests', {
        kind: 'access',
        identity: { kind: 'email', value: `p${n}@people.example` },
      });
      opened.unshift(said.json.id);
    }
    for (const [path, list] of [
      ['/api/requests?limit=3', 'requests'],
      ['/api/requests?limit=1&state=open', 'requests'],
      ['/api/ledger/entries?limit=2&kind=request.opened', 'entries'],
    ] as const) {
      const found: { id: string }[] = [];
      let cursor = '';
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await call('GET', `${path}${cursor}`);
        found.push(...(page.json[list] as { id: string }[]));
        if (page.json.next === null) break;
        cursor = `&cursor=${page.json.next}`;
      }
      expect(found).toHaveLength(7);
      expect(new Set(found.map(({ id }) => id)).size).toBe(7);
      if (list === 'requests') expect(found.map(({ id }) => id)).toEqual(opened);
    }
    expect((await call('GET', '/api/requests?state=answered')).json).toEqual({ requests: [], next: null });
  }));
