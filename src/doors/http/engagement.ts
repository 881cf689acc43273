import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { Refused } from '../../base/index.ts';
import { type House, noteEngagement } from '../../procedures/index.ts';

/** One dot that is not to be seen. */
const DOT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const tokenIn = (request: FastifyRequest): string => {
  const { by } = request.query as { by?: unknown };
  return typeof by === 'string' ? by : '';
};

/** The picture and the links in mails of people who agreed to be counted; see `noteEngagement`. */
export const engagement =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    app.get('/seen.gif', { schema: { hide: true } }, async (request, reply) => {
      await noteEngagement(house, tokenIn(request), 'opened').catch((thrown: unknown) => {
        // A broken picture helps nobody.
        if (!(thrown instanceof Refused)) throw thrown;
      });
      return reply.type('image/gif').header('cache-control', 'no-store').send(DOT);
    });
    app.get('/follow', { schema: { hide: true } }, async (request, reply) => {
      const to = await noteEngagement(house, tokenIn(request), 'followed');
      if (to === null) throw new Refused('link.invalid', 'This link leads nowhere.');
      return reply.header('cache-control', 'no-store').redirect(to, 302);
    });
  };
