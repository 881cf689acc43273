import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { millisecondsOf } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import { PROMISE_STATES } from '../../proof/index.ts';
import { currentBoard } from '../live.ts';
import { scoped } from './api-door.ts';

/** How long the states of promises are kept, in milliseconds: a board is computed from facts, and scraped often. */
const BOARD_FOR = 60_000;

/**
 * Figures for whoever watches the installation: how fast it answers by route, what waits. No label ever holds anything of a
 * person: routes are templates, the rest are states. Open on a machine that serves only itself; else a key with the scope `metrics`.
 */
export async function measure(app: FastifyInstance, house: House): Promise<void> {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

  const took = new Histogram({
    name: 'kept_http_request_seconds',
    help: 'How long answers took, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    took.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });

  const mails = gauge('kept_outbox_mails', 'Mails that have not left, by state', ['state']);
  const unsequenced = gauge('kept_ledger_unsequenced', 'Ledger entries that are not in the tree yet');
  const jobs = gauge('kept_jobs', 'Jobs of the queue by state', ['state']);
  const requests = gauge('kept_requests', 'Requests that are not answered', ['state']);
  const promises = gauge('kept_promises', 'Promises by live state', ['state']);
  let lookedAt = 0;
  const look = async () => {
    const today = house.clock.today('Europe/London');
    const [facts] = await house.store.rows<Record<string, number>>(
      `select (select count(*)::int from outbox where state = 'queued') as queued,
              (select count(*)::int from outbox where state = 'sending') as sending,
              (select count(*)::int from outbox where state = 'unsure') as unsure,
              (select count(*)::int from evidence_entry where leaf is null) as unsequenced,
              (select count(*)::int from request where answered_on is null) as open,
              (select count(*)::int from request where answered_on is null and due_on < $1) as late`,
      [today],
    );
    for (const state of ['queued', 'sending', 'unsure']) mails.set({ state }, facts?.[state] ?? 0);
    unsequenced.set(facts?.unsequenced ?? 0);
    for (const state of ['open', 'late']) requests.set({ state }, facts?.[state] ?? 0);
    jobs.reset();
    for (const { state, n } of await jobsByState(house)) jobs.set({ state }, n);
    const now = millisecondsOf(house.clock.now());
    if (Math.abs(now - lookedAt) > BOARD_FOR) {
      const { totals } = await currentBoard(house);
      for (const state of PROMISE_STATES) promises.set({ state }, totals[state]);
      lookedAt = now;
    }
  };

  const byKey = scoped(house, 'metrics');
  app.get(
    '/metrics',
    {
      config: byKey.config,
      preParsing: async (request: FastifyRequest, reply: FastifyReply) => {
        if (!servesOnlyItself(house, request)) await byKey.preParsing(request, reply);
      },
      schema: { hide: true },
    },
    async (_request, reply) => {
      await look();
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

/** Asked from this machine, and nobody reaches it from another: behind a proxy everybody seems to be on this machine. */
const servesOnlyItself = (house: House, request: FastifyRequest): boolean =>
  isLoopback(new URL(house.baseUrl).hostname) &&
  isLoopback(request.socket.remoteAddress ?? '') &&
  isLoopback(request.hostname) &&
  request.headers['x-forwarded-for'] === undefined;

const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/^::ffff:/, '');
  return bare === 'localhost' || (isIP(bare) === 4 && bare.startsWith('127.')) || bare === '::1';
};

/** The queue has tables only once something worked. */
async function jobsByState(house: House): Promise<{ state: string; n: number }[]> {
  const [there] = await house.store.rows<{ there: boolean }>(
    `select to_regclass('pgboss.job') is not null as there`,
  );
  return there?.there
    ? house.store.rows('select state::text as state, count(*)::int as n from pgboss.job group by 1')
    : [];
}
