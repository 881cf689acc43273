import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { faultOf, type Log, Refused } from '../../base/index.ts';
import { statusOf } from './status.ts';

/** RFC 9457, with our stable code. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  [extra: string]: unknown;
};

export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refused) {
    const status = statusOf(thrown.code);
    return {
      type: `https://kept.example/problems/${thrown.code}`,
      title: 'Refused',
      status,
      detail: thrown.message,
      code: thrown.code,
      ...thrown.details,
    };
  }
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const problems = thrown.validation.map((one) => ({
      at: one.instancePath || '/',
      says: withoutTheirWords(one.message ?? 'not as described'),
    }));
    return problem(400, 'http.malformed', 'What was sent is not as /openapi.json describes it.', {
      problems,
    });
  }
  if (isUnreachable(thrown))
    return problem(
      503,
      'store.unavailable',
      'The database is not there just now. Nothing was changed; try again in a moment.',
    );
  if (isUnreadable(thrown))
    return problem(400, 'http.unreadable-text', 'What was sent holds a character that is none.');
  const status = statusIn(thrown);
  if (status === 413) return problem(413, 'http.too-large', 'That is more than this address takes at once.');
  if (status === 415)
    return problem(415, 'http.unknown-media', 'This address does not read that format; send JSON.');
  if (status === 429)
    return problem(429, 'http.too-many', 'Too many requests from here in a short time. Wait a minute.');
  if (status !== null && status < 500)
    return problem(status, 'http.malformed', 'What was sent cannot be read.');
  return problem(500, 'fault', 'Something broke on our side. Nothing was changed; it has been logged.');
}

/** What was sent is not repeated, for it ends in their logs: of unknown fields only such names as programmers give. */
const withoutTheirWords = (message: string): string =>
  /^Unrecognized key/.test(message) &&
  !/^Unrecognized keys?: ("[a-z_][a-z0-9_-]{0,40}"(, )?){1,5}$/i.test(message)
    ? 'Unrecognized key'
    : message;

const problem = (
  status: number,
  code: string,
  detail: string,
  extra: Record<string, unknown> = {},
): Problem => ({
  type: `https://kept.example/problems/${code}`,
  title: status >= 500 ? 'Fault' : 'Refused',
  status,
  detail,
  code,
  ...extra,
});

const statusIn = (thrown: unknown): number | null =>
  typeof thrown === 'object' &&
  thrown !== null &&
  'statusCode' in thrown &&
  typeof thrown.statusCode === 'number'
    ? thrown.statusCode
    : null;

/** PostgreSQL going down, coming up or not answering: classes 08 and 57P of SQLSTATE, and the socket's own errors. */
const isUnreachable = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  (('code' in thrown && /^(08|57P)|^E(CONN|PIPE|NOENT)/.test(String(thrown.code))) ||
    /^Connection terminated/.test(thrown.message));

/** PostgreSQL will not take a NUL or bytes that are no text: SQLSTATE 22021 and 22P05. */
const isUnreadable = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '22021' || thrown.code === '22P05');

/** Logs faults, not refusals: a refusal is the product working. */
export function logFault(log: Log, request: FastifyRequest, thrown: unknown, status: number): void {
  if (status < 500) return;
  log('http.fault', {
    room: 'http',
    route: request.routeOptions.url ?? '(none)',
    method: request.method,
    status,
    ...faultOf(thrown),
  });
}

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
