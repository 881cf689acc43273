import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Day } from '../../base/index.ts';
import type { PolicyFiles } from '../../policy/index.ts';
import type { Ran, Try } from '../../proof/index.ts';
import type { Ground } from './ground.ts';

/** What a thread is to try promises of, and where its twins live. */
export type Charge = { folder: string; files: PolicyFiles; start: Day };

/** A thread's answer to a key: how that keeper fared, or what broke down outside its proof. */
export type Told = { key: string; ran: Ran } | { key: string; broke: string };

export type Crew = { tries: Try[]; close(): Promise<void> };

/** Threads on every core that this one leaves idle; more than three wait for the one PostgreSQL. */
const idleCores = (): number => Math.min(availableParallelism() - 1, 3);

/** Milliseconds that a thread has to put its things away. */
const LEAVES_WITHIN = 10_000;

/** Twins at once in a thread: while one waits for its database another computes. */
const HANDS = 3;

/**
 * More hands for `provePolicy`: each thread has the product's modules to itself, and all have their twins on one ground. Close
 * it before the ground.
 */
export function openCrew(ground: Ground, files: PolicyFiles, start: Day, threads = idleCores()): Crew {
  const charge: Charge = { folder: ground.folder, files, start };
  const open = Array.from({ length: threads }, () => openThread(charge));
  return {
    tries: open.flatMap(({ attempt }) => Array.from({ length: HANDS }, () => attempt)),
    async close() {
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}

function openThread(charge: Charge): { attempt: Try; close(): Promise<void> } {
  const worker = new Worker(new URL('./hand.ts', import.meta.url), { workerData: charge });
  const waiting = new Map<string, PromiseWithResolvers<Ran>>();
  let lost: Error | null = null;
  const fail = (why: Error): void => {
    lost = why;
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      fail(new Error(`a thread that tries promises ended with ${code}`));
      resolve();
    });
  });
  worker.on('error', fail);
  worker.on('message', (told: Told) => {
    const one = waiting.get(told.key);
    waiting.delete(told.key);
    if ('ran' in told) one?.resolve(told.ran);
    else one?.reject(new Error(told.broke));
  });
  return {
    attempt({ key }) {
      if (lost) return Promise.reject(lost);
      const asked = Promise.withResolvers<Ran>();
      waiting.set(key, asked);
      worker.postMessage(key);
      return asked.promise;
    },
    async close() {
      worker.postMessage(null);
      // A thread whose PostgreSQL went away may hold a connection that never ends; everything it found was told already.
      const patience = setTimeout(() => void worker.terminate(), LEAVES_WITHIN);
      await ended;
      clearTimeout(patience);
    },
  };
}
