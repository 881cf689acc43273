import { expect, test } from 'vitest';
import { currentBoard, refreshBoard } from '../src/doors/live.ts';
import { sequence, signingKeyFor } from '../src/evidence/index.ts';
import { policyInForce, takeRequest } from '../src/procedures/index.ts';
import { email, type Houses, withHouses } from '../src/procedures/tests/houses.ts';
import { boardPack, verifyBoardPack } from '../src/proof/index.ts';

/** A board with a request that was answered late, its history, and its packs: whole, and of that promise. */
async function packs({ one, store }: Houses) {
  await refreshBoard(one);
  await takeRequest(one, {
    identities: [email('ada')],
    kind: 'access',
    route: 'email',
    receivedOn: null,
  });
  store.clock.set('2027-02-01T10:00:00.000Z');
  await refreshBoard(one);
  await sequence(one.store, store.clock.now());
  const policy = await policyInForce(one);
  const told = { organisation: policy.organisation.name, policy: policy.hash };
  const board = await currentBoard(one);
  return {
    whole: await boardPack(one.store, board, { ...told, only: null }),
    one: await boardPack(one.store, board, { ...told, only: 'MUT-007' }),
    key: signingKeyFor(one.store.db).verifierKey,
  };
}

test('a pack is checked with the public key alone; what was changed in it is found, whatever it is', () =>
  withHouses(async (houses) => {
    const { whole, one, key } = await packs(houses);
    const lines = one.trimEnd().split('\n');
    const check = (text: string) => verifyBoardPack(text, key);

    expect(await check(whole)).toMatchObject({ valid: true, problems: [], unsequenced: 0 });
    const sound = await check(one);
    expect(sound).toMatchObject({ valid: true, promises: 1, changes: 2, problems: [] });
    expect(sound.entries).toBeGreaterThanOrEqual(3);

    const broken = one.replace('"state":"broken"', '"state":"kept"');
    expect(broken).not.toBe(one);
    expect((await check(broken)).valid).toBe(false);
    for (const at of lines.keys()) {
      const without = lines.filter((_, line) => line !== at).join('\n');
      expect((await check(`${without}\n`)).valid, `without line ${at + 1}`).toBe(false);
    }
    const other = (await packsOfAnother()).one;
    expect((await check(other)).problems[0]?.what).toMatch(/another ledger/);
    expect((await check('')).valid).toBe(false);
    expect((await check(one.slice(0, -40))).valid).toBe(false);
  }));

test('who has the ledger’s key and rewrites history is found by the entries: they lead to no root', () =>
  withHouses(async (houses) => {
    const { store } = houses;
    // The database is changed, and an honest pack is made of it afterwards.
    await packs(houses);
    await store.rows(`update promise_state set state = 'kept' where state = 'broken'`);
    const policy = await policyInForce(houses.one);
    const pack = await boardPack(houses.one.store, await currentBoard(houses.one), {
      organisation: policy.organisation.name,
      policy: policy.hash,
      only: 'MUT-007',
    });
    const found = await verifyBoardPack(pack, signingKeyFor(store.db).verifierKey);
    expect(found.problems.map(({ what }) => what)).toContain(
      'no entry of the ledger tells of this change of its state',
    );

    await store.rows(
      `update evidence_entry set body = replace(body, '"to":"broken"', '"to":"kept"') where kind = 'promise.state'`,
    );
    const again = await boardPack(houses.one.store, await currentBoard(houses.one), {
      organisation: policy.organisation.name,
      policy: policy.hash,
      only: 'MUT-007',
    });
    expect(
      (await verifyBoardPack(again, signingKeyFor(store.db).verifierKey)).problems.map(({ what }) => what),
    ).toContain(
      'its content (id, moment, kind, actor, body, about or salt) is not what it was when its commitment was made',
    );
  }));

const packsOfAnother = () => withHouses(packs);
