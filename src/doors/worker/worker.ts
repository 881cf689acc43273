import { sequence } from '../../evidence/index.ts';
import { recoverMails } from '../../mail/index.ts';
import {
  carryOutRequests,
  carryVersionForward,
  disposeDue,
  disposeSpecial,
  dropCopies,
  forgetErased,
  type House,
  keepCopies,
  keepInStep,
  noteErasures,
  openDuties,
  policyInForce,
  type SeesBanner,
  sendWaiting,
  settleTelling,
  sweepAccuracy,
} from '../../procedures/index.ts';
import { keepHistory } from '../../proof/index.ts';
import type { Jobs } from '../../store/index.ts';
import { secretsOf } from '../../systems/index.ts';
import { currentBoard } from '../live.ts';

/** Begin, work, stop. A twin's worker does one round when it is told to. */
export type Worker = {
  /** One round: what is due by the clock, the mails that wait, the ledger. */
  round(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** How often a running worker looks for mails to send and entries to sequence. */
const EVERY_MILLISECONDS = 1_000;

export function makeWorker(
  house: House,
  jobs: Jobs,
  options: { zone: string; seesBanner: SeesBanner },
): Worker {
  const { store, clock, log } = house;
  // Each night: what is due goes, a coming version is carried forward, the board's history is kept.
  jobs.define('nightly', {
    work: async () => {
      await carryVersionForward(house, options.seesBanner);
      await carryOutRequests(house, { again: true });
      await dropCopies(house);
      await keepCopies(house);
      const disposals = await disposeDue(house);
      for (const { rule, records } of disposals)
        log('retention.disposed', { room: 'retention', control: rule, count: records });
      await disposeSpecial(house);
      await sweepAccuracy(house);
      await settleTelling(house);
      await rememberBoard(house);
    },
  });
  jobs.schedule('nightly', { dailyAt: '02:00', zone: options.zone });

  const secrets = secretsOf(process.env);
  // What people say there and here is kept in step; once a night their lists are gone through whole.
  jobs.define('platforms', { work: async () => void (await keepInStep(house, { secrets })) });
  jobs.schedule('platforms', { every: 'PT5M' });
  jobs.define('platform-lists', {
    work: async () => void (await keepInStep(house, { secrets, sweep: true })),
  });
  jobs.schedule('platform-lists', { dailyAt: '03:00', zone: options.zone });

  const sendAndSequence = async () => {
    await openDuties(house);
    if ((await carryOutRequests(house)) > 0) {
      await dropCopies(house);
      await keepCopies(house);
    }
    await sendWaiting(house);
    await forgetErased(house);
    await noteErasures(house);
    await sequence(store, clock.now());
  };
  let running = false;
  let last: Promise<void> = Promise.resolve();
  const loop = async () => {
    while (running) {
      await sendAndSequence().catch((fault: unknown) =>
        log('worker.fault', { room: 'worker', stack: String(fault instanceof Error ? fault.stack : fault) }),
      );
      await new Promise((later) => setTimeout(later, EVERY_MILLISECONDS));
    }
  };
  return {
    async round() {
      const { failed } = await jobs.tick(clock.now());
      if (failed[0]) throw failed[0].error;
      await sendAndSequence();
    },
    async start() {
      await policyInForce(house);
      await store.inTransaction((tx) => recoverMails(tx, clock.now()));
      await jobs.start();
      running = true;
      last = loop();
    },
    async stop() {
      running = false;
      await last;
      await jobs.stop({ graceful: true });
      await sequence(store, clock.now());
    },
  };
}

async function rememberBoard(house: House): Promise<void> {
  const board = await currentBoard(house);
  await house.store.inTransaction((tx) => keepHistory(tx, board));
}
