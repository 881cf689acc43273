import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';

/**
 * Answers addresses of the API that there are not, and methods that an address does not take, with problems: `http.no-such-address`
 * and `http.no-such-method`, which names those it takes (RFC 9110 requires the header).
 */
export function refuseUnrouted(app: FastifyInstance): void {
  const routes: { method: string; shape: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const shape = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`);
    for (const one of [method].flat()) routes.push({ method: one, shape });
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const takes = [...new Set(routes.flatMap(({ method, shape }) => (shape.test(path) ? [method] : [])))];
    if (takes.length === 0)
      throw new Refused('http.no-such-address', 'There is no such address. See /openapi.json.');
    reply.header('allow', takes.join(', '));
    throw new Refused('http.no-such-method', `This address takes ${takes.join(' and ')} only.`, { takes });
  });
}

/**
 * Text that no database can hold (NUL) or no encoding can write (half a surrogate pair) is refused wherever it stands, as a
 * key as well: `http.unreadable-text`. So is what is nested without end: `http.too-deep`.
 */
export function refuseUnreadable(app: FastifyInstance): void {
  app.addHook('preValidation', async (request: FastifyRequest) => {
    for (const [part, value] of [
      ['body', request.body],
      ['query', request.query],
      ['params', request.params],
    ] as const) {
      const at = unreadableIn(value, part);
      if (at !== null)
        throw new Refused('http.unreadable-text', `The text at ${at} holds a character that is none.`, {
          at,
        });
    }
  });
}

/** Nothing that we read is as deep; what is deeper exhausts whoever looks at it. */
const DEEPEST = 32;

/** Where; null: nowhere. The path names indices and no keys: a key may be what is unreadable. */
function unreadableIn(value: unknown, at: string, depth = 0): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? at : null;
  // What streams through is read where it is used.
  if (typeof value !== 'object' || value === null || value instanceof Readable) return null;
  if (depth > DEEPEST)
    throw new Refused('http.too-deep', `What was sent is nested more than ${DEEPEST} deep.`);
  for (const [index, [key, inner]] of Object.entries(value).entries()) {
    const found = unreadableIn(key, `${at}[${index}]`) ?? unreadableIn(inner, `${at}[${index}]`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
