import { expect, test } from 'vitest';
import { addElapsed, startOf } from '../src/base/index.ts';
import { currentBoard, liveOf, refreshBoard } from '../src/doors/live.ts';
import { type House, policyInForce, takeRequest } from '../src/procedures/index.ts';
import { email, withHouses } from '../src/procedures/tests/houses.ts';
import { allKeepers, changesOf, lookAgain } from '../src/proof/index.ts';

const PROMISE = 'MUT-007';

/** How often a whole round asks for the moment: when it begins, for each look, for each twenty that are kept, and at its end. */
const asksOf = (keepers: number): number => 1 + keepers + Math.ceil(keepers / 20) + 1;

test('a process that slept past its lease writes nothing over what the next one saw', () =>
  withHouses(async ({ one, store }) => {
    const { due_on } = await takeRequest(one, {
      identities: [email('ada')],
      kind: 'access',
      route: 'email',
      receivedOn: null,
    });
    await refreshBoard(one);
    const last = startOf(due_on ?? '2026-12-22', 'Europe/London');
    store.clock.set(addElapsed(last, 'PT10H'));
    const { asleep, wake, done } = await fallsAsleep(one);
    await asleep;
    store.clock.set(addElapsed(last, 'PT34H'));
    await refreshBoard(one);
    expect((await changesOf(store.db, PROMISE))[0]?.to).toBe('broken');

    wake();

    expect((await done).changed).toBe(0);
    expect((await changesOf(store.db, PROMISE))[0]?.to).toBe('broken');
    const { promises } = await currentBoard(one, { aheadFrom: 0 });
    expect(promises.find(({ id }) => id === PROMISE)?.state).toBe('broken');
  }));

test('what broke is not mended by a version that nothing is known of yet', () =>
  withHouses(async ({ one, store }) => {
    const { due_on } = await takeRequest(one, {
      identities: [email('ada')],
      kind: 'access',
      route: 'email',
      receivedOn: null,
    });
    const last = startOf(due_on ?? '2026-12-22', 'Europe/London');
    for (const after of ['PT0H', 'PT34H']) {
      store.clock.set(addElapsed(last, after));
      await refreshBoard(one);
    }
    const told = () =>
      store
        .rows<{ kind: string }>('select kind from staff_message where $1 = any (promises) order by id', [
          PROMISE,
        ])
        .then((found) => found.map(({ kind }) => kind));
    expect(await told()).toEqual(['broken']);

    // As after a new version: what kept it shows nothing yet.
    await store.rows('update request set kind = $1', ['portability']);
    store.clock.set(addElapsed(last, 'PT35H'));
    await refreshBoard(one);
    expect((await changesOf(store.db, PROMISE))[0]?.to).toBe('unproven');
    expect(await told()).toEqual(['broken']);

    await store.rows('update request set kind = $1, answered_on = due_on', ['access']);
    store.clock.set(addElapsed(last, 'PT36H'));
    await refreshBoard(one);
    expect((await changesOf(store.db, PROMISE))[0]?.to).toBe('kept');
    expect(await told()).toEqual(['broken', 'mended']);
  }));

/** A round that has looked at everything, and sleeps before it writes. */
async function fallsAsleep(house: House) {
  const policy = await policyInForce(house);
  const asleep = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  let asked = 0;
  const done = lookAgain(house.store, policy, {
    baseUrl: house.baseUrl,
    goOn: () => true,
    liveNow: async () => {
      const live = await liveOf(house);
      asked += 1;
      if (asked === asksOf(allKeepers(policy).length)) {
        asleep.resolve();
        await woken.promise;
      }
      return live;
    },
  });
  return { asleep: asleep.promise, wake: woken.resolve, done };
}
