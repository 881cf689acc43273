import { faultOf } from '../../base/index.ts';
import { sequence } from '../../evidence/index.ts';
import { recoverMails, recoverStaffMessages } from '../../mail/index.ts';
import {
  carryOutRequests,
  carryVersionForward,
  destroyKeys,
  disposeDue,
  disposeSpecial,
  dropCopies,
  endTakenBack,
  forgetLater,
  type House,
  keepCopies,
  keepInStep,
  lapseUnconfirmed,
  lookAtLinks,
  noteErasures,
  openDuties,
  policyInForce,
  type SeesBanner,
  sendHandOvers,
  sendStaffMessages,
  sendWaiting,
  settleTelling,
  sweepAccuracy,
  warnOfRegistration,
} from '../../procedures/index.ts';
import type { Jobs } from '../../store/index.ts';
import { secretsOf } from '../../systems/index.ts';
import { refreshBoard } from '../live.ts';

/** Begin, work, stop. A twin's worker does one round when it is told to. */
export type Worker = {
  /** One round: what is due by the clock, the mails that wait, the ledger. */
  round(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** How often a running worker looks for mails to send and entries to sequence. */
const EVERY_MILLISECONDS = 1_000;

/** How often it looks whether facts changed that a promise rests on. */
const BOARD_MILLISECONDS = 5_000;

/** It never rests so long that a look grows too old to count. */
const BOARD_REST_MILLISECONDS = 60_000;

export function makeWorker(
  house: House,
  jobs: Jobs,
  options: { zone: string; seesBanner: SeesBanner; keepsBoard?: boolean; reachesPlatforms?: boolean },
): Worker {
  const { store, clock, log } = house;
  // A twin that proves one promise has nobody to show a history to.
  // And its people are made up: no list of a real platform is any of its business, whatever keys this machine has.
  const { keepsBoard = true, reachesPlatforms = true } = options;
  // Each night: what is due goes, a coming version is carried forward, the board's history is kept.
  jobs.define('nightly', {
    work: async () => {
      await carryVersionForward(house, options.seesBanner);
      await carryOutRequests(house, { again: true });
      await dropCopies(house);
      await keepCopies(house);
      await endTakenBack(house);
      await lapseUnconfirmed(house);
      const disposals = await disposeDue(house);
      for (const { rule, records } of disposals)
        log('retention.disposed', { room: 'retention', control: rule, count: records });
      await disposeSpecial(house);
      await sweepAccuracy(house);
      await settleTelling(house);
      await warnOfRegistration(house);
      if (keepsBoard) await refreshBoard(house);
    },
  });
  jobs.schedule('nightly', { dailyAt: '02:00', zone: options.zone });

  // Pages of others take their time, and nothing of the night waits for them.
  jobs.define('links', { work: async () => void (await lookAtLinks(house)) });
  jobs.schedule('links', { dailyAt: '04:00', zone: options.zone });

  if (reachesPlatforms) {
    const secrets = secretsOf(process.env);
    // What people say there and here is kept in step; once a night their lists are gone through whole.
    jobs.define('platforms', { work: async () => void (await keepInStep(house, { secrets })) });
    jobs.schedule('platforms', { every: 'PT5M' });
    jobs.define('platform-lists', {
      work: async () => void (await keepInStep(house, { secrets, sweep: true })),
    });
    jobs.schedule('platform-lists', { dailyAt: '03:00', zone: options.zone });
  }

  const sendAndSequence = async () => {
    await openDuties(house);
    if ((await carryOutRequests(house)) > 0) {
      await dropCopies(house);
      await keepCopies(house);
    }
    await sendHandOvers(house);
    await sendWaiting(house);
    await sendStaffMessages(house);
    await forgetLater(house, clock.now());
    await destroyKeys(house, clock.now());
    await noteErasures(house);
    await sequence(store, clock.now());
  };
  let running = false;
  // What changed is looked at within seconds; after a round that took long it rests three times as long, up to a minute.
  let boardAgainAt = 0;
  const watchBoard = async () => {
    if (performance.now() < boardAgainAt) return;
    const { milliseconds, changed } = await refreshBoard(house, () => running);
    if (changed > 0) log('board.changed', { room: 'worker', count: changed });
    boardAgainAt =
      performance.now() + Math.min(Math.max(BOARD_MILLISECONDS, 3 * milliseconds), BOARD_REST_MILLISECONDS);
  };
  let last: Promise<unknown> = Promise.resolve();
  const loop = async (work: () => Promise<void>) => {
    while (running) {
      await work().catch((fault: unknown) => log('worker.fault', { room: 'worker', ...faultOf(fault) }));
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
      await store.inTransaction(async (tx) => {
        await recoverMails(tx, clock.now());
        await recoverStaffMessages(tx);
      });
      await jobs.start();
      running = true;
      // A large board takes its time, and no mail waits for it.
      last = Promise.all([loop(sendAndSequence), loop(watchBoard)]);
    },
    async stop() {
      running = false;
      await last;
      await jobs.stop({ graceful: true });
      await sequence(store, clock.now());
    },
  };
}
