import { randomUUID } from 'node:crypto';
import { fromKysely, type JobResult, PgBoss, type Job as QueuedJob, TestClock } from 'pg-boss';
import { faultOf, type Instant, type Log, Refused, silentLog } from '../base/index.ts';
import type { Store } from './connect.ts';
import { checkRecurrence, isDue, type Recurrence } from './schedule.rules.ts';
import type { Tx } from './transaction.ts';

/** What a job may carry: ids and figures. Never personal data: a queue's rows are kept for a day and copied by backups. */
export type JobData = Readonly<Record<string, unknown>>;

/** What the work is told beside its data. */
export interface Run {
  readonly id: string;
  /** 1 the first time. */
  readonly attempt: number;
  /** When this attempt began. */
  readonly now: Instant;
  /** Aborted when we are told to stop and can't wait for the end. */
  readonly signal: AbortSignal;
}

export interface JobOptions {
  /**
   * Runs at least once: after a crash it runs again, so each step must be harmless the second time. Throwing is failing;
   * it is tried again later, and stays visible as failed when the attempts are used up.
   */
  readonly work: (data: JobData, run: Run) => Promise<void>;
  /** At most so many of this kind at once in one process; 4 unless told. */
  readonly concurrency?: number;
  /** Tries after the first; 12 unless told. */
  readonly retries?: number;
  /** Before the first retry, doubled for each further one up to an hour; 5 unless told. */
  readonly retryAfterSeconds?: number;
  /** An attempt that takes longer is given up and tried again; 900 unless told. */
  readonly expireSeconds?: number;
}

export interface EnqueueOptions {
  /** Nothing happens while one with the same key is waiting already. */
  readonly singletonKey?: string;
  /** Not before; at once unless told. */
  readonly startAfter?: Instant;
}

/** What one `tick` did. */
export interface Ticked {
  readonly ran: number;
  readonly failed: readonly { job: string; error: unknown }[];
}

export interface Jobs {
  /** Names a kind of work; before `start`. */
  define(name: string, options: JobOptions): void;
  /** Has a defined job enqueued with no data whenever it is due; before `start`. */
  schedule(name: string, recurrence: Recurrence): void;
  /** The job exists if and when `tx` commits. Answers its id, or undefined when one with that key is waiting already. */
  enqueue(tx: Tx, name: string, data: JobData, options?: EnqueueOptions): Promise<string | undefined>;
  /** Makes the queue's tables where they are missing, without working: for a process that only enqueues. */
  prepare(): Promise<void>;
  /** Works on what is there and what comes, and looks at the schedules. */
  start(): Promise<void>;
  /**
   * Runs all that is due at `now`, schedules included, one at a time in the order of their due times, also what these
   * enqueue, until nothing is left. Only where the jobs are `manual`.
   */
  tick(now: Instant): Promise<Ticked>;
  /** Waits for running work (thirty seconds at most), unless `graceful` is false: then another process takes it over. */
  stop(options?: { graceful?: boolean }): Promise<void>;
}

export interface JobsOptions {
  readonly log?: Log;
  /** Nothing runs by itself, only `tick` runs it, at the time that it is given: for twins and tests. */
  readonly manual?: boolean;
}

const SCHEMA = 'pgboss';

/** How soon a process that was killed is noticed, and its work taken over. */
const HEARTBEAT_SECONDS = 10;

const LOOK_AT_SCHEDULES_MILLISECONDS = 5_000;

