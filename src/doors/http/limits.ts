import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';

/** What is counted, and by whom: the public by address, keys and staff each by themselves. */
type Limits = {
  /** Somebody who was let in asks. Refuses `http.too-many`. */
  asked(request: FastifyRequest, reply: FastifyReply, asker: string): Promise<void>;
  /** Somebody unknown asks, or was not let in: counted by address. Refuses `http.too-many`. */
  unknown(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Somebody signs in, or tries. Refuses `http.too-many`. */
  signingIn(request: FastifyRequest, reply: FastifyReply): Promise<void>;
};

declare module 'fastify' {
  interface FastifyInstance {
    limits: Limits;
  }
}

const MINUTE = 60_000;

/**
 * The public's limit on every act and API call of an address (page views are free), and the others for routes to ask. They
 * are kept in memory, each process its own: what must hold across processes (locks) is in the database.
 */
export async function countRequests(
  app: FastifyInstance,
  {
    perMinute,
    apiPerMinute,
    signInsPerMinute,
  }: Record<'perMinute' | 'apiPerMinute' | 'signInsPerMinute', number>,
): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: MINUTE,
    allowList: (request) => request.method === 'GET' && !request.url.startsWith('/api/'),
  });
  const askers = new WeakMap<FastifyRequest, string>();
  const limiter = (max: number, of: (request: FastifyRequest) => string) => {
    const count = app.createRateLimit({ max, timeWindow: MINUTE, allowList: [], keyGenerator: of });
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      reply.header('retry-after', String(counted.ttlInSeconds));
      throw new Refused('http.too-many', 'Too many requests from here in a short time. Wait a minute.');
    };
  };
  const byAsker = limiter(apiPerMinute, (request) => askers.get(request) ?? '');
  app.decorate('limits', {
    async asked(request, reply, asker) {
      askers.set(request, asker);
      await byAsker(request, reply);
    },
    unknown: limiter(perMinute, ({ ip }) => ip),
    signingIn: limiter(signInsPerMinute, ({ ip }) => ip),
  });
}
