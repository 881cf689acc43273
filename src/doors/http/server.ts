import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { flushDecisions, type House, policyInForce } from '../../procedures/index.ts';
import { api } from './api.ts';
import { consolePages } from './console.ts';
import { docs } from './docs.ts';
import { engagement } from './engagement.ts';
import { countRequests } from './limits.ts';
import { measure } from './metrics.ts';
import { openapi } from './openapi.ts';
import { pages } from './pages.ts';
import { logFault, problemOf, sendProblem } from './problem.ts';

export type ServerOptions = {
  /** Public acts a minute from one address; a proof is one visitor and needs many. */
  perMinute?: number;
  /** Calls a minute with one API key, or by one member of staff. */
  apiPerMinute?: number;
  /** Tries to sign in a minute from one address. */
  signInsPerMinute?: number;
  /** The proxies that may say on whose behalf they ask: addresses and networks. */
  trustedProxies?: readonly string[];
};

/** The web side of a house: public pages, the API, health. Listens nowhere by itself. */
export async function makeServer(
  house: House,
  {
    perMinute = 120,
    apiPerMinute = 50 * perMinute,
    signInsPerMinute = Math.ceil(perMinute / 6),
    trustedProxies = [],
  }: ServerOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 600 },
    // An address that cannot be read reaches no handler of ours.
    frameworkErrors: (thrown, _request, reply) => {
      void sendProblem(reply, problemOf(thrown));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Behind TLS the proxy in front says so; on a laptop it would lock the browser out of http.
    strictTransportSecurity: house.baseUrl.startsWith('https:'),
    referrerPolicy: { policy: 'no-referrer' },
  });
  await countRequests(app as unknown as FastifyInstance, { perMinute, apiPerMinute, signInsPerMinute });
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await app.register(swagger, openapi);
  app.addContentTypeParser('message/rfc822', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );

  app.setErrorHandler((thrown, request, reply) => {
    const problem = problemOf(thrown);
    logFault(house.log, request, thrown, problem.status);
    return sendProblem(reply, problem);
  });
  // What was decided is kept before the process goes.
  app.addHook('onClose', () => flushDecisions(house));
  await measure(app as unknown as FastifyInstance, house);
  await app.register(api(house));
  await app.register(pages(house));
  await app.register(engagement(house));
  await app.register(consolePages(house));
  await app.register(docs(house));
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    const policy = await policyInForce(house);
    return { ok: true, policy: policy.hash };
  });
  return app as unknown as FastifyInstance;
}