/** pg-boss on the store's database: a job is a row, so it is enqueued by the transaction that needs it done. */
export function openJobs(store: Store, { log = silentLog, manual = false }: JobsOptions = {}): Jobs {
  const definitions = new Map<string, JobOptions>();
  const schedules = new Map<string, Recurrence>();
  const hands = manual ? new TestClock(store.clock.now()) : undefined;
  const boss = new PgBoss({
    ...store.address,
    schema: SCHEMA,
    max: manual ? 2 : 4,
    application_name: 'kept: jobs',
    options: '-c timezone=UTC',
    schedule: false, // our schedules follow the clock that they are given; see schedule.rules.ts
    useListenNotify: !manual,
    supervise: !manual,
    superviseIntervalSeconds: HEARTBEAT_SECONDS,
    monitorIntervalSeconds: HEARTBEAT_SECONDS,
    ...(hands && { clock: hands }),
  });
  // A broken connection or a slow look; pg-boss tries again by itself.
  boss.on('error', (error) => log('jobs.trouble', { room: 'store', code: faultOf(error).code }));

  const definition = (name: string): JobOptions => {
    const found = definitions.get(name);
    if (found) return found;
    throw new Error(`no job is defined as ${name}`);
  };

  let prepared: Promise<void> | undefined;
  const prepare = () => {
    prepared ??= makeQueues().catch((error: unknown) => {
      prepared = undefined; // the database was away; the next one who needs the queues tries again
      throw error;
    });
    return prepared;
  };
  const makeQueues = async () => {
    await boss.start();
    for (const [name, options] of definitions) {
      await boss.createQueue(name, queueOf(options, manual));
      await boss.updateQueue(name, changeable(options, manual));
    }
  };

  const enqueue: Jobs['enqueue'] = async (tx, name, data, { singletonKey, startAfter } = {}) => {
    definition(name);
    await prepare();
    const id = await boss.send(name, data, {
      db: fromKysely(tx),
      // The queue's policy lets one job wait for each key, so a job that has none gets one that nobody else has.
      singletonKey: singletonKey ?? randomUUID(),
      // "At once" is the database's now: only then does the commit wake a worker instead of waiting to be looked for.
      ...((startAfter ?? hands) && { startAfter: startAfter ?? store.clock.now() }),
    });
    return id ?? undefined;
  };

  /** The row's lock makes it once, however many processes look. */
  const runSchedules = async (now: Instant) => {
    for (const [name, recurrence] of schedules) {
      await store.inTransaction(async (tx) => {
        await tx
          .insertInto('schedule')
          .values({ name, last_run_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { last_run_at: last } = await tx
          .selectFrom('schedule')
          .select('last_run_at')
          .where('name', '=', name)
          .forUpdate()
          .executeTakeFirstOrThrow();
        if (!isDue(recurrence, last, now)) return;
        await tx.updateTable('schedule').set({ last_run_at: now }).where('name', '=', name).execute();
        // At once, by the queue's own clock, which need not be that of the house.
        await enqueue(tx, name, {}, { singletonKey: 'schedule', ...(hands && { startAfter: now }) });
      });
    }
  };

  const attempt = async (
    name: string,
    job: QueuedJob<JobData>,
    now: Instant,
  ): Promise<{ error: unknown } | undefined> => {
    const run = { id: job.id, attempt: job.retryCount + 1, now, signal: job.signal };
    try {
      await definition(name).work(job.data, run);
      return undefined;
    } catch (error) {
      log('jobs.failed', { room: 'store', job: name, ...faultOf(error) });
      return { error };
    }
  };

  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = runSchedules(store.clock.now()).catch((error: unknown) =>
      log('jobs.schedules-unread', { room: 'store', code: faultOf(error).code }),
    );
    void looking.then(() => {
      if (timer) timer = setTimeout(look, LOOK_AT_SCHEDULES_MILLISECONDS);
    });
  };

  return {
    define(name, options) {
      if (prepared) throw new Error(`${name} is defined after the queues were made`);
      if (definitions.has(name)) throw new Error(`${name} is defined twice`);
      definitions.set(name, options);
    },
    schedule(name, recurrence) {
      definition(name);
      checkRecurrence(name, recurrence);
      schedules.set(name, recurrence);
    },
    enqueue,
    prepare,
    async start() {
      if (manual) throw new Error('manual jobs are run by tick');
      await prepare();
      for (const [name, { concurrency = 4 }] of definitions) {
        const options = {
          batchSize: concurrency,
          burstWhenBatchFull: concurrency > 1,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 5, // for what only becomes due later: nothing is sent then
          perJobResults: true,
        } as const;
        await boss.work<JobData>(name, options, (jobs) =>
          Promise.all(
            jobs.map(async (job): Promise<JobResult> => {
              const failed = await attempt(name, job, store.clock.now());
              return failed
                ? { id: job.id, status: 'failed', output: { code: faultOf(failed.error).code } }
                : { id: job.id, status: 'completed' };
            }),
          ),
        );
      }
      timer = setTimeout(look, 0);
    },
    async tick(now) {
      if (!hands)
        throw new Refused('jobs.not-manual', 'Only manual jobs have a tick; the others run by themselves.');
      await prepare();
      await hands.setTime(now);
      await runSchedules(now);
      const failed: { job: string; error: unknown }[] = [];
      for (let ran = 0; ; ran++) {
        const [next] = await store.rows<{ name: string }>(
          `select name from ${SCHEMA}.job
           where state < 'active' and not blocked and start_after <= $1 and name = any($2)
           order by start_after, created_on, name, id limit 1`,
          [now, [...definitions.keys()]],
        );
        if (!next) return { ran, failed };
        const [job] = await boss.fetch<JobData>(next.name);
        if (!job) throw new Error(`another process takes the jobs of ${next.name}`);
        const outcome = await attempt(next.name, job, now);
        if (outcome) {
          failed.push({ job: next.name, error: outcome.error });
          await boss.fail(next.name, job.id, { code: faultOf(outcome.error).code });
        } else await boss.complete(next.name, job.id);
      }
    },
    async stop({ graceful = true } = {}) {
      clearTimeout(timer);
      timer = undefined;
      await looking;
      if (prepared) await boss.stop({ graceful, timeout: 30_000 });
    },
  };
}

const YEAR_SECONDS = 365 * 86_400;

/** What pg-boss can change of a queue that exists already. */
const changeable = (options: JobOptions, manual: boolean) => ({
  retryLimit: options.retries ?? 12,
  retryDelay: options.retryAfterSeconds ?? 5,
  // Its random part would make two runs of one proof differ.
  retryBackoff: !manual,
  ...(!manual && { retryDelayMax: 3600 }),
  expireInSeconds: options.expireSeconds ?? 900,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  deleteAfterSeconds: 86_400,
  // Work that waits is a promise that is not yet kept; after a fortnight without a worker it must still be there.
  retentionSeconds: YEAR_SECONDS,
  notify: !manual,
});

const queueOf = (options: JobOptions, manual: boolean) => ({
  ...changeable(options, manual),
  policy: 'short' as const,
});
