import { describe, expect, test } from 'vitest';
import { addDays, dayIn, type Instant, systemClock } from '../../base/index.ts';
import { type Jobs, openJobs, type Store } from '../index.ts';
import { TEST_START, withDatabase } from '../testing.ts';

const HOUR_LATER: Instant = '2026-11-22T11:00:00.000Z';

/** Manual jobs on a store of their own. */
const withJobs = (work: (store: Store, jobs: Jobs) => Promise<void>) =>
  withDatabase(async (store) => {
    const jobs = openJobs(store, { manual: true });
    try {
      await work(store, jobs);
    } finally {
      await jobs.stop();
    }
  });

describe('a job of a twin', () => {
  test('is done if its transaction commits, and does not exist if it does not', () =>
    withJobs(async (store, jobs) => {
      const done: unknown[] = [];
      jobs.define('greet', { work: async (data) => void done.push(data.who) });

      await store.inTransaction((tx) => jobs.enqueue(tx, 'greet', { who: 'kept' }));
      const undone = store.inTransaction(async (tx) => {
        await jobs.enqueue(tx, 'greet', { who: 'lost' });
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      const ticked = await jobs.tick(TEST_START);

      expect(done).toEqual(['kept']);
      expect(ticked).toEqual({ ran: 1, failed: [] });
    }));

  test('waits for its moment, by the clock of the twin', () =>
    withJobs(async (store, jobs) => {
      const ran: Instant[] = [];
      jobs.define('later', { work: async (_, { now }) => void ran.push(now) });
      await store.inTransaction((tx) => jobs.enqueue(tx, 'later', {}, { startAfter: HOUR_LATER }));

      await jobs.tick('2026-11-22T10:59:59.999Z');
      expect(ran).toEqual([]);
      await jobs.tick(HOUR_LATER);

      expect(ran).toEqual([HOUR_LATER]);
    }));

  test('runs in the order in which it was due, and before what it enqueues itself', () =>
    withJobs(async (store, jobs) => {
      const order: string[] = [];
      jobs.define('b', {
        work: async ({ n }, { now }) => {
          order.push(`b${n}`);
          if (n === 1)
            await store.inTransaction((tx) => jobs.enqueue(tx, 'a', { n: 3 }, { startAfter: now }));
        },
      });
      jobs.define('a', { work: async ({ n }) => void order.push(`a${n}`) });
      await store.inTransaction(async (tx) => {
        await jobs.enqueue(tx, 'a', { n: 2 }, { startAfter: '2026-11-22T10:20:00.000Z' });
        await jobs.enqueue(tx, 'b', { n: 1 }, { startAfter: '2026-11-22T10:10:00.000Z' });
      });

      const { ran } = await jobs.tick(HOUR_LATER);

      expect(order).toEqual(['b1', 'a2', 'a3']);
      expect(ran).toBe(3);
    }));

  test('waits once for each key, and may wait again once it has begun', () =>
    withJobs(async (store, jobs) => {
      let ran = 0;
      jobs.define('once', { work: async () => void ran++ });
      const enqueue = () => store.inTransaction((tx) => jobs.enqueue(tx, 'once', {}, { singletonKey: 'k' }));

      expect(await enqueue()).toBeTypeOf('string');
      expect(await enqueue()).toBeUndefined();
      await jobs.tick(TEST_START);
      expect(await enqueue()).toBeTypeOf('string');
      await jobs.tick(TEST_START);

      expect(ran).toBe(2);
    }));

  test('that fails is seen, is tried again after its pause, and stays failed when its tries are used up', () =>
    withJobs(async (store, jobs) => {
      const attempts: number[] = [];
      jobs.define('faulty', {
        retries: 1,
        retryAfterSeconds: 60,
        work: async (_, { attempt }) => {
          attempts.push(attempt);
          throw new Error('the mail server is away; ada@example.test');
        },
      });
      await store.inTransaction((tx) => jobs.enqueue(tx, 'faulty', {}));

      const first = await jobs.tick(TEST_START);
      expect(first.failed).toMatchObject([{ job: 'faulty', error: { message: /mail server/ } }]);
      expect(await jobs.tick('2026-11-22T10:00:59.000Z')).toMatchObject({ ran: 0 });
      expect(await jobs.tick('2026-11-22T10:01:01.000Z')).toMatchObject({ ran: 1 });
      expect(await jobs.tick('2026-11-25T10:00:00.000Z')).toMatchObject({ ran: 0 });

      expect(attempts).toEqual([1, 2]);
      const kept = await store.rows<{ state: string; output: unknown }>(
        'select state, output from pgboss.job',
      );
      expect(kept).toEqual([{ state: 'failed', output: { code: 'Error' } }]);
    }));

  test('scheduled daily runs once a day, and once after a gap of many days', () =>
    withJobs(async (_, jobs) => {
      const days: string[] = [];
      jobs.define('nightly', { work: async (_data, { now }) => void days.push(dayIn('Europe/London', now)) });
      jobs.schedule('nightly', { dailyAt: '02:00', zone: 'Europe/London' });

      for (let day = dayIn('UTC', TEST_START); day < '2026-11-26'; day = addDays(day, 1)) {
        for (const time of ['01:59', '02:00', '14:00']) await jobs.tick(`${day}T${time}:00.000Z`);
      }
      await jobs.tick('2027-11-26T00:00:00.000Z');
      await jobs.tick('2027-11-26T01:00:00.000Z');

      expect(days).toEqual([
        '2026-11-22',
        '2026-11-22',
        '2026-11-23',
        '2026-11-24',
        '2026-11-25',
        '2027-11-26',
      ]);
    }));
});

describe('a job of the real world', () => {
  test('is picked up within a tenth of a second, many of them without a pause between', () =>
    withDatabase(async (store) => {
      const jobs = openJobs({ ...store, clock: systemClock });
      const waited: number[] = [];
      jobs.define('quick', {
        concurrency: 10,
        work: async ({ sent }) => void waited.push(performance.now() - Number(sent)),
      });
      await jobs.start();
      const enqueue = () =>
        store.inTransaction((tx) => jobs.enqueue(tx, 'quick', { sent: performance.now() }));

      await enqueue();
      await expect.poll(() => waited.length, { interval: 5 }).toBe(1);
      const began = performance.now();
      await Promise.all(Array.from({ length: 100 }, enqueue));
      await expect.poll(() => waited.length, { interval: 5 }).toBe(101);
      const took = performance.now() - began;
      await jobs.stop();

      expect(waited[0]).toBeLessThan(500); // 100 ms where nothing else runs on the machine
      expect(took).toBeLessThan(5_000);
    }));

  test('that runs when we are told to stop is finished first', () =>
    withDatabase(async (store) => {
      const jobs = openJobs({ ...store, clock: systemClock });
      let state = 'waiting';
      jobs.define('slow', {
        work: async () => {
          state = 'begun';
          await new Promise((later) => setTimeout(later, 300));
          state = 'done';
        },
      });
      await jobs.start();
      await store.inTransaction((tx) => jobs.enqueue(tx, 'slow', {}));
      await expect.poll(() => state, { interval: 5 }).toBe('begun');

      await jobs.stop();

      expect(state).toBe('done');
    }));
});
