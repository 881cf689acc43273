import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { REASON } from './api-door.ts';

/*
 * The API's description. Routes say what they take and answer; what holds for all of them is added here: how one signs in,
 * which problems may come, which headers writes take.
 */

const problem = {
  type: 'object',
  description: 'RFC 9457, with a stable code',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What, where, and what to do' },
    code: { type: 'string', description: 'Stable and dotted, for programs: people.two-people' },
  },
  additionalProperties: true,
} as const;

const PROBLEMS: Readonly<Record<string, { name: string; description: string }>> = {
  400: { name: 'Malformed', description: 'What was sent is not as described here' },
  401: { name: 'NoKey', description: 'No API key or one that is not known, not signed in, or not rightly' },
  403: { name: 'NotAllowed', description: 'The key or role may not do that, or the policy forbids it' },
  404: { name: 'NotFound', description: 'There is no such thing' },
  409: { name: 'Conflict', description: 'Not as things stand' },
  413: { name: 'TooLarge', description: 'More than this address takes at once' },
  415: { name: 'UnknownMedia', description: 'In a format that this address does not read' },
  422: { name: 'Refused', description: 'Understood, and refused by a rule; the code says which' },
  429: { name: 'TooMany', description: 'Too many requests in a short time' },
  503: { name: 'Unavailable', description: 'Not just now; nothing was changed' },
};

const TAGS = [
  { name: 'decisions', description: 'May we? Asked before anything is done with data' },
  { name: 'collection', description: 'What people send us' },
  { name: 'people', description: 'Who is who' },
  { name: 'permissions', description: 'What people said, and what is sent on the strength of it' },
  { name: 'mailings', description: 'Mailings, campaigns, lists and messages that are owed' },
  { name: 'events', description: 'What happened to people' },
  { name: 'requests', description: 'What people ask of us' },
  { name: 'retention', description: 'What goes when, what is held, and certificates of what went' },
  { name: 'sharing', description: 'What we hand out' },
  { name: 'assurance', description: 'What roles vouch for, and the board' },
  { name: 'ledger', description: 'What happened, provably' },
  { name: 'outbox', description: 'Mails that wait or left' },
  { name: 'keys', description: 'Which systems are connected' },
  { name: 'staff', description: 'Who works here, and how they sign in' },
];

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same key twice within a day is one effect and one answer; with another body it is refused',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
} as const;

const CSRF = {
  name: 'Kept-Csrf',
  in: 'header',
  required: false,
  description: 'Of those who signed in: what /api/staff/me says. Keys need none',
  schema: { type: 'string', maxLength: 100 },
} as const;

type Operation = {
  operationId?: string;
  security?: Record<string, string[]>[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
};

/** Operations that ask why somebody looks. */
const LOOKS = new Set(['findPerson', 'lookAtPerson', 'listPermissions', 'showTimeline', 'openMail']);

/** Posts that change nothing, or whose answer is a secret that is kept nowhere: they take no key. */
const UNREPEATED = new Set([
  'findPerson',
  'screen',
  'makeKey',
  'rotateKey',
  'inviteStaff',
  'resetStaff',
  'makeList',
]);

/** The doors of staff, which refuse those who are not in yet. */
const isDoor = (path: string): boolean => /^\/api\/staff\/(auth|invitations)\//.test(path);

function addProblem({ responses }: Operation, status: string): void {
  const answered = responses[status];
  if (answered?.content) Object.assign(answered.content, answer('').content);
  responses[status] ??= { $ref: `#/components/responses/${PROBLEMS[status]?.name}` };
}

function complete(method: string, path: string, operation: Operation): void {
  const may = ['400', '429', '503'];
  if ((operation.security && operation.security.length > 0) || isDoor(path)) may.push('401', '403');
  if (
    path.includes('{') ||
    path.includes('/invitations/') ||
    operation.operationId === 'showCheckpoint' ||
    LOOKS.has(operation.operationId ?? '')
  )
    may.push('404');
  if (operation.requestBody) may.push('409', '413', '415', '422');
  if (operation.operationId === 'prove') may.push('404', '409', '422');
  if (LOOKS.has(operation.operationId ?? '')) may.push('422');
  for (const status of may) addProblem(operation, status);
  operation.responses.default ??= { $ref: '#/components/responses/Fault' };
  const headers = [
    ...(method === 'post' && !UNREPEATED.has(operation.operationId ?? '') && !isDoor(path)
      ? [IDEMPOTENCY_KEY]
      : []),
    ...(method !== 'get' && operation.security?.some(({ session }) => session) ? [CSRF] : []),
    ...(LOOKS.has(operation.operationId ?? '')
      ? [{ ...REASON, required: operation.operationId !== 'listPermissions' }]
      : []),
  ];
  if (headers.length > 0) operation.parameters = [...(operation.parameters ?? []), ...headers];
}

const answer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** For @fastify/swagger: only what is below /api is described; pages are for people. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Kept',
      version: '0.1.0',
      description: 'The privacy policy that runs.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: TAGS,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, made with "kept key"; each has scopes',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'kept.session_token',
          description:
            'The session of staff; with "__Secure-" before its name where Kept is reached by https',
        },
        link: {
          type: 'apiKey',
          in: 'header',
          name: 'Kept-Link',
          description: 'The signed part of a person’s own link to their choices',
        },
      },
    },
  },
  transform: (document) =>
    document.url.startsWith('/api/')
      ? jsonSchemaTransform(document)
      : { schema: { hide: true }, url: document.url },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    const described = document.openapiObject as unknown as {
      paths: Record<string, Record<string, Operation>>;
      components: Record<string, unknown>;
    };
    for (const [path, methods] of Object.entries(described.paths)) {
      delete methods.head;
      for (const [method, operation] of Object.entries(methods)) complete(method, path, operation);
    }
    described.components.schemas = { Problem: problem };
    described.components.responses = Object.fromEntries([
      ...Object.values(PROBLEMS).map(({ name, description }) => [name, answer(description)]),
      ['Fault', answer('Something broke on our side; nothing was changed')],
    ]);
    return document.openapiObject;
  },
};
