import { type House, policyInForce } from '../procedures/index.ts';
import { openJobs } from '../store/index.ts';
import type { Config } from './config.ts';
import { loadTsx } from './tsx-loader.ts';
import { makeWorker } from './worker/worker.ts';

export type Running = { url: string | null; stopped: Promise<void> };

/** Serves and works until the process is told to stop; then finishes what is under way, and stops in the reverse order. */
export async function runHouse(
  house: House,
  { config, web, worker: works }: { config: Config; web: boolean; worker: boolean },
): Promise<Running> {
  const policy = await policyInForce(house);
  let url: string | null = null;
  const closing: (() => Promise<void>)[] = [];
  if (web) {
    await loadTsx();
    const { makeServer } = await import('./http/server.ts');
    const server = await makeServer(house, {
      perMinute: config.publicPerMinute,
      apiPerMinute: config.apiPerMinute,
      trustedProxies: config.trustedProxies,
    });
    url = await server.listen({ port: config.port, host: config.host });
    closing.push(() => server.close());
  }
  if (works) {
    const jobs = openJobs(house.store, { log: house.log });
    const worker = makeWorker(house, jobs, {
      zone: policy.organisation.zone,
      seesBanner: (hash) => pageAnnounces(url ?? house.baseUrl, hash),
    });
    await worker.start();
    closing.push(() => worker.stop());
  }
  const stopped = new Promise<void>((done, failed) => {
    const stop = () => {
      process.off('SIGTERM', stop).off('SIGINT', stop);
      closing
        .reverse()
        .reduce((before, close) => before.then(close), Promise.resolve())
        .then(done, failed);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
  return { url, stopped };
}

/** Looks at our own page as a visitor does. Not reachable is not announced. */
async function pageAnnounces(base: string, hash: string): Promise<boolean> {
  const page = await fetch(`${base}/`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  return page?.ok === true && (await page.text()).includes(`data-coming="${hash}"`);
}
