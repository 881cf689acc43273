import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Day,
  dayIn,
  type Instant,
  instant,
  logLine,
  millisecondsOf,
  startOf,
  type virtualClock,
} from '../src/base/index.ts';
import { readConfig } from '../src/doors/config.ts';
import { writeDemonstration } from '../src/doors/demonstration.ts';
import { openHouse } from '../src/doors/house.ts';
import { putForward } from '../src/doors/put-forward.ts';
import { loadTsx } from '../src/doors/tsx-loader.ts';
import { type MailSink, openSink } from '../src/doors/twin/sink.ts';
import { makeWorker } from '../src/doors/worker/worker.ts';
import type { PolicyFiles } from '../src/policy/index.ts';
import { openJobs, type Store, startEmbedded } from '../src/store/index.ts';

/** The public address that its mails and its ledger name; where it listens meanwhile is nobody's business. */
export const ADDRESS = 'http://127.0.0.1:7400';
export const ZONE = 'Europe/London';

const ROOT = join(import.meta.dirname, '..');

export type Clock = ReturnType<typeof virtualClock>;

/** One process of Kept with its server and worker, on a data folder and a clock that is set by hand. */
export type Running = {
  /** Where its doors are. */
  url: string;
  store: Store;
  /** The worker does all that is due at the clock's now. */
  work(): Promise<void>;
  propose(files: PolicyFiles): Promise<string>;
  close(): Promise<void>;
};

/** The moment `time` of a day, by the company's calendar. */
export const momentOn = (day: Day, time: string): Instant => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instant(millisecondsOf(startOf(day, ZONE)) + (hours * 60 + minutes) * 60_000);
};

export const dayOf = (clock: Clock): Day => dayIn(ZONE, clock.now());

/**
 * Starts Kept on `data`, as `kept up` does, but for the clock, which stands until it is set, and the disk, which is not waited
 * for: a year that is cut short is lived again.
 */
export async function start(data: string, clock: Clock, sink: MailSink): Promise<Running> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeDemonstration(data, { at: clock.now(), since: null });
  const quick = await Promise.all(
    ['postgres', 'keys'].map((part) => startEmbedded({ dataDir: join(data, part), durable: false })),
  );
  const config = readConfig({ KEPT_BASE_URL: ADDRESS, SMTP_URL: sink.url }, { data });
  const log = (event: string, fields: Parameters<typeof logLine>[1]) =>
    appendFileSync(join(data, 'year.ndjson'), `${JSON.stringify(logLine(event, fields))}\n`);
  const { house, close } = await openHouse(config, { log, clock });
  // Its pages are TSX, which Node runs only from here on.
  await loadTsx();
  const { makeServer } = await import('../src/doors/http/server.ts');
  const server = await makeServer(house, { perMinute: 1_000_000 });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const jobs = openJobs(house.store, { manual: true });
  const worker = makeWorker(house, jobs, {
    zone: ZONE,
    seesBanner: async (hash) => (await (await fetch(`${url}/`)).text()).includes(`data-coming="${hash}"`),
  });
  return {
    url,
    store: house.store,
    work: () => worker.round(),
    async propose(files) {
      writePolicy(join(data, 'policy'), files);
      return (await putForward(house, join(data, 'policy'))).outcome;
    },
    async close() {
      await server.close();
      await jobs.stop({ graceful: false });
      await close();
      for (const one of quick) await one.stop();
    },
  };
}

export const openInbox = (clock: Clock): Promise<MailSink> => openSink(clock);

function writePolicy(folder: string, files: PolicyFiles): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const run = promisify(execFile);

/** The command line, in a process of its own, at the time of the year, or of the demonstration where none is told. Answers what it printed. */
export async function kept(data: string, clock: Clock | null, words: readonly string[]): Promise<string> {
  if (clock) writeDemonstration(data, { at: clock.now(), since: null });
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, HOME, NODE_ENV: 'production', KEPT_BASE_URL: ADDRESS };
  if (NODE_COMPILE_CACHE) env.NODE_COMPILE_CACHE = NODE_COMPILE_CACHE;
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'src/doors/cli/main.ts'), ...words, '--data', data],
    { env, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}
